"""The list of delivered indicators of docs/indicators.md, made from the config: ``python tests/tools/indicator_list.py``."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "indicators.md"
CONFIG = ROOT / "config" / "indicators.yaml"
TITLE = "## The delivered ones\n"
SET = {"channels_in_total": "来信、来访、网上信访、来电", "collective_min": "5"}
_HEADING = re.compile(r"# —+ (.+?) —+")


def listing(config: str) -> str:
    """A table for each part of the config file, in its order."""
    entries = yaml.safe_load(config)
    lines: list[str] = []
    for line in config.splitlines():
        if heading := _HEADING.fullmatch(line.strip()):
            lines += ["", f"**{heading[1]}**", "", "| name | unit | what it counts |", "|---|---|---|"]
        elif (name := line.partition(":")[0]) in entries:
            lines.append(f"| `{name}` | {entries[name].get('unit', '')} | {_said(entries[name].get('definition', ''))} |")
    return "\n".join(lines) + "\n"


def _said(definition: str) -> str:
    """As it is printed where the office has set nothing."""
    for setting, said in SET.items():
        definition = definition.replace(f"{{{setting}}}", said)
    return definition


if __name__ == "__main__":
    head = PAGE.read_text("utf-8").partition(TITLE)[0]
    PAGE.write_text(head + TITLE + listing(CONFIG.read_text("utf-8")), "utf-8", newline="\n")
