"""The markup, from fixture files: a title, the template, a dot, the outline, a dot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.compose.county import compose, count, outline

CASES = [
    pytest.param(template, wanted, id=f"{path.stem}: {title}")
    for path in sorted((Path(__file__).parent / "markup").glob("*.txt"))
    for title, template, wanted in re.findall(r"^(.+)\n\.\n((?:.*\n)*?)\.\n((?:.*\n)*?)\.\n", path.read_text("utf-8"), re.MULTILINE)
]
PARTS = {
    "parts/一段.j2": "一段：{{ 信访总量 }}。",
    "parts/宏.j2": "{% macro 句(名) %}\n{{ 名 }}：{{ 信访总量 }}。\n{% endmacro %}\n",
}
FACTS = {"标题": "# 不是标题", "竖线": "一|二", "加粗": "**粗**", "话": "3月5日召开2次会议", "数": 12, "没填": None}


@pytest.mark.parametrize(("template", "wanted"), CASES)
def test_fixture(tmp_path, template, wanted):
    figures = (count("信访总量", 307, 394), count("集体访批次", None, 3, unit="批"))
    document, problems = compose(tmp_path, {"文.txt.j2": template, **PARTS}, *figures, facts=FACTS, number=99)
    assert [problem.message for problem in problems] == []
    assert outline(document) == wanted.rstrip("\n")


def test_there_are_fixtures():
    assert len(CASES) > 25
