"""One wrong year moves the cut-off: the last month stands alone, and this is told at its cell."""

from making import ITEMS, item

MANY = [item(f"XF{month}-{n}", f"2025-{month:02d}-{n + 1:02d}") for month in (9, 10, 11, 12) for n in range(12)]


def told(office):
    return [p for p in office.read().problems if p.level == "warning"]


def test_a_year_far_ahead_is_told_at_its_cell_with_the_cut_off_that_it_makes(office):
    office.put("a.xlsx", {"台账": [["信访事项登记表"], ITEMS, *MANY, item("XF99", "2052.1.7")]})
    (problem,) = told(office)
    assert (problem.rule, problem.place.sheet, problem.place.cell) == ("cutoff-alone", "台账", "B51")
    assert (problem.found, problem.table) == ("2052-01-07", "信访事项登记表")
    assert problem.message == (
        "登记日期（2052-01-07）使数据截止日成了2052-01-31：往前一个有数据的月份是2025年12月，中间各月一行也没有。"
        "日期填错的，请改正；没有填错、而要统计到2025年12月的，请在 config/calendar.yaml 里写 data_until: 2025-12-31"
    )


def test_several_rows_after_the_gap_are_told_once_with_their_number(office):
    office.put("a.xlsx", [ITEMS, *MANY, item("XF98", "2052.1.7"), item("XF99", "2052.2.7")])
    (problem,) = told(office)
    assert problem.place.cell == "B50"
    assert "2052-02-29" in problem.message
    assert "2025年12月以后只有2行" in problem.message


def test_one_row_in_the_month_after_months_with_many_is_told_too(office):
    office.put("a.xlsx", [ITEMS, *MANY, item("XF99", "2026-01-02")])
    (problem,) = told(office)
    assert (problem.rule, problem.place.cell) == ("cutoff-alone", "B50")
    assert "只有1行，前三个月各有10行以上" in problem.message
    assert "data_until: 2025-12-31" in problem.message


def test_a_quiet_month_in_a_small_county_is_no_gap(office):
    office.put("a.xlsx", [ITEMS, *MANY[:5], item("XF98", "2025-12-02")])
    assert told(office) == []


def test_more_than_a_year_ahead_is_told_in_a_small_county_too(office):
    office.put("a.xlsx", [ITEMS, *MANY[:5], item("XF98", "2027-12-02")])
    assert [p.place.cell for p in told(office)] == ["B7"]


def test_a_month_that_another_table_fills_is_not_alone(office):
    office.put("a.xlsx", [ITEMS, *MANY, item("XF99", "2026-01-02")])
    visits = [["2026-01-05", "张三", "县", n] for n in range(1, 9)]
    office.put("b.xlsx", {"领导接访登记表": [["接访日期", "接访领导", "层级", "人数"], *visits]})
    assert told(office) == []


def test_a_whole_year_later_is_no_slip(office):
    """The same month of two years, compared with each other."""
    office.put("2024年11月.xlsx", [["信访事项登记表"], ITEMS, *(item(f"A{n}", f"2024-11-{n:02d}") for n in range(1, 9))])
    office.put("2025年11月.xlsx", [["信访事项登记表"], ITEMS, *(item(f"B{n}", f"2025-11-{n:02d}") for n in range(1, 9))])
    assert told(office) == []


def test_with_a_cut_off_that_is_set_nothing_is_asked(office):
    office.config("calendar.yaml", "data_until: 2025-12-31\n")
    office.put("a.xlsx", [ITEMS, *MANY, item("XF99", "2052.1.7")])
    assert [p.rule for p in told(office)] == ["after-cutoff"]


def test_a_sheet_named_after_the_month_is_no_slip(office):
    office.put("2025年.xlsx", [ITEMS, *MANY])
    office.put("2026-01/信访事项登记表2026年1月.xlsx", [ITEMS, item("XF99", "2026-01-02")])
    assert told(office) == []
