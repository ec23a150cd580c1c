"""A dimension that no definition knows is a mistake of the template; a table that is not there is a gap."""

import pytest

from pipeline.run.lint import lint
from tests.run.little import lay, made

LINES = "{% for 项 in DIMENSION %}\n{{ 项.名称 }}{{ 项 }}。\n{% endfor %}\n"


def project(folder, call):
    lay(folder)
    text = "# 题\n\n全县信访总量{{ 信访总量 }}。\n\n" + LINES.replace("DIMENSION", call)
    (folder / "templates" / "县.txt.j2").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ('分组(信访总量, "问题类型")', "“信访总量”不能按“问题类型”分组：《信访事项登记表》没有这一列，最接近的是“问题类别”"),
        ('分组(重复信访率, 维度="乡鎮")', "最接近的是“乡镇”"),
        ('交叉(信访总量, "乡镇", "问题类型").行', "最接近的是“问题类别”"),
        ('分组(信访总量, "信访人")', "没有这一列"),
        ('分组(指标("信访总量"), "问题类型")', "最接近的是“问题类别”"),
    ],
)
def test_a_dimension_that_there_is_not_is_told_at_its_line(tmp_path, call, told):
    outcome, receipts = made(project(tmp_path, call))
    assert receipts["全县月报/2025-01"].status == "failed"
    (problem,) = {one for one in outcome.problems if one.place.file == "templates/县.txt.j2" and one.rule == "template"}
    assert told in problem.message
    assert (problem.place.line, outcome.code) == (5, 2)


def test_lint_tells_it_without_data(tmp_path):
    (problem,) = [one for one in lint(project(tmp_path, '分组(信访总量, "问题类型")')).problems if one.level == "error"]
    assert "最接近的是“问题类别”" in problem.message


@pytest.mark.parametrize(
    "call", ['分组(接访批次, "问题类别")', '分组(信访总量, "乡镇")', '分组(信访总量, "月")', '分组(信访总量, "类别")']
)
def test_a_table_that_is_not_there_and_every_known_name_are_no_mistake(tmp_path, call):
    _, receipts = made(project(tmp_path, call))
    assert receipts["全县月报/2025-01"].status == "made"
