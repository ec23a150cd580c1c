"""Any table, any filter, any period: the program and the plain loop of ``naive.py`` agree."""

import datetime as dt
import json
from fractions import Fraction

import naive
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_county import UNITS, county, items, settings_of, table_of

from pipeline.model.period import Period

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2025, 12, 31)
DAYS = st.dates(FIRST, LAST)
MAYBE_DAY = st.one_of(st.none(), st.dates(FIRST, dt.date(2026, 3, 1)))
TOWNS = [unit.name for unit in UNITS if unit.kind == "乡镇"]
OFFICES = [unit.name for unit in UNITS if unit.kind == "县直部门"]
ROW = st.fixed_dictionaries(
    {
        "登记日期": DAYS,
        "信访形式": st.sampled_from(["来信", "来访", "网上信访", "来电"]),
        "人数": st.integers(1, 30),
        "涉及人数": st.one_of(st.none(), st.integers(0, 200)),
        "初重信访": st.sampled_from([None, "初次", "重复"]),
        "属地": st.sampled_from([*TOWNS, "县本级", "外县"]),
        "问题类别": st.sampled_from([None, "土地", "住房", "社保"]),
        "到访层级": st.sampled_from(["县", "市", "省", "京"]),
        "责任单位": st.sampled_from([None, *OFFICES, "某公司"]),
        "受理日期": MAYBE_DAY,
        "办结日期": MAYBE_DAY,
        "办结时限": MAYBE_DAY,
        "办理状态": st.sampled_from(["已办结", "办理中"]),
        "满意度": st.sampled_from(["满意", "基本满意", "不满意", "未评价"]),
    }
)
ROWS = st.lists(ROW, max_size=40)
PERIODS = st.sampled_from([
    "2024", "2025", "2024-02", "2025-02", "2025-12", "2024Q1", "2025Q3", "2024H2", "2025H1", "2024-W01", "2025-W01", "2024-W52",
    "2025-W30", "2024-02-29", "2025-07-01", "2025-01..2025-09", "2024-11..2025-02", "2025-03-15..2025-04-02",
])  # fmt: skip
DATE_RULE = st.sampled_from([
    "登记日期", "受理日期", "办结日期", {"column": "登记日期", "plus_days": 15}, {"column": "受理日期", "plus_days": -3},
    {"first": ["办结时限", {"column": "受理日期", "plus_days": 60}]},
])  # fmt: skip
NUMBERS = ["at_least", "more_than", "at_most", "less_than"]
DATES = ["not_after", "not_before", "after", "before"]
LEAF = st.one_of(
    st.sampled_from(
        [
            {"信访形式": "来访"},
            {"信访形式": ["来信", "来电"]},
            {"初重信访": {"not": "重复"}},
            {"初重信访": "重复"},
            {"问题类别": {"blank": True}},
            {"问题类别": ["土地", "没有"]},
            {"受理日期": {"blank": False}},
            {"人数": 5},
            {"满意度": {"not": ["满意", "未评价"]}},
            {"登记日期": {"not_before": "2025-03-01", "before": "2025-09-01"}},
        ]
    ),
    st.builds(lambda op, n: {"人数": {op: n}}, st.sampled_from(NUMBERS), st.integers(0, 31)),
    st.builds(lambda op, n: {"涉及人数": {op: n}}, st.sampled_from(["at_least", "less_than"]), st.integers(0, 200)),
    st.builds(lambda op, rule: {"办结日期": {op: rule}}, st.sampled_from(DATES), DATE_RULE),
)
WHERE = st.recursive(
    LEAF,
    lambda part: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(part, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(part, min_size=1, max_size=3)),
        st.builds(lambda one: {"not": one}, part),
        st.builds(lambda a, b: a | b, part, part),
    ),
    max_leaves=5,
)
MEASURES = st.sampled_from([
    ("count", None), ("count", "涉及人数"), ("sum", "人数"), ("sum", "涉及人数"), ("mean", "人数"), ("mean", "涉及人数"),
    ("median", "涉及人数"), ("min", "人数"), ("max", "涉及人数"), ("count_distinct", "问题类别"), ("count_distinct", "人数"),
    ("count_distinct", "受理日期"),
])  # fmt: skip
FEW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
EVERY_MONTH = [(year, month) for year in (2023, 2024, 2025, 2026) for month in range(1, 13)]


def open_with(tmp_path, entries, rows, cutoff="2026-12-31", days=""):
    """JSON is YAML: the same ``where`` goes to the program and to the reference."""
    own = settings_of(tmp_path, json.dumps(entries, ensure_ascii=False), days=days, bare=True)
    keyed = [{"信访编号": f"X{at}"} | row for at, row in enumerate(rows)]
    table = table_of(own.tables["信访事项登记表"], keyed, months=EVERY_MONTH)
    return county({"信访事项登记表": table}, cutoff=cutoff, settings=own)


def simple(measure, where, cohort):
    entry = {"table": "信访事项登记表", "measure": measure[0], "where": where, "cohort": cohort, "unit": "件"}
    return entry | ({"column": measure[1]} if measure[1] else {})


@FEW
@given(rows=ROWS, measure=MEASURES, where=WHERE, cohort=DATE_RULE, text=PERIODS)
def test_any_filter_cohort_measure_and_period(tmp_path, rows, measure, where, cohort, text):
    found = open_with(tmp_path, {"试": simple(measure, where, cohort)}, rows).figure("试", Period.parse(text))
    assert found.value == naive.measured(rows, *measure, where, cohort, *naive.span_of(text))


@FEW
@given(rows=ROWS, measure=MEASURES, where=WHERE, text=PERIODS, scope=st.sampled_from([*TOWNS, *OFFICES]))
def test_any_scope_is_the_county_of_its_rows_alone(tmp_path, rows, measure, where, text, scope):
    column = "属地" if scope in TOWNS else "责任单位"
    found = open_with(tmp_path, {"试": simple(measure, where, "登记日期")}, rows).figure("试", Period.parse(text), scope)
    mine = [row for row in rows if row[column] == scope]
    assert found.value == naive.measured(mine, *measure, where, "登记日期", *naive.span_of(text))


@FEW
@given(rows=ROWS, where=WHERE, text=PERIODS, column=st.sampled_from(["信访形式", "问题类别", "属地", "到访层级"]))
def test_the_lines_of_a_breakdown_are_counted_one_by_one_and_add_up(tmp_path, rows, where, text, column):
    measures = open_with(tmp_path, {"试": simple(("count", None), where, "登记日期")}, rows)
    lines = measures.breakdown("试", column, Period.parse(text))
    first, last = naive.span_of(text)
    for line in lines:
        mine = [row for row in rows if row[column] == (None if line.member == "未填" else line.member)]
        assert line.value == naive.measured(mine, "count", None, where, "登记日期", first, last)
    assert sum(line.value for line in lines) == measures.figure("试", Period.parse(text)).value


@FEW
@given(rows=ROWS, where=WHERE, whole=WHERE, text=PERIODS)
def test_a_rate_is_the_exact_fraction_of_two_counts(tmp_path, rows, where, whole, text):
    part = {"all": [where, whole]}
    entries = {
        "分": simple(("count", None), part, "登记日期"),
        "总": simple(("count", None), whole, "登记日期"),
        "率": {"type": "ratio", "numerator": "分", "denominator": "总", "unit": "%"},
    }
    found = open_with(tmp_path, entries, rows).figure("率", Period.parse(text))
    above, below = (naive.measured(rows, "count", None, w, "登记日期", *naive.span_of(text)) for w in (part, whole))
    assert (found.numerator, found.denominator) == (above, below)
    assert found.value == (Fraction(above, below) if below else None)


@FEW
@given(rows=ROWS, where=WHERE, cohort=DATE_RULE, text=PERIODS, member=st.sampled_from([None, *TOWNS]))
def test_the_traced_rows_are_those_that_count(tmp_path, rows, where, cohort, text, member):
    measures = open_with(tmp_path, {"试": simple(("count", None), where, cohort)}, rows)
    figure = measures.figure("试", Period.parse(text), member or "全县")
    traced = [number for part in measures.rows(figure) for number in part.rows]
    first, last = naive.span_of(text)
    mine = [(at, row) for at, row in enumerate(rows) if member is None or row["属地"] == member]
    assert traced == [at + 2 for at, row in mine if naive.measured([row], "count", None, where, cohort, first, last)]
    assert sum(source.rows for source in measures.sources(figure)) == len(traced) == figure.value


@FEW
@given(rows=ROWS, text=st.sampled_from(["2025", "2025-02", "2025Q1", "2025H2", "2025-W20", "2025-03-10..2025-04-20"]))
def test_the_year_before_is_counted_on_the_same_days(tmp_path, rows, text):
    """2024 was a leap year: February and the first quarter of 2025 are held against one day more."""
    before = {"2025": "2024", "2025-02": "2024-02", "2025Q1": "2024Q1", "2025H2": "2024H2", "2025-W20": "2024-W20"}
    found = open_with(tmp_path, {"试": simple(("count", None), {}, "登记日期")}, rows).figure("试", Period.parse(text))
    span = naive.span_of(before.get(text, "2024-03-10..2024-04-20"))
    assert found.year_ago == naive.measured(rows, "count", None, {}, "登记日期", *span)


@FEW
@given(rows=ROWS, where=WHERE, cohort=DATE_RULE, ends=st.tuples(DAYS, DAYS))
def test_any_two_days(tmp_path, rows, where, cohort, ends):
    """A range is held against the same days of the year before, 29 February against the 28th."""
    first, last = sorted(ends)
    found = open_with(tmp_path, {"试": simple(("count", None), where, cohort)}, rows).figure("试", Period.parse(f"{first}..{last}"))
    assert found.value == naive.measured(rows, "count", None, where, cohort, first, last)
    whole_months = first.day == 1 and (last + dt.timedelta(1)).day == 1
    if found.year_ago is not None and not whole_months:
        ago = [day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day) for day in (first, last)]
        assert found.year_ago == naive.measured(rows, "count", None, where, cohort, *ago)


@pytest.mark.parametrize("large", [False, True])
@FEW
@given(
    rows=ROWS,
    where=WHERE,
    cohort=DATE_RULE,
    text=st.sampled_from(["2025", "2025-01", "2025-03", "2025-11", "2025Q1", "2025Q4", "2025H2", "2025-02..2025-05"]),
    starts=st.sampled_from([2, 16, 26, 28]),
    scope=st.sampled_from(["全县", *TOWNS]),
)
def test_statistical_months_begin_on_another_day(monkeypatch, large, tmp_path, rows, where, cohort, text, starts, scope):
    """A large table is counted by its statistical months."""
    monkeypatch.setattr("pipeline.measure.cubes._LARGE", 0 if large else 1 << 21)
    own = settings_of(tmp_path, json.dumps({"试": simple(("count", None), where, cohort)}, ensure_ascii=False), bare=True,
                      days=f"month_starts: {starts}\n")  # fmt: skip
    keyed = [{"信访编号": f"X{at}"} | row for at, row in enumerate(rows)]
    table = table_of(own.tables["信访事项登记表"], keyed, months=EVERY_MONTH)
    found = county({"信访事项登记表": table}, cutoff="2026-12-31", settings=own).figure("试", own.calendar.period(text), scope)
    mine = [row for row in rows if scope in ("全县", row["属地"])]
    assert found.value == naive.measured(mine, "count", None, where, cohort, *naive.statistical(text, starts))
    ago = naive.statistical(text.replace("2025", "2024"), starts)
    assert found.year_ago == naive.measured(mine, "count", None, where, cohort, *ago)


@FEW
@given(days=st.lists(st.dates(dt.date(2019, 11, 1), dt.date(2021, 2, 28)), max_size=60), number=st.integers(1, 53))
def test_any_week_of_a_year_with_53(tmp_path, days, number):
    """2020 had 53 weeks, 2019 had 52, and neither began on 1 January."""
    rows = [{"登记日期": day, "信访形式": "来信", "人数": 1, "属地": "西乡", "办理状态": "办理中"} for day in days]
    own = settings_of(tmp_path, json.dumps({"试": simple(("count", None), {}, "登记日期")}, ensure_ascii=False), bare=True)
    keyed = [{"信访编号": f"X{at}"} | row for at, row in enumerate(rows)]
    months = [(year, month) for year in range(2018, 2022) for month in range(1, 13)]
    table = table_of(own.tables["信访事项登记表"], keyed, months=months)
    text = f"2020-W{number:02d}"
    found = county({"信访事项登记表": table}, cutoff="2021-12-31", settings=own).figure("试", Period.parse(text))
    assert found.value == naive.measured(rows, "count", None, {}, "登记日期", *naive.span_of(text))
    assert found.year_ago == naive.measured(rows, "count", None, {}, "登记日期", *naive.week_a_year_before(text))
    assert found.previous == naive.measured(
        rows, "count", None, {}, "登记日期", *(day - dt.timedelta(7) for day in naive.span_of(text))
    )


@pytest.mark.parametrize("cutoff", ["2025-11-30", "2025-02-28", "2025-07-15"])
@given(rows=ROWS)
@FEW
def test_a_year_not_over_is_held_against_the_same_days(tmp_path, cutoff, rows):
    measures = open_with(tmp_path, {"试": simple(("sum", "人数"), {}, "登记日期")}, rows, cutoff)
    found = measures.figure("试", Period.parse("2025"))
    end = dt.date.fromisoformat(cutoff)
    same = dt.date(2024, 2, 29) if cutoff == "2025-02-28" else end.replace(year=2024)
    assert not found.year_over
    assert found.value == naive.measured(rows, "sum", "人数", {}, "登记日期", dt.date(2025, 1, 1), end)
    assert found.year_ago == naive.measured(rows, "sum", "人数", {}, "登记日期", dt.date(2024, 1, 1), same)
    assert found.previous is None


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("scope", ["全县", "城关镇"])
def test_a_week_not_over_is_held_against_the_same_days_of_the_week(tmp_path, weekday, scope):
    """16 February 2026 is the Monday of its eighth week; in 2025 that was the 17th. As many rows as the day of the month."""
    days = [dt.date(year, 2, day) for year in (2025, 2026) for day in range(1, 29) for _ in range(day)]
    rows = items(*({"登记日期": str(day)} for day in days))
    entries = {"试": simple(("count", None), {}, "登记日期"), "累计": {"type": "cumulative", "of": "试", "unit": "件"}}
    measures = open_with(tmp_path, entries, rows, f"2026-02-{16 + weekday}")
    found = measures.figure("试", Period.parse("2026-W08"), scope)
    assert found.value == sum(range(16, 17 + weekday))
    assert found.year_ago == sum(range(17, 18 + weekday))
    assert measures.bases(found)[0].value == found.year_ago
    so_far = measures.figure("累计", Period.parse("2026-W08"), scope)
    assert so_far.value == so_far.year_ago == sum(range(1, 17 + weekday))


def test_since_the_year_s_beginning_a_holiday_is_held_against_the_same_date(tmp_path):
    """春节 of 2026 ends on 23 February, that of 2025 on 4 February. As many rows as the day of the month."""
    holidays = "watch:\n  春节2025: 2025-01-28..2025-02-04\n  春节2026: 2026-02-16..2026-02-23\n"
    days = [dt.date(year, 2, day) for year in (2025, 2026) for day in range(1, 29) for _ in range(day)]
    rows = items(*({"登记日期": str(day)} for day in days))
    entries = {"试": simple(("count", None), {}, "登记日期"), "累计": {"type": "cumulative", "of": "试", "unit": "件"}}
    measures = open_with(tmp_path, entries, rows, "2026-02-28", holidays)
    spring = Period(dt.date(2026, 2, 16), dt.date(2026, 2, 23), "watch", "春节2026")
    assert measures.figure("试", spring).year_ago == sum(range(1, 5))
    so_far = measures.figure("累计", spring)
    assert so_far.value == so_far.year_ago == sum(range(1, 24))
    assert measures.bases(so_far)[0].value == so_far.year_ago


@pytest.fixture
def as_if_large(monkeypatch):
    """Windows of three rows, two threads, months instead of days: what a table of millions goes through."""
    monkeypatch.setattr("pipeline.measure.cubes._WINDOW", 3)
    monkeypatch.setattr("pipeline.measure.cubes._LARGE", 0)


@FEW
@given(rows=ROWS, where=WHERE, cohort=DATE_RULE, text=PERIODS, scope=st.sampled_from(["全县", *TOWNS]))
def test_a_large_table_is_counted_alike(as_if_large, tmp_path, rows, where, cohort, text, scope):
    entries = {"件": simple(("count", None), where, cohort), "人": simple(("sum", "人数"), where, cohort)}
    measures = open_with(tmp_path, entries, rows)
    mine = [row for row in rows if scope in ("全县", row["属地"])]
    for name, measure in (("件", ("count", None)), ("人", ("sum", "人数"))):
        found = measures.figure(name, Period.parse(text), scope)
        assert found.value == naive.measured(mine, *measure, where, cohort, *naive.span_of(text))


def test_many_conditions_are_told_apart_in_several_passes(tmp_path):
    """Forty indicators of one table and date have more conditions than a row has bits."""
    rows = [{"登记日期": FIRST, "信访形式": "来信", "人数": n % 20 + 1, "属地": "西乡", "办理状态": "办理中"} for n in range(100)]
    entries = {f"人数{n}": simple(("count", None), {"人数": n, "信访形式": "来信"}, "登记日期") for n in range(40)}
    entries["任一"] = simple(("count", None), {"any": [{"人数": n} for n in range(1, 18)]}, "登记日期")
    measures = open_with(tmp_path, entries, rows)
    found = {n: measures.figure(f"人数{n}", Period.parse("2024")).value for n in range(40)}
    assert found == {n: 5 if 1 <= n <= 20 else 0 for n in range(40)}
    assert measures.figure("任一", Period.parse("2024")).value == 85
