"""What a file is, told by its bytes; its name only tells a document that looks like text."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Literal

__all__ = ["Kind", "kind_of"]

Kind = Literal["workbook", "text", "html", "encrypted", "empty", "document", "picture", "archive", "broken", "unknown"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"%PDF", "document"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x09\x08\x10\x00", "workbook"),
    (b"\x09\x08\x08\x00", "workbook"),
    (b"\x09\x04\x06\x00", "workbook"),
    (b"\x09\x02\x06\x00", "workbook"),
)
_MARKUP = (b"<html", b"<table", b"<!doctype", b"<?xml", b"<head", b"<meta", b"<style", b"mime-version:")
_DOCUMENT_NAMES = (".doc", ".docx", ".wps", ".ppt", ".pptx", ".md", ".ofd", ".log", ".json", ".yaml", ".yml", ".py")
_DOCUMENT_PARTS = ("word/", "ppt/", "visio/", "OFD.xml", "Doc_0/", "META-INF/container.xml")


def kind_of(suffix: str, content: bytes) -> Kind:  # noqa: PLR0911 - one line a kind
    """The kind of a file from its bytes; a zip or an OLE file by the names of its parts."""
    if not content:
        return "empty"
    if content.startswith(b"PK"):
        kind = _zipped(content)
        return "document" if kind == "broken" and _was_document(suffix, content) else kind
    if content.startswith(_OLE):
        return _ole(suffix, content)
    for start, kind in _STARTS:
        if content.startswith(start) and not (kind == "picture" and start == b"BM" and b"\x00" not in content[:64]):
            return kind
    head = content[:8192]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        return "html"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "unknown"
    return "document" if suffix.lower() in _DOCUMENT_NAMES else "text"


def _zipped(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - BadZipFile, zlib.error and whatever else a spoiled archive raises
        return "broken"
    if b"opendocument.spreadsheet" in mime or any(name.startswith("xl/") for name in names):
        return "workbook"
    known = b"opendocument" in mime or any(name.startswith(_DOCUMENT_PARTS) for name in names)
    return "document" if known else "archive"


def _was_document(suffix: str, content: bytes) -> bool:
    """Whether an archive that is cut off was a document, by the names that are still there; else by its own."""
    if b"xl/" in content:
        return False
    return any(part.encode() in content for part in ("word/", "ppt/")) or suffix.lower() in _DOCUMENT_NAMES


def _ole(suffix: str, content: bytes) -> Kind:
    """The streams of an OLE file are named in UTF-16 in its directory; their names tell what it holds."""
    named = {name: name.encode("utf-16-le") in content for name in ("EncryptedPackage", "Workbook", "Book", "WordDocument")}
    if named["EncryptedPackage"]:
        return "encrypted"
    if named["Workbook"] or named["Book"]:
        return "workbook"
    return "document" if named["WordDocument"] or suffix.lower() in _DOCUMENT_NAMES else "broken"
