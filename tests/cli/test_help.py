"""``--help``: in Chinese, whole on a narrow screen, its columns straight."""

import re
import unicodedata

import click
import pytest

from pipeline.cli import _group
from pipeline.cli.ending import run

COMMANDS = _group.list_commands(click.Context(_group))


def helped(capsys, *command):
    assert run(_group, [*command, "--help"]) == 0
    return capsys.readouterr().out


def width(text):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_it_speaks_chinese(name, capsys):
    text = helped(capsys, *filter(None, [name]))
    assert text.startswith("用法：briefing ")
    assert re.findall("Usage|OPTIONS|required|default|x>=|Options|Arguments|PATH|TEXT|INTEGER|Show", text) == []


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_it_fits_a_screen_of_60_columns(name, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    _, *lines = helped(capsys, *filter(None, [name])).splitlines()
    assert [line for line in lines if width(line) > 60] == []


def test_its_columns_are_straight(capsys):
    rows = [line for line in helped(capsys, "init").partition("选项:")[2].splitlines() if line.strip()]
    starts = {width(re.match(r"\s*\S+(?: \S+)*?\s{2,}", row)[0]) for row in rows}
    assert len(starts) == 1
