"""The looks of a workbook (``xl/styles.xml``) with further ones: as a cell looks now, but with a colour behind it."""

from __future__ import annotations

from pipeline.write.marking.patch import Edit, attribute_set, local, patched, prefix_of, tag_at, visit

__all__ = ["EMPTY", "Styles"]

EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    b'<cellXfs count="1"><xf/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    b"</styleSheet>"
)


class Styles:
    """``shade`` as often as needed, then ``content``. Raises ValueError where the part is not what a workbook has."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._found = _Found(content)
        visit(content, self._found)
        if not self._found.fills or not self._found.looks or self._found.fills_end < 0:
            raise ValueError("styles")
        self._fills: dict[str, bytes] = {}
        self._shaded: dict[tuple[int, str], int] = {}
        self._new: list[bytes] = []

    def shade(self, look: int, colour: str) -> int:
        """The number of the look that is like another, with a colour (ARGB)."""
        key = (look, colour)
        if key not in self._shaded:
            first, end = self._found.looks[look if look < len(self._found.looks) else 0]
            whole = self._content[first:end]
            tag = tag_at(whole, 0)
            new = attribute_set(attribute_set(tag, "fillId", self._fill(colour)), "applyFill", 1)
            self._shaded[key] = len(self._found.looks) + len(self._new)
            self._new.append(new + whole[len(tag) :])
        return self._shaded[key]

    def content(self) -> bytes:
        """The part with the new looks in it."""
        edits: list[Edit] = [(self._found.fills_end, self._found.fills_end, b"".join(self._fills.values()))]
        edits.append((self._found.looks_end, self._found.looks_end, b"".join(self._new)))
        for at, count in (
            (self._found.fills_at, len(self._found.fills) + len(self._fills)),
            (self._found.looks_at, len(self._found.looks) + len(self._new)),
        ):
            tag = tag_at(self._content, at)
            edits.append((at, at + len(tag), attribute_set(tag, "count", count)))
        return patched(self._content, edits)

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            p = self._found.prefix
            self._fills[colour] = (
                f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
                f"</{p}patternFill></{p}fill>"
            ).encode()
        return len(self._found.fills) + list(self._fills).index(colour)


class _Found:
    """Where the fills and the looks of cells stand."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.prefix = ""
        self.path: list[str] = []
        self.fills: list[int] = []
        self.looks: list[tuple[int, int]] = []
        self.fills_at = self.fills_end = self.looks_at = self.looks_end = -1
        self.look_at = 0

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:  # noqa: ARG002 - one shape for all visitors
        """An element begins."""
        self.path.append(local(name))
        if len(self.path) == 1:
            self.prefix = prefix_of(name)
        elif self.path[1:] == ["fills"]:
            self.fills_at = at
        elif self.path[1:] == ["cellXfs"]:
            self.looks_at = at
        elif self.path[1:] == ["fills", "fill"]:
            self.fills.append(at)
        elif self.path[1:] == ["cellXfs", "xf"]:
            self.look_at = at

    def end(self, name: str, at: int) -> None:  # noqa: ARG002 - one shape for all visitors
        """An element ends."""
        if self.path[1:] == ["fills"]:
            self.fills_end = at
        elif self.path[1:] == ["cellXfs"]:
            self.looks_end = at
        elif self.path[1:] == ["cellXfs", "xf"]:
            self.looks.append((self.look_at, at + len(tag_at(self.content, at))))
        self.path.pop()
