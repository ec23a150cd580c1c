"""docs/commands.md says of every command what ``--help`` says, and no more."""

import re
from pathlib import Path

import click
import pytest

from pipeline.cli import _group

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
COMMANDS = _group.list_commands(click.Context(_group))
EVERYWHERE = {"--project", "--format", "--help", "-h"}


def sections() -> dict[str, str]:
    """The text under each ``## briefing NAME``, and that of the first one, which speaks of all commands."""
    _, *parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    return {title.removeprefix("briefing "): text for title, _, text in (part.partition("\n") for part in parts)}


def options(command: click.Command) -> set[str]:
    return {flag for param in command.params if isinstance(param, click.Option) for flag in [*param.opts, *param.secondary_opts]}


def told(text: str) -> set[str]:
    """The options that a section's table lists."""
    cells = re.findall(r"^\| *(`-.*?`) *\|", text, flags=re.MULTILINE)
    return {flag for cell in cells for flag in re.findall(r"`(-[\w-]+)", cell)}


def test_every_command_has_a_section_and_no_other_has():
    assert list(sections())[1:] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_lists_the_options_of_its_command(name):
    command = _group.get_command(click.Context(_group), name)
    assert told(sections()[name]) == options(command) - EVERYWHERE


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_what_the_first_section_says(name):
    command = _group.get_command(click.Context(_group), name)
    context = click.Context(command, help_option_names=["-h", "--help"])
    taken = {flag for param in command.get_params(context) if isinstance(param, click.Option) for flag in param.opts}
    assert told(sections()["所有命令都有"]) == EVERYWHERE
    assert taken >= EVERYWHERE


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_help_text_in_chinese(name):
    command = _group.get_command(click.Context(_group), name)
    helps = {param.name: param.help or "" for param in command.params if isinstance(param, click.Option)}
    assert [option for option, text in helps.items() if not re.search(r"[\u4e00-\u9fff]", text)] == []


def test_the_statuses_are_those_of_a_receipt():
    from typing import get_args

    from pipeline.console.build import WORDS
    from pipeline.model.receipt import Status

    rows = re.findall(r"^\| (\S+) \| `(\w+)` \|", sections()["build"], flags=re.MULTILINE)
    assert {status: word for word, status in rows} == WORDS
    assert {status for _, status in rows} == set(get_args(Status))
