"""``briefing explain``: where a figure came from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli.help import Command
from pipeline.cli.options import PATH, as_json, common
from pipeline.cli.reports import refuse
from pipeline.run.order import period_of

__all__ = ["command", "explained_json"]


@click.command("explain", cls=Command, help="说明一个数字从哪里来：写指标名，或者写文稿（.docx）和其中数字的编号。")
@click.argument("what", metavar="指标|文稿")
@click.argument("number", required=False, metavar="[编号]")
@click.option("--period", "period", metavar="期间", help="期间：2025、2025-11……（默认：数据截止日所在的年）")
@click.option("--scope", metavar="单位", help="只算这个乡镇或部门的")
@click.option("--rows", type=PATH, metavar="文件.xlsx", help="把数到的每一行存成一个工作簿（只含登记的列）")
@common
def command(
    what: str, number: str | None, period: str | None, scope: str | None, rows: Path | None, project: Path, form: str
) -> int:
    """Explain, print, and answer with the exit code."""
    from pipeline.console.explain import show, show_places
    from pipeline.run.explain import document_named, explain_indicator, explain_place, printed_in, record_of
    from pipeline.run.figures import open_desk

    refuse("--rows", rows, project, anew=True)
    desk = open_desk(project)
    docx = _found(Path(what), project) if what.lower().endswith(".docx") else document_named(desk, what)
    if docx is not None:
        record = record_of(desk, docx)
        if number is None:
            as_json(record["figures"]) if form == "json" else show_places(record)
            return 0
        told = explain_place(desk, record, number, printed_in(docx))
    else:
        told = explain_indicator(desk, what, period_of(period, desk.settings) if period is not None else None, scope)
    as_json(explained_json(told)) if form == "json" else show(told)
    if rows is not None:
        _save(told, desk, rows)
    return int(told.figure.value is None)


def _found(docx: Path, project: Path) -> Path:
    """A document named from where one stands, or from the project."""
    return docx if docx.exists() else project / docx


def _save(told: Any, desk: Any, path: Path) -> None:
    from pipeline.run.rowbook import write_rows

    count = write_rows(told, desk.measures, path)
    click.echo(f"{count} 行已存入 {path}", err=True)


def explained_json(told: Any) -> dict[str, Any]:
    """An explained figure in the shape of docs/json.md."""
    from pipeline.record.figures import figure_json
    from pipeline.words.number import figure_text

    figure = told.figure
    shape = figure_json(figure, figure_text(figure) or "", told.sources)
    shape |= {"definition": told.definition, "member": figure.member, "dimension": figure.dimension}
    shape |= {"evidence": figure.evidence, "missing": list(figure.missing), "why_null": figure.why_null}
    shape["rows"] = [
        {"indicator": t.indicator, "table": t.table, "file": t.source.file, "sheet": t.source.sheet, "rows": list(t.rows)}
        for t in told.rows
    ]
    shape["bases"] = [explained_json(base) for base in told.bases]
    if told.id:
        shape |= {"id": told.id, "form": told.form, "printed": told.printed, "changed": list(told.changed)}
    return shape
