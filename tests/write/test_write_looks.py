"""Looks: styles by name whatever their ids, what style.yaml lays over them, what Word leaves behind in a reference document."""

import io
import re
import zipfile
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree
from validity import faults
from written_samples import PERIOD, ROOT, document, looks, speech

from pipeline.model.document import Paragraph, Text
from pipeline.model.looks import PROFILES, FontRole, LooksSpec, Profile
from pipeline.model.place import Place
from pipeline.model.problem import Mistake
from pipeline.model.settings import DocumentSpec, Settings
from pipeline.write import load_looks, text_of, write
from pipeline.write.reference import reference
from pipeline.write.styles import STYLES
from pipeline.write.stylesheet import Stylesheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REFERENCE = ROOT / "templates" / "reference.docx"


def parts(data):
    package = zipfile.ZipFile(io.BytesIO(data))
    return {name: package.read(name) for name in package.namelist()}


def styles_of(data):
    root = etree.fromstring(parts(data)["word/styles.xml"])
    return {style.find(f"{W}name").get(f"{W}val"): style for style in root.iter(f"{W}style")}


def value(style, path, key="val"):
    found = style.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{key}")


def changed(tmp_path, change, more=()):
    """A templates folder whose reference.docx was changed and saved, as Word would."""
    with zipfile.ZipFile(tmp_path / "reference.docx", "w") as package:
        for name, content in parts(REFERENCE.read_bytes()).items():
            if name in dict(more):
                continue
            package.writestr(name, change(content.decode()) if name in ("word/styles.xml", "word/document.xml") else content)
        for name, content in more:
            package.writestr(name, content)
    return (tmp_path,)


def test_the_committed_reference_is_the_one_the_table_of_styles_makes():
    assert parts(REFERENCE.read_bytes()) == parts(reference())


def test_every_run_gets_a_chinese_font_and_none_from_a_theme():
    sheet = styles_of(write(speech(), looks(), {}))
    assert value(sheet["Normal"], "rPr/rFonts", "eastAsia") == "仿宋_GB2312"
    assert value(sheet["Title"], "rPr/rFonts", "eastAsia") == "方正小标宋简体"
    assert value(sheet["heading 1"], "rPr/rFonts", "eastAsia") == "黑体"
    assert value(sheet["heading 2"], "rPr/rFonts", "eastAsia") == "楷体_GB2312"
    assert value(sheet["西文"], "rPr/rFonts", "ascii") == "Times New Roman"
    for data in parts(write(speech(), looks(), {})).values():
        assert b"Theme" not in data.replace(b"themeFontLang", b"")


def test_what_libreoffice_hides_stands_in_the_styles():
    normal = styles_of(write(speech(), looks(), {}))["Normal"]
    for path, wanted in (
        ("widowControl", "0"),
        ("overflowPunct", "1"),
        ("autoSpaceDE", "0"),
        ("autoSpaceDN", "0"),
        ("snapToGrid", "0"),
    ):
        assert value(normal, f"pPr/{path}") == wanted
    assert (value(normal, "pPr/spacing", "line"), value(normal, "pPr/spacing", "lineRule")) == ("579", "exact")
    assert (value(normal, "rPr/spacing"), value(normal, "rPr/sz")) == ("-10", "32")
    page = parts(write(speech(), looks(), {}))["word/document.xml"].decode()
    assert re.search(r'<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" [^>]*w:footer="1447"', page)
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in page


def test_paragraphs_carry_a_style_and_nothing_that_a_style_can_say():
    xml = parts(write(speech(), looks(), {}))["word/document.xml"].decode()
    assert set(re.findall(r"<w:pPr>(.*?)</w:pPr>", xml)) == {
        f'<w:pStyle w:val="{each}"/>'
        for each in ("Title", "Byline", "Normal", "Salutation", "BodyText", "Heading1", "Heading2", "Heading3")
    }
    looked = {re.sub(r"<w:lang [^>]*/>", "", each) for each in re.findall(r"<w:rPr>(.*?)</w:rPr>", xml)}
    assert looked == {"", *(f'<w:rStyle w:val="{each}"/>' for each in ("Strong", "Latin", "LatinStrong"))}


def test_styles_are_found_by_name_whatever_word_calls_them(tmp_path):
    def renamed(xml):
        return xml.replace('"BodyText"', '"a3"').replace('"Normal"/>', '"a"/>').replace('w:styleId="Normal"', 'w:styleId="a"')

    data = write(speech(), looks(templates=changed(tmp_path, renamed)), {})
    xml = parts(data)["word/document.xml"].decode()
    assert '<w:pStyle w:val="a3"/>' in xml
    assert '"BodyText"' not in xml


def test_a_style_that_was_deleted_comes_back_and_one_that_was_changed_stays(tmp_path):
    def edited(xml):
        xml = re.sub(r'<w:style [^>]*w:styleId="CellNumber">.*?</w:style>', "", xml)
        return xml.replace('w:eastAsia="黑体"', 'w:eastAsia="微软雅黑"')

    sheet = styles_of(write(speech(), looks(templates=changed(tmp_path, edited)), {}))
    assert value(sheet["表格数字"], "basedOn") == "CellText"
    assert value(sheet["heading 1"], "rPr/rFonts", "eastAsia") == "微软雅黑"


def test_an_empty_stylesheet_gets_every_style():
    empty = f'<w:styles xmlns:w="{W[1:-1]}"/>'.encode()
    assert set(Stylesheet(empty).ids) == {style.name for style in STYLES}


def test_theme_fonts_become_the_fonts_they_mean(tmp_path):
    def themed(xml):
        xml = xml.replace('w:eastAsia="仿宋_GB2312"', 'w:eastAsiaTheme="minorEastAsia"')
        return xml.replace('w:ascii="仿宋_GB2312"', 'w:asciiTheme="majorAscii"')

    name = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    major = '<a:majorFont><a:latin typeface="Arial"/></a:majorFont>'
    minor = '<a:minorFont><a:font script="Hans" typeface="等线"/></a:minorFont>'
    theme = f"<a:theme {name}><a:fontScheme>{major}{minor}</a:fontScheme></a:theme>"
    made = looks(templates=changed(tmp_path, themed, (("word/theme/theme1.xml", theme),)))
    normal = styles_of(write(speech(), made, {}))["Normal"]
    assert value(normal, "rPr/rFonts", "eastAsia") == "等线"
    assert value(normal, "rPr/rFonts", "ascii") == "Arial"
    assert b"Theme=" not in parts(write(speech(), made, {}))["word/styles.xml"]


def test_the_page_of_the_reference_document_is_the_page_of_documents(tmp_path):
    made = looks(templates=changed(tmp_path, lambda xml: xml.replace('w:left="1588"', 'w:left="1700"')))
    assert 'w:left="1700"' in parts(write(speech(), made, {}))["word/document.xml"].decode()


def test_style_yaml_wins_over_the_reference_document():
    spec = LooksSpec(
        fonts={"body": "华文仿宋", "latin": "Arial", "page_number": "新宋体"},
        red="C00000",
        profiles={"讲话": replace(PROFILES["讲话"], body_size=18, title_size=24, lines=20, table_size=10.5, masthead_size=40)},
    )
    sheet = styles_of(write(speech(), looks(spec), {}))
    assert value(sheet["Normal"], "rPr/rFonts", "eastAsia") == "华文仿宋"
    assert value(sheet["Normal"], "rPr/rFonts", "ascii") == "华文仿宋"
    assert (value(sheet["Normal"], "rPr/sz"), value(sheet["Normal"], "pPr/spacing", "line")) == ("36", "637")
    assert value(sheet["Body Text"], "pPr/ind", "firstLine") == "700"
    assert value(sheet["Title"], "rPr/sz") == "48"
    assert value(sheet["表格文字"], "rPr/sz") == "21"
    assert value(sheet["西文"], "rPr/rFonts", "ascii") == "Arial"
    assert value(sheet["西文"], "rPr/rFonts", "eastAsia") is None
    assert value(sheet["footer"], "rPr/rFonts", "eastAsia") == "新宋体"
    assert value(sheet["刊名"], "rPr/color") == "C00000"
    assert value(sheet["刊头"], "pPr/pBdr/bottom", "color") == "C00000"


@pytest.mark.parametrize(
    ("numbers", "styles"), [("outer", ["Footer", "FooterEven"]), ("center", ["FooterCenter"] * 2), ("none", [])]
)
def test_page_numbers(numbers, styles):
    spec = LooksSpec(profiles={"讲话": Profile("讲话", page_numbers=numbers)})
    written = parts(write(speech(), looks(spec), {}))
    footers = [written[f"word/footer{n}.xml"].decode() for n in (1, 2) if f"word/footer{n}.xml" in written]
    assert [re.search(r'pStyle w:val="(\w+)"', each)[1] for each in footers] == styles
    assert ("footerReference" in written["word/document.xml"].decode()) == bool(styles)


def test_an_unknown_profile_is_told_with_its_place():
    spec = DocumentSpec("月报", "月报.txt.j2", profile="通告", place=Place("config/documents.yaml", line=7))
    settings = Settings(project=ROOT, templates=(), tables={}, indicators={}, documents={"月报": spec})
    with pytest.raises(Mistake) as raised:
        load_looks(settings)
    (problem,) = raised.value.problems
    assert problem.message.startswith("没有“通告”这种版式；style.yaml 的 looks: profiles: 中有 公文、讲话、")
    assert problem.place == Place("config/documents.yaml", line=7)
    with pytest.raises(Mistake):
        write(document((), profile="通告"), looks(), {})


def test_a_broken_reference_document_is_told(tmp_path):
    (tmp_path / "reference.docx").write_bytes(b"not a zip")
    with pytest.raises(Mistake, match="打不开或不是 Word 文档"):
        looks(templates=(tmp_path,))


def cut_off(data):
    return data[: len(data) // 2]


def flipped(data):
    """A byte of the packed styles is another one."""
    at = data.index(b"word/styles.xml") + 400
    return data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]


def replaced(content):
    def change(data):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            for name, old in parts(data).items():
                package.writestr(name, content if name == "word/styles.xml" else old)
        return target.getvalue()

    return change


@pytest.mark.parametrize(
    "damage", [cut_off, flipped, replaced(b"<w:styles"), replaced(b"\x00\x01"), lambda _: b"", lambda _: b"\xd0\xcf\x11\xe0" * 900]
)
def test_a_damaged_reference_document_is_told_with_what_to_do(tmp_path, damage):
    (tmp_path / "reference.docx").write_bytes(damage(REFERENCE.read_bytes()))
    with pytest.raises(Mistake) as raised:
        looks(templates=(tmp_path,))
    (problem,) = raised.value.problems
    assert problem.place == Place("templates/reference.docx")
    assert re.search("打不开或不是 Word 文档|里的样式读不出来", problem.message)
    assert "请恢复原文件，或用 Word 打开后另存为 .docx；删去它就用随程序带的样式" in problem.message


def test_a_style_of_another_kind_is_told(tmp_path):
    def edited(xml):
        return re.sub(r'<w:style w:type="character"( w:customStyle="1" w:styleId="Latin">)', r'<w:style w:type="paragraph"\1', xml)

    with pytest.raises(Mistake) as raised:
        looks(templates=changed(tmp_path, edited))
    (problem,) = raised.value.problems
    assert problem.message.startswith("样式“西文”应是字符样式，现在是段落样式。请在 Word 里删去它")


def test_whatever_word_offers_in_a_style_stays_valid_under_style_yaml(tmp_path):
    """Shading, borders, hidden text, emphasis marks: style.yaml puts its fonts and sizes where the schema wants them."""
    run = '<w:caps/><w:noProof/><w:vanish/><w:bdr w:val="single" w:sz="4"/><w:shd w:val="clear"/><w:em w:val="dot"/><w:oMath/>'
    ppr = '<w:suppressLineNumbers/><w:suppressAutoHyphens/><w:bidi/><w:mirrorIndents/><w:textDirection w:val="lrTb"/>'

    def edited(xml):
        own = f"<w:pPr>{ppr}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        return re.sub(r"(<w:style (?:(?!<w:pPr>|<w:rPr>|</w:style>).)*)(?:<w:pPr>.*?)?(?:<w:rPr>.*?)?</w:style>", _owned(own), xml)

    spec = LooksSpec(
        fonts=dict.fromkeys(get_args(FontRole), "某字体"),
        profiles={"讲话": Profile("讲话", body_size=15, title_size=20, table_size=9, lines=24, masthead_size=50)},
    )
    data = write(speech(), looks(spec, changed(tmp_path, edited)), {})
    assert value(styles_of(data)["Normal"], "pPr/spacing", "line") == str(12756 // 24)
    assert value(styles_of(data)["Title"], "rPr/sz") == "40"
    assert faults(data) == []


def _owned(own):
    def change(found):
        kind = re.search(r'w:type="(\w+)"', found[0])[1]
        own_kind = {"paragraph": own, "character": re.sub("<w:pPr>.*</w:pPr>", "", own)}
        return found[1] + own_kind[kind] if kind in own_kind else found[0]

    return change


def test_what_libreoffice_loses_on_saving_the_reference_document_is_put_back(tmp_path):
    def saved(xml):
        return re.sub(r'<w:autoSpaceD[EN] w:val="0"/>', "", xml).replace(
            '<w:overflowPunct w:val="1"/>', '<w:overflowPunct w:val="false"/>'
        )

    app = "<Properties><Application>{}</Application></Properties>"
    folder = changed(tmp_path, saved, (("docProps/app.xml", app.format("LibreOffice/7.4.7.2$Linux_X86_64")),))
    normal = styles_of(write(speech(), looks(templates=folder), {}))["Normal"]
    assert [value(normal, f"pPr/{tag}") for tag in ("overflowPunct", "autoSpaceDE", "autoSpaceDN")] == ["1", "0", "0"]
    folder = changed(tmp_path, saved, (("docProps/app.xml", app.format("Microsoft Office Word")),))
    normal = styles_of(write(speech(), looks(templates=folder), {}))["Normal"]
    assert value(normal, "pPr/overflowPunct") == "false"  # in Word it is a choice


def test_without_a_reference_document_the_delivered_styles_serve():
    assert write(speech(), looks(templates=()), {}) == write(speech(), looks(), {})


def test_what_is_remembered_stays_small():
    dressed = looks()
    runs = dressed.of("讲话").runs
    for record in range(3000):
        write(document((Paragraph((Text(f"第{record}段" * 20),)),), "讲话"), dressed, {})
    write(document((Paragraph((Text("长" * 10_000),)),), "讲话"), dressed, {})
    assert len(runs._words[False]) <= 2048
    assert max(map(len, runs._words[False])) <= 300


def test_looks_travel_to_another_process():
    import pickle

    dressed = looks()
    again = pickle.loads(pickle.dumps(dressed))
    assert write(speech(), again, {}) == write(speech(), dressed, {})
    assert text_of(write(speech(), again, {}))
    assert PERIOD is not None
    assert isinstance(ROOT, Path)


def test_the_documentation_names_every_style_and_every_setting():
    text = (ROOT / "docs" / "layout.md").read_text("utf-8")
    shown = [style.name for style in STYLES if style.kind in ("paragraph", "table") and not style.name.startswith("Normal T")]
    missing = [name for name in shown if name not in text and not name.startswith(("heading", "annotation"))]
    assert missing == []
    keys = [field.name for field in fields(Profile) if field.name != "name"] + ["fonts", "red", "substitutes", *get_args(FontRole)]
    assert [key for key in keys if f"`{key}" not in text] == []
    assert [name for name in PROFILES if name not in text] == []
