"""Every document of messy counties: made without a problem that is not in their own tables, and whole on what they keep."""

import re

import pytest
from messy import Mess, lay

from pipeline.run.build import build
from pipeline.run.order import Order
from pipeline.write import text_of

COUNTIES = {
    "dressed": Mess(seed=21),
    "large": Mess(seed=22, rows=900, townships=12),
    "no plans": Mess(seed=23, lost=("接访安排表", "日报表", "领导名册", "发文登记簿")),
    "only petitions": Mess(
        seed=24,
        lost=("领导下访登记表", "信访积案台账", "上级交办案件台账", "接访安排表", "发文登记簿", "填报数据表", "日报表", "领导名册"),
    ),
    "no units": Mess(seed=25, lost=("单位台账", "填报数据表")),
    "thin": Mess(seed=26, thin=True),
    "tiny": Mess(seed=27, rows=12, townships=2),
    "one township": Mess(seed=28, rows=60, townships=1),
    "spoiled": Mess(seed=29, spoiled=True),
}
HOLES = re.compile(r"None|nan|undefined|[，、；：]。|。。|，，|[，、]；|（）|《》|“”|为。|占的|居前的是。|\{|\}")


@pytest.fixture(scope="module", params=COUNTIES)
def built(request, tmp_path_factory):
    mess = COUNTIES[request.param]
    folder = tmp_path_factory.mktemp("county") / "project"
    lay(folder, mess)
    calendar = "watch:\n  国庆2025: 2025-10-01..2025-10-08\n" if "日报表" not in mess.lost else ""
    (folder / "config").mkdir()
    (folder / "config" / "calendar.yaml").write_text(calendar or "holidays: []\n", "utf-8")
    facts = folder / "config" / "facts" / "信访信息专报"
    facts.mkdir(parents=True)
    (facts / "2025-12.yaml").write_text("标题: 有关情况\n事项:\n  - {标题: 一件事, 情况: 已办理。}\n", "utf-8")
    return mess, folder, build(folder, Order(accept_rejected=mess.spoiled), lambda _: None)


def words(folder):
    return {path.relative_to(folder): text_of(path.read_bytes()) for path in sorted((folder / "outputs").rglob("*.docx"))}


def test_every_document_is_made_and_nothing_is_wrong_but_in_the_tables(built):
    mess, _, outcome = built
    assert {receipt.status for receipt in outcome.receipts} <= {"made", "skipped"}
    made = {receipt.document for receipt in outcome.receipts if receipt.status == "made"}
    assert {"情况通报", "情况通报-季度", "年度报告", "工作会议讲话", "讲话-大字", "工作会议部署"} <= made
    wrong = [p for p in outcome.problems if p.level != "info" and not p.place.file.endswith(".xlsx")]
    thin = mess.rows < 20  # six petitions a year give a part of a speech one point to tell
    assert [p for p in wrong if not (thin and (p.rule, p.level) == ("structure", "warning"))] == []


def test_no_text_has_a_hole(built):
    for name, text in words(built[1]).items():
        assert HOLES.findall(text) == [], (name, text)


def test_no_heading_stands_over_nothing_and_numbers_run_on(built):
    for name, text in words(built[1]).items():
        headings = re.findall(r"^([一二三四五六七八九十]+)、(.+)\n(.+)", text + "\n末", re.MULTILINE)
        assert [number for number, _, _ in headings] == list("一二三四五六七八九十")[: len(headings)], name
        assert not [title for _, title, after in headings if re.match(r"[一二三四五六七八九十]+、|附件|末$", after)], name


def test_a_point_is_never_alone_with_an_ordinal(built):
    for name, text in words(built[1]).items():
        for section in re.split(r"^[一二三四五六七八九十]+、", text, flags=re.MULTILINE):
            points = re.findall(r"^([一二三四五六七八九])是", section, re.MULTILINE)
            assert points == list("一二三四五六七八九")[: len(points)], name
            assert len(points) != 1, name


def test_annexes_are_headed_as_they_are_named(built):
    for name, text in words(built[1]).items():
        named = re.findall(r"^(?:附件：)?\d\. (.+)$|^附件：(?!\d\. )(.+)$", text, re.MULTILINE)
        headed = re.findall(r"^附件\d*\n(.+)$", text, re.MULTILINE)
        assert [one or other for one, other in named] == headed, name


def test_what_was_set_aside_is_told_and_makes_drafts(built):
    mess, folder, outcome = built
    told = {problem.rule for problem in outcome.problems} & {"wrong-type", "out-of-range"}
    assert told == ({"wrong-type", "out-of-range"} if mess.spoiled else set())
    marked = ["\n（稿）\n" in text for text in words(folder).values()]
    assert any(marked) is mess.spoiled
