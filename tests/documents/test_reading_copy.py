"""讲话-大字: the same words in large characters; what follows a figure's digits begins no line, so no figure is broken."""

import re
import zipfile

from outlines import outline

from pipeline.model.document import Stated
from pipeline.write import load_looks, write


def written(county, tmp_path, kind):
    document, _ = county.compose(kind, "2025")
    path = tmp_path / "x.docx"
    path.write_bytes(write(document, load_looks(county.shop.settings), {}))
    with zipfile.ZipFile(path) as package:
        return document, package.read("word/settings.xml").decode()


def test_it_says_what_the_speech_says(sample):
    assert outline(sample.compose("讲话-大字", "2025")[0]) == outline(sample.compose("工作会议讲话", "2025")[0])


def test_no_line_begins_with_what_follows_the_digits_of_a_figure(sample, tmp_path):
    document, settings = written(sample, tmp_path, "讲话-大字")
    barred = re.search(r'noLineBreaksBefore w:lang="zh-CN" w:val="([^"]+)"', settings)[1]
    after_digits = {char for stated in stateds(document) for char in re.sub(r"^[\d.]+", "", stated.text)}
    assert {"批", "人", "次", "%"} <= after_digits <= set(barred)


def stateds(document):
    return [stated for stated in document.figures if isinstance(stated, Stated)]


def test_other_profiles_leave_the_lines_alone(sample, tmp_path):
    assert "noLineBreaksBefore" not in written(sample, tmp_path, "工作会议讲话")[1]
