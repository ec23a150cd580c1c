"""Signing what is written for each day, or month, of a table."""

import datetime as dt

import pytest
from little import lay, made, statuses
from papers import HEADER, PAPER, record, register, sign

from pipeline.model.problem import Mistake
from pipeline.run.issues import issues
from pipeline.run.order import Order

KINDS = """
工作会议讲话: {template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}
情况通报: {template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}
日公示: {template: 专报.txt.j2, grain: day, for_each: 接访安排表, series: 接访公示, copies: 5}
月公示: {template: 专报.txt.j2, grain: month, for_each: 接访安排表, series: 接访月报, copies: 5}
镇日报: {template: 专报.txt.j2, grain: day, for_each: [乡镇, 领导接访登记表], series: 接访日报, copies: 5}
"""
PLANNED = ("2025-03-04", "2025-03-06", "2025-04-02", "2025-05-07")
SEEN = ("2025-03-04", "2025-03-06")


@pytest.fixture
def project(tmp_path):
    lay(tmp_path, documents=KINDS)
    (tmp_path / "templates" / "专报.txt.j2").write_text(PAPER, "utf-8")
    (tmp_path / "config" / "发文登记簿.csv").write_text("\ufeff" + HEADER, "utf-8")
    plan = "日期,领导,职务,类型\n" + "".join(f"{day},甲,县长,接访\n" for day in PLANNED)
    (tmp_path / "inputs" / "接访安排表.csv").write_text(plan, "utf-8")
    held = "接访日期,接访领导,层级,人数\n" + "".join(f"{day},甲,县,2\n" for day in SEEN)
    (tmp_path / "inputs" / "领导接访登记表.csv").write_text(held, "utf-8")
    made(tmp_path)
    return tmp_path


def test_the_paper_of_a_day_of_a_table_is_signed_like_any_other(project):
    sign(project, "日公示/2025-04-02", date=dt.date(2025, 4, 1))
    assert register(project) == ["接访公示,1,2025-04-01,2025年4月2日专报,5"]
    assert record(project, "日公示/2025-04-02")["issued"] == {"number": 1, "date": "2025-04-01", "copies": 5}
    ledger = (project / "config" / "签发记录.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[:4] for line in ledger[1:]] == [["日公示/2025-04-02", "接访公示", "1", "2025-04-01"]]
    assert [(one.series, one.number) for one in issues(project).issues] == [("接访公示", 1)]
    receipts = made(project)[1]
    assert receipts["日公示/2025-04-02"].status == "issued"
    assert receipts["日公示/2025-05-07"].reasons == ("期号已变化",)
    paper = project / "outputs" / "日公示" / "2025-04-02.docx"
    before = paper.read_bytes()
    paper.unlink()
    assert statuses(project)["日公示/2025-04-02"] == "issued"
    assert paper.read_bytes() == before
    assert "已经签发过" in sign(project, "日公示/2025-04-02", date=dt.date(2025, 4, 1)).receipts[0].reasons[0]


def test_of_a_table_that_is_no_plan_the_latest_day_is_meant_for_each_unit(project):
    signed = sign(project, "镇日报")
    assert [one.path.name for one in signed.receipts] == ["2025-03-06-东乡.docx", "2025-03-06-西乡.docx", "2025-03-06-南镇.docx"]
    assert [one.number for one in signed.issues] == [1, 2, 3]
    one = sign(project, "镇日报/2025-03-04-西乡", date=dt.date(2025, 4, 9))
    assert ([receipt.scope for receipt in one.receipts], one.issues[0].number) == (["西乡"], 4)


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        (dt.date(2025, 4, 20), "2025-05-07"),
        (dt.date(2025, 5, 7), "2025-05-07"),
        (dt.date(2025, 5, 20), "2025-05-07"),
        (dt.date(2025, 4, 2), None),
    ],
)
def test_of_a_plan_the_one_span_ahead_is_meant_and_where_there_are_several_nobody_knows(project, date, meant):
    if meant:
        assert sign(project, "日公示", date=date).receipts[0].period.name == meant
        return
    with pytest.raises(Mistake) as raised:
        sign(project, "日公示", date=date)
    assert raised.value.problems[0].message == ("“日公示”有 2 期，没有签发。请写明是哪一期：日公示/2025-04-02、日公示/2025-05-07")
    assert register(project) == []


def test_a_day_without_a_row_has_nothing_to_sign_and_a_month_of_a_plan_has(project):
    with pytest.raises(Mistake, match="没有可签发的文稿"):
        sign(project, "日公示/2025-04-03")
    assert sign(project, "月公示/2025-05", date=dt.date(2025, 4, 28)).receipts[0].period.name == "2025-05"


SPANS = """
工作会议讲话: {template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}
情况通报: {template: 县.txt.j2, periods: [1999], needs: [领导下访登记表]}
定期: {template: 专报.txt.j2, periods: [2025-01..2025-02, 2025-W10], series: 定期, copies: 5}
月报: {template: 专报.txt.j2, grain: month, series: 月报, copies: 5, file: "{期间}全县{文稿}-第一版"}
镇报: {template: 专报.txt.j2, grain: month, for_each: 乡镇, series: 镇报, copies: 5, file: "{范围}{期间}"}
"""


@pytest.fixture
def spans(tmp_path):
    lay(tmp_path, documents=SPANS)
    (tmp_path / "templates" / "专报.txt.j2").write_text(PAPER, "utf-8")
    (tmp_path / "config" / "发文登记簿.csv").write_text("\ufeff" + HEADER, "utf-8")
    made(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("定期/2025-01..2025-02", ["2025-01..2025-02.docx"]),
        ("定期/2025-W10", ["2025-W10.docx"]),
        ("月报/2025-02", ["2025-02全县月报-第一版.docx"]),
        ("月报", ["2025-03全县月报-第一版.docx"]),
        ("outputs/月报/2025-01全县月报-第一版.docx", ["2025-01全县月报-第一版.docx"]),
        ("月报/2025-01全县月报-第一版", ["2025-01全县月报-第一版.docx"]),
        ("outputs\\镇报\\西乡2025-02.docx", ["西乡2025-02.docx"]),
        ("镇报/2025-02-西乡", ["西乡2025-02.docx"]),
        ("镇报/2025-02", ["东乡2025-02.docx", "西乡2025-02.docx", "南镇2025-02.docx"]),
    ],
)
def test_the_document_that_is_named_is_signed(spans, name, signed):
    before = {path.name for path in (spans / "outputs").rglob("*.docx")}
    assert [receipt.path.name for receipt in sign(spans, name).receipts] == signed
    assert {path.name for path in (spans / "outputs").rglob("*.docx")} == before


@pytest.mark.parametrize(("name", "order"), [("月报/2025Q1", {}), ("月报/2025-01..2025-03", {}), ("月报", {"period": "2025Q1"})])
def test_of_several_inside_a_period_none_is_signed(spans, name, order):
    with pytest.raises(Mistake) as raised:
        sign(spans, name, **order)
    listed = "月报/2025-01、月报/2025-02、月报/2025-03"
    assert raised.value.problems[0].message == f"“{name}”有 3 期，没有签发。请写明是哪一期：{listed}"
    assert register(spans) == []


def test_a_span_that_was_typed_in_is_built_when_it_is_asked_for(spans):
    receipts = made(spans, Order(("定期",), "2025-01..2025-02"))[1]
    assert {name: receipt.status for name, receipt in receipts.items()} == {"定期/2025-01..2025-02": "current"}
