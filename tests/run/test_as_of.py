"""With ``data_until`` what came about later had not come about by then: counted as it stood that day, and told."""

import pytest

from pipeline.model.period import Period
from pipeline.run.inputs import gather
from pipeline.run.order import Order
from pipeline.run.workshop import open_workshop
from pipeline.settings.loading import load

CASES = "案件编号,列入日期,问题类别,是否化解,化解日期\n"
OLD = [f"JA{n},2024-0{n}-05,土地征用,是,2024-0{n + 2}-10" for n in range(1, 7)]
NEW = ["JA7,2025-01-05,土地征用,是,2025-06-30", "JA8,2025-02-05,土地征用,是,2025-07-01", "JA9,2025-03-05,土地征用,否,"]
TOLD = "JA10,2025-04-05,土地征用,是,"


@pytest.fixture
def county(tmp_path):
    """Nine cases over two years, and one of which only the flag is known."""

    def put(until="2025-06-30"):
        for name, text in (
            ("inputs/信访积案台账2024.csv", "\n".join([CASES.strip(), *OLD])),
            ("inputs/信访积案台账2025.csv", "\n".join([CASES.strip(), *NEW, TOLD])),
            ("config/calendar.yaml", f"data_until: {until}\n" if until else ""),
        ):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        settings = load(tmp_path)
        inputs = gather(settings)
        return inputs, open_workshop(settings, inputs, Order(), ()).measures

    return put


def resolved(measures, text="2025H1"):
    return [measures.figure(name, Period.parse(text)) for name in ("积案化解数", "未化解积案数", "积案化解率")]


def test_a_case_resolved_after_the_cut_off_was_not_resolved_by_then(county):
    _, measures = county()
    assert [figure.value for figure in resolved(measures)][:2] == [2, 2]
    (rows,) = measures.sources(resolved(measures)[0])
    assert (rows.file, rows.rows) == ("信访积案台账2025.csv", 2)


def test_it_is_told_at_the_first_of_them(county):
    inputs, _ = county()
    (problem,) = [one for one in inputs.problems if one.rule == "as-of"]
    assert (problem.level, problem.place.file, problem.place.cell) == ("info", "信访积案台账2025.csv", "E3")
    assert problem.message == ("化解日期在数据截止日（2025-06-30）之后，截止日那天还不是“是”，是否化解按“否”统计")


def test_it_is_held_against_no_span_that_had_until_today(county):
    _, measures = county()
    assert [(figure.year_ago, figure.previous) for figure in resolved(measures)] == [(None, None)] * 3
    assert measures.figure("积案总数", Period.parse("2025H1")).year_ago == 6


@pytest.mark.parametrize("until", [None, "2025-07-01"])
def test_without_a_cut_off_before_it_the_ledger_of_today_counts(county, until):
    inputs, measures = county(until)
    assert [figure.value for figure in resolved(measures, "2025")][:2] == [3, 1]
    assert resolved(measures, "2025-01..2025-04")[0].year_ago == 4
    assert not [one for one in inputs.problems if one.rule == "as-of"]


def test_the_kept_tables_say_the_same(county):
    first, measures = county()
    second, again = county()
    assert [figure.value for figure in resolved(again)] == [figure.value for figure in resolved(measures)]
    assert second.tables["信访积案台账"].stood == first.tables["信访积案台账"].stood == {"是否化解"}
