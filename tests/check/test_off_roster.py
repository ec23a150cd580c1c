"""Leaders of a register whom the roster does not know are told at the first of their cells; the county's own, not a township's."""

from making import write

from pipeline.run.inputs import gather
from pipeline.settings.loading import load

ROSTER = [["领导名册"], ["姓名", "职务"], ["王某某", "县长"], ["李某某", "副县长"]]
VISITS = [["领导下访登记表"], ["下访日期", "下访领导", "地点", "接待批次"]]


def told(folder, *rows, roster=ROSTER, more=()):
    write(folder / "inputs" / "领导下访登记表.xlsx", [*VISITS, *([f"2025-0{at}-05", name, "城关镇", 1] for at, name in rows)])
    for name, grid in more:
        write(folder / "inputs" / f"{name}.xlsx", grid)
    if roster:
        write(folder / "inputs" / "领导名册.xlsx", roster)
    return [one for one in gather(load(folder)).problems if one.rule == "off-roster"]


def test_a_name_written_otherwise_is_told_once_at_the_first_cell_without_the_name(tmp_path):
    (problem,) = told(tmp_path, (1, "王某某"), (2, "王谋某"), (3, "王谋某"), (4, "赵某某"))
    assert (problem.level, problem.place.file, problem.place.cell) == ("warning", "领导下访登记表.xlsx", "B4")
    assert problem.message == (
        "下访领导有2人不在领导名册里（共3行，这是第一处）：领导人数、次数里算了，达到要求的人数里不算。"
        "是县领导的，请补进领导名册（离任的写上离任日期）；姓名写法不一致的，请改成一样；不是县领导的，不该登记在这里"
    )
    assert "王谋某" not in problem.found


def test_all_of_the_roster_or_no_roster_is_no_warning(tmp_path):
    assert told(tmp_path, (1, "王某某"), (2, "李某某")) == []
    (tmp_path / "inputs" / "领导名册.xlsx").unlink()
    assert told(tmp_path, (1, "王谋某"), roster=None) == []


def test_of_receptions_only_those_that_the_indicator_counts(tmp_path):
    head = [["领导接访登记表"], ["接访日期", "接访领导", "层级", "人数"]]
    rows = [["2025-01-05", "张某某", "乡镇", 1], ["2025-01-06", "王某某", "县", 2], ["2025-01-07", "孙某某", "县", 1]]
    (problem,) = told(tmp_path, (1, "王某某"), more=[("领导接访登记表", [*head, *rows])])
    assert (problem.place.file, problem.place.cell) == ("领导接访登记表.xlsx", "B5")
    assert problem.message.startswith("接访领导有1人不在领导名册里（共1行，")
