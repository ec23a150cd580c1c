"""A little project: three townships, each with a file of its own, and templates of a few lines."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

from pipeline.run.build import build
from pipeline.run.order import Order

EVERYTHING = Order()
TOWNS = ("东乡", "西乡", "南镇")
HEADER = "信访编号,登记日期,信访形式,人数,属地,办理状态"

COUNTY = """# {{ 期间 }}全县情况

全县信访总量{{ 信访总量 }}，来访{{ 来访批次 }}、{{ 来访人次 }}。
"""
TOWN = """# {{ 范围 }}{{ 期间 }}情况

{{ 范围 }}信访总量{{ 信访总量 }}，来信{{ 来信件次 }}。
"""
DOCUMENTS = """
工作会议讲话: {template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}
情况通报: {template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}
全县月报: {template: 县.txt.j2, grain: month, needs: [信访事项登记表]}
乡镇月报: {template: 镇.txt.j2, grain: month, for_each: 乡镇, needs: [信访事项登记表]}
"""


def lay(folder: Path, months: int = 3, documents: str = DOCUMENTS) -> Path:
    """Put a project there; the packaged documents are kept from being written."""
    for name, text in (
        ("config/documents.yaml", documents + _hushed(documents)),
        ("templates/县.txt.j2", COUNTY),
        ("templates/镇.txt.j2", TOWN),
        ("inputs/单位台账.csv", "单位名称,单位类别,领导接待日制度\n" + "".join(f"{town},乡镇,已建立\n" for town in TOWNS)),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for number, town in enumerate(TOWNS, 1):
        items(folder, town, {month: number + month for month in range(1, months + 1)})
    return folder


def _hushed(documents: str) -> str:
    """The packaged documents that the project does not speak of are not written: they need a table that is not there."""
    from pipeline.settings.loading import defaults
    from pipeline.settings.yaml import load

    packaged, _ = load(defaults() / "config" / "documents.yaml", "documents.yaml")
    names = [name for name in packaged if f"\n{name}:" not in documents]
    return "".join(f"{name}: {{template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}}\n" for name in names)


def items(folder: Path, town: str, counts: dict[int, int]) -> None:
    """The items of a township in 2025: so many letters a month, and one visit of two people."""
    lines = [HEADER]
    for month, count in counts.items():
        lines += [f"{town}{month:02d}{n:03d},2025-{month:02d}-{n % 28 + 1:02d},来信,1,{town},办理中" for n in range(count)]
        lines.append(f"{town}{month:02d}V,2025-{month:02d}-15,来访,2,{town},办理中")
    (folder / "inputs" / f"信访事项登记表{town}.csv").write_text("\n".join(lines) + "\n", "utf-8")


def made(folder: Path, order: Order = EVERYTHING, **how):
    """Build, and what became of each document by its path below ``outputs/``; skipped ones left out."""
    outcome = build(folder, order, lambda _: None, **how)
    return outcome, {
        receipt.path.relative_to(folder / "outputs").as_posix().removesuffix(".docx"): receipt
        for receipt in outcome.receipts
        if receipt.status != "skipped"
    }


def statuses(folder: Path, order: Order = EVERYTHING, **how) -> dict[str, str]:
    """As ``made``, only the statuses."""
    return {name: receipt.status for name, receipt in made(folder, order, **how)[1].items()}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``outputs/`` with its bytes."""
    root = folder / "outputs"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def edit(docx, *changes):
    """Save a document as a person's program would, some of its body's XML changed from one text to another; or nothing."""
    with zipfile.ZipFile(docx) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    for was, now in changes:
        assert was in body, was
        body = body.replace(was, now)
    parts["word/document.xml"] = body.encode()
    with zipfile.ZipFile(docx, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


DATE = dt.date(2026, 1, 5)
