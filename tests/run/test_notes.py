"""Units in a ``where``: understood by name and 简称; one that nobody is called by is told at each build."""

import pytest

from pipeline.model.period import Period
from pipeline.run.figures import open_desk
from pipeline.run.order import Order
from tests.run.little import lay, made

UNITS = "单位名称,单位类别,简称,领导接待日制度\n东乡人民政府,乡镇,东乡,已建立\n西乡,乡镇,,已建立\n南镇,乡镇,,已建立\n"
ENTRY = "试:\n  table: 信访事项登记表\n  where: {属地: VALUE}\n  unit: 件\n"


def project(folder, value):
    lay(folder)
    (folder / "inputs" / "单位台账.csv").write_text(UNITS, "utf-8")
    (folder / "config" / "indicators.yaml").write_text(ENTRY.replace("VALUE", value), "utf-8")
    return folder


@pytest.mark.parametrize("value", ["东乡", "东乡人民政府", "[东乡]"])
def test_a_unit_is_understood_by_each_of_its_names(tmp_path, value):
    desk = open_desk(project(tmp_path, value))
    assert desk.measures.figure("试", Period.parse("2025-01")).value == 3


def test_a_unit_that_nobody_is_called_by_is_told_each_time(tmp_path):
    folder = project(tmp_path, "[东乡, 北乡, 县本级]")
    for order in (Order(), Order()):
        outcome, _ = made(folder, order)
        (told,) = [problem for problem in outcome.problems if problem.rule == "unknown-unit"]
        assert told.told.startswith(
            "config/indicators.yaml 第1行：指标“试”的 where 里“属地: 北乡”不是单位的名称或简称，数不到，是不是"
        )
        assert (told.level, outcome.code) == ("warning", 0)
