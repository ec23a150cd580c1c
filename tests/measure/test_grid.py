"""A figure out of the grid is the figure that the evaluator alone would give, whatever the unit and the span."""

import pytest
from small_county import county, items

from pipeline.measure.slices import Slice
from pipeline.model.period import Period
from pipeline.run.figures import open_desk
from pipeline.sample import generate

NAMED = ("2025", "2024", "2025-02", "2025-12", "2024-01", "2025Q3", "2025-11-03", "2025-01..2025-09")
SPANS = [Period.parse(text) for text in NAMED]


@pytest.fixture(scope="module")
def measures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    generate(folder, rows=400, townships=5)
    return open_desk(folder).measures


def test_every_indicator_of_every_unit(measures):
    """The general way is asked directly; both give every field alike, types included."""
    from_grid = nulls = 0
    for unit in measures.units("unit"):
        for name, indicator in measures.indicators.items():
            for span in SPANS:
                figure = measures.figure(name, span, unit.name)
                plain = measures._figure(indicator, span, Slice(unit.name))
                assert repr(figure) == repr(plain), (name, unit, span)
                from_grid += figure is not plain
                nulls += figure.value is None and figure is not plain
    assert from_grid > 1000
    assert nulls > 20


def test_figures_counted_by_hand():
    """Two units and a rate without a base; the year before by its own rows, a month before the first not covered."""
    rows = [
        {"登记日期": "2025-02-03", "属地": "城关镇", "信访形式": "来访", "人数": 4},
        {"登记日期": "2025-02-09", "属地": "城关镇", "信访形式": "来信", "办结日期": "2025-02-20", "满意度": "满意"},
        {"登记日期": "2025-02-09", "属地": "西乡", "信访形式": "来信"},
        {"登记日期": "2024-02-09", "属地": "城关镇", "信访形式": "来信"},
        {"登记日期": "2025-01-09", "属地": "西乡", "信访形式": "来信"},
    ]
    measures = county({"信访事项登记表": items(*rows)})
    february = Period.parse("2025-02")
    total = measures.figure("信访总量", february, "城关镇")
    assert (total.value, total.year_ago, total.previous, total.complete) == (2, 1, 0, True)
    assert measures.figure("来访人次", february, "城关镇").value == 4
    assert measures.figure("来访人次", february, "西乡").value == 0
    content = measures.figure("满意率", february, "城关镇")
    assert (content.value, content.numerator, content.denominator) == (1, 1, 1)
    unrated = measures.figure("满意率", february, "西乡")
    assert (unrated.value, unrated.numerator, unrated.denominator) == (None, 0, 0)
    assert unrated.why_null
    assert measures.figure("信访总量", Period.parse("2023-02"), "西乡").value is None


def test_what_a_unit_reports_itself_is_not_passed_over():
    """Where 填报数据表 has numbers of an indicator, the evaluator answers: they stand in where the registers say nothing."""
    reported = [{"指标": "信访总量", "期间": "2022-02", "数值": 7, "单位": "件次", "填报单位": "西乡", "依据": "台账"}]
    measures = county({"信访事项登记表": items({"登记日期": "2025-02-09", "属地": "西乡"}), "填报数据表": reported})
    figure = measures.figure("信访总量", Period.parse("2022-02"), "西乡")
    assert (figure.value, figure.reported) == (7, True)


def test_what_contradicts_itself_is_found_in_the_grid():
    """批 over 人次 in one unit, a form that is no part of the total in another; the rest is sound."""
    rows = [
        {"登记日期": "2025-02-03", "属地": "城关镇", "信访形式": "来访", "人数": None},
        {"登记日期": "2025-02-09", "属地": "西乡", "信访形式": "其他"},
        {"登记日期": "2025-02-09", "属地": "东关镇", "信访形式": "来信"},
        {"登记日期": "2025-01-09", "属地": "东关镇", "信访形式": "来信"},
    ]
    measures = county({"信访事项登记表": items(*rows)})
    names, february = ("信访总量", "来访批次", "来访人次", "重复信访率"), Period.parse("2025-02")
    found = {unit: [one.rule for one in measures.check(names, february, unit)] for unit in ("城关镇", "西乡", "东关镇")}
    assert found == {"城关镇": ["not_above"], "西乡": ["parts"], "东关镇": []}
    assert not measures._sound("来访批次", february, "城关镇")
    assert measures._sound("信访总量", february, "东关镇")
