"""Every package is valid: against the schemas (tests/tools/docx_valid.py), and by checks of its own."""

import importlib.util
import io
import posixpath
import random
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from lxml import etree
from written_samples import Counter, bulletin, chart, document, everything, looks, special_bulletin, speech

from pipeline.model.document import (
    Annex,
    Annexed,
    Byline,
    Cell,
    Chart,
    Claim,
    Colophon,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Point,
    Remark,
    Salutation,
    Signature,
    TableBlock,
    Text,
    Title,
)  # fmt: skip
from pipeline.model.looks import PROFILES
from pipeline.write import text_of, write, write_review
from pipeline.write.xml import clean

TOOLS = Path(__file__).resolve().parents[1] / "tools"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def faults():
    spec = importlib.util.spec_from_file_location("docx_valid", TOOLS / "docx_valid.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    schemas = [etree.XMLSchema(etree.parse(str(tool.SCHEMAS / name))) for name in ("wml.xsd", "dml-chart.xsd")]
    return lambda data: tool.check(io.BytesIO(data), *schemas)


@pytest.fixture(scope="module")
def dressed():
    return looks()


def own_faults(data):
    """What must hold of a package, looked at without the tool: parts, relations, ids, no links, no macros."""
    package = zipfile.ZipFile(io.BytesIO(data))
    names = package.namelist()
    found = [] if names[0] == "[Content_Types].xml" and len(names) == len(set(names)) else ["order or doubles"]
    found += [f"date of {info.filename}" for info in package.infolist() if info.date_time != (1980, 1, 1, 0, 0, 0)]
    for name in names:
        if name.endswith(".rels"):
            home = posixpath.dirname(posixpath.dirname(name))
            for each in ET.fromstring(package.read(name)):
                target = posixpath.normpath(posixpath.join(home, each.get("Target")))
                found += [] if target in names and each.get("TargetMode") is None else [f"{name}: {target}"]
        elif name.endswith(".bin"):
            found.append(name)
    tree = ET.fromstring(package.read("word/document.xml"))
    for tag, key in (("bookmarkStart", "id"), ("bookmarkEnd", "id"), ("bookmarkStart", "name"), (f"sdtPr/{W}tag", "val")):
        ids = [each.get(f"{W}{key}") for each in tree.iterfind(f".//{W}{tag}")]
        found += [] if len(ids) == len(set(ids)) else [f"{key} of {tag}"]
    for cell in tree.iter(f"{W}tc"):
        found += [] if cell[-1].tag == f"{W}p" else ["a cell that ends without a paragraph"]
    return found


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("make", [speech, bulletin, special_bulletin, everything])
def test_every_sample_in_every_profile(make, profile, dressed, faults):
    data = write(make(profile=profile), dressed, {"run": "1"})
    assert faults(data) == []
    assert own_faults(data) == []


def test_the_reference_document(faults):
    path = TOOLS.parents[1] / "templates" / "reference.docx"
    assert faults(path.read_bytes()) == []
    assert own_faults(path.read_bytes()) == []


def test_the_core_properties_name_no_user_and_no_time(dressed):
    core = zipfile.ZipFile(io.BytesIO(write(speech(), dressed, {}))).read("docProps/core.xml").decode()
    assert "<dc:title>在全县信访工作会议上的讲话</dc:title>" in core
    assert "<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert core.count("1980-01-01T00:00:00Z") == 2


ODD = "]]>&<>\"'\x00\x07\x1b\x7f\ud800\udfff\ufffe\uffff\u200b\u2028\r\n\t  \u3000㐀𠀀“”‘’——……·①ⅣàЖ　①％％％2025%-+.A z"


def any_text(rng):
    if rng.random() < 0.004:
        return "长" * 10_000
    plain = "信访事项接访群众一二三四五，。、；：（）《》" * 2
    return "".join(rng.choice(ODD if rng.random() < 0.3 else plain) for _ in range(rng.randrange(14)))


def any_inlines(rng, count):
    return tuple(
        count(any_text(rng)) if rng.random() < 0.4 else Text(any_text(rng), rng.random() < 0.2) for _ in range(rng.randrange(4))
    )


def any_table(rng, count):
    def row():
        return tuple(
            Cell(any_inlines(rng, count), rng.choice((1, 1, 1, 2, 3)), rng.choice((1, 1, 1, 2, 4))) for _ in range(rng.randrange(5))
        )

    def rows(most):
        return tuple(row() for _ in range(rng.randrange(most)))

    align = tuple(rng.choice(("left", "center", "right")) for _ in range(rng.randrange(3)))
    widths = tuple(rng.randrange(4) for _ in range(rng.randrange(4)))
    return TableBlock(
        rows(3), rows(6), align, row() if rng.random() < 0.3 else None, any_inlines(rng, count), any_inlines(rng, count), widths
    )


def any_chart(rng, count):
    values = (None, 0.0, 1.5, -3.0, 1e20, float("nan"), float("inf"))
    categories = tuple(any_text(rng) for _ in range(rng.randrange(5)))
    series = tuple((any_text(rng), tuple(rng.choice(values) for _ in range(rng.randrange(6)))) for _ in range(rng.randrange(3)))
    return Chart(rng.choice(("column", "line", "bar")), any_text(rng), categories, series, any_text(rng), any_inlines(rng, count))


MAKERS = (
    lambda rng, count: Title(tuple(any_inlines(rng, count) for _ in range(rng.randrange(3)))),
    lambda rng, count: Byline(tuple(any_inlines(rng, count) for _ in range(rng.randrange(3)))),
    lambda rng, count: Signature(tuple(any_inlines(rng, count) for _ in range(rng.randrange(4)))),
    lambda rng, count: Salutation(any_inlines(rng, count)),
    lambda rng, count: Heading(rng.randrange(0, 7), any_text(rng), any_inlines(rng, count)),
    lambda rng, count: Paragraph(any_inlines(rng, count)),
    lambda rng, count: Point(any_text(rng), any_inlines(rng, count), any_inlines(rng, count)),
    lambda rng, count: Remark(any_inlines(rng, count)),
    any_table,
    any_chart,
    lambda rng, count: PageBreak(),
    lambda rng, count: Masthead(*(any_text(rng) for _ in range(5))),
    lambda rng, count: Colophon(tuple((any_text(rng), any_text(rng)) for _ in range(rng.randrange(4))), any_text(rng)),
    lambda rng, count: Annex(any_text(rng), any_inlines(rng, count), rng.random() < 0.5),
    lambda rng, count: Annexed(tuple(any_text(rng) for _ in range(rng.randrange(4)))),
)


def any_document(seed):
    rng, count = random.Random(seed), Counter()
    blocks = tuple(rng.choice(MAKERS)(rng, count) for _ in range(rng.randrange(7)))
    return document(blocks, rng.choice(tuple(PROFILES)), any_text(rng), figures=tuple(count.stated))


def words_of(value):
    """All texts of a block in the order in which they are printed, found by walking its fields."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [word for each in value for word in words_of(each)]
    return [] if not hasattr(value, "text") else [value.text]


def squeezed(text):
    return "".join(clean(text).split())


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_a_thousand_generated_documents(start, dressed, faults):
    for seed in range(start, start + 100):
        made = any_document(seed)
        data = write(made, dressed, {"run": any_text(random.Random(seed))})
        assert faults(data) == [], seed
        assert own_faults(data) == [], seed
        text = squeezed(text_of(data))
        for stated in made.figures:
            assert squeezed(stated.text) in text, seed
        for block in made.blocks:
            for inline in (*getattr(block, "inlines", ()), *getattr(block, "lead", ()), *getattr(block, "rest", ())):
                assert squeezed(inline.text) in text, seed
            for row in (*getattr(block, "header", ()), *getattr(block, "rows", ())):
                for cell in row:
                    assert squeezed("".join(inline.text for inline in cell.inlines)) in text, seed


def test_review_copies_are_valid(dressed, faults):
    for seed in range(40):
        made = any_document(seed)
        claims = (Claim("全部", ("甲", "乙"), True, "then", "信访"), Claim("下降", ("甲",), None, "nothing"))
        made = document(made.blocks, made.profile, made.title, figures=made.figures, claims=claims)
        notes = {stated.id: f"含义：{ODD}\n来源：乙" for stated in made.figures}
        assert faults(write_review(made, dressed, {}, notes, ("有 1 行未采用",))) == [], seed


def test_a_chart_brings_its_numbers_in_a_workbook_that_opens(dressed):
    data = write(document((chart("bar"),)), dressed, {})
    package = zipfile.ZipFile(io.BytesIO(data))
    sheet = openpyxl.load_workbook(io.BytesIO(package.read("word/embeddings/chart1.xlsx")))["Sheet1"]
    assert [cell.value for cell in sheet[1]] == [None, "2025年", "2024年"]
    assert [cell.value for cell in sheet[2]] == ["1月", 10, 0]
    assert [cell.value for cell in sheet[13]] == ["12月", 37, None]
    drawn = package.read("word/charts/chart1.xml").decode()
    assert drawn.count("<c:pt ") == 2 * (1 + 12) + 12 + 11
