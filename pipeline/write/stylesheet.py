"""``styles.xml``: the reference document's styles, completed, with what style.yaml says laid over them. Once a run, so lxml may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pipeline.model.looks import FontRole, LooksSpec, Profile
from pipeline.write.styles import BODY, STYLES, Style, fonts, style_xml
from pipeline.write.xml import NAMESPACES

__all__ = ["Stylesheet", "delivered"]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCK_HEIGHT: Final = 12756
"""225 mm, in twentieths of a point."""

_ROLES: Final[Mapping[FontRole, tuple[str, ...]]] = {
    "body": ("Normal",),
    "title": ("Title", "附件标题", "刊名", "发文机关标志"),
    "heading1": ("heading 1", "caption", "图题", "表头", "附件"),
    "heading2": ("heading 2", "署名", "按语"),
    "latin": ("西文",),
    "page_number": ("footer",),
}
_INDENTED: Final = ("Body Text", "heading 1", "heading 2", "heading 3", "heading 4", "按语")
_RED: Final = ("刊名", "刊头", "发文机关标志", "发文字号")


def delivered() -> bytes:
    """The whole of ``styles.xml`` as delivered."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    inner = "".join(style_xml(style) for style in STYLES)
    return f"<w:styles {NAMESPACES}>{defaults}{inner}</w:styles>".encode()


class Stylesheet:
    """The styles of one profile, found by the names that Word shows, whatever their ids.

    ``lossy``: the source was saved by LibreOffice. Raises ValueError for what is no stylesheet.
    """

    def __init__(self, source: bytes, theme: bytes | None = None, *, lossy: bool = False) -> None:
        from lxml import etree

        self._root: Any = _parse(source)
        self._etree = etree
        self._by_name = {
            str(style.find(f"{W}name").get(f"{W}val")).casefold(): style
            for style in self._root.iter(f"{W}style")
            if style.find(f"{W}name") is not None
        }
        for style in STYLES:
            if style.name.casefold() not in self._by_name:
                self._add(style)
        _without_theme(self._root, _theme_fonts(theme) if theme else {})
        if lossy:
            self._restore()

    def mistyped(self) -> Iterator[tuple[Style, str]]:
        """Styles that are there under their name as another kind of style, and as which."""
        for style in STYLES:
            kind = self.style(style.name).get(f"{W}type", "paragraph")
            if kind != style.kind:
                yield style, str(kind)

    def _restore(self) -> None:
        """What LibreOffice 7.4 loses on saving: it writes overflowPunct inverted, and the spaces beside Latin not at all."""
        for tag, value in (("overflowPunct", "1"), ("autoSpaceDE", "0"), ("autoSpaceDN", "0")):
            self._child("Normal", "pPr", tag).set(f"{W}val", value)

    @property
    def ids(self) -> Mapping[str, str]:
        """The id of each style that documents use, by its name."""
        return {style.name: str(self.style(style.name).get(f"{W}styleId")) for style in STYLES}

    @property
    def pitch(self) -> int:
        """The distance of two lines of body text, in twentieths of a point."""
        spacing = self.style("Normal").find(f"{W}pPr/{W}spacing")
        return int(spacing.get(f"{W}line", 579)) if spacing is not None else 579

    def space_before(self, name: str) -> int:
        """The space above a style's paragraphs, in twentieths of a point."""
        spacing = self.style(name).find(f"{W}pPr/{W}spacing")
        return int(spacing.get(f"{W}before", 0)) if spacing is not None else 0

    def half_points(self, name: str) -> int:
        """The size of a style's characters, looked up through the styles it is based on."""
        style = self.style(name)
        while style is not None:
            size = style.find(f"{W}rPr/{W}sz")
            if size is not None:
                return int(size.get(f"{W}val"))
            based = style.find(f"{W}basedOn")
            style = self._by_id(based.get(f"{W}val")) if based is not None else None
        return 20

    def style(self, name: str) -> Any:
        """The element of a style."""
        return self._by_name[name.casefold()]

    def apply(self, spec: LooksSpec, profile: Profile) -> None:
        """Lay style.yaml over the reference document."""
        for role, family in spec.fonts.items():
            for name in _ROLES[role]:
                self._set_font(name, family, latin_only=role == "latin")
        if profile.body_size:
            self._set_size("Normal", profile.body_size)
            for name in _INDENTED:
                self._child(name, "pPr", "ind").set(f"{W}firstLine", str(round(profile.body_size * 40) - 20))
        for name, size in (("Title", profile.title_size), ("表格文字", profile.table_size), ("刊名", profile.masthead_size)):
            if size:
                self._set_size(name, size)
        if pitch := profile.table_pitch or (profile.table_size or 0) * 1.5:
            self._child("表格文字", "pPr", "spacing").set(f"{W}line", str(round(pitch * 20)))
        if profile.lines:
            self._child("Normal", "pPr", "spacing").set(f"{W}line", str(BLOCK_HEIGHT // profile.lines))
        if spec.red:
            self._set_red(spec.red)

    def families(self) -> tuple[str, ...]:
        """Every font that a style names, in order."""
        return tuple(
            dict.fromkeys(
                value for each in self._root.iter(f"{W}rFonts") for key, value in each.items() if not key.endswith("hint")
            )
        )

    def data(self) -> bytes:
        """The part's bytes."""
        found: bytes = self._etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return found

    def _by_id(self, wanted: str | None) -> Any:
        return next((style for style in self._root.iter(f"{W}style") if style.get(f"{W}styleId") == wanted), None)

    def _add(self, style: Style) -> None:
        element = _parse(f"<w:styles {NAMESPACES}>{style_xml(style)}</w:styles>".encode())[0]
        taken = {other.get(f"{W}styleId") for other in self._root.iter(f"{W}style")}
        name = style.id
        while name in taken:
            name += "0"
        element.set(f"{W}styleId", name)
        named = {other.id: other.name.casefold() for other in STYLES}
        for link in (*element.iter(f"{W}basedOn"), *element.iter(f"{W}next")):
            known = self._by_name.get(named[link.get(f"{W}val")])
            if known is not None:
                link.set(f"{W}val", known.get(f"{W}styleId"))
        self._root.append(element)
        self._by_name[style.name.casefold()] = element

    def _child(self, name: str, group: str, tag: str) -> Any:
        """A property of a style, made where it is missing."""
        style = self.style(name)
        holder = style.find(f"{W}{group}")
        if holder is None:
            holder = self._etree.SubElement(style, f"{W}{group}")
            runs = style.find(f"{W}rPr")
            if group == "pPr" and runs is not None:
                runs.addprevious(holder)
        found = holder.find(f"{W}{tag}")
        if found is None:
            found = self._etree.Element(f"{W}{tag}")
            _insert(holder, found)
        return found

    def _set_size(self, name: str, points: float) -> None:
        for tag in ("sz", "szCs"):
            self._child(name, "rPr", tag).set(f"{W}val", str(round(points * 2)))

    def _set_font(self, name: str, family: str, *, latin_only: bool) -> None:
        element = self._child(name, "rPr", "rFonts")
        for key in ("ascii", "hAnsi") if latin_only else ("ascii", "hAnsi", "eastAsia"):
            element.set(f"{W}{key}", family)

    def _set_red(self, color: str) -> None:
        for name in _RED:
            for element in (*self.style(name).iter(f"{W}color"), *self.style(name).iterfind(f"{W}pPr/{W}pBdr/*")):
                element.set(f"{W}val" if element.tag == f"{W}color" else f"{W}color", color)


# the order that the schema wants, whole: an office puts in whatever Word offers
_RPR: Final = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)
_PPR: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange"
)


def _insert(holder: Any, element: Any) -> None:
    """Put a property where the schema's order wants it."""
    order = (_PPR if holder.tag == f"{W}pPr" else _RPR).split()
    later = frozenset(order[order.index(element.tag.removeprefix(W)) + 1 :])
    for other in holder:
        if str(other.tag).removeprefix(W) in later:
            other.addprevious(element)
            return
    holder.append(element)


def _parse(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("not well formed") from error


def _theme_fonts(theme: bytes) -> Mapping[str, str]:
    """What the theme's font names stand for: ``minorEastAsia`` → the font for Simplified Chinese."""
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    found: dict[str, str] = {}
    root = _parse(theme)
    for group in ("major", "minor"):
        for holder in root.iter(f"{a}{group}Font"):
            latin, hans = holder.find(f"{a}latin"), holder.find(f"{a}font[@script='Hans']")
            if latin is not None:
                found |= {f"{group}Ascii": latin.get("typeface"), f"{group}HAnsi": latin.get("typeface")}
            if hans is not None:
                found[f"{group}EastAsia"] = hans.get("typeface")
    return found


def _without_theme(root: Any, known: Mapping[str, str]) -> None:
    """Replace each reference to a theme font by the font it means, so that a document needs no theme."""
    pairs: Iterable[tuple[str, str]] = (
        ("asciiTheme", "ascii"),
        ("hAnsiTheme", "hAnsi"),
        ("eastAsiaTheme", "eastAsia"),
        ("cstheme", "cs"),
    )
    for element in root.iter(f"{W}rFonts"):
        for themed, plain in pairs:
            name = element.attrib.pop(f"{W}{themed}", None)
            if name in known:
                element.set(f"{W}{plain}", known[name])
