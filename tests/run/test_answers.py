"""What was asked before is not measured again; and whatever an answer hangs on makes it be asked again."""

import datetime as dt
import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from little import items, lay, made, tree

from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.table import Counted, Source
from pipeline.record.kept import kept
from pipeline.run import inputs as reading
from pipeline.run.build import build
from pipeline.run.order import Order
from pipeline.run.values import Unwritable, Values
from tests.tools.imported import imported

ROOT = Path(__file__).parents[2]
ONE = Order(("全县月报",))
SPEECH = "工作会议讲话"


@pytest.fixture
def project(tmp_path):
    lay(tmp_path)
    made(tmp_path, ONE)
    return tmp_path


@pytest.fixture
def unread(monkeypatch):
    """Whoever reads a table fails the test."""

    def refuse(_settings):
        raise AssertionError("the tables were read")

    def forbid():
        monkeypatch.setattr(reading, "gather", refuse)

    return forbid


def clear(folder):
    shutil.rmtree(folder / "outputs")


def words(folder, name="全县月报/2025-01"):
    from pipeline.write import text_of

    return text_of((folder / "outputs" / f"{name}.docx").read_bytes())


def test_a_document_that_is_gone_is_made_again_without_the_tables(project, unread):
    before = tree(project)
    clear(project)
    unread()
    assert made(project, ONE)[0].code == 0
    assert tree(project) == before


def test_a_template_with_other_words_is_written_without_the_tables(project, unread):
    template = project / "templates" / "县.txt.j2"
    template.write_text(template.read_text("utf-8").replace("全县信访总量", "本月信访总量"), "utf-8")
    unread()
    assert made(project, ONE)[1]["全县月报/2025-01"].status == "made"
    assert "本月信访总量12件" in words(project)


def test_a_question_that_is_new_is_asked_of_the_tables(project):
    template = project / "templates" / "县.txt.j2"
    template.write_text(template.read_text("utf-8") + "\n来信{{ 来信件次 }}。\n", "utf-8")
    assert made(project, ONE)[1]["全县月报/2025-01"].status == "made"
    assert "来信9件" in words(project)
    incremental = tree(project)
    clear(project)
    shutil.rmtree(project / ".briefing")
    made(project, ONE)
    assert tree(project) == incremental


def _row(folder):
    items(folder, "东乡", {1: 20, 2: 3, 3: 4})


def _definition(folder):
    entry = "信访总量: {table: 信访事项登记表, where: {信访形式: 来访}, unit: 件}\n"
    (folder / "config" / "indicators.yaml").write_text(entry, "utf-8")


def _another_file(folder):
    text = (folder / "inputs" / "信访事项登记表东乡.csv").read_text("utf-8").replace("东乡0", "X0")
    (folder / "inputs" / "信访事项登记表另.csv").write_text(text, "utf-8")


def _no_file(folder):
    (folder / "inputs" / "信访事项登记表东乡.csv").unlink()


def _month(folder):
    (folder / "config" / "calendar.yaml").write_text("data_until: 2025-02-10\n", "utf-8")


@pytest.mark.parametrize("change", [_row, _definition, _another_file, _no_file, _month])
def test_whatever_an_answer_hangs_on_makes_it_be_asked_again(project, change):
    change(project)
    made(project, ONE)
    incremental = tree(project)
    clear(project)
    shutil.rmtree(project / ".briefing")
    made(project, ONE)
    fresh = tree(project)
    assert {name: incremental[name] for name in fresh} == fresh != {}


def test_a_register_signed_in_between_is_read(project):
    path = project / "config" / "发文登记簿.csv"
    answers = project / ".briefing" / "answers.json"
    state = kept(answers)["state"]
    path.write_text("刊名,期号,签发日期,标题,份数\n专报,1,2025-03-01,,5\n", "utf-8")
    made(project, ONE)
    assert kept(answers)["state"] != state


@pytest.mark.parametrize("name", ["answers.json", "last.json", "stamps.json"])
def test_what_was_spoiled_costs_work_and_nothing_else(project, name):
    before = tree(project)
    path = project / ".briefing" / name
    data = path.read_bytes()
    figure, hashed = data.replace(b"2025", b"2024"), data.replace(b"a", b"b")
    assert data not in (figure, hashed)
    for spoiled in (b"", b"[]", b'{"state": 1}', data[: len(data) // 2], figure, hashed):
        path.write_bytes(spoiled)
        clear(project)
        assert made(project, ONE)[0].code == 0
        assert tree(project) == before


def test_the_county_s_documents_are_the_same_bytes_from_answers_as_from_tables(tmp_path, monkeypatch):
    for name in ("inputs", "config", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    order = Order((SPEECH, "工作会议部署", "情况通报", "信访信息专报", "信访工作日报", "年度报告"), "2025-11")
    names = (order, Order((SPEECH, "年度报告"), "2025"))
    for one in names:
        build(tmp_path, one, lambda _: None)
    before = tree(tmp_path)
    assert len(before) > 6
    clear(tmp_path)
    monkeypatch.setattr(reading, "gather", None)
    for one in names:
        build(tmp_path, one, lambda _: None)
    assert tree(tmp_path) == before


HEAVY = ("pandas", "numpy", "pyarrow", "python_calamine", "fastexcel", "docx", "rich", "openpyxl", "chinese_calendar", "cattrs")


def test_a_document_from_what_is_kept_imports_nothing_that_tables_take(project):
    """Lint's rules come with the office's own templates, which these are; with packaged ones they do not: test_linted.py."""
    clear(project)
    assert imported("build", "全县月报", "--project", project, of=HEAVY) == (0, [])
    assert (project / "outputs" / "全县月报" / "2025-01.docx").exists()


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["issue", "--help"], ["buidl"]])
def test_help_imports_nothing_heavy(arguments):
    assert imported(*arguments, of=(*HEAVY, "jinja2", "yaml", "lxml", "importlib.metadata"))[1] == []


PERIOD = Period.parse("2025-11")
RATE = Indicator("率", "ratio", unit="%", options={"parts": ("甲", "乙")})


@pytest.mark.parametrize(
    "value",
    [
        None, True, 7, 0.1, "", "词", (), ("", 1), (("a",), ()), Fraction(-2, 3), dt.date(2025, 3, 1), PERIOD,
        {"键": Fraction(1, 2), "空": None}, frozenset({(2025, 1), (2024, 12)}),
        Figure(RATE, PERIOD, value=Fraction(1, 3), missing=("甲",), apart_from=("丙",), member="乙", dimension="类"),
    ],
)  # fmt: skip
def test_a_value_read_again_is_equal(value):
    values = Values({"率": RATE})
    assert values.value(json.loads(json.dumps(values.plain(value)))) == value


def test_the_sheets_that_figures_count_rows_of_are_written_once():
    sheets = (Source("甲.csv", None), Source("乙.xlsx", "一月"), Source("丙.xlsx", "一月"))
    some, none = Counted(sheets, (0, 1, 2), (3, 0, 5)), Counted(sheets, (1,), (0,))
    values = Values({})
    told = json.dumps([values.plain(some), values.plain(none), values.lists], ensure_ascii=False)
    assert told.count("乙.xlsx") == 1
    *plain, lists = json.loads(told)
    again = Values({}, lists)
    found = [again.value(one) for one in plain]
    assert found == [(Source("甲.csv", None, 3), Source("丙.xlsx", "一月", 5)), ()]
    assert [again.plain(one) for one in found] == [values.plain(some), values.plain(none)]


@pytest.mark.parametrize("value", [object(), {1: 2}, ({"甲", "乙"},)])
def test_a_value_of_another_kind_is_not_kept(value):
    with pytest.raises(Unwritable):
        Values({}).plain(value)


def test_an_indicator_that_is_not_as_declared_is_written_whole():
    from pipeline.settings.loading import load

    for indicator in load(ROOT).indicators.values():
        kept_one = json.loads(json.dumps(Values({}).plain(indicator), ensure_ascii=False))
        assert Values({}).value(kept_one) == indicator


def test_a_total_without_calls_is_asked_for_its_year_before(project):
    (project / "config" / "organization.yaml").write_text("channels_in_total: [来信, 来访, 网上信访]\n", "utf-8")
    text = (project / "inputs" / "信访事项登记表东乡.csv").read_text("utf-8")
    (project / "inputs" / "信访事项登记表去年.csv").write_text(text.replace("2025", "2024").replace("东乡0", "X0"), "utf-8")
    (project / "templates" / "县.txt.j2").write_text("# 题\n\n总量{{ 信访总量 }}，去年{{ 信访总量.去年同期 }}。\n", "utf-8")
    assert made(project, ONE)[1]["全县月报/2025-01"].status == "made"
