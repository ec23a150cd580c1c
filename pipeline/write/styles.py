"""The styles that documents are written in, as delivered: a table from top to bottom.

``templates/reference.docx`` is made from it, and a style that an office's own reference document lacks is taken from it.
Paragraph styles set the Chinese font for Latin characters too: quotes, dashes and ellipses are Latin to LibreOffice, and
would fall out of the Chinese font; digits and letters get the Latin font from a character style. The element order inside
``w:pPr`` and ``w:rPr`` is the schema's.
"""

from __future__ import annotations

from pipeline.model.shape import shape

__all__ = ["BODY", "FONTS", "LATIN", "PITCH", "STYLES", "Style", "fonts", "style_xml"]

BODY, KAI, HEI, TITLE, SONG, LATIN = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体", "Times New Roman"
FONTS = (BODY, KAI, HEI, TITLE, SONG, LATIN)
PITCH = 579
"""22 lines on the 225 mm of a page, in twentieths of a point; 28.95 pt."""


@shape
class Style:
    """One style: ``name`` is what Word knows it by (``w:name``), ``id`` only what it is delivered as."""

    id: str
    name: str
    ppr: str = ""
    rpr: str = ""
    based: str = "Normal"
    kind: str = "paragraph"
    own: bool = False
    rest: str = ""


def fonts(family: str) -> str:
    """``w:rFonts`` naming a Chinese font for all characters."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{LATIN}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="620"/>'
_HEADING = f'<w:keepNext/><w:keepLines/>{_INDENT}<w:jc w:val="both"/><w:outlineLvl w:val="%d"/>'
_CENTER, _RIGHT, _LEFT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>', '<w:jc w:val="left"/>'


def _line(twips: int, rule: str = "exact", before: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="0" w:line="{twips}" w:lineRule="{rule}"/>'


def _rule(size: int, space: int, color: str = "FF0000") -> str:
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/></w:pBdr>'


def _tab(at: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{at}"/></w:tabs>'


_RED = '<w:color w:val="FF0000"/>'
_NORMAL = (
    '<w:widowControl w:val="0"/><w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    f'<w:snapToGrid w:val="0"/>{_line(PITCH)}<w:jc w:val="both"/>'
)
_NO_TIGHTENING = '<w:spacing w:val="0"/>'
_TABLE = (
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
    '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
_PLAIN_TABLE = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)

STYLES: tuple[Style, ...] = (
    Style("Normal", "Normal", _NORMAL, fonts(BODY) + '<w:spacing w:val="-10"/>' + _size(32), based=""),
    Style("DefaultParagraphFont", "Default Paragraph Font", kind="character", based=""),
    Style("TableNormal", "Normal Table", kind="table", based="", rest=_PLAIN_TABLE),
    Style("NoList", "No List", kind="numbering", based=""),
    Style("BodyText", "Body Text", _INDENT),
    Style("Title", "Title", "<w:keepNext/><w:keepLines/>" + _CENTER, fonts(TITLE) + _NO_TIGHTENING + _size(44)),
    Style("Heading1", "heading 1", _HEADING % 0, fonts(HEI)),
    Style("Heading2", "heading 2", _HEADING % 1, fonts(KAI)),
    Style("Heading3", "heading 3", _HEADING % 2),
    Style("Heading4", "heading 4", _HEADING % 3),
    Style("Salutation", "Salutation"),
    Style("Signature", "Signature", "<w:keepLines/>" + _RIGHT),
    Style("Byline", "署名", "<w:keepNext/>" + _CENTER, fonts(KAI), own=True),
    Style("Remark", "按语", _INDENT, fonts(KAI), own=True),
    Style("Caption", "caption", "<w:keepNext/><w:keepLines/>" + _CENTER, fonts(HEI) + _NO_TIGHTENING + _size(28)),
    Style("ChartTitle", "图题", "<w:keepLines/>" + _CENTER, fonts(HEI) + _NO_TIGHTENING + _size(28), own=True),
    Style("CellText", "表格文字", _line(360) + _LEFT, _NO_TIGHTENING + _size(24), own=True),
    Style("CellCenter", "表格居中", _CENTER, based="CellText", own=True),
    Style("CellNumber", "表格数字", _RIGHT, based="CellText", own=True),
    Style("CellHeader", "表头", "<w:keepNext/>" + _CENTER, fonts(HEI), based="CellText", own=True),
    Style(
        "TableNote",
        "表注",
        "<w:keepLines/>" + _line(440) + '<w:ind w:left="840" w:right="560" w:hanging="560"/>',
        _NO_TIGHTENING + _size(28),
        own=True,
    ),
    Style("Figure", "图", "<w:keepNext/>" + _line(240, "auto") + _CENTER, _NO_TIGHTENING + _size(2), own=True),
    Style("Spacer", "间隔", _line(20) + _LEFT, _NO_TIGHTENING + _size(2), own=True),
    Style("Annex", "附件", "<w:keepNext/>", fonts(HEI), own=True),
    Style("AnnexTitle", "附件标题", "<w:keepNext/><w:keepLines/>" + _CENTER, fonts(TITLE) + _NO_TIGHTENING + _size(44), own=True),
    Style("BulletinName", "刊名", _line(1737) + _CENTER, fonts(TITLE) + _RED + _NO_TIGHTENING + _size(120), own=True),
    Style("BulletinNumber", "期号", _CENTER, own=True),
    Style("BulletinLine", "刊头", _rule(12, 4) + _tab(8844) + _line(469) + _LEFT, own=True),
    Style(
        "IssuerMark",
        "发文机关标志",
        _line(1158, before=1896) + _CENTER,
        fonts(TITLE) + _RED + _NO_TIGHTENING + _size(100),
        own=True,
    ),
    Style("IssueNumber", "发文字号", _rule(12, 8) + _CENTER, own=True),
    Style("UnderRedHead", "红线下空行", _line(1388), own=True),
    Style(
        "Colophon",
        "版记",
        _tab(8564) + _line(500) + '<w:ind w:left="856" w:right="280" w:hanging="576"/>' + _LEFT,
        '<w:spacing w:val="8"/>' + _size(28),
        own=True,
    ),
    Style("Footer", "footer", _line(280) + '<w:ind w:right="280"/>' + _RIGHT, fonts(SONG) + _NO_TIGHTENING + _size(28)),
    Style("FooterEven", "偶数页页码", '<w:ind w:left="280" w:right="0"/>' + _LEFT, based="Footer", own=True),
    Style("FooterCenter", "居中页码", '<w:ind w:right="0"/>' + _CENTER, based="Footer", own=True),
    Style("CommentText", "annotation text", _line(240, "auto") + _LEFT, _NO_TIGHTENING + _size(21)),
    Style("CommentReference", "annotation reference", rpr=_size(21), kind="character", based="DefaultParagraphFont"),
    Style("Strong", "Strong", rpr="<w:b/><w:bCs/>", kind="character", based="DefaultParagraphFont"),
    Style(
        "Latin",
        "西文",
        rpr=f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}"/>',
        kind="character",
        based="DefaultParagraphFont",
        own=True,
    ),
    Style("LatinStrong", "西文加粗", rpr="<w:b/><w:bCs/>", kind="character", based="Latin", own=True),
    Style("Grid", "公文表格", kind="table", based="TableNormal", own=True, rest=_TABLE),
    Style("Bare", "版记表格", kind="table", based="TableNormal", own=True),
)

_DEFAULTS = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}


def style_xml(style: Style) -> str:
    """One ``w:style`` element."""
    default = ' w:default="1"' if style.id in _DEFAULTS else ""
    custom = ' w:customStyle="1"' if style.own else ""
    based = f'<w:basedOn w:val="{style.based}"/>' if style.based else ""
    follow = '<w:next w:val="BodyText"/>' if "w:outlineLvl" in style.ppr else ""
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/>' if style.id in _DEFAULTS - {"Normal"} else "<w:qFormat/>"
    ppr = f"<w:pPr>{style.ppr}</w:pPr>" if style.ppr else ""
    rpr = f"<w:rPr>{style.rpr}</w:rPr>" if style.rpr else ""
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"{based}{follow}{hidden}{ppr}{rpr}{style.rest}</w:style>"
    )
