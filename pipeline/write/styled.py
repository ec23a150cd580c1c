"""What the styles of a Word file say of a run: its fonts, and whether it is bold. What a run says for itself is held against it.

Word, WPS and LibreOffice write the styles anew when they save, under ids of their own; names, fonts and what each is based on stay.
"""

from __future__ import annotations

from typing import Final

from pipeline.write.reading import WORD

__all__ = ["FACES", "Styles"]

FACES: Final = tuple(f"{WORD}{name}" for name in ("ascii", "hAnsi", "eastAsia"))
"""The attributes of ``w:rFonts`` that name a font for letters and for Chinese."""

_STYLE, _LOOKS, _DEFAULTS = (f"{WORD}{name}" for name in ("style", "rPr", "rPrDefault"))
_FONTS, _BOLD, _BASED, _NAME = (f"{WORD}{name}" for name in ("rFonts", "b", "basedOn", "name"))
_VALUE, _ID, _TYPE, _DEFAULT = (f"{WORD}{name}" for name in ("val", "styleId", "type", "default"))
_ON: Final = ("1", "true", "on")


class Styles:
    """Takes ``word/styles.xml``."""

    def __init__(self) -> None:
        self._says: dict[str, dict[str, str]] = {"": {}}
        self._based: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._usual: dict[str, str] = {}
        self._path: list[str] = []
        self._id = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        within = tuple(self._path[-2:])
        self._path.append(tag)
        if tag == _STYLE:
            self._id = attributes.get(_ID, "")
            self._says[self._id] = {}
            if attributes.get(_DEFAULT) in _ON:
                self._usual[attributes.get(_TYPE, "")] = self._id
        elif within[-1:] == (_STYLE,) and tag in (_BASED, _NAME):
            (self._based if tag == _BASED else self._names)[self._id] = attributes.get(_VALUE, "")
        elif within in ((_STYLE, _LOOKS), (_DEFAULTS, _LOOKS)):
            says = self._says[self._id if within[0] == _STYLE else ""]
            if tag == _FONTS:
                says.update((face, attributes[face]) for face in FACES if face in attributes)
            elif tag == _BOLD:
                says[_BOLD] = attributes.get(_VALUE, "1")

    def end(self, _tag: str) -> None:
        """An element ends."""
        self._path.pop()

    def said(self, _text: str) -> None:
        """Characters."""

    def name(self, style: str) -> str:
        """What a style is called, by its id; "" for none."""
        return self._names.get(style, "")

    def face(self, face: str, paragraph: str, run: str) -> str:
        """The font of a run, by the ids of its own style and of its paragraph's; "" where no style names one."""
        return (
            self._found(face, run)
            or self._found(face, paragraph or self._usual.get("paragraph", ""))
            or self._says[""].get(face, "")
        )

    def bold(self, paragraph: str, run: str) -> bool:
        """Whether a run is bold by one of the two."""
        return any(self._found(_BOLD, style) in _ON for style in (run, paragraph or self._usual.get("paragraph", "")))

    def _found(self, what: str, style: str) -> str:
        """What a style, or the nearest one that it is based on, says."""
        gone = {""}
        while style not in gone:
            gone.add(style)
            if said := self._says.get(style, {}).get(what):
                return said
            style = self._based.get(style, "")
        return ""
