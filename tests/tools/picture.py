"""Pages of a document as a small picture: ``python tests/tools/picture.py DOCX PNG [FIRST LAST]`` (needs soffice and pdftoppm).

Grey in eight steps: a page of text then takes about 30 kB.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

GAP = 20


def picture(docx: Path, png: Path, first: int = 1, last: int = 1, resolution: int = 60) -> int:
    """Write the pages side by side, and answer with the picture's size in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        plain = shutil.copy(docx, Path(folder) / "page.docx")
        convert = ["soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*convert, "--outdir", folder, plain], check=True, capture_output=True, timeout=120)
        pages = ["pdftoppm", "-r", str(resolution), "-png", "-f", str(first), "-l", str(last)]
        subprocess.run([*pages, f"{folder}/page.pdf", f"{folder}/page"], check=True, timeout=120)
        _beside([Image.open(path).convert("L") for path in sorted(Path(folder).glob("page-*.png"))]).save(png, optimize=True)
    return png.stat().st_size


def _beside(pages: list[Image.Image]) -> Image.Image:
    width = sum(page.width for page in pages) + GAP * (len(pages) - 1)
    sheet = Image.new("L", (width, max(page.height for page in pages)), 215)
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width + GAP
    return sheet.quantize(8)


if __name__ == "__main__":
    size = picture(Path(sys.argv[1]), Path(sys.argv[2]), *(int(n) for n in sys.argv[3:5]))
    sys.stdout.write(f"{sys.argv[2]}: {size} bytes\n")
