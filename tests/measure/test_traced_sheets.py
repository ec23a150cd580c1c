"""How many rows of which sheet: counted with the figures, and one by one by the plain loop of ``naive.py``."""

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_county import county, settings_of, table_of
from test_against_naive import DATE_RULE, EVERY_MONTH, FEW, PERIODS, ROW, WHERE, open_with, simple

from pipeline.measure import counting, cubes
from pipeline.measure.rows import Rows
from pipeline.model.period import Period
from tests.tools.frames import with_frame

TABLE = "信访事项登记表"
IN_SHEETS = st.lists(st.builds(lambda row, at: row | {"_source": at}, ROW, st.integers(0, 4)), min_size=1, max_size=30)
PERIOD = Period.parse("2025-03-15..2025-11-02")
TWO = {
    "甲": simple(("count", None), {"信访形式": ["来访", "来信"]}, "登记日期"),
    "乙": simple(("count", None), {"人数": {"at_least": 9}, "信访形式": "来访"}, "登记日期"),
}


class InPieces(Rows):
    """The rows of a table that come five at a time, as those of a file do."""

    @property
    def pieces(self):
        return -(-len(self.table) // 5)

    def piece(self, at):
        return Rows(with_frame(self.table, self.table.frame[at * 5 : at * 5 + 5].reset_index(drop=True)))


def by_sheet(rows, where, cohort, text):
    """{sheet number: rows counted}, sheets without any left out."""
    counts = {}
    for row in rows:
        if naive.measured([row], "count", None, where, cohort, *naive.span_of(text)):
            counts[row["_source"]] = counts.get(row["_source"], 0) + 1
    return counts


def told(measures, name, text):
    sources = measures.sources(measures.figure(name, Period.parse(text)))
    return {int(source.sheet.removeprefix("表")): source.rows for source in sources}


@FEW
@given(rows=IN_SHEETS, where=WHERE, cohort=DATE_RULE, text=PERIODS, measure=st.sampled_from([("count", None), ("sum", "人数")]))
def test_any_filter_cohort_and_period(tmp_path, rows, where, cohort, text, measure):
    measures = open_with(tmp_path, {"试": simple(measure, where, cohort)}, rows)
    assert told(measures, "试", text) == by_sheet(rows, where, cohort, text)


@pytest.fixture
def as_if_large(monkeypatch):
    """Windows of seven rows cut in halves, months instead of days, more sheets than are kept by day, few combinations at once."""
    monkeypatch.setattr(cubes, "_WINDOW", 7)
    monkeypatch.setattr(cubes, "_LARGE", 0)
    monkeypatch.setattr(counting, "_SOME", 0)
    monkeypatch.setattr(counting, "_CELLS", 2000)
    monkeypatch.setattr(counting, "_SMALLEST", 2)
    monkeypatch.setattr("pipeline.measure.ground._FEW_SHEETS", 0)


@FEW
@given(rows=IN_SHEETS, where=WHERE, cohort=DATE_RULE, text=PERIODS)
def test_a_large_table_in_pieces_is_counted_alike(as_if_large, tmp_path, rows, where, cohort, text):
    measures = open_with(
        tmp_path, {"件": simple(("count", None), where, cohort), "人": simple(("sum", "人数"), where, cohort)}, rows
    )
    measures.ground.rows[TABLE] = InPieces(measures.ground.rows[TABLE].table)
    assert measures.ground.rows[TABLE].pieces == -(-len(rows) // 5)
    for name, measure in (("件", ("count", None)), ("人", ("sum", "人数"))):
        found = measures.figure(name, Period.parse(text))
        assert found.value == naive.measured(rows, *measure, where, cohort, *naive.span_of(text))
        for line in measures.breakdown(name, "信访形式", Period.parse(text)):
            mine = [row for row in rows if row["信访形式"] == line.member]
            assert line.value == naive.measured(mine, *measure, where, cohort, *naive.span_of(text))
    assert told(measures, "件", text) == by_sheet(rows, where, cohort, text)


@FEW
@given(rows=IN_SHEETS)
def test_a_rate_a_sum_and_a_difference(tmp_path, rows):
    """A rate is traced to the rows of either part, a difference to what is left, a sum to all of its parts."""
    either = {"any": [TWO["甲"]["where"], TWO["乙"]["where"]]}
    entries = TWO | {
        "率": {"type": "ratio", "numerator": "乙", "denominator": "甲", "unit": "%"},
        "余": {"type": "derived", "plus": ["甲"], "minus": ["乙"], "unit": "件"},
        "和": {"type": "derived", "plus": ["甲", "乙"], "unit": "件"},
    }
    measures = open_with(tmp_path, entries, rows)
    left = {"all": [TWO["甲"]["where"], {"not": TWO["乙"]["where"]}]}
    span = PERIOD.name
    below = by_sheet(rows, TWO["甲"]["where"], "登记日期", span)
    assert told(measures, "率", span) == (by_sheet(rows, either, "登记日期", span) if below else {})
    assert told(measures, "余", span) == by_sheet(rows, left, "登记日期", span)
    assert told(measures, "和", span) == by_sheet(rows, either, "登记日期", span)


def test_parts_with_different_dates_are_looked_up_row_by_row(tmp_path):
    entries = {
        "登记": simple(("count", None), {}, "登记日期"),
        "办结": simple(("count", None), {}, "办结日期"),
        "差": {"type": "derived", "plus": ["登记"], "minus": ["办结"], "unit": "件"},
    }
    row = {"信访形式": "来信", "人数": 1, "属地": "西乡", "办理状态": "办理中", "办结日期": None}
    rows = [row | {"登记日期": naive.dt.date(2025, 4, day), "_source": day % 2} for day in (1, 2, 3)]
    rows[0]["办结日期"] = naive.dt.date(2025, 5, 1)
    measures = open_with(tmp_path, entries, rows)
    assert measures.figure("差", Period.parse("2025")).value == 2
    assert told(measures, "差", "2025") == {0: 1, 1: 1}


def test_a_sheet_that_lacks_a_needed_column_is_not_among_the_sources():
    """Its rows are unknown: they are told of, not counted."""
    settings = settings_of()
    row = {"信访形式": "来信", "人数": 1, "属地": "西乡", "办理状态": "办理中", "登记日期": "2025-04-01"}
    rows = [row | {"信访编号": f"X{at}", "初重信访": "重复", "_source": at} for at in (0, 1, 2)]
    table = table_of(settings.tables[TABLE], rows, months=EVERY_MONTH, lacking={"初重信访": [1]})
    measures = county({TABLE: table}, settings=settings)
    assert told(measures, "重复信访件次", "2025") == {0: 1, 2: 1}
    assert told(measures, "信访总量", "2025") == {0: 1, 1: 1, 2: 1}


def test_no_row_is_looked_at_again_for_the_sheets(tmp_path, monkeypatch):
    """The trace costs more than the figure: what was counted once answers for the sheets too."""
    rows = [
        {"登记日期": naive.dt.date(2025, 1, 2), "信访形式": "来访", "人数": 9, "属地": "西乡", "_source": at % 3} for at in range(9)
    ]
    measures = open_with(tmp_path, TWO, rows)
    assert measures.figure("甲", Period.parse("2025")).value == 9
    monkeypatch.setattr("pipeline.measure.ground.fill", lambda *_: pytest.fail("a second pass"))
    assert told(measures, "甲", "2025-01") == {0: 3, 1: 3, 2: 3}
