"""What a document says together must be able to be true: else it is not written, and a person reads both numbers."""

import json
from fractions import Fraction

import pytest
from little import DOCUMENTS, lay, made, statuses

from pipeline.model.document import Document, Stated, TableBlock, Text
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.unit import Unit
from pipeline.run.consistent import inconsistent

YEAR = Period.parse("2025")
COUNT = Indicator("总量", label="总量", unit="件")
CLAIMS = Indicator("事实", type="reported", unit="件")


class County:
    """Fits what is asked of ``Measures``: totals and the lines of a breakdown, typed by the test."""

    def __init__(self, total=10, lines=(), told=()):
        self.indicators = {"总量": COUNT}
        self.total, self.lines, self.told = total, lines, told

    def units(self, kind):
        return (Unit("东乡", kind), Unit("西乡", kind)) if kind == "乡镇" else ()

    def figure(self, name, period, scope="全县"):
        return Figure(COUNT, period, scope, self.total)

    def breakdown(self, name, dimension, period, scope="全县"):
        return self.lines

    def check(self, names, period, scope="全县"):
        return self.told


def line(member, value, **more):
    return Figure(COUNT, YEAR, "全县", value, dimension="问题类别", member=member, **more)


def told(figures, county=None):
    """Rule, level and message of what is wrong with a document that states these."""
    stated = tuple(one if isinstance(one, Stated) else Stated("", "", one) for one in figures)
    document = Document("月报", YEAR, "全县", "公文", "月报", (), figures=stated)
    found = inconsistent(document, county or County(), "outputs/月报/2025.docx")
    assert all(one.place.file == "outputs/月报/2025.docx" and "文稿“月报”里" in one.message for one in found)
    return [(one.rule, one.level, one.message) for one in found]


A, B, C = line("土地", 6), line("社保", 3), line("环保", 1)


def test_parts_that_make_their_total_are_silent():
    assert told([A, B, C], County(10, (A, B, C))) == []


def test_all_parts_that_do_not_make_their_total_are_an_error_with_both_numbers():
    ((rule, level, message),) = told([A, B, C], County(11, (A, B, C)))
    assert (rule, level) == ("parts", "error")
    assert "11件，按问题类别分的各项相加却是10件" in message


def test_a_list_that_is_cut_need_not_add_up():
    assert told([A, B], County(11, (A, B, C))) == []


def test_a_list_that_is_cut_must_not_exceed_its_total():
    assert [one[:2] for one in told([A, B], County(8, (A, B, C)))] == [("parts", "error")]


def test_the_first_ones_and_the_rest_make_the_total():
    rest = line("其他", 4, apart_from=("土地",))
    assert told([A, rest], County(10, (A, B, C))) == []
    assert [one[0] for one in told([A, rest], County(12, (A, B, C)))] == ["parts"]


@pytest.mark.parametrize("doubt", [line("环保", None), line("环保", 1, complete=False), line("环保", 1, reported=True)])
def test_nothing_is_said_where_a_part_is_not_known_for_sure(doubt):
    assert told([A, B, doubt], County(12, (A, B, doubt))) == []


def of(scope, value, **more):
    return Figure(COUNT, YEAR, scope, value, **more)


def test_units_may_add_up_to_less_than_the_county_but_not_to_more():
    assert told([of("全县", 10), of("东乡", 4), of("西乡", 5)]) == []
    ((rule, level, message),) = told([of("全县", 8), of("东乡", 4), of("西乡", 5)], County(8))
    assert (rule, level) == ("parts", "error")
    assert "8件，各乡镇相加却是9件" in message


def test_text_and_table_agree():
    in_table = of("全县", 5, dimension="乡镇", member="东乡", rank=1)
    assert told([of("东乡", 5), in_table]) == []
    ((rule, level, message),) = told([of("东乡", 4), in_table])
    assert (rule, level) == ("one_value", "error")
    assert "一处为4，另一处为5" in message


def test_a_number_that_a_correction_quotes_is_no_contradiction():
    assert told([of("全县", 10), Stated("", "9件", of("全县", 9), "as_issued")]) == []


def test_typed_numbers_of_one_name_are_no_contradiction():
    assert told([Figure(CLAIMS, YEAR, "全县", 3, reported=True), Figure(CLAIMS, YEAR, "全县", 4, reported=True)]) == []


def share(part, whole, text):
    return Stated("", text, part, "share_of:总量", also=(whole,))


def test_a_share_is_that_of_its_whole():
    whole = of("全县", 10)
    assert told([share(A, whole, "60%")], County(10, (A, B))) == []
    ((rule, level, message),) = told([share(A, whole, "66%")], County(10, (A, B)))
    assert (rule, level) == ("share", "error")
    assert "6件占总量（2025，全县）10件的66%" in message


def change(value, base, text):
    return Stated("", text, of("全县", value, year_ago=base), "change_on_year")


def test_a_growth_rate_has_a_whole_number_for_its_base():
    assert told([change(178, 123, "44.7%")]) == []
    ((rule, level, message),) = told([change(178, Fraction(12327, 100), "44.4%")])
    assert (rule, level) == ("integer_base", "warning")
    assert "178与所报增长44.4%对不上" in message


@pytest.mark.parametrize(("value", "base", "text"), [(78, 100, "22%"), (1, 1000, "99.9%"), (1, 3000, "100%"), (0, 5, "100%")])
def test_a_fall_has_a_whole_number_for_its_base(value, base, text):
    assert told([change(value, base, text)]) == []


def test_what_the_config_declares_is_asked_for_and_told_with_the_documents_name():
    wrong = Problem("not_above", "warning", Place("config/indicators.yaml", line=3), "批5大于人次4")
    ((rule, level, message),) = told([of("全县", 10)], County(10, told=(wrong,)))
    assert (rule, level, message) == ("not_above", "warning", "文稿“月报”里，批5大于人次4")


INDICATORS = """
信访总量: {table: 信访事项登记表, unit: 件, definition: 登记的信访事项, parts: [来信件次]}
"""


def test_a_document_that_contradicts_itself_is_not_written(tmp_path):
    folder = lay(tmp_path, months=1, documents=DOCUMENTS)
    assert statuses(folder)["全县月报/2025-01"] == "made"
    before = (folder / "outputs/全县月报/2025-01.docx").read_bytes()
    (folder / "config/indicators.yaml").write_text(INDICATORS, "utf-8")
    outcome, receipts = made(folder)
    receipt = receipts["全县月报/2025-01"]
    assert (receipt.status, receipt.reasons, outcome.code) == ("failed", ("数字前后不符",), 1)
    assert (folder / "outputs/全县月报/2025-01.docx").read_bytes() == before
    # three townships: 2 + 3 + 4 letters and a visit each
    assert ["来信件次9＝9，与信访总量12不符" in one.message for one in receipt.problems if one.level == "error"] == [True]


REPORTED = "指标,期间,数值,单位,填报单位,依据\n信访总量,2024-01,8.27,件,,年报\n"
WITH_CHANGE = "# 情况\n\n信访总量{{ 信访总量 }}，{{ 信访总量|同比 }}。\n"


def test_a_base_that_is_no_whole_number_is_told_and_stays_in_the_figures_file(tmp_path):
    folder = lay(tmp_path, months=1)
    (folder / "inputs/填报数据表.csv").write_text(REPORTED, "utf-8")
    (folder / "templates/县.txt.j2").write_text(WITH_CHANGE, "utf-8")
    receipt = made(folder)[1]["全县月报/2025-01"]
    assert receipt.status == "made"
    assert [one.rule for one in receipt.problems if one.level == "warning"] == ["integer_base"]
    head = json.loads((folder / "outputs/全县月报/2025-01.figures.json").read_bytes())
    assert [one["rule"] for one in head["problems"]] == ["integer_base"]


THIRDS = [line(name, 1) for name in ("土地", "社保", "环保")]
NOTED = (TableBlock((), (), note=(Text("注：因四舍五入，各项占比之和与合计略有出入。"),)),)


def shares(parts, texts, blocks=(), total=None, **more):
    """Rules of what is wrong with a document that prints these shares of one whole."""
    whole = Figure(COUNT, YEAR, "全县", total or sum(part.value for part in parts))
    stated = tuple(Stated("", text, part, "share_of:总量", also=(whole,)) for part, text in zip(parts, texts, strict=True))
    document = Document("月报", YEAR, "全县", "公文", "月报", blocks, figures=stated, **more)
    return [one for one in inconsistent(document, County(whole.value, parts), "月报.docx") if one.rule == "shares"]


def test_shares_of_one_whole_make_a_hundred_or_a_note_says_why_not():
    """Three thirds are 99.9 %."""
    (problem,) = shares(THIRDS, ["33.3%"] * 3)
    assert problem.level == "warning"
    assert "33.3%＋33.3%＋33.3%＝99.9%，不是100%" in problem.message
    assert "尾差说明(总量)" in problem.message
    assert shares(THIRDS, ["33.3%"] * 3, NOTED) == []
    assert shares([A, B, C], ["60%", "30%", "10%"]) == []


def test_a_share_with_more_decimals_lest_it_show_as_nothing_counts_among_the_others():
    """One and twice a thousand of 2,001: 0.05 % and twice 49.975 %, which is 50.0 %; of 1,999 and one of 2,000 nothing lacks."""
    parts = [line("土地", 1), line("社保", 1000), line("环保", 1000)]
    (problem,) = shares(parts, ["0.05%", "50.0%", "50.0%"])
    assert "＝100.05%，不是100%" in problem.message
    assert shares(parts, ["0.05%", "50.0%", "50.0%"], NOTED) == []
    assert shares([line("土地", 1), line("社保", 2000)], ["0.05%", "99.95%"]) == []
    assert shares([*parts[:2], line("环保", 999)], ["0.1%", "50.0%", "50.0%"], NOTED) == []


def test_a_list_that_is_cut_need_not_make_a_hundred():
    assert shares(THIRDS[:2], ["33.3%"] * 2, total=3) == []


def test_other_makes_the_list_whole():
    """The first of seven sevenths, and 其他: 14.3 % and 85.7 % are 100 %; with one decimal less they are 14 % and 86 %."""
    rest = line("其他", 6, apart_from=("土地",))
    assert shares([line("土地", 1), rest], ["14.3%", "85.7%"]) == []
    rest = line("其他", 4, apart_from=("土地", "社保"))
    assert len(shares([line("土地", 1), line("社保", 1), rest], ["16.7%", "16.7%", "66.7%"])) == 1


def test_a_share_printed_twice_counts_once():
    assert shares([A, A, B, C], ["60%", "60%", "30%", "10%"], total=10) == []
