"""Which documents are due."""

import datetime as dt
from pathlib import Path

import pytest

from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.problem import Mistake
from pipeline.model.settings import Calendar, DocumentSpec, Settings
from pipeline.model.table import Table
from pipeline.model.tables import TableSpec
from pipeline.model.unit import Unit
from pipeline.run.order import Order
from pipeline.run.plan import date_of, plan

WAITS = "2025年二季度还没有过完（数据截至2025年5月31日），过完再写；要提前写，请加 --period 2025Q2"
UNITS = (Unit("东乡", "乡镇"), Unit("西乡", "乡镇", "西"), Unit("县教育局", "县直部门"))
SPECS = {
    "讲话": DocumentSpec("讲话", "a", grain="year", early=True),
    "通报": DocumentSpec("通报", "b", grain="month"),
    "简报": DocumentSpec("简报", "c", grain="quarter", for_each="乡镇"),
}
WATCH = Period(dt.date(2025, 5, 1), dt.date(2025, 5, 3), "watch", "五一2025")
TABLES = {"接访安排表": TableSpec("接访安排表", (), date="日期", plan=True)}
PLANNED = [dt.date(2024, 12, 31), dt.date(2025, 5, 6), dt.date(2025, 5, 6), dt.date(2026, 1, 4)]


def outline(order, cutoff=dt.date(2025, 5, 31), specs=None, watch=WATCH, units=UNITS, tables=("接访安排表",), planned=PLANNED):
    calendar = Calendar(watch={watch.name: watch} if watch else {})
    settings = Settings(Path("/p"), (), TABLES, {}, SPECS if specs is None else {s.name: s for s in specs}, calendar=calendar)
    read = {name: Table(name, {}, (), ()) for name in tables}
    jobs = plan(order, settings, Inputs(read, units, cutoff=cutoff), lambda _: planned)
    return [job.lacking or job.path.relative_to("/p/outputs").as_posix().removesuffix(".docx") for job in jobs]


def test_without_names_every_span_of_the_current_year_that_the_cutoff_has_reached():
    assert outline(Order()) == [
        "讲话/2025", "通报/2025-01", "通报/2025-02", "通报/2025-03", "通报/2025-04", "通报/2025-05",
        "简报/2025Q1-东乡", "简报/2025Q1-西乡", WAITS, WAITS,
    ]  # fmt: skip


def test_a_span_that_is_not_over_waits_until_somebody_asks_for_it_or_the_config_says_so():
    assert outline(Order(("简报",)))[2:] == [WAITS, WAITS]
    assert outline(Order(("简报",), "2025Q2")) == ["简报/2025Q2-东乡", "简报/2025Q2-西乡"]
    assert outline(Order(), dt.date(2025, 6, 30))[-2:] == ["简报/2025Q2-东乡", "简报/2025Q2-西乡"]
    listed = DocumentSpec("简报", "c", grain="quarter", periods=(Period.parse("2025Q3"),))
    assert outline(Order(), specs=[listed]) == ["简报/2025Q3"]
    days = DocumentSpec("公示", "d", grain="day", days="接访安排表")
    assert outline(Order(), specs=[days]) == ["公示/2025-05-06", "公示/2026-01-04"]


def test_a_period_means_every_span_inside_it():
    assert outline(Order(period="2024Q1")) == [
        "通报/2024-01", "通报/2024-02", "通报/2024-03", "简报/2024Q1-东乡", "简报/2024Q1-西乡",
    ]  # fmt: skip


def test_a_named_document_is_written_for_just_the_period_asked():
    assert outline(Order(("讲话",), Period.parse("2025H1"))) == ["讲话/2025H1"]


def test_a_document_about_the_county_is_refused_for_a_unit_unless_its_words_fit_one():
    (told,) = outline(Order(("讲话",), scope="东乡"))
    assert "写的是全县" in told
    assert outline(Order(("讲话",), scope="东乡"), specs=[DocumentSpec("讲话", "a", grain="year", scoped=True, early=True)]) == [
        "讲话/2025-东乡"
    ]


def test_a_scope_narrows_a_batch_and_names_the_file_of_a_single_document():
    assert outline(Order(("简报",), scope="西乡")) == ["简报/2025Q1-西乡", WAITS]
    assert outline(Order(("简报",), scope="西")) == ["简报/2025Q1-西乡", WAITS]


@pytest.mark.parametrize(
    ("order", "told"),
    [(Order(("通抱",)), "是不是“通报”"), (Order(scope="东镇"), "东乡"), (Order(period="去年"), "期间“去年”看不懂.*五一2025")],
)
def test_what_nobody_knows_is_a_mistake_that_proposes_what_is_known(order, told):
    with pytest.raises(Mistake, match=told):
        outline(order)


def test_a_plan_that_is_not_there_is_told_otherwise_than_one_without_a_row():
    days = [DocumentSpec("公示", "d", grain="month", days="接访安排表", needs=("接访安排表",))]
    assert outline(Order(), specs=days, planned=[]) == ["《接访安排表》在这个期间没有一行"]
    assert outline(Order(), specs=days, planned=[], tables=()) == ["缺少表《接访安排表》"]


def test_without_data_nothing_is_due():
    assert outline(Order(), cutoff=None) == []


def test_every_day_of_each_watch_period_up_to_the_cutoff():
    daily = [DocumentSpec("日报", "a", grain="day", days="特护期")]
    assert outline(Order(), specs=daily) == ["日报/2025-05-01", "日报/2025-05-02", "日报/2025-05-03"]
    assert outline(Order(), specs=daily, cutoff=dt.date(2025, 5, 2)) == ["日报/2025-05-01", "日报/2025-05-02"]
    assert outline(Order(period="五一2025"), specs=daily) == ["日报/2025-05-01", "日报/2025-05-02", "日报/2025-05-03"]
    assert outline(Order(period="2025-05-02"), specs=daily) == ["日报/2025-05-02"]


def test_a_watch_period_as_a_whole():
    assert outline(Order(), specs=[DocumentSpec("总结", "a", grain="watch")]) == ["总结/五一2025"]


def test_every_day_of_a_plan_is_written_ahead():
    notice = [DocumentSpec("公示", "a", grain="day", days="接访安排表")]
    assert outline(Order(), specs=notice) == ["公示/2025-05-06", "公示/2026-01-04"]
    assert outline(Order(period="2025-05"), specs=notice) == ["公示/2025-05-06"]


def test_every_week_of_the_year_also_the_one_between_two_years():
    weeks = outline(Order(), specs=[DocumentSpec("周报", "a", grain="week")])
    assert weeks[0] == "周报/2025-W01"
    assert weeks[-2] == "周报/2025-W21"
    assert len(weeks) == 22


def test_typed_periods_stand_for_those_of_the_year():
    typed = DocumentSpec("讲话", "a", grain="year", periods=(Period.parse("2024"), WATCH))
    assert outline(Order(), specs=[typed]) == ["讲话/2024", "讲话/五一2025"]


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        (DocumentSpec("日报", "a", grain="day", days="特护期"), "没有特护期"),
        (DocumentSpec("总结", "a", grain="watch"), "没有特护期"),
        (DocumentSpec("简报", "a", for_each="乡镇"), "没有乡镇名单"),
    ],
)
def test_what_there_is_nothing_to_write_for_is_told_once(spec, told):
    (line,) = outline(Order(), specs=[spec], watch=None, units=())
    assert told in line


def test_a_file_s_name_follows_its_pattern_and_is_one_that_windows_takes():
    specs = [DocumentSpec("简报", "a", grain="year", for_each="乡镇", file="{范围}{期间}年{文稿}", early=True)]
    odd = (Unit("东/西乡?", "乡镇"),)
    assert outline(Order(), specs=specs, units=odd) == ["简报/东／西乡？2025年简报"]


def test_two_documents_of_one_file_are_a_mistake():
    specs = [DocumentSpec("简报", "a", grain="year", for_each="乡镇")]
    with pytest.raises(Mistake, match=r"同一个文件名 2025-A\.docx"):
        outline(Order(), specs=specs, units=(Unit("a", "乡镇"), Unit("A", "乡镇")))


def test_the_printed_date_is_ordered_or_typed_or_the_day_after_the_cutoff():
    cutoff = dt.date(2025, 12, 31)
    november = Period.parse("2025-11")
    typed = DocumentSpec("甲", "a", date=dt.date(2026, 1, 5))
    assert date_of(SPECS["讲话"], Order(), cutoff, november) == dt.date(2026, 1, 1)
    assert date_of(typed, Order(), cutoff, november) == dt.date(2026, 1, 5)
    assert date_of(typed, Order(date=dt.date(2026, 2, 1)), cutoff, november) == dt.date(2026, 2, 1)
    by_period = {"期前一日": (2025, 10, 31), "期末": (2025, 11, 30), "期末次日": (2025, 12, 1)}
    for words, day in by_period.items():
        assert date_of(DocumentSpec("甲", "a", dated=words), Order(), cutoff, november) == dt.date(*day)
