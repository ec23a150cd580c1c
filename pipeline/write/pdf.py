"""PDFs through LibreOffice: many files in one call, a time limit, a fresh start for what a crash or a hang left over."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline.model.document import Colophon, Document, PageBreak
from pipeline.model.looks import LooksSpec
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.write.fonts import font_configuration
from pipeline.write.looks import Looks
from pipeline.write.writing import write

__all__ = ["find_office", "page_count", "settle_colophon", "to_pdf"]

_BATCH: Final = 20
_START_SECONDS: Final = 60
_FILE_SECONDS: Final = 15
_TRIES: Final = 3
_PLACES: Final = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![s\w])")


def find_office() -> str | None:
    """The soffice program, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def to_pdf(
    paths: Sequence[Path], spec: LooksSpec, *, kind: str = "pdf", office: str | None = None, seconds: float | None = None
) -> tuple[dict[Path, bytes], tuple[Problem, ...]]:
    """The PDF of each Word file, and a warning for each that LibreOffice did not make.

    ``kind`` may name another of its formats. ``seconds`` limits one call; without it the limit grows with the batch.
    """
    program = office or find_office()
    if program is None:
        message = "没有找到 LibreOffice，不能转 PDF；Word 文件已经生成。请安装 LibreOffice 后重试，或在 Word 中另存为 PDF"
        return {}, (Problem("no-libreoffice", "warning", Place(""), message),)
    made: dict[Path, bytes] = {}
    for attempt in range(_TRIES):
        left = [path for path in paths if path not in made]
        size = _BATCH if attempt == 0 else 1
        for at in range(0, len(left), size):
            batch = left[at : at + size]
            made |= _convert(program, batch, spec, kind, seconds or _START_SECONDS + _FILE_SECONDS * len(batch))
    return {path: made[path] for path in paths if path in made}, tuple(_failed(path) for path in paths if path not in made)


def _failed(path: Path) -> Problem:
    message = f"{path.name} 没有转成 PDF：LibreOffice 试了 {_TRIES} 次都没有完成。Word 文件不受影响，可在 Word 中打开后另存为 PDF"
    return Problem("pdf-failed", "warning", Place(path.name), message)


def _convert(program: str, batch: Sequence[Path], spec: LooksSpec, kind: str, seconds: float) -> dict[Path, bytes]:
    """One call, in a folder and with a user profile of its own; what was finished before a crash counts."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        root = Path(name)
        (root / "fonts.conf").write_text(font_configuration(spec), encoding="utf-8")
        (root / "out").mkdir()
        sources = [root / f"{at}.docx" for at in range(len(batch))]
        for path, copy in zip(batch, sources, strict=True):
            copy.write_bytes(path.read_bytes())
        profile = f"-env:UserInstallation={(root / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--nolockcheck", profile, "--convert-to", kind, "--outdir", str(root / "out")]
        _run([program, *options, *map(str, sources)], {**os.environ, "FONTCONFIG_FILE": str(root / "fonts.conf")}, seconds)
        suffix = kind.split(":", 1)[0]
        made = {path: root / "out" / f"{at}.{suffix}" for at, path in enumerate(batch)}
        return {path: file.read_bytes() for path, file in made.items() if file.is_file() and file.stat().st_size}


def _run(command: list[str], environment: Mapping[str, str], seconds: float) -> None:
    """Run it to its end or its limit, or until somebody stops us; then end it together with the processes it started."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - the office program, found above
            command, env=dict(environment), stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=sys.platform != "win32"
        )
    except OSError:
        return
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF made by LibreOffice has."""
    return len(_PAGE.findall(pdf))


def settle_colophon(document: Document, looks: Looks, properties: Mapping[str, str]) -> tuple[Document, tuple[Problem, ...]]:
    """The document with its colophon on an even page, where the profile asks for that.

    No Word file can say so: the pages are counted in a PDF, and a page break goes before the colophon when it ends on an odd
    page. A single page stays one. Where there is no LibreOffice the document is left as it is, with a warning.
    """
    at = next((index for index, block in enumerate(document.blocks) if isinstance(block, Colophon)), None)
    if at is None or not looks.of(document.profile).profile.even_colophon:
        return document, ()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        path = Path(name) / "pages.docx"
        path.write_bytes(write(document, looks, properties))
        made, _ = to_pdf((path,), looks.spec)
    if path not in made:
        message = "数不了页，版记不一定在双数页：没有 LibreOffice，或它没有完成；请在打印前用 Word 看一下"
        return document, (Problem("colophon-page", "warning", Place(document.name), message),)
    pages = page_count(made[path])
    if pages == 1 or pages % 2 == 0:
        return document, ()
    return replace(document, blocks=(*document.blocks[:at], PageBreak(), *document.blocks[at:])), ()
