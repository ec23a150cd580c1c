"""The parts of a package beside the text itself: types, relations, settings, properties, headers and footers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pipeline.write.styles import BODY, FONTS, HEI, KAI, LATIN
from pipeline.write.xml import NAMESPACES, attribute, clean, escape

__all__ = [
    "APP",
    "HEAD",
    "chart_relations",
    "content_types",
    "core",
    "custom",
    "document_relations",
    "font_table",
    "footer",
    "header",
    "relations",
    "settings_part",
]

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/comments.xml": f"{_WORD}.comments+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNRELATED: Final = ("word/document.xml", "word/charts/_rels", "word/embeddings")
_PROPERTY: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

# What begins no line in Chinese as Word has it, and the characters that stand after the digits of a figure.
_NO_LINE_BEGINS: Final = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
_MEASURES: Final = "件批人次期份名位个场天班元万亿条户起多余百分点"
APP: Final = f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>petition-briefing</Application></Properties>'


def settings_part(*, whole_figures: bool) -> str:
    """``word/settings.xml``. There is no run that may not be broken; but a document may say what begins no line."""
    words = f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{attribute(_NO_LINE_BEGINS + _MEASURES)}"/>' if whole_figures else ""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{words}<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _type(name: str) -> str:
    if name.startswith("word/charts/"):
        return _CHART
    beside = next((kind for kind in ("footer", "header") if name.startswith(f"word/{kind}")), "")
    return f"{_WORD}.{beside}+xml" if beside else _TYPES[name]


def content_types(names: Iterable[str]) -> str:
    """``[Content_Types].xml`` for these parts; embedded workbooks go by their extension."""
    named = "".join(
        f'<Override PartName="/{name}" ContentType="{_type(name)}"/>' for name in names if not name.endswith((".rels", ".xlsx"))
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="xlsx" ContentType="{_WORKBOOK}"/>{named}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{one}" Type="{kind}" Target="{target}"/>' for one, kind, target in targets)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def relations() -> str:
    """``_rels/.rels``."""
    return _relations(
        (
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
            ("rId4", f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
        )
    )


def document_relations(names: Iterable[str]) -> str:
    """``word/_rels/document.xml.rels``; a part is called by its file's name (``footer1``, ``chart2``)."""
    kinds = {"chart": "chart", "foote": "footer", "heade": "header", "theme": "theme"}
    targets = []
    for name in names:
        if name.startswith("word/") and not name.startswith(_UNRELATED):
            stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
            targets.append((stem, f"{_OFFICE}/relationships/{kinds.get(stem[:5], stem)}", name.removeprefix("word/")))
    return _relations(targets)


def chart_relations(workbook: str) -> str:
    """``word/charts/_rels/chartN.xml.rels``: where its data are."""
    return _relations((("data", f"{_OFFICE}/relationships/package", f"../embeddings/{workbook}"),))


def font_table(families: Iterable[str]) -> str:
    """``word/fontTable.xml``: which family stands in for a font on a machine without it."""
    similar = {BODY: "仿宋", KAI: "楷体", HEI: "SimHei", LATIN: "Liberation Serif"}
    inner = "".join(
        f'<w:font w:name="{attribute(family)}">'
        + (f'<w:altName w:val="{similar[family]}"/>' if family in similar else "")
        + f'<w:charset w:val="{"00" if family == LATIN else "86"}"/></w:font>'
        for family in dict.fromkeys((*FONTS, *families))
    )
    return f"{HEAD}<w:fonts {NAMESPACES}>{inner}</w:fonts>"


def footer(style: str, latin: str = "") -> str:
    """A page number between dashes: ``— 1 —``."""
    look = f"<w:rPr>{latin}</w:rPr>" if latin else ""

    def run(inner: str) -> str:
        return f"<w:r>{look}{inner}</w:r>"

    number = "".join(
        (
            run('<w:fldChar w:fldCharType="begin"/>'),
            run('<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
            run('<w:fldChar w:fldCharType="separate"/>'),
            run("<w:t>1</w:t>"),
            run('<w:fldChar w:fldCharType="end"/>'),
        )
    )
    dash = '<w:t xml:space="preserve">{}</w:t>'
    return (
        f'{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(dash.format("— "))}{number}'
        f"{run(dash.format(' —'))}</w:p></w:ftr>"
    )


def header(style: str, runs: str) -> str:
    """One line over the text."""
    return f'{HEAD}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p></w:hdr>'


def core(title: str, subject: str, draft: bool) -> str:
    """``docProps/core.xml``: title, subject and state; no names of users, no time that depends on the clock."""
    status = "<cp:contentStatus>草稿</cp:contentStatus>" if draft else ""
    moment = ' xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean(title))}</dc:title><dc:subject>{escape(clean(subject))}</dc:subject><dc:creator></dc:creator>"
        f"<cp:lastModifiedBy></cp:lastModifiedBy><dcterms:created{moment}created><dcterms:modified{moment}modified>"
        f"{status}</cp:coreProperties>"
    )


def custom(properties: Mapping[str, str]) -> str:
    """``docProps/custom.xml``."""
    inner = "".join(
        f'<property fmtid="{_PROPERTY}" pid="{pid}" name="{attribute(name)}">'
        f"<vt:lpwstr>{escape(clean(value))}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(properties.items(), 2)
    )
    return f'{HEAD}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{inner}</Properties>'
