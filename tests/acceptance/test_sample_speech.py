"""Issue 2: the speech of the sample county, read back out of the finished Word file."""

import re
import shutil

import counted
import finished_docx
import pytest
from built_county import SPEECH

from pipeline.run.build import build
from pipeline.run.plan import Order

# a number outside of a control is one of these; none of them counts anything
FIXED = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{1,2}月|24小时")
HEADING = re.compile(r"[一二三四五六七八九十]+、")


@pytest.fixture(scope="module")
def speech(sample):
    return sample.document(SPEECH, "2025")


@pytest.fixture(scope="module")
def other(seed_7):
    return seed_7.document(SPEECH, "2025")


def test_the_build_is_clean(sample):
    unmade = [receipt for receipt in sample.outcome.receipts if receipt.status != "made"]
    assert {(receipt.document, receipt.status, receipt.reasons[0].partition(" ")[0]) for receipt in unmade} == {
        ("信访信息专报", "skipped", "缺少事实文件")
    }
    assert [problem for problem in sample.outcome.problems if problem.level != "info"] == []


@pytest.mark.parametrize("figure", ["307批", "1634人次", "99期", "3000多份", "18位", "22%"])
def test_it_contains_the_example_s_figures(speech, figure):
    assert figure in speech.text


def test_numbers_are_not_grouped_spaced_or_given_needless_decimals(speech):
    assert not re.search(r"\d,\d{3}|\d[  ]+[批人件期份次位名%]|\.0%", speech.text)


def test_all_backlog_cases_are_resolved_in_one_sentence(speech):
    assert [s for s in speech.sentences_with("积案", "全部", "化解") if "40件" in s]


def test_all_major_cases_are_closed_in_one_sentence(speech):
    assert [s for s in speech.sentences_with("重点案件", "全部办结") if "6件" in s]


def test_the_kinds_of_the_backlog_are_named(speech):
    kinds = ("企业改制", "土地征用", "城市房屋拆迁", "生活保障")
    assert [s for s in speech.sentences_with("积案", "全部", "化解") if all(kind in s for kind in kinds)]


def test_21_people_were_helped(speech):
    assert [s for s in speech.sentences_with("救助") if re.search(r"21[人名]", s)]


def test_volumes_went_down_by_22_percent(speech):
    (sentence,) = [s for s in speech.sentences_with("22%") if "信访总量" in s]
    assert "来信" in sentence
    assert "来访" in sentence
    assert "下降" in sentence


def test_visits_upwards_went_down_a_lot_or_are_none(speech):
    assert speech.sentences_with("去市集体", "大幅下降")
    assert speech.sentences_with("赴省")
    assert speech.sentences_with("进京", "由上年的11批降为7批")


def test_every_leader_every_working_day_every_unit(speech):
    assert speech.sentences_with("每个工作日")
    assert speech.sentences_with("每月")
    assert speech.sentences_with("接待日")
    assert speech.sentences_with("国庆")


def test_it_is_as_long_as_such_a_speech(speech):
    assert 2200 <= len(re.sub(r"\s", "", speech.text)) <= 3000


def test_it_has_salutation_bridge_three_parts_with_points_and_a_closing(speech):
    lines = list(speech.paragraphs)
    salutation = lines.index("各位领导、同志们：")
    headings = [n for n, line in enumerate(lines) if HEADING.match(line)]
    assert [lines[n][:2] for n in headings] == ["一、", "二、", "三、"]
    assert any(re.search(r"现将.*如下：$", line) for line in lines[salutation : headings[0]])
    for first, last in zip(headings, [*headings[1:], len(lines)], strict=True):
        part = lines[first:last]
        assert any(line.startswith("一是") for line in part)
        assert any(line.startswith("二是") for line in part)
    points = [n for n, line in enumerate(lines) if re.match(r"[一二三四五六七八九]是", line)]
    assert lines[points[-1] + 1 :] != []
    assert "同志们" in "".join(lines[points[-1] + 1 :])


@pytest.mark.parametrize("which", ["sample", "seed_7"])
def test_every_number_is_a_figure_or_a_fixed_expression(request, which):
    built = request.getfixturevalue(which)
    document, figures = built.document(SPEECH, "2025"), built.figures(SPEECH, "2025")["figures"]
    assert [(figure["id"], figure["text"]) for figure in figures] == list(document.controls)
    assert len({figure["id"] for figure in figures}) == len(figures)
    left = [FIXED.sub("", stretch) for stretch in document.loose]
    assert [stretch for stretch in left if re.search(r"\d", stretch)] == []


@pytest.mark.parametrize("which", ["sample", "seed_7"])
def test_every_figure_is_what_its_rows_say(request, which):
    built = request.getfixturevalue(which)
    entries = {figure["id"]: figure for figure in built.figures(SPEECH, "2025")["figures"]}
    county = counted.indicators(built.records)
    held = []
    for tag, text in built.document(SPEECH, "2025").controls:
        figure = entries[tag]
        name = figure["indicator"]
        plain = figure["form"] == "value" and figure["scope"] == "全县" and figure["period"] == "2025" and "member" not in figure
        if plain and name in county and (number := re.fullmatch(r"(\d+)\D*", text)) and "多" not in text:
            assert (name, int(number[1])) == (name, county[name])
            held.append(name)
    assert {"接访批次", "接访人次", "积案总数", "市交办重点案件数", "专报期数"} <= set(held)


def test_seed_7_states_its_own_figures(other, seed_7):
    county = counted.indicators(seed_7.records)
    text = other.text
    assert f"{county['接访批次']}批" in text
    assert f"{county['接访人次']}人次" in text
    assert f"{county['专报期数']}期" in text
    assert f"{county['县领导数']}位" in text
    assert re.search(rf"{counted.reported(seed_7.records, '困难救助人数')}[人名]", text)
    for figure in ("307批", "1634人次", "99期", "3000多份", "18位", "22%"):
        assert figure not in text


def test_seed_7_says_how_many_cases_were_resolved_where_not_all_were(other):
    told = other.sentences_with("积案")
    assert [s for s in told if "25件" in s and "22件" in s]
    assert not [s for s in told if re.search(r"全部|均已|都已", s)]


def test_seed_7_says_how_many_major_cases_were_closed_where_not_all_were(other):
    told = other.sentences_with("重点案件")
    assert [s for s in told if "6件" in s and "4件" in s]
    assert not [s for s in told if "全部" in s]


def test_seed_7_claims_nothing_its_rows_deny(other):
    assert not other.sentences_with("每个工作日均")
    assert not other.sentences_with("每个工作日都")
    assert not other.sentences_with("乡镇", "都建立")
    assert not other.sentences_with("乡镇", "均建立")
    assert not other.sentences_with("集体", "大幅下降")
    assert not other.sentences_with("来信", "均")
    assert not other.sentences_with("零集体")
    assert not other.sentences_with("持续")
    assert "率先" not in other.text


def test_seed_7_a_false_claim_is_never_printed(seed_7):
    claims = seed_7.figures(SPEECH, "2025")["claims"]
    assert [claim for claim in claims if claim["holds"] is not True and claim["printed"] == "then"] == []
    false = {claim["predicate"] for claim in claims if claim["holds"] is False}
    assert {"全部", "每个工作日", "每名每月"} <= false


def test_the_speech_needs_only_tables_1_and_2(tmp_path, sample):
    for file in (sample.folder / "inputs").rglob("*.*"):
        if file.name.startswith(("信访事项登记表", "领导接访登记表")):
            target = tmp_path / file.relative_to(sample.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    outcome = build(tmp_path, Order(("工作会议讲话",)), lambda _: None)
    assert [receipt.status for receipt in outcome.receipts] == ["made"]
    speech = finished_docx.read(tmp_path / "outputs" / SPEECH / "2025.docx")
    assert "307批" in speech.text
    assert "1634人次" in speech.text
    for gone in ("99期", "40件", "21人", "21名", "每名县领导"):
        assert gone not in speech.text
    assert [line[:2] for line in speech.paragraphs if HEADING.match(line)] == ["一、", "二、", "三、"]
