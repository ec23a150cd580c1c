"""Everything about a document's looks that is known before the document: styles, pages, static parts, compressed once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.model.looks import LooksSpec, Profile
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import Settings
from pipeline.model.shape import shape
from pipeline.write.package import Entry, Folder, entry, folder, opened
from pipeline.write.pages import Pages, read_pages
from pipeline.write.parts import APP, content_types, document_relations, font_table, footer, relations, settings_part
from pipeline.write.runs import Runs
from pipeline.write.styles import BODY
from pipeline.write.stylesheet import Stylesheet, delivered

__all__ = ["DYNAMIC", "Look", "Looks", "load_looks"]

REFERENCE: Final = "reference.docx"
DYNAMIC: Final = ("word/document.xml", "docProps/core.xml", "docProps/custom.xml")
"""Parts that each document has of its own."""
_KINDS: Final = {"paragraph": "段落", "character": "字符", "table": "表格", "numbering": "列表"}


@shape
class Look:
    """How the documents of one profile look. ``opening`` starts a paragraph of a style; ``first`` holds the static parts."""

    profile: Profile
    ids: Mapping[str, str]
    opening: Mapping[str, str]
    runs: Runs
    pages: Pages
    entries: tuple[Entry, ...]
    first: Folder
    families: tuple[str, ...]
    family: str
    table_size: float
    sizes: Mapping[str, float]
    mark_before: int
    pitch: int
    em: float

    def folder(self, *more: Entry) -> Folder:
        """The static parts together with parts of one document's own that need types and relations (charts, comments)."""
        return _folder((*self.entries, *more)) if more else self.first


@dataclass(slots=True, eq=False)
class Looks:
    """The looks of a project: each profile's is made when it is first asked for.

    ``digest`` is the hash of the reference document that the ``parts`` are of, empty where there is none.
    """

    spec: LooksSpec
    parts: Mapping[str, bytes]
    digest: str = ""
    made: dict[str, Look] = field(default_factory=dict)

    def of(self, profile: str) -> Look:
        """The look of a profile; a name that style.yaml does not have is a mistake in the config."""
        if profile not in self.made:
            if profile not in self.spec.profiles:
                raise Mistake(_unknown(profile, self.spec.profiles, Place("config/documents.yaml")))
            self.made[profile] = _look(self.spec, self.spec.profiles[profile], self.parts)
        return self.made[profile]


def load_looks(settings: Settings, profiles: Iterable[str] = ()) -> Looks:
    """The looks of a project, from the nearest ``reference.docx`` and the ``looks:`` of style.yaml.

    Those of the ``profiles`` are made at once, of one at least: what is wrong with the reference document is a mistake here.
    """
    wrong = [
        _unknown(spec.profile, settings.looks.profiles, spec.place)
        for spec in settings.documents.values()
        if spec.profile not in settings.looks.profiles
    ]
    if wrong:
        raise Mistake(*wrong)
    looks = Looks(settings.looks, *_reference(settings.templates))
    for profile in dict.fromkeys(profiles) or [*settings.looks.profiles][:1]:
        looks.of(profile)
    return looks


def _unknown(profile: str, known: Mapping[str, object], place: Place) -> Problem:
    message = f"没有“{profile}”这种版式；style.yaml 的 looks: profiles: 中有 {'、'.join(known)}，请改用其一或在那里加上"
    return Problem("unknown-profile", "error", place, message, found=profile)


def _reference(folders: tuple[Path, ...]) -> tuple[Mapping[str, bytes], str]:
    """The parts of the first reference document found, and its hash; none at all where there is none."""
    path = next((found for root in folders if (found := root / REFERENCE).is_file()), None)
    if path is None:
        return {}, ""
    try:
        data = path.read_bytes()
        with opened(data) as package:
            parts = {name: package.read(name) for name in package.namelist() if name.endswith(".xml")}
    except (OSError, ValueError) as error:
        raise _unreadable(f"{path.name} 打不开或不是 Word 文档（.docx）") from error
    return parts, hashlib.sha256(data).hexdigest()


def _unreadable(what: str) -> Mistake:
    message = f"{what}。请恢复原文件，或用 Word 打开后另存为 .docx；删去它就用随程序带的样式"
    return Mistake(Problem("reference-unreadable", "error", Place(f"templates/{REFERENCE}"), message))


def _stylesheet(parts: Mapping[str, bytes]) -> Stylesheet:
    """The reference document's styles; a mistake in the config where they cannot be used."""
    lossy = b"LibreOffice" in parts.get("docProps/app.xml", b"")
    try:
        sheet = Stylesheet(parts.get("word/styles.xml") or delivered(), parts.get("word/theme/theme1.xml"), lossy=lossy)
    except ValueError as error:
        raise _unreadable(f"{REFERENCE} 里的样式读不出来") from error
    wrong = [
        Problem(
            "style-kind",
            "error",
            Place(f"templates/{REFERENCE}"),
            f"样式“{style.name}”应是{_KINDS[style.kind]}样式，现在是{_KINDS.get(found, found)}样式。请在 Word 里删去它"
            "（程序会补上原来的），再改需要改的格式",
            found=style.name,
        )
        for style, found in sheet.mistyped()
    ]
    if wrong:
        raise Mistake(*wrong)
    return sheet


def _look(spec: LooksSpec, profile: Profile, parts: Mapping[str, bytes]) -> Look:
    sheet = _stylesheet(parts)
    sheet.apply(spec, profile)
    ids = sheet.ids
    entries = [
        entry("docProps/app.xml", APP.encode()),
        entry("word/styles.xml", sheet.data()),
        entry("word/settings.xml", settings_part(whole_figures=profile.whole_figures).encode()),
        entry("word/fontTable.xml", font_table(sheet.families()).encode()),
    ]
    if "word/numbering.xml" in parts:
        entries.append(entry("word/numbering.xml", parts["word/numbering.xml"]))
    if profile.page_numbers != "none":
        odd, even = ("footer", "偶数页页码") if profile.page_numbers == "outer" else ("居中页码", "居中页码")
        entries += [entry(f"word/footer{n}.xml", footer(ids[name]).encode()) for n, name in ((1, odd), (2, even))]
    static = tuple(entries)
    return Look(
        profile=profile,
        ids=ids,
        opening={name: f'<w:p><w:pPr><w:pStyle w:val="{one}"/></w:pPr>' for name, one in ids.items()},
        runs=Runs(ids),
        pages=read_pages(parts.get("word/document.xml"), sheet.pitch, numbered=profile.page_numbers != "none"),
        entries=static,
        first=_folder(static),
        families=sheet.families(),
        family=spec.fonts.get("body", BODY),
        sizes={name: sheet.half_points(name) / 2 for name in ("Title", "附件标题", "刊名", "发文机关标志")},
        mark_before=sheet.space_before("发文机关标志"),
        table_size=sheet.half_points("表格文字") / 2,
        pitch=sheet.pitch,
        em=sheet.half_points("Normal") * 10 - 10,
    )


def _folder(entries: tuple[Entry, ...]) -> Folder:
    names = [*(one.name.decode() for one in entries), *DYNAMIC]
    return folder(
        (
            entry("[Content_Types].xml", content_types(names).encode()),
            entry("_rels/.rels", relations().encode()),
            entry("word/_rels/document.xml.rels", document_relations(names).encode()),
            *entries,
        )
    )
