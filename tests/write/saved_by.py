"""A Word file as Word or WPS leaves it after opening and saving without a change: the words are kept, nearly all else is not.

Neither program is at hand; what is done here is what files saved by them show. Both write every part anew in an order of their own,
put names and times in, split runs, add revision ids, proofing marks, hidden bookmarks of their own and parts that were not there,
and write each text box a second time for old readers. WPS drops content controls and keeps what is in them, with the bookmarks.
"""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
W, SPACE = f"{{{WORD}}}", "{http://www.w3.org/XML/1998/namespace}space"
THEME = '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"/>'
WEB = f'<w:webSettings xmlns:w="{WORD}"><w:optimizeForBrowser/></w:webSettings>'
APP = (
    f'<Properties xmlns="{OFFICE}/extended-properties"><Template>Normal.dotm</Template><TotalTime>3</TotalTime><Pages>5</Pages>'
    "<Words>411</Words><Application>{}</Application><Company>某县</Company><AppVersion>16.0000</AppVersion></Properties>"
)
CORE = (
    '<cp:lastModifiedBy>某某</cp:lastModifiedBy><cp:revision>2</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">'
    '2026-01-02T01:02:03Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:modified>'
)


def word(data: bytes) -> bytes:
    """Saved by Word."""
    return _saved(data, "Microsoft Office Word", keeps_controls=True)


def wps(data: bytes) -> bytes:
    """Saved by WPS."""
    return _saved(data, "WPS Office", keeps_controls=False)


def changed(data: bytes, change) -> bytes:
    """The package with its document.xml changed by ``change``: a tree in, nothing out."""
    parts = _parts(data)
    root = etree.fromstring(parts["word/document.xml"])
    change(root)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _zipped(parts)


def _saved(data: bytes, program: str, *, keeps_controls: bool) -> bytes:
    rng = random.Random(len(data))
    parts = _parts(changed(data, lambda root: _rewritten(root, rng, keeps_controls)))
    parts["docProps/app.xml"] = APP.format(program).encode()
    core = parts["docProps/core.xml"].decode()
    core = re.sub(r"<cp:lastModifiedBy>.*?(?=<cp:contentStatus|</cp:coreProperties>)", CORE, core)
    parts["docProps/core.xml"] = core.encode()
    custom = parts["docProps/custom.xml"].decode()
    own = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="90" name="KSOProductBuildVer"><vt:lpwstr>2052</vt:lpwstr>'
    parts["docProps/custom.xml"] = custom.replace("</Properties>", f"{own}</property></Properties>").encode()
    _add(parts, "word/theme/theme1.xml", THEME, "theme", "application/vnd.openxmlformats-officedocument.theme+xml")
    settings = "application/vnd.openxmlformats-officedocument.wordprocessingml.webSettings+xml"
    _add(parts, "word/webSettings.xml", WEB, "webSettings", settings)
    names = sorted(parts, reverse=True)
    names.sort(key=lambda name: name != "[Content_Types].xml")
    return _zipped({name: parts[name] for name in names}, (2026, 1, 2, 3, 4, 6))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _zipped(parts: dict[str, bytes], date=(1980, 1, 1, 0, 0, 0)) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, date), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _add(parts: dict[str, bytes], name: str, content: str, kind: str, mime: str) -> None:
    parts[name] = content.encode()
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/{name}" ContentType="{mime}"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()
    link = f'<Relationship Id="rId{kind}" Type="{OFFICE}/relationships/{kind}" Target="{name.removeprefix("word/")}"/>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].decode().replace("</Relationships>", f"{link}</Relationships>").encode()


def _rewritten(root, rng: random.Random, keeps_controls: bool) -> None:
    for paragraph in [*root.iter(f"{W}p")]:
        paragraph.set(f"{W}rsidR", "00A77B3E")
        paragraph.set(f"{W}rsidRDefault", "00C81DA9")
    for run in [*root.iter(f"{W}r")]:
        _split(run, rng)
    _controls(root, keeps_controls)
    _bookmarks(root, rng)
    _fallbacks(root)


def _split(run, rng: random.Random) -> None:
    """A run with a longer text becomes two, a mark of the proofing tools between them; the first may start a rendered page."""
    texts = [each for each in run if each.tag != f"{W}rPr"]
    run.set(f"{W}rsidRPr", "00F55A21")
    if len(texts) != 1 or texts[0].tag != f"{W}t" or len(texts[0].text or "") < 2 or rng.random() < 0.4:
        return
    text = texts[0].text
    at = rng.randrange(1, len(text))
    second = copy.deepcopy(run)
    for one, part in ((texts[0], text[:at]), (second.find(f"{W}t"), text[at:])):
        one.text = part
        one.set(SPACE, "preserve")
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    look.append(etree.Element(f"{W}lang", {f"{W}eastAsia": "zh-CN"}))
    texts[0].addprevious(etree.Element(f"{W}lastRenderedPageBreak"))
    run.addnext(second)
    run.addnext(etree.Element(f"{W}proofErr", {f"{W}type": "gramStart"}))


def _controls(root, keeps: bool) -> None:
    for number, control in enumerate([*root.iter(f"{W}sdt")]):
        if keeps:
            properties = control.find(f"{W}sdtPr")
            tag = properties.find(f"{W}tag")
            tag.addnext(etree.Element(f"{W}id", {f"{W}val": str(-1_000_000 - number)}))
            continue
        for child in [*control.find(f"{W}sdtContent")]:
            control.addprevious(child)
        control.getparent().remove(control)


def _bookmarks(root, rng: random.Random) -> None:
    """Numbered anew, and the programs' own added: where the cursor was, what was once copied."""
    marks = {mark.get(f"{W}id"): at for at, mark in enumerate(root.iter(f"{W}bookmarkStart"))}
    for mark in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        mark.set(f"{W}id", str(marks[mark.get(f"{W}id")]))
    paragraphs = [each for each in root.iter(f"{W}p") if each.find(f"{W}r") is not None]
    for at, name in enumerate(("_GoBack", "_Hlk187654321", "_Toc1234", "OLE_LINK1")):
        if paragraphs:
            runs = rng.choice(paragraphs).findall(f"{W}r")
            number = str(len(marks) + at)
            runs[0].addprevious(etree.Element(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": name}))
            runs[-1].addnext(etree.Element(f"{W}bookmarkEnd", {f"{W}id": number}))


def _fallbacks(root) -> None:
    """Each text box a second time, for programs that know only the old drawings."""
    for choice in root.iter(f"{{{MC}}}Choice"):
        box = choice.find(f".//{W}txbxContent")
        if box is not None:
            fallback = etree.SubElement(choice.getparent(), f"{{{MC}}}Fallback")
            shape = etree.SubElement(etree.SubElement(fallback, f"{W}pict"), f"{{{VML}}}rect", nsmap={"v": VML})
            etree.SubElement(shape, f"{{{VML}}}textbox").append(copy.deepcopy(box))
