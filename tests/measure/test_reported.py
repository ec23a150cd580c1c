"""Figures that no register holds, and history that exists only as numbers."""

from fractions import Fraction

from small_county import county, items, settings_of

from pipeline.model.period import Period
from pipeline.words.number import figure_text, printed

YEAR = Period.parse("2025")


def report(name, period, value, unit="人", by=None, evidence="某文件"):
    return {"指标": name, "期间": period, "数值": value, "单位": unit, "填报单位": by, "依据": evidence}


def test_a_reported_figure_has_its_evidence_and_its_row():
    rows = [report("困难救助人数", "2025", 21, evidence="民政局2025年统计"), report("困难救助人数", "2024", 20)]
    measures = county({"填报数据表": rows})
    found = measures.figure("困难救助人数", YEAR)
    assert (found.value, found.year_ago, found.reported, found.evidence) == (21, 20, True, "民政局2025年统计")
    assert [(trace.source.file, trace.rows) for trace in measures.rows(found)] == [("填报数据表0.xlsx", (2,))]
    assert [source.rows for source in measures.sources(found)] == [1]


def test_periods_are_matched_whole():
    rows = [report("困难救助人数", f"2025-{month:02d}", 2) for month in range(1, 13)]
    measures = county({"填报数据表": rows})
    assert measures.figure("困难救助人数", YEAR).value is None
    assert measures.figure("困难救助人数", Period.parse("2025-03")).value == 2
    assert measures.figure("困难救助人数", Period.parse("2025-03")).previous == 2


def test_a_year_that_is_not_over_is_not_held_against_the_whole_year_before():
    """Half a year's number against a year's would be a fall that never was."""
    rows = [report("困难救助人数", "2025", 8), report("困难救助人数", "2024", 20)]
    so_far = items({"登记日期": "2025-01-03"}, {"登记日期": "2025-06-30"})
    found = county({"信访事项登记表": so_far, "填报数据表": rows}, cutoff="2025-06-30").figure("困难救助人数", YEAR)
    assert (found.value, found.year_ago, found.year_over) == (8, None, False)
    same_days = [*rows, report("困难救助人数", "2024-01..2024-06", 9)]
    found = county({"信访事项登记表": so_far, "填报数据表": same_days}, cutoff="2025-06-30").figure("困难救助人数", YEAR)
    assert (found.value, found.year_ago) == (8, 9)


def test_other_ways_to_write_the_period():
    rows = [report("甲数", "2025年", 1), report("甲数", "2025年11月", 2), report("甲数", "2025年三季度", 3)]
    measures = county({"填报数据表": rows})
    assert [measures.figure("甲数", Period.parse(text)).value for text in ("2025", "2025-11", "2025Q3")] == [1, 2, 3]


def test_a_name_that_only_the_table_knows_is_an_indicator_too():
    measures = county({"填报数据表": [report("矛盾纠纷 排查(件)", "2025", 707, "件")]})
    assert list(measures.indicators)[-1] == "矛盾纠纷 排查(件)"
    found = measures.figure("矛盾纠纷 排查(件)", YEAR)
    assert (found.value, found.indicator.unit) == (707, "件")


def test_a_units_figure_is_the_units_and_any_other_office_speaks_for_the_county():
    rows = [
        report("排查数", "2025", 9, by="县信访局"),
        report("排查数", "2025", 4, by="城关"),
        report("排查数", "2024", 3, by="城关镇"),
    ]
    measures = county({"填报数据表": rows})
    assert measures.figure("排查数", YEAR).value == 9
    town = measures.figure("排查数", YEAR, "城关镇")
    assert (town.value, town.year_ago) == (4, 3)
    assert measures.figure("排查数", YEAR, "西乡").value is None


def test_numbers_stay_exact():
    measures = county({"填报数据表": [report("覆盖面", "2025", 97.3, "%"), report("亩数", "2025", 0.1, "万亩")]})
    assert measures.figure("覆盖面", YEAR).value == Fraction(973, 1000)
    assert measures.figure("亩数", YEAR).value == Fraction(1, 10)


def test_history_in_numbers_serves_as_the_year_before_and_is_marked():
    rows = items({"登记日期": "2025-01-03"}, {"登记日期": "2025-12-03"})
    measures = county({"信访事项登记表": rows, "填报数据表": [report("信访总量", "2024", 5, "件")]})
    found = measures.figure("信访总量", YEAR)
    assert (found.value, found.reported, found.year_ago, found.year_ago_reported) == (2, False, 5, True)
    before = measures.figure("信访总量", Period.parse("2024"))
    assert (before.value, before.reported) == (5, True)


def test_a_register_goes_before_a_reported_number():
    rows = items({"登记日期": "2025-01-03"}, {"登记日期": "2025-12-03"})
    found = county({"信访事项登记表": rows, "填报数据表": [report("信访总量", "2025", 5, "件")]}).figure("信访总量", YEAR)
    assert (found.value, found.reported) == (2, False)


def test_a_number_that_the_config_states(tmp_path):
    settings = settings_of(tmp_path, "下访要求:\n  type: reported\n  value: 12\n  source: 县委办〔2025〕3号\n  unit: 次\n")
    found = county({}, settings=settings).figure("下访要求", YEAR)
    assert (found.value, found.year_ago, found.reported, found.evidence) == (12, None, True, "县委办〔2025〕3号")


def test_declared_without_data_is_null():
    found = county({}).figure("困难救助人数", YEAR)
    assert (found.value, found.why_null) == (None, "《填报数据表》没有“困难救助人数”2025的数")


def test_a_reported_number_is_printed_as_it_was_reported():
    """53.6 and 0.4 are not 54 and 0, whether the config knows the indicator or the table alone."""
    rows = [
        report("困难救助资金", "2025", 53.6, "万元"),
        report("困难救助资金", "2024", 0.4, "万元"),
        report("慰问资金", "2025", 12.35, "万元"),
        report("慰问资金", "2024", 60, "万元"),
    ]
    measures = county({"填报数据表": rows})
    found = [measures.figure(name, YEAR) for name in ("困难救助资金", "慰问资金")]
    assert [figure_text(figure) for figure in found] == ["53.6万元", "12.35万元"]
    assert [printed(figure.year_ago, figure.indicator) for figure in found] == ["0.4万元", "60万元"]
