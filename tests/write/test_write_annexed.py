"""附件说明 (GB/T 9704 7.3.5): a line under the text, two characters in, the titles under each other, no mark after them."""

import re
import zipfile
from io import BytesIO

import pytest
from written_samples import document, looks

from pipeline.model.document import Annexed, Paragraph, Signature, Text
from pipeline.write import write

W = r'w:left="(\d+)" w:hanging="(\d+)"'
EM = 310  # 16 pt, drawn in by half a point, in twentieths


def paragraphs(*titles):
    blocks = (Paragraph((Text("正文。"),)), Annexed(titles), Signature(((Text("某局"),), (Text("2026年1月5日"),))))
    with zipfile.ZipFile(BytesIO(write(document(blocks, "公文", "文"), looks(), {}))) as package:
        xml = package.read("word/document.xml").decode()
    return [(re.sub(r"<[^>]+>", "", one), one) for one in re.findall(r"<w:p>.*?</w:p>", xml)]


@pytest.mark.parametrize(
    ("titles", "lines"),
    [
        (("统计表",), ["附件：统计表"]),
        (("统计表", "明细表"), ["附件：1. 统计表", "2. 明细表"]),
        (("统计表", "明细表", "名单"), ["附件：1. 统计表", "2. 明细表", "3. 名单"]),
    ],
)
def test_the_titles_are_numbered_unless_there_is_one(titles, lines):
    texts = [text for text, _ in paragraphs(*titles)]
    at = texts.index(lines[0])
    assert texts[at - 2 : at + len(lines) + 1] == ["正文。", "", *lines, ""]


def test_they_begin_two_characters_in_and_their_titles_stand_under_each_other():
    found = {text: re.search(W, xml) for text, xml in paragraphs("统计表", "明细表")}
    first, second = found["附件：1. 统计表"], found["2. 明细表"]
    assert first[1] == second[1]
    assert int(first[1]) - int(first[2]) == pytest.approx(2 * EM, abs=2)
    assert int(second[1]) - int(second[2]) == pytest.approx(5 * EM, abs=2)


def test_they_never_stand_on_a_page_without_text():
    kept = {text for text, xml in paragraphs("统计表", "明细表") if "<w:keepNext/>" in xml}
    assert {"正文。", "附件：1. 统计表"} <= kept
