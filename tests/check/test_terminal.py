"""What ``briefing check`` prints is set as Chinese is printed: no line begins with a closing sign, none is too wide."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ITEMS, item
from rich.cells import cell_len
from rich.console import Console

from pipeline.console.check import show
from pipeline.console.wrapped import wrapped

CLOSING = "，。、；：！？）》」”’％…—,.;:!?)%"
OPENING = "（《「“‘("
TEXTS = st.text(st.sampled_from("县信访局甲乙丙的件人12ab，。、；：）》”（《“ "), max_size=60)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(16, 80))
def test_lines_hold_the_whole_text_and_begin_and_end_as_they_may(text, width):
    lines = wrapped(text, width)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert max(map(cell_len, lines)) <= width
    runs = re.findall(r"[^\s，。、；：）》”][，。、；：）》”]*|[（《“]+", text)
    if max(map(cell_len, runs), default=0) < width // 2:
        assert not [line for line in lines[1:] if line[:1] in set(CLOSING)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("受理日期早于登记日期，请核对。", 20, ["受理日期早于登记日", "期，请核对。"]),
        ("见（2025-03-05）的表", 12, ["见", "（2025-03-0", "5）的表"]),
        ("见（2025-03-05）的表", 14, ["见", "（2025-03-05）", "的表"]),
        ("", 10, [""]),
        ("共 2 处错误", 8, ["共 2 处", "错误"]),
    ],
)
def test_numbers_and_brackets_stay_together(text, width, lines):
    assert wrapped(text, width) == lines


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("colour", [True, False])
def test_no_line_of_a_check_begins_with_a_closing_sign_or_is_too_wide(office, width, colour):
    name = "县信访局转来的、城关镇（含各村）报送的2025年信访事项登记表，第二稿"
    wrong = [
        item(f"XF{n}", "2025-03-05", "上" * n + "方", f"约{10**n}", "火" * n + "星", "办理中", "2025-03-01") for n in range(1, 9)
    ]
    office.put(f"{name}.xlsx", {"一季度（1月、2月、3月）": [[*ITEMS, "受理日期", "经办人（甲、乙）"], *wrong]})
    office.config("tables.yaml", "tables:\n  信访事项登记表:\n    filed_by: 乡镇\n    every: month\n")
    console = Console(width=width, highlight=False, force_terminal=colour, color_system="truecolor" if colour else None)
    with console.capture() as captured:
        show(office.read(), console)
    text = captured.get()
    assert ("\x1b" in text) == colour
    lines = [line.strip() for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()]
    assert max(map(cell_len, lines)) <= width
    assert len(lines) > 40
    assert [line for line in lines if line and line[0] in CLOSING.replace("…", "").replace("—", "")] == []
    cells = [cell for line in lines for cell in re.split(r"\s{2,}", line) if cell]
    assert [cell for cell in cells if cell[0] in "，。、；：！？）》」”’％"] == []
    assert [line for line in lines if line and line[-1] in OPENING] == []
