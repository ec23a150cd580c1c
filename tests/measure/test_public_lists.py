"""Lists that the public reads: somebody who knows the totals and the rule cannot work out a small count."""

import dataclasses
import datetime as dt
import itertools
import random

import pytest
from small_county import UNITS, county, settings_of

from pipeline.measure.public import Public
from pipeline.measure.suppression import withheld_in_list
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period

TABLE = "信访事项登记表"
TOWNS = tuple(unit.name for unit in UNITS if unit.kind == "乡镇")
CHANNELS = {"来信件次": "来信", "来访批次": "来访", "网信件次": "网上信访", "来电件次": "来电"}
MONTH = Period.parse("2025-03")


def opened(counts, year_ago=None, options=None, indicators=None):
    """``counts[town][channel]`` items in March; public and office measures."""
    rows = []
    for year, table in ((2025, counts), (2024, year_ago or {})):
        for town, line in table.items():
            for channel, number in zip(CHANNELS.values(), line, strict=True):
                day = dt.date(year, 3, 4)
                more = {"信访形式": channel, "属地": town, "登记日期": day, "人数": 1, "办理状态": "办理中"}
                for n in range(number):
                    first = {"初重信访": "重复" if n % 2 else "初次", "问题类别": f"{channel}类"}
                    rows.append({"信访编号": f"{year}{town}{channel}{n}", **more, **first})
    settings = settings_of(options=options or {})
    settings = dataclasses.replace(settings, indicators={**settings.indicators, **(indicators or {})})
    office = county({TABLE: rows}, cutoff="2025-03-31", settings=settings)
    return Public(office, settings), office


def shown(measures, name, towns=TOWNS, period=MONTH):
    """What each town's line says: a number, or None where it is withheld."""
    return [None if (f := measures.figure(name, period, town)).suppressed else f.value for town in towns]


def columns_of(line, total, least):
    """Every way to fill the gaps of a column so that it adds up."""
    gaps = [at for at, value in enumerate(line) if value is None]
    rest = total - sum(value or 0 for value in line)
    for values in itertools.product(range(least, rest + 1), repeat=len(gaps)):
        if sum(values) == rest:
            filled = dict(zip(gaps, values, strict=True))
            yield tuple(filled.get(at, value) for at, value in enumerate(line))


def possible(grid, least):
    """Every table of channels (columns; the last: all) by town (rows; the last: the county) that fits what is printed."""
    lines = list(zip(*grid[:-1], strict=True))
    every = [list(columns_of(line, total, least)) for line, total in zip(lines[:-1], grid[-1], strict=False)]
    for columns in itertools.product(*every):
        sums = [sum(line) for line in zip(*columns, strict=True)]
        if all(known in (None, total) for known, total in zip(lines[-1], sums, strict=True)):
            yield [*zip(*columns, strict=True)], sums


def recovered(public, counts):
    """The withheld numbers that have one possible value only, of channels and of all.

    A reader who knows the rule takes a withheld number to be 1 or more; where whole lists are gone, 0 too.
    """
    names = [*CHANNELS, "信访总量"]
    grid = [list(line) for line in zip(*(shown(public, name) for name in names), strict=True)]
    grid.append([public.figure(name, MONTH).value for name in names])
    zeros = any(grid[i][j] is None and not counts[town][j] for i, town in enumerate(TOWNS) for j in range(4))
    gaps = {(i, j) for i in range(3) for j in range(5) if grid[i][j] is None}
    seen = {gap: set() for gap in gaps}
    for full, sums in possible(grid, 0 if zeros else 1):
        for i, j in gaps:
            seen[i, j].add(full[i][j] if j < 4 else sums[i])
        if all(len(values) > 1 for values in seen.values()):
            break
    return [gap for gap, values in seen.items() if len(values) < 2]


def test_random_counts_of_towns_and_channels():
    dice = random.Random(5)
    looked_at = 0
    for _ in range(60):
        counts = {town: [dice.choice([0, 1, 2, 3, 4, 5]) for _ in CHANNELS] for town in TOWNS}
        public, _ = opened(counts)
        columns = {name: shown(public, name) for name in CHANNELS}
        for at, (name, line) in enumerate(columns.items()):
            assert all(value is None for value, town in zip(line, TOWNS, strict=True) if 0 < counts[town][at] < 3), (counts, name)
            assert all(value in (None, counts[town][at]) for value, town in zip(line, TOWNS, strict=True))
        looked_at += any(value is None for line in columns.values() for value in line)
        assert recovered(public, counts) == [], counts
    assert looked_at > 50


COUNTS = {"城关镇": (9, 1, 8, 7), "东关镇": (8, 6, 5, 4), "西乡": (7, 5, 4, 9)}


def test_the_total_does_not_tell():
    """来访 of 城关镇 is 1: another town's goes with it, and a channel of each of the two, for their totals are printed."""
    public, office = opened(COUNTS)
    assert office.figure("来访批次", MONTH, "城关镇").value == 1
    assert public.figure("来访批次", MONTH, "城关镇").suppressed
    assert sum(value is None for value in shown(public, "来访批次")) >= 2
    hidden = [name for name in CHANNELS if public.figure(name, MONTH, "城关镇").suppressed]
    assert len(hidden) >= 2
    assert shown(public, "信访总量") == [25, 23, 25]
    assert public.figure("来访批次", MONTH).value == 12


def test_first_and_repeated_make_up_the_total():
    """重复 2 of 9 is withheld, and so is 初次 7: nine less seven is two."""
    public, _ = opened({"城关镇": (5, 0, 0, 0), "东关镇": (9, 8, 0, 0), "西乡": (9, 9, 0, 0)})
    assert public.figure("重复信访件次", MONTH, "城关镇").suppressed
    assert public.figure("初次信访件次", MONTH, "城关镇").suppressed
    assert public.figure("信访总量", MONTH, "城关镇").value == 5
    assert public.figure("重复信访率", MONTH, "城关镇").value is None
    assert public.figure("重复信访率", MONTH, "城关镇").numerator is None


def test_the_year_before_does_not_tell():
    """来信 of 城关镇 was 1 in March 2024: this year's number is printed, its change is not."""
    public, office = opened(COUNTS, {"城关镇": (1, 5, 5, 5), "东关镇": (6, 5, 5, 5), "西乡": (7, 5, 5, 5)})
    assert (office.figure("来信件次", MONTH, "城关镇").value, office.figure("来信件次", MONTH, "城关镇").year_ago) == (9, 1)
    figure = public.figure("来信件次", MONTH, "城关镇")
    assert (figure.value, figure.year_ago, figure.change_on_year) == (9, None, None)
    assert public.figure("来信件次", MONTH).year_ago == 14
    told = [public.figure("来信件次", MONTH, town).year_ago for town in TOWNS]
    assert told.count(None) == 2


def test_a_list_cut_short_does_not_tell():
    """The first, the second and 其他: with two withheld of the whole list, 其他 goes too where it would give them away."""
    public, office = opened({"城关镇": (9, 2, 1, 1), "东关镇": (0, 0, 0, 0), "西乡": (0, 0, 0, 0)})
    for most in (1, 2, 3):
        lines = public.top("信访总量", "问题类别", MONTH, most=most)
        hidden = [line for line in lines if line.suppressed]
        assert sum(line.value or 0 for line in lines) + len(hidden) < 13 or not hidden
        assert len(hidden) != 1
    assert [line.value for line in office.top("信访总量", "问题类别", MONTH, most=2)] == [9, 2, 2]


def test_withheld_lines_do_not_stand_in_the_order_of_their_size():
    counts = {"城关镇": (2, 9, 1, 3), "东关镇": (0, 0, 0, 0), "西乡": (0, 0, 0, 0)}
    lines = opened(counts)[0].breakdown("信访总量", "问题类别", MONTH)
    hidden = [line.member for line in lines if line.suppressed]
    assert len(hidden) >= 3
    assert hidden == sorted(hidden) == [line.member for line in lines][-len(hidden) :]
    assert hidden != sorted(hidden, key=lambda member: -counts["城关镇"][list(CHANNELS.values()).index(member[:-1])])


def test_a_list_of_one_number_and_zeros_is_withheld_whole():
    """A zero beside the only small number would tell it: it is the total."""
    public, _ = opened({"城关镇": (1, 0, 0, 0), "东关镇": (0, 0, 0, 0), "西乡": (0, 0, 0, 0)})
    assert shown(public, "来信件次") == [None, None, None]


def test_months_of_a_list():
    public, _ = opened(COUNTS, {"城关镇": (1, 0, 0, 0), "东关镇": (0, 0, 0, 0), "西乡": (0, 0, 0, 0)})
    lines = public.breakdown("信访总量", "month", Period.parse("2025Q1"))
    assert [(line.value, line.year_ago) for line in lines if line.member == "2025-03"] == [(73, None)]


def test_within_a_unit_the_table_of_all_units_is_looked_at():
    """The list of one town's categories is a row of the table of towns and categories."""
    public, _ = opened(COUNTS)
    lines = {line.member: line for line in public.breakdown("信访总量", "问题类别", MONTH, "城关镇")}
    assert lines["来访类"].suppressed
    assert sum(line.suppressed for line in lines.values()) >= 2
    others = public.breakdown("信访总量", "问题类别", MONTH, "东关镇")
    assert any(line.suppressed for line in others)


def test_the_lists_and_the_table_withhold_alike():
    """A line of the list that is withheld is not the total of a row of the table."""
    public, _ = opened({"城关镇": (2, 0, 0, 0), "东关镇": (9, 8, 7, 6), "西乡": (5, 9, 9, 4)})
    lines = {line.member for line in public.breakdown("信访总量", "乡镇", MONTH) if line.suppressed}
    table = public.cross("信访总量", "乡镇", "信访形式", MONTH)
    totals = {line.member for line in table.row_totals if line.suppressed}
    assert "城关镇" in lines
    assert lines <= totals


def test_what_names_nobody_is_printed():
    """Issues of a bulletin, officials, rates of an office's own work by their number: no petitioner is counted."""
    settings = settings_of()
    rows = [{"刊名": "信访信息专报", "期号": 1, "签发日期": "2025-01-07", "份数": 30}]
    public = Public(county({"发文登记簿": rows}, cutoff="2025-01-31", settings=settings), settings)
    assert [line.value for line in public.breakdown("专报期数", "month", Period.parse("2025-01"))] == [1]


def test_the_office_says_which_counts_are_small():
    public, _ = opened(COUNTS, options={"public_min": 1})
    assert shown(public, "来访批次") == [1, 6, 5]
    public, _ = opened(COUNTS, options={"public_min": 6})
    assert shown(public, "来访批次")[2] is None


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ([5, 4, 3], set()),
        ([1, 9, 4], {0, 2}),
        ([1, 1, 9, 4], {0, 1, 3}),
        ([1, 2, 9], {0, 1}),
        ([1, 0, 0], {0, 1, 2}),
        ([0, 7, 9], set()),
    ],
)
def test_a_list_by_hand(values, hidden):
    assert withheld_in_list(values, 3) == hidden


def test_means_and_distinct_numbers_of_few_rows_are_withheld():
    counts = {TOWNS[0]: (0, 1, 0, 0), TOWNS[1]: (0, 4, 0, 0), TOWNS[2]: (0, 6, 0, 0)}
    visits = settings_of(options={}).indicators["来访批次"].where
    more = {
        "平均人数": Indicator("平均人数", table=TABLE, measure="mean", column="人数", where=visits),
        "最多人数": Indicator("最多人数", table=TABLE, measure="max", column="人数"),
        "类别数": Indicator("类别数", table=TABLE, measure="count_distinct", column="问题类别"),
        "有件天数": Indicator("有件天数", type="coverage", options={"of": "信访总量", "each": "day", "count": "met"}),
    }
    public, office = opened(counts, indicators=more)
    assert shown(office, "平均人数") == [1, 1, 1]
    assert shown(public, "来访批次") == [None, None, 6]
    assert shown(public, "平均人数") == [None, None, 1]  # a mean of the second town, with its visitors, would tell its visits
    for name in ("最多人数", "类别数", "有件天数"):
        assert shown(public, name)[0] is None
        assert shown(public, name)[2] == 1
    assert [line.suppressed for line in public.breakdown("平均人数", "乡镇", MONTH)][:3] == [True, True, False]
    assert public.figure("平均人数", MONTH).value == 1
