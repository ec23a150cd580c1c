"""A draft says on paper that it is one, and a finished document does not."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from written_samples import bulletin, document, looks, special_bulletin, speech

from pipeline.model.document import Masthead, Paragraph, Text
from pipeline.write import figures_in, read_properties, text_hash, text_of, write, write_review

LOOKS = looks()


def lines(data):
    return text_of(data).split("\n")


@pytest.mark.parametrize("made", [speech(), bulletin(), special_bulletin()], ids=["speech", "bulletin", "special"])
def test_the_sign_stands_under_the_title_and_is_all_that_differs(made):
    finished, draft = write(made, LOOKS, {}), write(replace(made, draft=True), LOOKS, {})
    assert "（稿）" not in lines(finished)
    said = lines(draft)
    at = said.index("（稿）")
    assert made.title.endswith(said[at - 1])
    assert said[:at] + said[at + 1 :] == lines(finished)
    assert figures_in(draft) == figures_in(finished)


def test_it_is_a_line_of_the_title():
    paragraphs = docx.Document(io.BytesIO(write(replace(speech(), draft=True), LOOKS, {}))).paragraphs
    assert [p.text for p in paragraphs if p.style.name == "Title"] == ["在全县信访工作会议上的\n讲话\n（稿）"]


def test_whoever_takes_it_away_has_edited_the_document():
    finished, draft = write(speech(), LOOKS, {}), write(replace(speech(), draft=True), LOOKS, {})
    assert read_properties(draft)["text_hash"] == text_hash(draft) != text_hash(finished)
    assert "草稿" in zipfile.ZipFile(io.BytesIO(draft)).read("docProps/core.xml").decode()


def test_without_a_title_it_stands_where_the_title_would():
    head, words = Masthead("某县信访局文件", "某信〔2026〕1号"), Paragraph((Text("正文。"),))
    assert lines(write(document((words,), draft=True), LOOKS, {})) == ["（稿）", "正文。"]
    assert lines(write(document((head, words), draft=True), LOOKS, {})) == ["某县信访局文件", "某信〔2026〕1号", "（稿）", "正文。"]


def test_the_review_copy_says_it_too():
    copy = write_review(replace(speech(), draft=True), LOOKS, {}, {})
    assert lines(copy) == lines(write(replace(speech(), draft=True), LOOKS, {}))
