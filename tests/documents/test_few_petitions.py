"""A county with next to nothing in its tables, typed row by row: what the documents say of one petition, of zeros, of 100 %."""

import csv
import itertools

import pytest
from opened_county import opened
from outlines import outline

NUMBERS = itertools.count(1)
FACTS = "标题: 有关情况\n事项:\n  - {标题: 一件事, 情况: 已办理。}\n"


def petition(day, form="来信", category="生活保障", **more):
    return {
        "信访编号": f"XF{next(NUMBERS)}",
        "登记日期": day,
        "信访形式": form,
        "人数": 1,
        "初重信访": "初次",
        "属地": "城关镇",
        "到访层级": "",
        "问题类别": category,
        "责任单位": "县民政局",
        "受理日期": day,
        "办结日期": day,
        "办理状态": "已办结",
        "满意度": "满意",
        **more,
    }


def reception(day, category="生活保障", **more):
    given = {"接访日期": day, "接访领导": "甲某某", "职务": "县长", "层级": "县", "人数": 2, "问题类别": category}
    return {**given, "处理方式": "现场交办", "化解方式": "依法解决", "办理状态": "已办结", **more}


def case(number, resolved):
    return {"案件编号": f"JA{number}", "列入日期": "2025-02-03", "问题类别": "生活保障", "是否化解": "是" if resolved else "否"}


@pytest.fixture
def county(tmp_path):
    def laid(*petitions, units=("城关镇", "东关镇"), until="2025-12-31", reports=None, **tables):
        kinds = [(name, "乡镇") for name in units] + [("县民政局", "县直部门")]
        tables["信访事项登记表"] = petitions
        tables["单位台账"] = [{"单位名称": name, "单位类别": kind, "领导接待日制度": "已建立"} for name, kind in kinds]
        if reports is not None:
            tables["日报表"] = [
                {"日期": "2025-10-02", "报告单位": "城关镇"}
                | dict.fromkeys(("到县批次", "到县人次", "去市批次", "赴省批次", "进京批次"), 0)
                | row
                for row in reports
            ]
        for name, rows in tables.items():
            for year in ("", "2024年", "2025年"):
                _written(tmp_path / "inputs" / f"{name}{year}.csv", [row for row in rows if _year(row) == year])
        facts = tmp_path / "config" / "facts" / "信访信息专报"
        facts.mkdir(parents=True)
        (facts / "2025-12.yaml").write_text(FACTS, "utf-8")
        watch = "watch:\n  国庆2025: 2025-10-01..2025-10-08\n" if reports is not None else ""
        (tmp_path / "config" / "calendar.yaml").write_text(f"data_until: {until}\n{watch}", "utf-8")
        return opened(tmp_path)

    return laid


def _year(row):
    """The year of a row's date: a file named by its year covers all of it."""
    dates = [value for name, value in row.items() if name.endswith("日期") and value]
    return f"{dates[0][:4]}年" if dates else ""


def _written(path, rows):
    path.parent.mkdir(exist_ok=True)
    if not rows:
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)


def told(county, kind, period, scope=None):
    document, problems = county.compose(kind, period, scope)
    assert [problem for problem in problems if problem.level == "error"] == []
    lines = outline(document).splitlines()
    return "\n".join(line for line in lines if not line.startswith(("论断", "略去")))


def year(form="来信", *categories):
    """One petition a month of 2025, and one of 2024 so that the year before is covered."""
    return [petition("2024-01-09")] + [petition(f"2025-{n:02d}-09", form, one) for n, one in enumerate(categories, 1)]


# 办理质量: at 100 % nothing is left to ask for


@pytest.mark.parametrize(("rating", "asked"), [("满意", False), ("不满意", True), ("", False)])
def test_satisfaction_of_all_is_no_shortcoming(county, rating, asked):
    text = told(county(*year("来信", "生活保障"), petition("2025-03-02", 满意度=rating), 领导接访登记表=[]), "工作会议部署", "2025")
    assert ("办理质量还要巩固提高" in text) is asked
    assert "群众满意率为【100%】" not in text


# 类别: the only one, all of them, leaders


def test_one_category_is_what_the_petitions_are_about(county):
    text = told(county(petition("2025-11-03"), petition("2024-01-03")), "情况通报", "2025-11")
    assert "反映的是生活保障问题。各类问题的数量和变化见附件1。" in text
    assert "按问题类别分，" not in text


def test_where_all_categories_are_listed_none_leads(county):
    given = [petition(f"2025-11-0{n}", category=one) for n, one in enumerate(("生活保障", "生活保障", "环境保护", "教育卫生"), 1)]
    text = told(county(*given, petition("2024-01-03")), "情况通报", "2025-11")
    assert "按问题类别分，有生活保障【2件】，教育卫生、环境保护各【1件】。" in text


def test_a_few_petitions_are_no_concentration(county):
    few = county(*year("来信", "生活保障", "生活保障", "环境保护"), 领导接访登记表=[])
    text = told(few, "工作会议部署", "2025")
    assert "反映集中。" not in text
    assert "群众反映的问题还要用心办好。" in text


def test_many_petitions_are(sample):
    assert "〈一些领域的问题反映集中。〉" in told(sample, "工作会议部署", "2025")


def test_one_reception_is_not_a_part_of_itself(county):
    one = county(petition("2025-12-03"), 领导接访登记表=[reception("2025-12-04")])
    text = told(one, "信访信息专报", "2025-12")
    assert "县领导共接待群众【1批】、【2人次】，现场交办【1批】。群众反映的是生活保障问题。" in text


# 总量: channels that had nothing, now or a year ago, are not told; one that fell to none is


def test_channels_without_anything_are_left_out_but_not_those_that_fell_to_none(county):
    given = [petition("2025-11-03", "来访"), petition("2024-11-03", "来信"), petition("2024-01-03")]
    text = told(county(*given), "情况通报", "2025-11")
    (line,) = [line for line in text.splitlines() if "从信访形式看" in line]
    assert "来信【0件】，同比" in line
    assert "来访【1批】、【1人次】" in line
    assert "网上信访" not in line
    assert "来电" not in line


# 通报 without an item


@pytest.mark.parametrize(("kind", "period"), [("情况通报", "2025-11"), ("情况通报-季度", "2025Q3")])
def test_without_a_petition_there_is_no_chart_no_table_of_zeros_and_no_demand_that_does_not_fit(county, kind, period):
    text = told(county(petition("2025-01-03"), petition("2024-01-03")), kind, period)
    assert "信访总量【0件】" in text
    assert "图: " not in text
    assert "H 乡镇" not in text
    assert "附件" not in text
    assert "各乡镇情况" not in text
    assert "反映集中" not in text
    assert "重复信访" not in text
    assert "〈做好日常工作。〉" in text


def test_an_annex_is_named_by_its_number(sample):
    text = told(sample, "情况通报-季度", "2025Q3")
    named = next(line for line in text.splitlines() if line.startswith("附件说明: ")).removeprefix("附件说明: ").split(" / ")
    assert "各类问题的数量和变化见附件1。" in text
    assert "各乡镇信访量见附件2。办理情况见附件3。" in text
    assert [title.removeprefix("2025年三季度") for title in named] == ["各类问题信访量", "各乡镇信访量", "各乡镇信访事项办理情况"]


def test_one_township_has_no_order(county):
    text = told(county(petition("2025-11-03"), petition("2024-01-03"), units=("城关镇",)), "情况通报", "2025-11")
    assert "各乡镇信访量如下。" in text
    assert "固定顺序" not in text


@pytest.mark.parametrize(
    ("categories", "said"),
    [
        ("征地 其他", "有征地【1件】，其他【1件】。"),
        ("征地 征地 社保 其他 其他", "有征地【2件】、社保【1件】，其他【2件】。"),
        ("征地 社保 其他", "征地、社保各【1件】，其他【1件】。"),
        ("征地 征地 征地 社保 社保 其他", "居前两位的是征地【3件】、社保【2件】。"),
    ],
)
def test_named_problems_lead_the_others_or_are_listed_with_them(county, categories, said):
    """One petition on a named problem beside one on 其他 neither leads nor is all there is."""
    rows = [petition("2025-11-03", category=category) for category in categories.split()]
    assert f"按问题类别分，{said}" in told(county(*rows, petition("2024-01-03")), "情况通报", "2025-11")


def test_the_year_s_report_draws_no_year_of_which_there_are_no_figures(county):
    text = told(county(petition("2025-11-03")), "年度报告", "2025")
    assert "各月信访总量如下。" in text
    assert "2025年各月信访总量（件）" in text
    assert "2024年" not in text
    assert "与上年对照" not in text


def test_the_year_s_report_draws_the_year_before_beside_it(county):
    text = told(county(petition("2025-11-03"), petition("2024-01-03")), "年度报告", "2025")
    assert "各月信访总量与上年对照如下。" in text
    assert "2025年与2024年各月信访总量（件）" in text


@pytest.mark.parametrize("kind", ["工作会议讲话", "工作会议部署", "年度报告", "情况通报"])
def test_a_total_that_lacks_reports_says_so(tmp_path, county, kind):
    """Eleven months of one township and twelve of the other are missing: 1件 is not what the county had."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "tables.yaml").write_text("tables:\n  信访事项登记表: {filed_by: 乡镇, every: month}\n", "utf-8")
    project = county(petition("2025-11-03"), 领导接访登记表=[reception("2025-11-04")])
    text = told(project, kind, "2025-11" if kind == "情况通报" else "2025")
    assert "全县信访总量【1件】（数据不全，为已报数）" in text
    assert kind != "年度报告" or "按月报送的报表，应报【24份】，已报【1份】。未报单位的数按缺报处理，不作零计。" in text


def test_a_township_that_has_not_reported_is_asked_to(tmp_path, county):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "tables.yaml").write_text("tables:\n  信访事项登记表: {filed_by: 乡镇, every: month}\n", "utf-8")
    project = county(petition("2025-11-03"))
    asked = "按月报送的报表，应报【3份】，已报【{}份】。未报的按缺报处理，不作零计，请抓紧补报。"
    assert asked.format(0) in told(project, "乡镇信访简报", "2025Q4", "东关镇")
    assert asked.format(1) in told(project, "乡镇信访简报", "2025Q4", "城关镇")
    assert "的信访事项【1件】（数据不全，为已报数）。" in told(project, "乡镇信访简报", "2025Q4", "城关镇")


# 简报


def test_a_township_is_asked_to_go_on_so_only_where_all_was_accepted_in_time(county):
    late = petition("2025-10-10", 受理日期="2025-11-05", 办结日期="2025-11-06", 办结时限="2025-12-31")
    bad = county(late, petition("2025-10-11", 办结时限="2025-12-31"), petition("2024-01-03"))
    text = told(bad, "乡镇信访简报", "2025Q4", "城关镇")
    assert "本期到期的事项已全部按期办结。" in text
    assert "继续保持" not in text
    assert "受理期限在本期的【2件】信访事项中，未按期受理【1件】，请督促有关责任单位在规定时限内受理并告知信访人。" in text


def test_a_township_in_time_is_asked_to_go_on_so(county):
    text = told(county(petition("2025-10-11", 办结时限="2025-12-31"), petition("2024-01-03")), "乡镇信访简报", "2025Q4", "城关镇")
    assert "本期到期的事项已全部按期办结，请继续保持。" in text


def test_the_letter_to_a_township_speaks_as_an_office_does(county):
    given = [petition("2025-10-11", "网上信访", 办结日期="", 办理状态="办理中"), petition("2024-01-03")]
    text = told(county(*given), "乡镇信访简报", "2025Q4", "城关镇")
    assert "涉及城关镇的信访事项【1件】" in text
    assert "从信访形式看，网上信访【1件】。" in text
    assert "并将结果报我局" in text
    assert "次（" not in text
    assert "  来访（批） | 【0】" in text


# 积案


@pytest.mark.parametrize("kind", ["工作会议讲话", "工作会议部署", "年度报告"])
def test_of_cases_none_of_which_is_resolved_no_rate_is_told(county, kind):
    tables = {"信访积案台账": [case(1, resolved=False)], "领导接访登记表": [reception("2025-12-04")]}
    text = told(county(*year("来信", "生活保障"), **tables), kind, "2025")
    assert "列入台账的信访积案【1件】，目前尚未化解，正在抓紧推进。" in text
    assert "化解率" not in text


@pytest.mark.parametrize("kind", ["工作会议讲话", "工作会议部署", "年度报告"])
def test_of_cases_some_of_which_are_resolved_the_rate_is_told(county, kind):
    tables = {"信访积案台账": [case(1, resolved=False), case(2, resolved=True)], "领导接访登记表": [reception("2025-12-04")]}
    text = told(county(*year("来信", "生活保障"), **tables), kind, "2025")
    assert "列入台账的信访积案【2件】，已化解【1件】，化解率【50%】" in text


# 讲话


def test_ways_of_settling_are_those_of_the_closed_batches(sample):
    text = told(sample, "工作会议讲话", "2025")
    shop = sample.shop
    span = shop.settings.calendar.period("2025")
    closed = shop.measures.figure("接访办结批次", span)
    ways = [one for one in shop.measures.breakdown("接访办结批次", "化解方式", span) if one.value]
    assert sum(one.value for one in ways) == closed.value
    (line,) = [line for line in text.splitlines() if "目前已办结" in line]
    assert f"目前已办结【{closed.value}批】；从化解方式看，" in line
    assert all(f"{one.member}【{one.value}批】" in line for one in ways)
    helped = shop.measures.figure("困难救助人数", span).value
    assert next(one.value for one in ways if one.member == "困难救助") <= helped
    assert f"2025年，全县共救助生活困难的信访群众【{helped}人】" in line


def test_townships_that_received_nobody_are_not_told(county):
    little = county(*year("来信", "生活保障"), 领导接访登记表=[reception("2025-12-04")])
    for kind in ("工作会议讲话", "工作会议部署", "年度报告"):
        assert "领导接待来访【" not in told(little, kind, "2025")
        assert "领导共接待来访【" not in told(little, kind, "2025")


# 年度报告


def test_the_report_names_what_was_assigned_only_where_something_was(county):
    known = {"期间": "2025", "数值": 3, "单位": "件", "填报单位": "县信访局", "依据": "统计表"}
    reported = [{"指标": name, **known} for name in ("转送件数", "督办件数")]
    other = {"案件编号": "JB1", "交办日期": "2025-03-03", "交办机关": "省", "案件类别": "一般", "办理状态": "已办结"}
    text = told(county(*year("来信", "生活保障"), 填报数据表=reported, 上级交办案件台账=[other]), "年度报告", "2025")
    assert "、转送督办情况" in text
    assert "市交办" not in text


def test_own_work_that_is_only_a_bulletin_is_headed_by_it(county):
    issue = {"刊名": "信访信息专报", "期号": 1, "签发日期": "2025-03-03", "标题": "一", "份数": 30}
    text = told(county(*year("来信", "生活保障"), 发文登记簿=[issue]), "年度报告", "2025")
    assert "、信息编报情况\n编发《信访信息专报》【1期】，印发【30份】。" in text


def test_the_report_goes_upwards_and_gives_no_orders(sample):
    body = told(sample, "年度报告", "2025")
    assert "有关单位要" not in body
    assert "部门要" not in body


def test_the_annexes_of_a_year_compare_it_with_the_year_before(sample):
    text = told(sample, "年度报告", "2025")
    assert "H 问题类别 | 本年（件） | 占信访总量 | 上年（件） | 同比" in text
    assert "H 乡镇 | 本年（件） | 上年（件） | 同比" in text
    assert "图: column 2025年与2024年各月信访总量（件）" in text
    assert text.index("（三）各月情况") < text.index("图: column")


# 下访: praised only where there was some


@pytest.mark.parametrize("kind", ["工作会议讲话", "工作会议部署", "年度报告"])
@pytest.mark.parametrize("visits", [None, [], [{"下访日期": "2025-05-06", "下访领导": "甲某某", "地点": "城关镇"}]])
def test_visits_of_leaders_are_spoken_of_where_there_were_any(county, kind, visits):
    """No table, a table without a row, one visit of which the number of people is not known."""
    tables = {} if visits is None else {"领导下访登记表": visits}
    made = county(*year("来信", "生活保障"), 领导接访登记表=[reception("2025-03-03")], **tables)
    text = told(made, kind, "2025")
    looks_back = text.split("下一步工作")[0] if kind == "年度报告" else text.split("## 三、")[0]
    assert ("下访" in looks_back) is bool(visits)
    assert ("下访【1次】" in looks_back) is bool(visits)


# 日报


def daily(county):
    return told(county, "信访工作日报", "2025-10-02")


def test_zeros_are_told_as_none_and_a_zero_report_needs_a_day_without_receptions(county):
    reports = [{}, {"报告单位": "东关镇"}]
    text = daily(county(petition("2025-01-03"), reports=reports, 领导接访登记表=[reception("2025-10-03")]))
    assert "各单位均报告无到县、去市、赴省、进京走访，当日为零报告。" in text
    assert "没有县领导接访记录。" in text


def test_a_reception_on_the_day_is_no_zero_report(county):
    reports = [{}, {"报告单位": "东关镇"}]
    text = daily(county(petition("2025-01-03"), reports=reports, 领导接访登记表=[reception("2025-10-02")]))
    assert "各单位均报告无到县、去市、赴省、进京走访。" in text
    assert "零报告。" not in text
    assert "县领导接待来访群众【1批】、【2人次】。" in text


def test_when_nobody_reported_they_are_not_named_one_by_one(county):
    text = daily(county(petition("2025-01-03"), reports=[{"日期": "2025-10-01"}]))
    assert "应报送日报的【2】个单位均未报送。请立即补报" in text
    assert "未报送的有" not in text


def test_when_all_reported_it_is_the_units_that_report(county):
    text = daily(county(petition("2025-01-03"), reports=[{"到县批次": 1, "到县人次": 3}, {"报告单位": "东关镇"}]))
    assert "全部报齐。" in text
    assert "\n各单位报告，到县走访【1批】、【3人次】" in text


def test_a_file_without_categories_takes_the_leaders_and_no_number_with_it(county):
    """Nobody knows which category leads; how many came again is known, and no share is printed that could not add up."""
    some = [
        petition(f"2025-03-0{n}", category=one, 初重信访="重复") for n, one in ((3, "生活保障"), (4, "土地征用"), (5, "生活保障"))
    ]
    folder = county(*some, petition("2024-03-03")).folder
    bare = [petition(f"2025-03-1{n}", 初重信访="重复") for n in range(4)]
    _written(folder / "inputs" / "信访事项登记表补.csv", [{k: v for k, v in row.items() if k != "问题类别"} for row in bare])
    text = told(opened(folder), "情况通报", "2025-03")
    assert "重复信访【7件】，初次办理的质量有待提高。" in text
    assert "居前" not in text
    assert "四舍五入" not in text


def test_where_nobody_rated_nothing_is_said_of_how_rating_is_counted(county):
    text = told(county(petition("2025-03-03", 满意度=""), petition("2024-03-03")), "情况通报", "2025-03")
    assert "参评率" not in text
