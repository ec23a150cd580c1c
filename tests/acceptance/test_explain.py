"""Each figure of the sample's speech leads to rows, and the rows make the figure."""

import io
import json
import shutil
from fractions import Fraction

import openpyxl
import pytest
from built_county import SPEECH
from rich.console import Console

from pipeline.cli import main
from pipeline.console.explain import show
from pipeline.model.problem import Mistake
from pipeline.run.build import build
from pipeline.run.explain import explain_place, printed_in, record_of
from pipeline.run.figures import open_desk
from pipeline.run.order import Order
from pipeline.run.rowbook import write_rows
from pipeline.write import figures_in


@pytest.fixture(scope="module")
def desk(sample):
    return open_desk(sample.folder)


def cells(desk, told):
    """The rows behind a figure, by the part of the indicator that counted them."""
    found = {}
    for traced in told.rows:
        found.setdefault(traced.indicator, []).extend(desk.measures.cells(traced))
    return found


def made_by(desk, told):
    """The value that the rows make, by the indicator's own words."""
    figure, rows = told.figure, cells(desk, told)
    indicator = figure.indicator
    if figure.reported:
        return rows[indicator.name][0]["数值"] if rows else indicator.options["value"]
    if indicator.type == "ratio":
        return Fraction(len(rows[indicator.numerator]), len(rows[indicator.denominator]))
    if indicator.type == "derived":
        if indicator.name in rows:
            return len(rows[indicator.name])
        return sum(total(desk, name, rows.get(name, [])) for name in indicator.options["plus"])
    if indicator.type == "coverage":
        return None
    return total(desk, indicator.name, rows.get(indicator.name, []))


def total(desk, name, rows):
    indicator = desk.measures.indicators[name]
    values = [row[indicator.column] for row in rows if row[indicator.column] is not None] if indicator.column else rows
    return {"count": len, "sum": sum, "count_distinct": lambda found: len(set(found))}[indicator.measure](values)


def test_every_figure_of_the_speech_is_made_by_the_rows_it_leads_to(desk, sample):
    record = record_of(desk, sample.path(SPEECH, "2025"))
    seen = set()
    for entry in record["figures"]:
        told = explain_place(desk, record, entry["id"])
        assert told.changed == (), entry["id"]
        assert told.printed == entry["text"]
        assert told.definition
        value = made_by(desk, told)
        if value is None:
            assert told.rows, entry["id"]
        else:
            assert value == told.figure.value, (entry["id"], entry["indicator"], entry.get("member"))
        files = {(s.file, s.sheet): s.rows for s in told.sources}
        assert files == {(s["file"], s["sheet"]): s["rows"] for s in entry["sources"]}
        seen.add(told.figure.indicator.type)
    assert {"simple", "reported", "derived"} <= seen


KINDS = ("工作会议部署", "情况通报", "情况通报-季度", "信访信息专报", "乡镇信访简报", "信访工作日报", "年度报告")


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_every_kind_leads_somewhere(kind, desk, sample):
    """To rows, or, for one that a person typed into a facts file or a setting, to that file."""
    docx = max((sample.folder / "outputs" / kind).glob("*.docx"))
    record = record_of(desk, docx)
    printed = printed_in(docx)
    assert record["figures"]
    for entry in record["figures"]:
        told = explain_place(desk, record, entry["id"], printed)
        assert told.changed == (), entry
        assert told.definition, entry
        if entry.get("evidence"):
            assert told.figure.evidence == entry["evidence"]
        elif entry["value"]:
            assert told.sources or told.bases, entry
        shown = io.StringIO()
        show(told, Console(file=shown, width=80, highlight=False, soft_wrap=True))
        assert entry["id"] in shown.getvalue()


def test_a_comparison_leads_to_both_its_figures(desk, sample):
    record = record_of(desk, sample.path(SPEECH, "2025"))
    entry = next(entry for entry in record["figures"] if entry["form"] == "change_on_year")
    told = explain_place(desk, record, entry["id"])
    assert told.bases[0].figure.period.name == "2024"
    assert told.bases[0].figure.value == entry["year_ago"] == made_by(desk, told.bases[0])


def test_a_document_that_was_mailed_without_its_neighbours_is_known_by_its_hash(desk, sample, tmp_path):
    mailed = tmp_path / "讲话（终稿）.docx"
    shutil.copy(sample.path(SPEECH, "2025"), mailed)
    assert record_of(desk, mailed)["document"] == SPEECH


def test_of_a_stranger_explain_says_what_is_missing(desk, sample, tmp_path):
    empty = tmp_path / "空项目"
    (empty / "inputs").mkdir(parents=True)
    with pytest.raises(Mistake, match="都没有与它对应的"):
        record_of(open_desk(empty), sample.path(SPEECH, "2025").rename(tmp_path / "别处.docx"))
    shutil.move(tmp_path / "别处.docx", sample.path(SPEECH, "2025"))
    other = tmp_path / "别的.docx"
    other.write_bytes(b"PK")
    with pytest.raises(Mistake, match="打不开"):
        record_of(desk, other)


def test_inputs_that_changed_since_are_told(desk, sample):
    record = dict(record_of(desk, sample.path(SPEECH, "2025")))
    entry = record["figures"][0] | {"value": 1}
    file = next(iter(desk.inputs.hashes))
    changed = {"inputs": {file: "0"}, "files": {file: "0"}, "figures": [entry]}
    told = explain_place(desk, record | changed, "1")
    assert f"文稿成稿时的数是 1，按现在的数据是 {told.figure.value}" in told.changed


def test_the_rows_as_a_workbook(desk, sample, tmp_path):
    record = record_of(desk, sample.path(SPEECH, "2025"))
    told = explain_place(desk, record, "1")
    count = write_rows(told, desk.measures, tmp_path / "rows.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    lines = list(sheet.iter_rows(values_only=True))
    assert count == len(lines) - 2 == told.figure.value
    assert lines[1][:4] == ("指标", "文件", "工作表", "行号")
    declared = {column.name for column in desk.settings.tables["领导接访登记表"].columns if not column.private}
    assert set(lines[1][4:]) <= declared


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    return ended.value.code, capsys.readouterr()


def test_figures_on_the_command_line(sample, capsys):
    project = ("--project", str(sample.folder))
    code, told = run(capsys, "figures", "接访批次", "满意率", "--period", "2025年", *project, "--format", "json")
    assert code == 0
    first, rate = json.loads(told.out)
    assert (first["indicator"], first["period"], first["scope"], first["text"]) == ("接访批次", "2025", "全县", "307批")
    assert sum(source["rows"] for source in first["sources"]) == 307
    assert rate["value"] == rate["numerator"] / rate["denominator"]
    assert 0 < rate["value"] < 1
    assert set(first) == {
        "indicator", "label", "period", "scope", "value", "text", "unit", "numerator", "denominator", "year_ago",
        "change_on_year", "previous", "change_on_previous", "complete", "sources",
    }  # fmt: skip


def test_all_figures_in_config_order(sample, desk, capsys):
    code, told = run(capsys, "figures", "--project", str(sample.folder), "--format", "json")
    assert code == 0
    assert [one["indicator"] for one in json.loads(told.out)] == list(desk.measures.indicators)


def test_names_lists_every_name(sample, desk, capsys):
    code, told = run(capsys, "figures", "--names", "--project", str(sample.folder))
    assert code == 0
    assert [name for name in desk.measures.indicators if name not in told.out] == []


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("figures", "信访总两"), 2, "是不是“信访总量”"),
        (("figures", "--period", "去年"), 2, "期间“去年”看不懂"),
        (("figures", "--scope", "城官镇"), 2, "没有单位“城官镇”"),
        (("figures", "信访总量", "--period", "2019"), 1, "2019没有数据"),
        (("explain", "信访总两"), 2, "是不是“信访总量”"),
        (("explain", "没有.docx"), 2, "没有.docx：没有这个文件"),
    ],
)
def test_what_the_command_line_answers_to_mistakes(sample, capsys, arguments, code, told):
    found, output = run(capsys, *arguments, "--project", str(sample.folder))
    assert found == code
    assert told in output.err


def test_explain_on_the_command_line(sample, capsys):
    docx = str(sample.path(SPEECH, "2025"))
    code, told = run(capsys, "explain", docx, "F0001", "--project", str(sample.folder))
    assert code == 0
    assert "“307批”" in told.out
    assert "口径：" in told.out
    assert "领导接访登记表" in told.out
    code, told = run(capsys, "explain", "进京访批次", "--period", "2024", "--project", str(sample.folder), "--format", "json")
    explained = json.loads(told.out)
    assert explained["value"] == sum(len(part["rows"]) for part in explained["rows"])


def test_every_document_has_a_review_copy(sample, tmp_path):
    """Of each kind one, numbers from facts files and settings among them."""
    project = tmp_path / "县"
    shutil.copytree(sample.folder, project, ignore=shutil.ignore_patterns("outputs"))
    kinds = ("信访信息专报", "情况通报-季度", "接访公示", "年度报告", "工作会议部署")
    outcome = build(project, Order(documents=kinds, review=True), lambda _: None)
    made = [receipt.path for receipt in outcome.receipts if receipt.path.is_file()]
    assert {path.parent.name for path in made} == set(kinds)
    for path in made:
        copy = path.with_name(f"{path.stem}.核稿.docx")
        assert figures_in(copy.read_bytes()) == figures_in(path.read_bytes())
