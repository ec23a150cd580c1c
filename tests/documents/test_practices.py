"""What a county does and no table bears out: the office's own words (organization.yaml: practices), or nothing of it."""

import pytest
from outlines import outline
from test_few_petitions import county, petition, reception

__all__ = ["county"]

SPEECH = "工作会议讲话"
UNSAID = (
    *("公示", "反馈", "联合接访", "一同参加", "逐件", "每次接访", "定期接待"),
    *("带案", "上门入户", "包案", "一案一策", "定期调度", "跟踪督办"),
)
"""Words of practices that nobody reported; part three, which looks ahead, may have them."""


def told(project, kind=SPEECH, period="2025"):
    return outline(project.compose(kind, period)[0])


def looking_back(project):
    return told(project).partition("三、")[0]


def visit(day):
    given = {"下访日期": day, "下访领导": "甲某某", "职务": "县长", "地点": "城关镇"}
    return {**given, "接待批次": 2, "接待人次": 3, "化解件数": 1}


def case(resolved):
    return {"案件编号": f"JA{resolved}", "列入日期": "2025-02-03", "问题类别": "生活保障", "是否化解": resolved}


def planned(day, shown, kind="接访"):
    given = {"日期": day, "领导": "甲某某", "职务": "县长", "分管工作": "全面工作", "地点": "接待大厅", "类型": kind}
    return {**given, "公示日期": shown}


@pytest.fixture
def full(county):
    """Registers of everything, and not a word of how the work was done."""
    return county(
        petition("2025-03-03"),
        领导接访登记表=[reception("2025-03-03")],
        领导下访登记表=[visit("2025-03-04")],
        信访积案台账=[case("是"), case("否")],
    )


def test_what_no_table_bears_out_is_not_said(full):
    text = looking_back(full)
    assert [word for word in UNSAID if word in text] == []
    assert "一是〈面对面听取群众诉求。〉县领导带头接访" in text
    assert "组织县领导下访" in text
    assert "其余案件正在抓紧推进" in text


def test_every_part_of_a_speech_without_practices_has_its_points(full):
    assert not [problem for problem in full.compose(SPEECH, "2025")[1] if problem.rule == "structure"]


def test_the_office_s_own_words_are_printed_as_written(tmp_path, county):
    words = "practices:\n  公开接访: 变坐等为常访。县领导每周三接访，全年开门。\n  带案下访: 带着案子下去。每案由5人小组跟办。\n"
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "organization.yaml").write_text(words, "utf-8")
    project = county(petition("2025-03-03"), 领导接访登记表=[reception("2025-03-03")], 领导下访登记表=[visit("2025-03-04")])
    document, problems = project.compose(SPEECH, "2025")
    text = outline(document)
    assert "一是〈变坐等为常访。〉县领导每周三接访" in text
    assert "县领导每周三接访，全年开门。2025年，县领导共接待群众【1批】、【2人次】。" in text
    assert "推行县领导带案下访" in text
    assert "每案由【5人】小组跟办。" in text
    assert "面对面听取群众诉求。县领导带头接访" not in text
    assert not [problem for problem in problems if problem.level != "info" and problem.rule == "loose-digit"]


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ("2025-03-01", "安排县领导接访【2场】，全部提前公示"),
        ("2025-03-04", "安排县领导接访【2场】，提前公示接访领导的姓名、职务、分管工作和接访地点的有【1场】"),
    ],
)
def test_of_the_receptions_that_were_planned_it_says_how_many_were_announced(county, second, sentence):
    plan = [planned("2025-03-03", "2025-03-01"), planned("2025-03-04", second)]
    project = county(petition("2025-03-03"), 领导接访登记表=[reception("2025-03-03")], 接访安排表=plan)
    assert sentence in told(project)


def test_receptions_planned_for_days_to_come_are_not_told_as_past(county):
    plan = [planned("2025-03-03", "2025-03-01"), planned("2025-09-01", "2025-08-20")]
    receptions = [reception("2025-03-03")]
    project = county(petition("2025-03-03"), until="2025-06-30", 领导接访登记表=receptions, 接访安排表=plan)
    assert "安排县领导接访【1场】，全部提前公示" in told(project)


def test_a_day_without_a_reception_is_not_blamed_on_the_plan(county):
    text = told(county(petition("2025-03-03"), 领导接访登记表=[reception("2025-03-03")]), "工作会议部署")
    assert "有【1】个工作日有县领导接访。" in text
    assert "空档" not in text


def test_a_duty_that_was_planned_is_told_as_planned(county):
    reports = [{"日期": "2025-10-02"}]
    project = county(petition("2025-10-02"), reports=reports, 接访安排表=[planned("2025-10-02", None, "带班值班")])
    assert "当日安排【1】名县领导带班值班。" in told(project, "信访工作日报", "2025-10-02")
