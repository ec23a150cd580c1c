"""The READMEs are true: every command they print exists, and the ten-minute tour goes as they tell it."""

import re
import shlex
import shutil
import zipfile
from pathlib import Path

import click
import openpyxl
import pytest

from pipeline.cli import _group, main

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "docs/quickstart.zh-CN.md",
    "docs/install.zh-CN.md",
    "docs/sample.md",
    "pipeline/run/skeleton/README.md",
)
FAULT = "`F5` 属地应为单位台账里的单位名称或简称，现为“戊**”。是不是“戊岭镇”？请改正，或在单位台账中补上这个单位"


def text(page):
    return (ROOT / page).read_text("utf-8")


def printed(page):
    """Every command line of a page's code blocks, without what is said beside it."""
    blocks = re.findall(r"^```\n(.*?)^```", text(page), re.MULTILINE | re.DOTALL)
    lines = [re.split(r"\s+#|\s{3,}", line)[0].strip() for block in blocks for line in block.splitlines()]
    return [line.replace(".venv\\Scripts\\", "") for line in lines]


def mentioned(page):
    """Every command that its running text mentions."""
    return re.findall(r"`((?:briefing|make) [^`]+)`", re.sub(r"^```.*?^```", "", text(page), flags=re.MULTILINE | re.DOTALL))


def command(line):
    """The command that a line calls, and its arguments; of ``make`` none."""
    program, name, *rest = shlex.split(line)
    if program == "make":
        assert re.search(rf"^{name}:", text("Makefile"), re.MULTILINE)
        return None, []
    found = _group.get_command(click.Context(_group), name)
    assert found is not None
    return found, rest


@pytest.mark.parametrize("line", [line for page in PAGES for line in printed(page) if line.startswith(("briefing ", "make "))])
def test_a_printed_command_is_understood(line):
    found, rest = command(line)
    if found is not None:
        found.make_context(found.name, rest)


@pytest.mark.parametrize("line", [line for page in PAGES for line in mentioned(page)])
def test_a_mentioned_command_exists(line):
    found, rest = command(line)
    if found is not None:
        known = {flag for param in found.params for flag in param.opts}
        assert {word for word in rest if word.startswith("--")} <= known


def test_every_page_speaks_of_commands():
    assert [page for page in PAGES if not printed(page) + mentioned(page)] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_both_readmes_take_the_same_tour(page):
    steps = [line for line in printed(page) if "tour" in line and line.startswith("briefing")]
    assert list(dict.fromkeys(steps)) == list(TOUR)
    assert FAULT in text(page)


TOUR = (
    "briefing init tour --sample",
    "briefing build --project tour",
    "briefing explain tour/outputs/工作会议讲话/2025.docx 1 --project tour",
    "briefing check --project tour",
    "briefing build 工作会议讲话 --period 2025 --project tour",
)


def words(docx):
    with zipfile.ZipFile(docx) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())


def edit(docx, old, new):
    """What a person does in Word: the same parts, one sentence changed."""
    with zipfile.ZipFile(docx) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    assert kept["word/document.xml"].decode().count(old)
    kept["word/document.xml"] = kept["word/document.xml"].decode().replace(old, new, 1).encode()
    with zipfile.ZipFile(docx, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in kept.items():
            parts.writestr(name, content)


def test_the_tour(tmp_path, monkeypatch, capsys):
    init, build, explain, check, speech = TOUR
    january = tmp_path / "tour" / "outputs" / "情况通报" / "2026-01.docx"
    talk = tmp_path / "tour" / "outputs" / "工作会议讲话" / "2025.docx"
    monkeypatch.chdir(tmp_path)

    def run(line):
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(line)[1:])
        return ended.value.code, capsys.readouterr().out

    assert run(init)[0] == 0
    assert run(speech)[0] == 0
    assert "全部得到化解" in words(talk)
    code, told = run(explain)
    assert code == 0
    assert "接访批次：307批" in told

    drop = tmp_path / "tour" / "inputs" / "2026年1月"
    shutil.copytree(ROOT / "examples" / "2026年1月", drop)
    code, told = run(check)
    assert code == 1
    cell, _, message = FAULT.removeprefix("`").partition("` ")
    assert cell + message in "".join(told.split())

    register = drop / "信访事项登记表.csv"
    register.write_text(register.read_text("utf-8").replace("戊领镇", "戊岭镇"), "utf-8")
    assert run(check)[0] == 0
    monthly = build.replace("build", "build 情况通报")
    assert run(monthly)[0] == 0
    assert "2026年1月" in words(january)

    edit(january, "工作要求", "工作安排")
    before = january.read_bytes()
    code, told = run(monthly)
    assert code == 1
    assert "人改过" in told
    assert january.read_bytes() == before
    assert january.with_name("2026-01.新稿.docx").is_file()

    book = openpyxl.load_workbook(path := tmp_path / "tour" / "inputs" / "2025" / "信访积案台账2025.xlsx")
    header = [cell.value for cell in book.active[2]]
    for name, value in (("是否化解", "否"), ("化解日期", None)):
        book.active.cell(3, header.index(name) + 1).value = value
    book.save(path)
    assert run(speech)[0] == 0
    assert "全部得到化解" not in words(talk)
    assert "40件，已化解39件" in words(talk)
