"""The end of a build: what is alike is told in one line, what needs a person one by one."""

import json
from pathlib import Path
from types import SimpleNamespace

from rich.cells import cell_len

from pipeline.cli import _group
from pipeline.cli.ending import run
from pipeline.console.build import show
from pipeline.model.period import Period
from pipeline.model.problem import Place, Problem
from pipeline.model.receipt import Receipt

PROJECT = Path("/county")


def receipt(status, document, period, *reasons, scope="全县", figures=0):
    stem = period if scope == "全县" else f"{period}-{scope}"
    path = PROJECT / "outputs" / document / f"{stem}.docx"
    return Receipt(document, Period.parse(period), scope, path, status, tuple(reasons), figures)


def told(*receipts):
    return list(show(SimpleNamespace(receipts=receipts, problems=(), project=PROJECT)))


def test_many_alike_are_one_line():
    months = [receipt("skipped", "专报", f"2025-{month:02d}", f"缺少 专报/2025-{month:02d}.yaml") for month in range(1, 12)]
    towns = [receipt("refused", "简报", "2025Q1", "有错误", scope=town) for town in ("甲镇", "乙镇", "丙镇", "丁镇")]
    assert told(*months, *towns)[:2] == [
        "跳过  outputs/专报/2025-01.docx 等 11 份  缺少 专报/2025-01.yaml",
        "未写  outputs/简报/2025Q1-甲镇.docx 等 4 份  有错误",
    ]


def test_a_few_and_unlike_reasons_stand_by_themselves():
    lines = told(
        *[receipt("made", "通报", f"2025-0{month}", "首次生成") for month in (1, 2, 3)],
        receipt("made", "讲话", "2025", "模板已变化"),
    )
    assert lines[:4] == [
        "已生成  outputs/通报/2025-01.docx  首次生成",
        "已生成  outputs/通报/2025-02.docx  首次生成",
        "已生成  outputs/通报/2025-03.docx  首次生成",
        "已生成  outputs/讲话/2025.docx  模板已变化",
    ]


def test_what_a_person_edited_is_named_one_by_one():
    edited = [receipt("edited", "通报", f"2025-0{month}", "有人改过") for month in range(1, 6)]
    assert len([line for line in told(*edited) if line.startswith("人改过")]) == 5


def test_notes_about_many_documents_of_a_folder_are_one_line_and_errors_stand_one_by_one():
    notes = [
        Problem("orphan-output", level, Place(f"outputs/简报/2025-10-{town}.docx"), f"没有这一期{level}")
        for level in ("info", "error")
        for town in ("甲镇", "乙镇", "丙镇", "丁镇")
    ]
    other = Problem("orphan-output", "info", Place("outputs/通报/2025-10.docx"), "没有这一期info")
    lines = list(show(SimpleNamespace(receipts=(), problems=(*notes, other), project=PROJECT)))
    assert [line for line in lines if line.startswith("说明")] == [
        "说明  outputs/简报/2025-10-甲镇.docx 等 4 份：没有这一期info",
        "说明  outputs/通报/2025-10.docx：没有这一期info",
    ]
    assert len([line for line in lines if line.startswith("错误")]) == 4


def test_what_a_signed_document_prints_otherwise_is_one_line_with_an_example():
    def differs(period, name):
        message = f"已签发（第1期），不再改动；其中“{name}”印的是 61件，现在的数据是 62件。如需更正，请另行发文"
        return Problem("issued-differs", "warning", Place(f"outputs/通报/{period}.docx"), message, found="61件", expected="62件")

    problems = (*(differs("2025-10", f"数{n}") for n in range(47)), differs("2025-11", "来信件次"))
    lines = list(show(SimpleNamespace(receipts=(), problems=problems, project=PROJECT)))
    signed, otherwise = "：已签发（第1期），不再改动；", "印的是 61件，现在的数据是 62件。如需更正，请另行发文"
    assert [line for line in lines if line.startswith("提醒")] == [
        f"提醒  outputs/通报/2025-10.docx{signed}与现在的数据有 47 处不同，其中“数0”{otherwise}",
        f"提醒  outputs/通报/2025-11.docx{signed}其中“来信件次”{otherwise}",
    ]


def test_what_lint_found_in_templates_is_told_and_counted_apart_from_the_data():
    found = [
        Problem("claim-word", "error", Place("templates/通报.txt.j2", line=7), "“全部”要有数据支撑才能写"),
        Problem("punctuation", "warning", Place("templates/通报.txt.j2", line=9), "“（”没有成对，请补上另一半"),
    ]
    lines = list(show(SimpleNamespace(receipts=(), problems=tuple(found), project=PROJECT)))
    assert lines[:3] == [
        "错误  templates/通报.txt.j2 第7行：“全部”要有数据支撑才能写",
        "提醒  templates/通报.txt.j2 第9行：“（”没有成对，请补上另一半",
        "模板：1 处错误，1 处提醒。请改好模板，再运行一次",
    ]
    assert not any(line.startswith("数据：") for line in lines)


def test_a_report_that_cannot_be_written_is_a_mistake_of_the_call_and_no_bug(tmp_path, capsys):
    (tmp_path / "inputs").mkdir()
    (tmp_path / "file").write_text("in the way", "utf-8")
    asked = ["build", "--project", str(tmp_path), "--junit", str(tmp_path / "file" / "x.xml")]
    assert run(_group, asked) == 2
    assert "x.xml 写不进去" in capsys.readouterr().err
    assert run(_group, [*asked, "--format", "json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["error"]["kind"], "x.xml 写不进去" in told["error"]["message"]) == ("file", True)
    assert told["documents"] == []


def test_on_a_terminal_a_sentence_is_broken_as_print_breaks_it():
    message = "“工作会议讲话”（2025）约2260字，按每分钟200至220字，要讲10至11分钟。"
    spoken = Problem("speaking-time", "info", Place("outputs/讲话.docx"), message)
    outcome = SimpleNamespace(receipts=[], problems=(spoken,), project=PROJECT)
    sentence = f"outputs/讲话.docx：{message}"
    assert next(show(outcome)) == f"说明  {sentence}"

    lines = [line for line in show(outcome, 40) if line != "没有生成文稿。"]
    assert len(lines) > 2
    assert all(cell_len(line) <= 40 for line in lines)
    assert lines[0].startswith("说明  ")
    assert "".join(line[6:] if at else line.removeprefix("说明  ") for at, line in enumerate(lines)) == sentence
    assert all(line.startswith(" " * 6) and line[6] not in "，。）" for line in lines[1:])


def test_errors_set_aside_by_command_are_named_as_a_check_names_them(tmp_path, capsys):
    (tmp_path / "inputs").mkdir()
    head = "信访编号,登记日期,信访形式,人数,属地,办理状态\n"
    rows = "A1,2025-03-01,来信,1,县本级,办理中\nA2,昨天,来信,1,县本级,办理中\nA3,前天,来信,1,县本级,办理中\n"
    (tmp_path / "inputs" / "信访事项登记表.csv").write_text(head + rows, "utf-8")
    summary = tmp_path / "page.md"
    call = ["build", "情况通报", "--period", "2025-03", "--accept-rejected", "--project", str(tmp_path), "--summary", str(summary)]
    for _ in range(2):  # the second time from memory
        assert run(_group, call) == 0
        assert "数据：撇开 2 处错误所在的行，0 处提醒。逐条查看：briefing check" in capsys.readouterr().out
    assert "撇开 2 处错误所在的行，错误 0 处，提醒 0 处，" in summary.read_text("utf-8")
    assert "| 撇开 | 信访事项登记表.csv |  | B3 |" in summary.read_text("utf-8")


def test_what_is_only_told_is_counted_as_to_do():
    assert told(receipt("due", "通报", "2025-01", "首次生成"))[-1] == "待做 1 份，这次没有写（--dry-run 只说要做什么）。"
    assert told(receipt("skipped", "通报", "2025-01", "缺少《领导名册》"))[-1] == "没有生成文稿。"
