"""Lines, top three and the rest, ranks, tables of two dimensions, derived and cumulative indicators."""

from fractions import Fraction

import pytest
from small_county import county, items, settings_of, table_of

from pipeline.model.period import Period

YEAR = Period.parse("2025")


def rows_of(**counts):
    return items(*({"登记日期": "2025-01-05", "问题类别": name} for name, count in counts.items() for _ in range(count)))


def test_an_open_list_is_ordered_by_size_and_has_no_empty_line():
    rows = rows_of(土地=2, 住房=5, 社保=3) + items({"登记日期": "2024-01-05", "问题类别": "企改"}, {"登记日期": "2025-12-05"})
    lines = county({"信访事项登记表": rows}).breakdown("信访总量", "类别", YEAR)
    assert [(line.member, line.value) for line in lines] == [("住房", 5), ("社保", 3), ("土地", 2), ("未填", 1)]
    assert [line.year_ago for line in lines] == [0, 0, 0, 0]


def test_top_three_and_the_rest_add_up_and_the_rest_has_its_rows():
    rows = rows_of(土地=2, 住房=5, 社保=3, 环保=1, 交通=1) + items({"登记日期": "2025-12-05"})
    measures = county({"信访事项登记表": rows})
    lines = measures.top("信访总量", "category", YEAR)
    assert [(line.member, line.value) for line in lines] == [("住房", 5), ("社保", 3), ("土地", 2), ("其他", 3)]
    assert lines[-1].apart_from == ("住房", "社保", "土地")
    assert [sum(len(trace.rows) for trace in measures.rows(line)) for line in lines] == [5, 3, 2, 3]
    assert len(measures.top("信访总量", "category", YEAR, most=9)) == 6


RATES = {"城关镇": (9, 1), "东关镇": (9, 1), "西乡": (1, 0)}


def rated(rates):
    rows = []
    for unit, (good, bad) in rates.items():
        for word, count in (("满意", good), ("不满意", bad)):
            row = {"登记日期": "2025-01-05", "办结日期": "2025-12-05", "属地": unit, "满意度": word}
            rows += [row] * count
    return items(*rows, {"登记日期": "2025-12-31"})


def test_rates_are_ranked_ties_share_a_place_small_bases_are_marked():
    lines = county({"信访事项登记表": rated(RATES)}).breakdown("满意率", "乡镇", YEAR)
    assert [(line.member, line.rank, line.small_base) for line in lines] == [
        ("城关镇", 2, False), ("东关镇", 2, False), ("西乡", 1, True)
    ]  # fmt: skip


def test_volumes_are_not_ranked_unless_the_office_says_so(tmp_path):
    measures = county({"信访事项登记表": rated(RATES)})
    assert {line.rank for line in measures.breakdown("信访总量", "乡镇", YEAR)} == {None}
    assert {line.rank for line in measures.breakdown("重复信访率", "乡镇", YEAR)} == {None}
    own = settings_of(tmp_path, "件数:\n  table: 信访事项登记表\n  unit: 件\n  ranked: true\n  polarity: less_is_better\n")
    lines = county({"信访事项登记表": rated(RATES)}, settings=own).breakdown("件数", "乡镇", YEAR)
    assert [(line.value, line.rank) for line in lines] == [(11, 3), (10, 2), (1, 1)]


def test_an_incomplete_span_has_no_rank():
    lines = county({"信访事项登记表": rated(RATES)[:-1] + items({"登记日期": "2025-03-31"})}).breakdown("满意率", "乡镇", YEAR)
    assert {line.rank for line in lines} == {None}
    assert not lines[0].complete


def test_a_rate_without_base_stands_without_rank():
    lines = county({"信访事项登记表": rated({"城关镇": (1, 1), "东关镇": (3, 1)})}).breakdown("满意率", "乡镇", YEAR)
    assert [(line.member, line.value, line.rank) for line in lines] == [
        ("城关镇", Fraction(1, 2), 2), ("东关镇", Fraction(3, 4), 1), ("西乡", None, None)
    ]  # fmt: skip


CROSS = items(
    *[{"登记日期": "2025-01-05", "属地": "城关镇", "问题类别": "土地"}] * 7,
    *[{"登记日期": "2025-01-05", "属地": "城关镇", "问题类别": "住房"}] * 1,
    *[{"登记日期": "2025-01-05", "属地": "东关镇", "问题类别": "土地"}] * 4,
    *[{"登记日期": "2025-01-05", "属地": "东关镇", "问题类别": "住房"}] * 5,
    {"登记日期": "2025-12-05", "属地": "外县", "问题类别": "土地"},
)


def grid(table):
    lines = [[*row, total] for row, total in zip(table.cells, table.row_totals, strict=True)]
    return [[figure.value for figure in line] for line in [*lines, [*table.column_totals, table.total]]]


def test_a_table_of_two_dimensions_with_its_totals():
    measures = county({"信访事项登记表": CROSS})
    table = measures.cross("信访总量", "乡镇", "category", YEAR)
    assert (table.rows, table.columns) == (("城关镇", "东关镇", "西乡", "其他"), ("土地", "住房"))
    assert grid(table) == [[7, 1, 8], [4, 5, 9], [0, 0, 0], [1, 0, 1], [12, 6, 18]]
    assert [len(trace.rows) for trace in measures.rows(table.cells[0][0])] == [7]


def test_a_public_table_withholds_small_cells_and_what_gives_them_away():
    """城关镇 × 住房 is small; it can take one from its neighbour only if 东关镇 gives one back."""
    table = county({"信访事项登记表": CROSS[:-1] + items({"登记日期": "2025-12-05", "问题类别": "土地"})})
    found = table.cross("信访总量", "乡镇", "category", YEAR, public=True)
    assert grid(found) == [[None, None, 9], [None, None, 9], [0, 0, 0], [12, 6, 18]]
    assert found.cells[0][1].suppressed
    assert found.cells[0][1].why_null == "数值较小，不公开"


def test_cumulative_and_derived(tmp_path):
    own = settings_of(
        tmp_path,
        "累计:\n  type: cumulative\n  of: 信访总量\n  unit: 件\n"
        "来信来电:\n  type: derived\n  plus: [来信件次, 来电件次]\n  unit: 件\n"
        "非来信:\n  type: derived\n  plus: [信访总量]\n  minus: [来信件次]\n  unit: 件\n",
    )
    days = ["2024-01-05", "2024-02-05", "2024-12-05", "2025-01-05", "2025-02-05", "2025-02-06", "2025-12-05"]
    rows = items(*({"登记日期": day} for day in days), {"登记日期": "2025-02-07", "信访形式": "来电"})
    measures = county({"信访事项登记表": rows}, settings=own)
    february = Period.parse("2025-02")
    running = measures.figure("累计", february)
    assert (running.value, running.year_ago, running.previous) == (4, 2, None)
    assert sum(len(trace.rows) for trace in measures.rows(running)) == 4
    assert measures.figure("来信来电", february).value == 3
    assert measures.figure("非来信", february).value == 1


def test_means_are_weighted_by_rows(tmp_path):
    own = settings_of(tmp_path, "均数:\n  table: 信访事项登记表\n  measure: mean\n  column: 人数\n  unit: 人\n  decimals: 1\n")
    rows = items({"登记日期": "2025-01-05", "人数": 10}, *({"登记日期": "2025-12-05", "人数": n} for n in (1, 2)))
    measures = county({"信访事项登记表": rows}, settings=own)
    assert measures.figure("均数", YEAR).value == Fraction(13, 3)
    assert measures.figure("均数", Period.parse("2025-12")).value == Fraction(3, 2)
    assert measures.figure("均数", Period.parse("2025-06")).why_null == "没有可算的行"


def test_entries_are_declared_columns_in_order_of_date():
    rows = [
        {"日期": "2025-03-04", "领导": "乙", "职务": "副县长", "类型": "接访", "地点": "大厅"},
        {"日期": "2025-03-03", "领导": "甲", "职务": "县长", "类型": "接访"},
        {"日期": "2025-03-03", "领导": "甲", "职务": "县长", "类型": "带班值班"},
        {"日期": "2025-04-01", "领导": "丙", "职务": "县长", "类型": "接访"},
    ]
    found = county({"接访安排表": rows}).entries("接访安排表", Period.parse("2025-03"), where={"类型": "接访"})
    assert [(str(entry["日期"]), entry["领导"], entry["地点"]) for entry in found] == [
        ("2025-03-03", "甲", None), ("2025-03-04", "乙", "大厅")
    ]  # fmt: skip
    assert "备注" not in found[0]
    assert "_row" not in found[0]


@pytest.mark.parametrize("table", ["日报表", "接访安排表"])
def test_entries_of_an_absent_table_are_none(table):
    assert county({}).entries(table, YEAR) == ()


def test_lines_are_incomplete_where_a_sheet_has_no_column_that_divides():
    """Forty rows of a sheet without 问题类别: any category may have more than its line says, so none leads."""
    more = [{**row, "信访编号": f"Y{at}", "_source": 1} for at, row in enumerate(items(*[{"登记日期": "2025-03-05"}] * 40))]
    settings = settings_of()
    rows, year = [*rows_of(土地=5, 环保=3), *more], [(2025, month) for month in range(1, 13)]
    table = table_of(settings.tables["信访事项登记表"], rows, months=year, lacking={"问题类别": (1,)})
    measures = county({"信访事项登记表": table}, settings=settings)
    lines = measures.breakdown("信访总量", "问题类别", YEAR)
    assert [(line.member, line.value, line.complete) for line in lines] == [
        ("土地", 5, False), ("环保", 3, False), ("未填", 40, False)
    ]  # fmt: skip
    assert lines[0].missing == ("有 40 行所在的表没有“问题类别”这一列",)
    assert [line.complete for line in measures.breakdown("信访总量", "问题类别", Period.parse("2025-01"))] == [True] * 2
    assert all(line.complete for line in measures.breakdown("信访总量", "乡镇", YEAR))
