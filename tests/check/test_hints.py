"""A suggestion that is wrong is worse than none."""

import pytest
from making import ITEMS, item, rows


@pytest.mark.parametrize(
    ("channel", "hint"),
    [("信访", ""), ("来信来访", ""), ("上方", ""), ("信箱", ""), ("网上信仿", "网上信访"), ("网上投诉件", "网上信访")],
)
def test_a_channel_is_suggested_only_where_one_alone_is_near(office, channel, hint):
    office.put("a.xlsx", [ITEMS, item("XF1", channel=channel)])
    (problem,) = [p for p in office.read().problems if p.level == "error"]
    assert (f"是不是“{hint}”？" in problem.message) if hint else ("是不是" not in problem.message)


def test_a_state_with_one_wrong_character_is_suggested(office):
    office.put("a.xlsx", [ITEMS, item("XF1", state="己办结")])
    (problem,) = [p for p in office.read().problems if p.level == "error"]
    assert "是不是“已办结”？" in problem.message


def test_网访_is_网上信访(office):
    office.put("a.xlsx", [ITEMS, item("XF1", channel="网访")])
    assert rows(office.read(), "信访事项登记表", "信访形式") == [("网上信访",)]
