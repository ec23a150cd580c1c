"""Columns that fit what stands in them, rows not broken, names whole, charts that say in words what they show, hidden controls."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from written_samples import Counter, bulletin, chart, document, looks, merged_table, speech

from pipeline.model.document import Annex, Cell, Colophon, TableBlock, Text
from pipeline.write import write

LOOKS = looks()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY, TURNED = 8844, 12756  # 156 mm and 225 mm, in twentieths of a point


def tree(made):
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(write(made, LOOKS, {}))).read("word/document.xml"))


def widths(table):
    return [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]


def table_of(*rows, header=(), **more):
    return TableBlock(header, tuple(tuple(Cell((Text(text),)) for text in row) for row in rows), **more)


def only_table(made):
    (table,) = tree(made).iter(f"{W}tbl")
    return table


@pytest.mark.parametrize("block", [bulletin(7).blocks[-3], merged_table(), table_of(("甲", "乙"))])
def test_a_table_is_as_wide_as_the_text_and_its_cells_as_the_grid(block):
    for made, wanted in ((document((block,)), BODY), (document((Annex("附件", (Text("表"),), landscape=True), block)), TURNED)):
        table = only_table(made)
        grid = widths(table)
        assert sum(grid) == wanted
        for row in table.iter(f"{W}tr"):
            spans, cells = [], [cell.find(f"{W}tcPr") for cell in row.iter(f"{W}tc")]
            for cell in cells:
                span = cell.find(f"{W}gridSpan")
                spans.append(1 if span is None else int(span.get(f"{W}val")))
            starts = [sum(spans[:at]) for at in range(len(spans))]
            told = [int(cell.find(f"{W}tcW").get(f"{W}w")) for cell in cells]
            assert told == [sum(grid[at : at + span]) for at, span in zip(starts, spans, strict=True)]


def test_a_column_is_as_wide_as_its_longest_text_asks_for():
    names, numbers, long = widths(
        only_table(document((table_of(("城关镇", "3", "县人力资源和社会保障局"), ("甲河镇", "12", "县公安局")),)))
    )
    assert names == pytest.approx(numbers, abs=1)
    assert long / names == pytest.approx((11 + 1) / (3 + 1), abs=0.01)


def test_an_author_s_own_proportions_count():
    block = table_of(("甲", "乙", "丙"), widths=(1, 2, 1))
    assert widths(only_table(document((block,)))) == [BODY // 4, BODY // 2, BODY // 4]
    some = table_of(("甲", "乙", "丙"), widths=(1, 2))
    assert len({*widths(only_table(document((some,))))}) <= 2


def test_every_row_is_unbroken_and_only_headers_are_repeated():
    rows = [*only_table(document((merged_table(),))).iter(f"{W}tr")]
    assert len(rows) == 12
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] * 2 + [False] * 10


def test_a_chart_says_in_words_what_it_shows():
    drawing = next(tree(document((chart(),))).iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert (drawing.get("descr"), drawing.get("title")) == ("全年逐月信访总量，两年对照", "各月信访总量")


def test_a_control_is_hidden_short_named_and_around_one_bookmark():
    made = speech()
    long = Counter()
    stated = long("5件", "一个名称很长很长很长很长很长很长很长很长很长很长的指标")
    for each in (made, document((bulletin(3).blocks[-3],)), document((table_of(("甲",)),))):
        for control in tree(each).iter(f"{W}sdt"):
            properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
            kinds = [child.tag.rpartition("}")[2] for child in properties]
            assert kinds == ["alias", "tag", "appearance"]
            hidden = "{http://schemas.microsoft.com/office/word/2012/wordml}"
            assert properties.find(f"{hidden}appearance").get(f"{hidden}val") == "hidden"
            name = properties.find(f"{W}tag").get(f"{W}val")
            assert re.fullmatch(r"F\d{4}", name)
            assert (content[0].tag, content[0].get(f"{W}name")) == (f"{W}bookmarkStart", f"_{name}")
            assert (content[-1].tag, content[-1].get(f"{W}id")) == (f"{W}bookmarkEnd", content[0].get(f"{W}id"))
    control = next(tree(document((TableBlock((), ((Cell((stated,)),),)),))).iter(f"{W}sdt"))
    assert control.find(f"{W}sdtPr/{W}alias").get(f"{W}val") == stated.figure.indicator.name[:20]


NOTICE = table_of(
    ("12月10日", "庚某某", "县委常委、纪委书记", "纪检监察", "县信访局接待大厅"),
    ("12月11日", "丑某某", "副县长", "自然资源、住房城乡建设", "县信访局接待大厅"),
    ("12月15日", "戊某某", "县委常委、常务副县长", "工业、信息化", "县信访局接待大厅"),
    header=(tuple(Cell((Text(text),)) for text in ("接访日期", "接访领导", "职务", "分管工作", "接访地点")),),
)


def needed(points, size):
    """Twentieths of a point for text of so many points, with the cell's margins."""
    return points * size * 20 + 114


def test_no_date_is_broken_while_another_column_has_room():
    """12月10日 is four full widths and the three gaps that LibreOffice sets between Chinese and digits."""
    found = widths(only_table(document((NOTICE,), "公示")))
    assert sum(found) == BODY
    for width, full in zip(found, (4.6, 4, 10, 11, 8), strict=True):
        assert width >= needed(full, 10.5)


def test_a_text_column_takes_the_room_that_figure_columns_do_not_need():
    header = ("单位", "报送", "到县批次", "到县人次", "去市批次", "赴省批次", "进京批次")
    rows = (("县人力资源和社会保障局", "另报", *"00000"), ("合计", "18个", *"00000"))
    found = widths(only_table(document((table_of(*rows, header=(tuple(Cell((Text(text),)) for text in header),)),))))
    for width, full in zip(found, (11, 2.2, 4, 4, 4, 4, 4), strict=True):
        assert width >= needed(full, 12)


def test_headers_are_broken_before_texts_and_long_texts_before_short_values():
    header = (tuple(Cell((Text(text),)) for text in ("日期", "县领导接待群众（批次）", "事项", "责任单位", "去年同期（件）")),)
    row = ("12月10日", "123批次", "反映拖欠工资", "县住房和城乡建设局", "12")
    dates, heads, *_, last = widths(only_table(document((table_of(row, header=header),))))
    assert dates >= needed(4.6, 12)
    assert needed(6, 12) <= heads < needed(11, 12)
    assert needed(4, 12) <= last
    row = ("12月10日", "城关镇", "反映" * 20, "县住房和城乡建设局与县人力资源和社会保障局", "2025年12月11日")
    first, name, long, longer, date = widths(only_table(document((table_of(row),))))
    assert (first, name, date) >= (needed(4.6, 12), needed(3, 12), needed(8.2, 12))
    assert min(long, longer) >= needed(4, 12)


def test_columns_that_cannot_all_have_room_share_what_there_is():
    found = widths(only_table(document((table_of(["12月10日"] * 12),))))
    assert sum(found) == BODY
    assert max(found) - min(found) <= 1


def kept(block):
    """Which rows under the header stay with what follows them."""
    rows = [row for row in only_table(document((block,))).iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is None]
    return [row.find(f".//{W}keepNext") is not None for row in rows]


def test_a_short_table_stays_together_with_its_note():
    note = (Text("注：略。"),)
    assert kept(table_of(*[("甲", "1")] * 10, note=note)) == [True] * 10
    assert kept(table_of(*[("甲", "1")] * 10)) == [True] * 9 + [False]
    assert kept(table_of(*[("甲", "1")] * 11, note=note)) == [True] * 2 + [False] * 6 + [True] * 3
    merged = TableBlock((), (*table_of(*[("甲", "1")] * 8).rows, (Cell((Text("合计"),), span=2),)), note=note)
    assert kept(merged) == [True] * 9


SENT = "县人大常委会办公室，县政协办公室，县纪委监委，县委政法委"
LONG = "县" + "长名称" * 10 + "办公室"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("市信访局，县委、县政府", ["送：市信访局，县委、县政府"]),
        (SENT, ["送：县人大常委会办公室，县政协办公室，县纪委监委，", "县委政法委"]),
        (f"{SENT}，{SENT}", [f"送：{SENT[:23]}", f"{SENT[23:]}，{SENT[:17]}", SENT[17:]]),
        (f"市信访局，{LONG}", ["送：市信访局，", LONG]),
    ],
)
def test_a_name_in_a_colophon_begins_a_line_where_it_would_be_torn(text, lines):
    row = next(tree(document((Colophon((("送", text),)),))).iter(f"{W}tc"))
    parts = ["\n" if one.tag == f"{W}br" else one.text or "" for one in row.iter() if one.tag in (f"{W}t", f"{W}br")]
    assert "".join(parts).split("\n") == lines
