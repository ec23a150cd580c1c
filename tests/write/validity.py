"""What is wrong with a package: by the public schemas (tests/tools/docx_valid.py), and by checks of our own."""

from __future__ import annotations

import functools
import importlib.util
import io
import itertools
import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

from lxml import etree

TOOLS = Path(__file__).resolve().parents[1] / "tools"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@functools.cache
def _tool():
    spec = importlib.util.spec_from_file_location("docx_valid", TOOLS / "docx_valid.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool.check, [etree.XMLSchema(etree.parse(str(tool.SCHEMAS / name))) for name in ("wml.xsd", "dml-chart.xsd")]


def faults(data):
    """What the schemas find."""
    check, schemas = _tool()
    return check(io.BytesIO(data), *schemas)


def own_faults(data):
    """What must hold of a package, looked at without the tool: parts, relations, ids, no links, no macros."""
    package = zipfile.ZipFile(io.BytesIO(data))
    names = package.namelist()
    found = [] if names[0] == "[Content_Types].xml" and len(names) == len(set(names)) else ["order or doubles"]
    found += [f"date of {info.filename}" for info in package.infolist() if info.date_time != (1980, 1, 1, 0, 0, 0)]
    for name in names:
        if name.endswith(".rels"):
            home = posixpath.dirname(posixpath.dirname(name))
            for each in ET.fromstring(package.read(name)):
                target = posixpath.normpath(posixpath.join(home, each.get("Target")))
                found += [] if target in names and each.get("TargetMode") is None else [f"{name}: {target}"]
        elif name.endswith(".bin"):
            found.append(name)
    tree = ET.fromstring(package.read("word/document.xml"))
    for tag, key in (("bookmarkStart", "id"), ("bookmarkEnd", "id"), ("bookmarkStart", "name"), (f"sdtPr/{W}tag", "val")):
        ids = [each.get(f"{W}{key}") for each in tree.iterfind(f".//{W}{tag}")]
        found += [] if len(ids) == len(set(ids)) else [f"{key} of {tag}"]
    in_paragraphs = 0
    for paragraph in tree.iter(f"{W}p"):
        kinds = [child.tag for child in paragraph]
        in_paragraphs += kinds.count(f"{W}sdt")
        found += ["controls side by side"] if (f"{W}sdt", f"{W}sdt") in itertools.pairwise(kinds) else []
    found += [] if in_paragraphs == len([*tree.iter(f"{W}sdt")]) else ["a control that is not in a paragraph"]
    for cell in tree.iter(f"{W}tc"):
        found += [] if cell[-1].tag == f"{W}p" else ["a cell that ends without a paragraph"]
    return found
