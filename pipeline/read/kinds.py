"""What a file is, told by its bytes; its name only says what people take it for."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

__all__ = ["Kind", "kind_of"]

Kind = Literal["xlsx", "xlsb", "xls", "ods", "text", "html", "encrypted", "empty", "document", "picture", "broken", "unknown"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_DOCUMENTS = (b"%PDF", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MARKUP = (b"<html", b"<table", b"<!doctype", b"<?xml", b"<head", b"<meta", b"<style", b"mime-version:")
_DOCUMENT_NAMES = (
    ".doc",
    ".docx",
    ".wps",
    ".pdf",
    ".ppt",
    ".pptx",
    ".rtf",
    ".txt",
    ".md",
    ".zip",
    ".rar",
    ".7z",
    ".ofd",
    ".mp4",
    ".mp3",
)


def kind_of(path: Path, head: bytes) -> Kind:
    """The kind of a file, from its first 8 kB and, for a zip or an OLE file, from the names of its parts."""
    if not head:
        return "empty"
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith(_PICTURES):
        return "picture"
    if head.startswith(_DOCUMENTS):
        return "document"
    if head.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04")):
        return "xls"
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(_MARKUP):
        return "html"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "unknown"
    return "document" if path.suffix.lower() in _DOCUMENT_NAMES and path.suffix.lower() != ".txt" else "text"


def _zipped(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mime = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError, KeyError):
        return "broken"
    except Exception:  # noqa: BLE001 - zlib.error and whatever else a spoiled archive raises
        return "broken"
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "document"


def _ole(path: Path) -> Kind:
    """The streams of an OLE file are named in UTF-16 in its directory; their names tell what it holds."""
    content = path.read_bytes()
    named = {name: name.encode("utf-16-le") in content for name in ("EncryptedPackage", "Workbook", "Book", "WordDocument")}
    if named["EncryptedPackage"]:
        return "encrypted"
    if named["Workbook"] or named["Book"]:
        return "xls"
    return "document" if named["WordDocument"] or path.suffix.lower() in _DOCUMENT_NAMES else "unknown"
