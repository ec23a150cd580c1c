"""Zero, missing, incomplete, without a denominator: four different things (docs/tables.md, "What a table covers")."""

from fractions import Fraction

import pytest
from small_county import county, items, settings_of, table_of

from pipeline.model.period import Period
from pipeline.model.table import Filing

MONTHS_2025 = [(2025, month) for month in range(1, 13)]


def figure(measures, name, text, scope="全县"):
    return measures.figure(name, Period.parse(text), scope)


def test_inside_without_rows_is_zero_outside_is_null():
    measures = county({"信访事项登记表": items({"登记日期": "2025-02-03"}, {"登记日期": "2025-04-03"})}, cutoff="2025-04-30")
    assert [figure(measures, "信访总量", f"2025-0{month}").value for month in (2, 3, 4)] == [1, 0, 1]
    before = figure(measures, "信访总量", "2025-01")
    assert (before.value, before.complete, before.missing) == (None, False, ("2025年1月",))
    assert before.why_null == "《信访事项登记表》没有2025年1月的数据"


def test_a_month_that_a_sheet_names_is_a_zero():
    spec = settings_of().tables["信访事项登记表"]
    table = table_of(spec, items({"登记日期": "2025-01-03"}), months=[(2025, 1), (2025, 2)])
    measures = county({"信访事项登记表": table}, cutoff="2025-02-28")
    assert figure(measures, "信访总量", "2025-02").value == 0


def test_a_period_covered_in_part_has_a_value_but_no_comparison():
    rows = items({"登记日期": "2024-03-01"}, {"登记日期": "2024-12-01"}, {"登记日期": "2025-03-01"}, {"登记日期": "2025-12-01"})
    measures = county({"信访事项登记表": rows})
    part = figure(measures, "信访总量", "2024")
    assert (part.value, part.complete, part.missing) == (2, False, ("2024年1月", "2024年2月"))
    assert (part.year_ago, part.previous, part.change_on_year) == (None, None, None)
    whole = figure(measures, "信访总量", "2025")
    assert (whole.value, whole.complete, whole.year_ago) == (2, True, None), "the year before is not whole"
    assert figure(measures, "信访总量", "2025Q4").year_ago == 1


def test_an_absent_table_and_a_period_after_the_cutoff():
    measures = county({"信访事项登记表": items({"登记日期": "2025-02-03"})}, cutoff="2025-02-28")
    assert figure(measures, "接访批次", "2025-02").why_null == "没有《领导接访登记表》"
    later = figure(measures, "信访总量", "2025-03")
    assert (later.value, later.why_null) == (None, "数据截至2025-02-28，2025-03还没有到")


def test_no_denominator_no_rate():
    measures = county({"信访事项登记表": items({"登记日期": "2025-02-03", "办结日期": "2025-02-20", "满意度": "未评价"})})
    rate = figure(measures, "满意率", "2025-02")
    assert (rate.value, rate.numerator, rate.denominator, rate.complete) == (None, 0, 0, True)
    assert rate.why_null == "已评价件次为零，没有比率"
    assert figure(measures, "参评率", "2025-02").value == 0


def test_both_years_zero_and_a_zero_base():
    rows = items(*({"登记日期": day} for day in ("2024-01-03", "2024-12-03", "2025-12-03")))
    rows += items({"登记日期": "2025-01-03", "信访形式": "来访"})
    measures = county({"信访事项登记表": rows})
    new = figure(measures, "来访批次", "2025")
    assert (new.value, new.year_ago, new.change_on_year) == (1, 0, None)
    none = figure(measures, "来电件次", "2025")
    assert (none.value, none.year_ago, none.change_on_year) == (0, 0, None)


def two_sheets(lacking, more=()):
    """January with the columns, February without."""
    rows = items(
        {"登记日期": "2025-01-05", "信访形式": "来访", "到访层级": "京", "初重信访": "重复"},
        {"登记日期": "2025-01-06", "信访形式": "来信", "到访层级": "县", "初重信访": "初次"},
        {"登记日期": "2025-02-05", "信访形式": "来访", "_source": 1},
        {"登记日期": "2025-02-06", "信访形式": "来访", "_source": 1},
        *more,
    )
    spec = settings_of().tables["信访事项登记表"]
    return county({"信访事项登记表": table_of(spec, rows, lacking={lacking: {1}})}, cutoff="2025-02-28")


def test_a_column_that_a_sheet_lacks_is_not_a_blank():
    measures = two_sheets("到访层级")
    assert figure(measures, "进京访批次", "2025-01").value == 1
    lacking = figure(measures, "进京访批次", "2025-02")
    assert (lacking.value, lacking.complete, lacking.why_null) == (None, False, "《信访事项登记表》的这些行缺少所需的列")
    both = figure(measures, "进京访批次", "2025-01..2025-02")
    assert (both.value, both.complete, both.missing) == (1, False, ("《信访事项登记表》有 2 行缺少所需的列",))
    assert figure(measures, "来访批次", "2025-01..2025-02").complete
    assert figure(measures, "信访总量", "2025-02").value == 2


def test_a_rate_leaves_such_rows_out_of_both_its_parts():
    rate = figure(two_sheets("初重信访"), "重复信访率", "2025-01..2025-02")
    assert (rate.value, rate.complete) == (Fraction(1, 2), False)
    assert figure(two_sheets("初重信访"), "重复信访率", "2025-02").value is None


def test_a_column_that_no_sheet_has():
    spec = settings_of().tables["信访事项登记表"]
    table = table_of(spec, items({"登记日期": "2025-01-05", "信访形式": "来访"}), lacking={"办结日期": {0}, "受理日期": {0}})
    measures = county({"信访事项登记表": table}, cutoff="2025-01-31")
    assert figure(measures, "办结件次", "2025-01").value is None
    assert figure(measures, "来访批次", "2025-01").value == 1


VISIT = {"下访日期": "2025-03-04", "下访领导": "甲", "地点": "城关镇"}
REPORT = {"日期": "2025-03-04", "报告单位": "城关镇"}


@pytest.mark.parametrize(
    ("table", "row", "column", "name"),
    [
        ("领导下访登记表", VISIT, "接待批次", "下访接待批次"),
        ("领导下访登记表", VISIT, "接待人次", "下访接待人次"),
        ("领导下访登记表", VISIT, "化解件数", "下访化解件数"),
        ("日报表", REPORT, "到县批次", "日报到县批次"),
        ("日报表", REPORT, "到县人次", "日报到县人次"),
        ("日报表", REPORT, "去市批次", "日报去市批次"),
        ("日报表", REPORT, "赴省批次", "日报赴省批次"),
        ("日报表", REPORT, "进京批次", "日报进京批次"),
    ],
)
def test_a_summed_column_that_no_sheet_has(table, row, column, name, tmp_path):
    settings = settings_of(tmp_path, days="watch: {}\n")
    lacking = table_of(settings.tables[table], [row], lacking={column: {0}})
    measures = county({table: lacking}, cutoff="2025-03-31", settings=settings)
    for scope in ("全县", "城关镇"):
        found = figure(measures, name, "2025-03", scope)
        assert (found.value, found.complete, found.why_null) == (None, False, f"《{table}》的这些行缺少所需的列")
        assert measures.sources(found) == ()
    assert figure(measures, name, "2025-03", "东关镇").value is None
    assert [line.value for line in measures.breakdown(name, "month", Period.parse("2025-03"))] == [None]
    assert figure(measures, "下访次数" if "下访" in table else "日报份数", "2025-03").value == 1


def test_a_deadline_column_may_be_lacking_the_sixty_days_stand_in():
    rows = items({"登记日期": "2025-01-05", "受理日期": "2025-01-10", "办结日期": "2025-03-11"})
    spec = settings_of().tables["信访事项登记表"]
    measures = county({"信访事项登记表": table_of(spec, rows, months=MONTHS_2025, lacking={"办结时限": {0}})})
    rate = figure(measures, "按期办结率", "2025-03")
    assert (rate.numerator, rate.denominator) == (1, 1), "10 January + 60 days is 11 March"


def test_units_that_file(tmp_path):
    """西乡 filed nothing for February; 东关 filed a zero."""
    filings = [
        Filing("信访事项登记表", unit, f"2025-{month:02d}", state)
        for unit, states in {"城关镇": ("filed", "filed"), "东关镇": ("filed", "zero"), "西乡": ("filed", "missing")}.items()
        for month, state in enumerate(states, 1)
    ]
    settings = settings_of(信访事项登记表={"filed_by": ("乡镇",), "every": "month"})
    rows = items({"登记日期": "2025-01-05"}, {"登记日期": "2025-01-05", "属地": "西乡"}, {"登记日期": "2025-02-05"})
    table = table_of(settings.tables["信访事项登记表"], rows, filings=filings)
    measures = county({"信访事项登记表": table}, cutoff="2025-02-28", settings=settings)
    february = figure(measures, "信访总量", "2025-02")
    assert (february.value, february.complete, february.missing, february.previous) == (1, False, ("西乡（2025-02）",), None)
    assert figure(measures, "信访总量", "2025-02", "西乡").value is None
    assert figure(measures, "信访总量", "2025-02", "东关镇").value == 0
    part = figure(measures, "信访总量", "2025-01..2025-02", "西乡")
    assert (part.value, part.complete, part.missing) == (1, False, ("2025-02",))
    due, done = figure(measures, "应报单位月数", "2025-01..2025-02"), figure(measures, "已报单位月数", "2025-01..2025-02")
    assert (due.value, done.value, done.missing) == (6, 5, ("西乡",))
    assert figure(measures, "已报单位月数", "2025-02", "东关镇").value == 1


@pytest.mark.parametrize(("text", "value"), [("2025", 28), ("2019", 28)])
def test_a_list_without_dates_is_the_same_in_every_period_and_has_no_year_before(text, value):
    rows = [{"单位名称": f"单位{at}", "单位类别": "乡镇", "领导接待日制度": "已建立"} for at in range(28)]
    found = figure(county({"单位台账": rows}), "应建接待日单位数", text)
    assert (found.value, found.year_ago, found.previous, found.complete) == (value, None, None, True)
