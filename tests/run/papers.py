"""A little project with bulletins to sign."""

import datetime as dt
import json

from little import lay, made

from pipeline.run.issue import issue
from pipeline.run.order import Order

DOCUMENTS = """
工作会议讲话: {template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}
情况通报: {template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}
专报: {template: 专报.txt.j2, profile: 简报, grain: month, series: 信访信息专报, copies: 30, needs: [信访事项登记表]}
简报: {template: 专报.txt.j2, profile: 简报, grain: month, for_each: 乡镇, series: 信访工作简报}
月报: {template: 县.txt.j2, grain: month}
"""
PAPER = """! 刊名：专报
! 期号：{{ 期号 }}
! 日期：{{ 日期 }}

# {{ 期间 }}专报

{{ 范围 }}信访总量{{ 信访总量 }}。

> 印数：（共印{{ 收文.印数 }}份）
"""
DATE = dt.date(2025, 4, 8)
HEADER = "刊名,期号,签发日期,标题,份数\n"


def drafted(folder):
    """A project whose bulletins are numbered, all of them built as drafts; its register holds a header only."""
    lay(folder, documents=DOCUMENTS)
    (folder / "templates" / "专报.txt.j2").write_text(PAPER, "utf-8")
    (folder / "config" / "发文登记簿.csv").write_text("\ufeff" + HEADER, "utf-8")
    made(folder)
    return folder


def sign(folder, *documents, date=DATE, copies=None, **order):
    return issue(folder, documents, date, copies, Order(documents, **order), lambda _: None)


def register(folder):
    return (folder / "config" / "发文登记簿.csv").read_text("utf-8-sig").splitlines()[1:]


def record(folder, name):
    return json.loads((folder / "outputs" / f"{name}.figures.json").read_text("utf-8"))


def words(folder, name):
    from pipeline.write import text_of

    return text_of((folder / "outputs" / f"{name}.docx").read_bytes())
