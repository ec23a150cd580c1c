"""Each indicator of the default config by a little table and a number counted by hand."""

from fractions import Fraction

import pytest
from small_county import county, items, settings_of, table_of

from pipeline.model.period import Period

MARCH = Period.parse("2025-03")
VISIT = {"信访形式": "来访", "登记日期": "2025-03-03"}
# fmt: off
ITEMS = items(
    {"登记日期": "2025-02-10", "受理日期": "2025-02-25", "办结日期": "2025-03-04", "满意度": "满意"},  # 1 accepted on day 15
    {"登记日期": "2025-02-20", "受理日期": "2025-03-08", "办结日期": "2025-03-31", "满意度": "基本满意"},  # 2 a day late
    {"登记日期": "2025-03-01", "信访形式": "来信", "初重信访": "重复", "办结日期": "2025-03-09", "满意度": "不满意"},  # 3
    {"登记日期": "2025-03-31", "信访形式": "网上信访", "初重信访": "初次"},  # 4 deadline in April
    {"登记日期": "2025-03-31", "信访形式": "来电"},  # 5
    VISIT | {"人数": 4, "初重信访": "重复", "到访层级": "县", "涉及人数": 90},  # 6
    VISIT | {"人数": 5, "到访层级": "市"},  # 7 collective
    VISIT | {"人数": 9, "到访层级": "省"},  # 8 collective
    VISIT | {"人数": 2, "到访层级": "省"},  # 9
    VISIT | {"人数": 1, "到访层级": "京", "受理日期": "2025-03-10", "办结日期": "2025-03-20"},  # 10 unrated
    {"登记日期": "2025-01-10", "受理日期": "2025-01-20", "办结日期": "2025-03-21"},  # 11 deadline 21 March: kept
    {"登记日期": "2025-01-10", "受理日期": "2025-01-21"},  # 12 deadline 22 March: open
    {"登记日期": "2025-01-10", "受理日期": "2025-01-11", "办结日期": "2025-03-25", "办结时限": "2025-03-26"},  # 13 extended: kept
    {"登记日期": "2025-01-10", "办结时限": "2025-03-26"},  # 14 never accepted: no deadline
)
CALLS = [
    {"接访日期": "2025-03-03", "接访领导": "甲", "层级": "县", "人数": 3},
    {"接访日期": "2025-03-03", "接访领导": "乙", "层级": "县", "人数": 2},
    {"接访日期": "2025-03-04", "接访领导": "甲", "层级": "县", "人数": 1},
    {"接访日期": "2025-03-08", "接访领导": "甲", "层级": "县", "人数": 1},  # a Saturday
    {"接访日期": "2025-03-05", "接访领导": "镇长", "层级": "乡镇", "人数": 7},
    {"接访日期": "2025-03-05", "接访领导": "局长", "层级": "部门", "人数": 7},
]
# fmt: on
OTHERS = {
    "领导下访登记表": [
        {"下访日期": "2025-03-03", "下访领导": name, "地点": "西乡", "化解件数": solved}
        for name, solved in (("甲", 2), ("甲", None), ("乙", 3))
    ],
    "信访积案台账": [
        {"案件编号": f"A{at}", "列入日期": "2025-03-03", "问题类别": "土地", "是否化解": done} for at, done in enumerate("是是否")
    ],
    "上级交办案件台账": [
        {"案件编号": f"B{at}", "交办日期": "2025-03-03", "交办机关": by, "案件类别": kind, "办理状态": state}
        for at, (by, kind, state) in enumerate(
            [("市", "重点", "已办结"), ("市", "重点", "办理中"), ("市", "一般", "已办结"), ("省", "重点", "已办结")]
        )
    ],
    "单位台账": [
        {"单位名称": name, "单位类别": "乡镇", "领导接待日制度": state}
        for name, state in (("城关镇", "已建立"), ("西乡", "未建立"))
    ],
    "发文登记簿": [
        {"刊名": paper, "期号": at, "签发日期": "2025-03-03", "份数": 30}
        for at, paper in enumerate(["信访信息专报", "信访信息专报", "信访简报"])
    ],
    "领导名册": [
        {"姓名": "甲", "职务": "书记"},
        {"姓名": "乙", "职务": "县长", "任职起": "2025-03-31"},
        {"姓名": "丙", "职务": "副县长", "任职止": "2025-03-30"},
        {"姓名": "丁", "职务": "副县长", "任职起": "2025-04-01"},
        {"姓名": "戊", "职务": "副县长", "任职止": "2025-03-31"},
    ],
}
COUNTED = {
    "信访总量": 8, "来信件次": 1, "来访批次": 5, "来访人次": 21, "网信件次": 1, "来电件次": 1,
    "集体访批次": 2, "集体访人次": 14, "初次信访件次": 6, "重复信访件次": 2, "重复信访率": Fraction(2, 8),
    "去市集体访批次": 1, "赴省集体访批次": 1, "赴省访批次": 2, "进京访批次": 1,
    "办结件次": 6, "满意率": Fraction(2, 3), "参评率": Fraction(3, 6),
    # due to be accepted in March: those registered from 14 February to 16 March, seven of them; only number 10 was
    "及时受理率": Fraction(1, 7),
    # due to be closed in March: 11, 12, 13
    "按期办结率": Fraction(2, 3),
    "接访批次": 4, "接访人次": 7, "接访领导数": 2, "乡镇部门接访批次": 2,
    "接访工作日覆盖率": Fraction(2, 21),
    "县领导数": 3,
    "下访次数": 3, "下访领导数": 2, "下访化解件数": 5,
    "积案总数": 3, "积案化解数": 2, "积案化解率": Fraction(2, 3),
    "市交办重点案件数": 2, "市交办重点案件办结数": 1,
    "应建接待日单位数": 2, "已建接待日单位数": 1, "专报期数": 2, "专报份数": 60,
}  # fmt: skip


@pytest.fixture(scope="module")
def measures():
    return county({"信访事项登记表": ITEMS, "领导接访登记表": CALLS, **OTHERS}, cutoff="2025-03-31")


@pytest.mark.parametrize("name", COUNTED)
def test_counted_by_hand(measures, name):
    found = measures.figure(name, MARCH)
    assert found.value == COUNTED[name], found.why_null
    assert isinstance(found.value, Fraction) == found.indicator.is_rate


def test_deadlines_after_the_cutoff_do_not_count_yet():
    rows = items({"登记日期": "2025-03-10", "受理日期": "2025-03-11"}, {"登记日期": "2025-03-20"})
    rate = county({"信访事项登记表": rows}, cutoff="2025-03-31").figure("及时受理率", Period.parse("2025"))
    assert (rate.numerator, rate.denominator, rate.year_over) == (1, 1, False)


def test_a_collective_visit_begins_where_the_office_says():
    rows = items(VISIT | {"人数": 9}, VISIT | {"人数": 10})
    settings = settings_of(options={"collective_min": 10})
    assert county({"信访事项登记表": rows}, settings=settings).figure("集体访批次", MARCH).value == 1


def test_an_office_may_leave_calls_out_of_the_total_and_the_definition_says_so():
    settings = settings_of(options={"channels_in_total": ["来信", "来访", "网上信访"]})
    measures = county({"信访事项登记表": ITEMS}, settings=settings, cutoff="2025-03-31")
    assert measures.figure("信访总量", MARCH).value == 7
    assert measures.figure("来电件次", MARCH).value == 1
    assert "含来信、来访、网上信访，不含来电；" in measures.definition("信访总量")
    assert "信访形式为来信、来访、网上信访" in measures.definition("信访总量")
    assert not measures.check(list(measures.indicators), MARCH)


def test_a_total_that_its_parts_do_not_make_is_told():
    rows = items(VISIT | {"信访形式": "上门"}, VISIT)
    told = county({"信访事项登记表": rows}, cutoff="2025-03-31").check(["信访总量"], MARCH)
    assert [problem.rule for problem in told] == ["parts"]
    assert "来信件次0＋来访批次1＋网信件次0＋来电件次0＝1，与信访总量2不符" in told[0].message


def test_more_visits_than_visitors_is_told():
    spec = settings_of().tables["领导接访登记表"]
    rows = [row | {"人数": 0} for row in CALLS[:2]]
    told = county({"领导接访登记表": table_of(spec, rows)}, cutoff="2025-03-31").check(["接访批次"], MARCH)
    assert ["接访批次2大于接访人次0" in problem.message for problem in told] == [True]
