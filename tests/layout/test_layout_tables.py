"""Tables on paper: no short value is broken, a short table is whole, a notice of a month is one page."""

import re

import pytest
from conftest import chars_as_lines
from test_layout_grid import filler, spec  # noqa: F401 - a fixture
from written_samples import document, looks

from pipeline.model.document import Cell, Heading, Paragraph, Signature, TableBlock, Text, Title
from pipeline.write import write

UNITS = ("县自然资源局", "县人力资源和社会保障局", "城关镇")
OFFICES = ("县委常委、纪委书记", "副县长", "县委常委、常务副县长", "县人大常委会副主任")
WORK = ("纪检监察", "自然资源、住房城乡建设", "发展改革、财政", "法制、监督")


def cells(*texts):
    return tuple(Cell((Text(text),)) for text in texts)


def notice(days):
    rows = tuple(cells(f"12月{n + 1}日", "庚某某", OFFICES[n % 4], WORK[n % 4], "县信访局接待大厅") for n in range(days))
    return document(
        (
            Title(((Text("某县2025年12月县领导接访安排公示"),),)),
            Paragraph((Text("为方便群众反映问题，现将县领导接访安排公示如下："),)),
            TableBlock((cells("接访日期", "接访领导", "职务", "分管工作", "接访地点"),), rows),
            Paragraph((Text("请携带有效身份证件和有关材料，按接访日期到接访地点登记；多人反映共同问题的，请按规定推选代表。"),)),
            Paragraph((Text("因公务调整的，由其他县领导接访，并在接访地点告知。"),)),
            Signature(((Text("某县信访局"),), (Text("2025年11月30日"),))),
        ),
        "公示",
    )


def daily():
    header = cells("单位", "报送", "到县批次", "到县人次", "去市批次", "赴省批次", "进京批次")
    rows = (*(cells(unit, "已报", *"00000") for unit in UNITS * 4), cells("合计", "18个", *"00000"))
    return document((TableBlock((header,), rows),), "日报")


def after(lines):
    """A table of seven rows with title and note after so many lines of text."""
    rows = tuple(cells(f"指标{n}（件）", "12", "上升3.2%", "345", "持平") for n in range(7))
    note = (Text("注：“—”表示没有可以计算的事项或可比的数。"),)
    table = TableBlock((cells("指标", "城关镇", "同比", "全县", "同比"),), rows, caption=(Text("对照表"),), note=note)
    return document((filler(lines), Heading(1, "一、", (Text("对照"),)), table, filler(2)), "简报")


def tall():
    """Ten rows that no page holds together."""
    return document((filler(3), TableBlock((cells("甲", "乙"),), tuple(cells(f"第{n}行", "字" * 240) for n in range(10)))))


MADE = {"notice": notice(23), "daily": daily(), "tall": tall()} | {f"after-{lines}": after(lines) for lines in range(8, 22)}


@pytest.fixture(scope="session")
def papers(render, spec):  # noqa: F811 - the fixture
    return render(spec, {name: write(made, looks(spec), {}) for name, made in MADE.items()})


def lines_of(rendered):
    return [chars_as_lines(chars) for _, chars in rendered.pages()]


def test_no_date_is_broken_and_a_month_s_notice_is_one_page(papers):
    (page,) = lines_of(papers["notice"])
    rows = [line for line in page if re.match(r"12月\d+日", line)]
    assert len(rows) == 23
    assert all(line.endswith("县信访局接待大厅") for line in rows)


def test_a_unit_s_name_is_not_broken_beside_narrow_figures(papers):
    rows = [line for page in lines_of(papers["daily"]) for line in page]
    assert len([line for line in rows if line == "县人力资源和社会保障局已报00000"]) == 4


@pytest.mark.parametrize("name", [name for name in MADE if name.startswith("after")])
def test_a_short_table_is_on_one_page_with_its_title_and_note(name, papers):
    holding = [
        number
        for number, page in enumerate(lines_of(papers[name]))
        for line in page
        if line.startswith(("一、", "对照表", "指标", "注："))
    ]
    assert len(holding) == 11
    assert len({*holding}) == 1


def test_short_rows_that_no_page_holds_are_all_there(papers):
    rows = [line for page in lines_of(papers["tall"]) for line in page if re.match(r"第\d行|.*第\d行", line)]
    assert len(rows) == 10
    assert len(papers["tall"].pages()) <= 4
