"""Every package is valid: against the schemas (tests/tools/docx_valid.py), and by checks of its own."""

import io
import re
import zipfile

import openpyxl
import pytest
from validity import TOOLS, faults, own_faults
from written_samples import Counter, bulletin, chart, document, everything, looks, special_bulletin, speech

from pipeline.model.document import Cell, TableBlock, Text
from pipeline.model.looks import PROFILES
from pipeline.write import figures_in, write, write_review


@pytest.fixture(scope="module")
def dressed():
    return looks()


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("make", [speech, bulletin, special_bulletin, everything])
def test_every_sample_in_every_profile(make, profile, dressed):
    data = write(make(profile=profile), dressed, {"run": "1"})
    assert faults(data) == []
    assert own_faults(data) == []


def test_the_reference_document():
    path = TOOLS.parents[1] / "templates" / "reference.docx"
    assert faults(path.read_bytes()) == []
    assert own_faults(path.read_bytes()) == []


def test_the_core_properties_name_no_user_and_no_time(dressed):
    core = zipfile.ZipFile(io.BytesIO(write(speech(), dressed, {}))).read("docProps/core.xml").decode()
    assert "<dc:title>在全县信访工作会议上的讲话</dc:title>" in core
    assert "<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert core.count("1980-01-01T00:00:00Z") == 2


def test_a_chart_brings_its_numbers_in_a_workbook_that_opens(dressed):
    data = write(document((chart("bar"),)), dressed, {})
    package = zipfile.ZipFile(io.BytesIO(data))
    sheet = openpyxl.load_workbook(io.BytesIO(package.read("word/embeddings/chart1.xlsx")))["Sheet1"]
    assert [cell.value for cell in sheet[1]] == [None, "2025年", "2024年"]
    assert [cell.value for cell in sheet[2]] == ["1月", 10, 0]
    assert [cell.value for cell in sheet[13]] == ["12月", 37, None]
    drawn = package.read("word/charts/chart1.xml").decode()
    assert drawn.count("<c:pt ") == 2 * (1 + 12) + 12 + 11


def test_columns_of_words_with_figures_beside_columns_of_figures(dressed):
    """Bookmarks are numbered apart, and the review copy has a comment on each."""
    count = Counter()
    rows = tuple(
        (Cell((Text("约"), count(f"{n}件"))), Cell((count(str(n)),)), Cell((count(f"{n}%"), Text("左右")))) for n in range(9)
    )
    made = document((TableBlock((), rows),), figures=tuple(count.stated))
    notes = {stated.id: stated.id for stated in count.stated}
    for data in (write(made, dressed, {}), write_review(made, dressed, {}, notes)):
        assert own_faults(data) == faults(data) == []
        assert figures_in(data) == {stated.id: stated.text for stated in count.stated}
    comments = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode()
    assert sorted(re.findall(r">(F\d+)<", comments)) == sorted(notes)
