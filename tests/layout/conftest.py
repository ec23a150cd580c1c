"""Documents rendered by LibreOffice for all tests of this folder: few calls, many files each.

``mapped``: fonts through the private configuration that style.yaml makes. ``plain``: the machine's own fonts.
Where LibreOffice or pdftoppm is missing the tests are left out with a notice; in CI they run and fail.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "write"))

READ = {}
TOOLS = ("soffice", "pdftoppm", "fc-list")
LACKING = [tool for tool in TOOLS if shutil.which(tool) is None]
NOTICE = f"版式渲染测试（tests/layout）没有运行：这台机器没有 {'、'.join(LACKING)}。"


def pytest_collection_modifyitems(config, items):
    if not LACKING or os.environ.get("CI") == "true":
        return
    mine = [item for item in items if HERE in Path(item.path).parents]
    config.hook.pytest_deselected(items=mine)
    items[:] = [item for item in items if item not in mine]


def pytest_terminal_summary(terminalreporter):
    if LACKING and os.environ.get("CI") != "true":
        terminalreporter.write_line(NOTICE, yellow=True)


def tool(name):
    spec = importlib.util.spec_from_file_location(name, HERE.parent / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Rendered:
    """One document on paper."""

    name: str
    docx: bytes
    pdf: Path

    def measured(self, monkeypatch):
        layout = tool("layout")
        monkeypatch.setattr(layout, "to_pdf", lambda _docx, _folder: self.pdf)
        measures = layout.measure(self.name)
        return measures, layout.faults(measures)

    def pages(self):
        """Each page with its characters; read once."""
        if self.pdf not in READ:
            with pdfplumber.open(self.pdf) as pdf:
                READ[self.pdf] = [(page, page.chars) for page in pdf.pages]
        return READ[self.pdf]

    def ink(self, page, dpi=300):
        """The page as rows of pixels (red, green, blue), for measuring ink."""
        command = ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), str(self.pdf)]
        data = subprocess.run(command, capture_output=True, check=True).stdout
        _, size, _, pixels = data.split(b"\n", 3)
        width, height = map(int, size.split())
        return Ink(width, height, pixels, dpi)


@dataclass(frozen=True)
class Ink:
    width: int
    height: int
    pixels: bytes
    dpi: int

    def rows(self, left, right, top, bottom, *, red=False):
        """The millimetres of the rows that hold ink inside a window given in millimetres."""
        mm = self.dpi / 25.4
        found = []
        for y in range(int(top * mm), int(bottom * mm)):
            line = self.pixels[(y * self.width + int(left * mm)) * 3 : (y * self.width + int(right * mm)) * 3]
            inked = any(r > 150 and g < 100 for r, g in zip(line[::3], line[1::3], strict=True)) if red else min(line) < 100
            if inked:
                found.append(y / mm)
        return found


def chars_as_lines(chars):
    """The lines of a page from top to bottom, as text."""
    lines = {}
    for char in chars:
        if char["text"].strip():
            lines.setdefault(round(char["bottom"]), []).append(char)
    merged = []
    for bottom in sorted(lines):
        if merged and bottom - merged[-1][0] < 4:
            merged[-1][1].extend(lines[bottom])
        else:
            merged.append((bottom, lines[bottom]))
    return ["".join(c["text"] for c in sorted(line, key=lambda c: c["x0"])) for _, line in merged]


@pytest.fixture(scope="session")
def render(tmp_path_factory):
    """Bytes of documents by name → ``Rendered`` by name; one call of LibreOffice for all."""
    from pipeline.write import pdf

    def rendering(spec, documents):
        folder = tmp_path_factory.mktemp("rendered")
        paths = {name: folder / f"{name}.docx" for name in documents}
        for name, data in documents.items():
            paths[name].write_bytes(data)
        made, problems = pdf.to_pdf(tuple(paths.values()), spec)
        assert problems == ()
        for path, data in made.items():
            path.with_suffix(".pdf").write_bytes(data)
        return {name: Rendered(name, documents[name], path.with_suffix(".pdf")) for name, path in paths.items()}

    return rendering
