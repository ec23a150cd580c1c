"""Titles are broken where the sense breaks."""

import pytest
from written_samples import Counter

from pipeline.model.document import Text
from pipeline.write.runs import plain
from pipeline.write.titles import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("在信访工作会议上的讲话", ["在信访工作会议上的讲话"]),
        ("关于2025年三季度全县信访工作情况的通报", ["关于2025年三季度全县信访工作情况的通报"]),
        ("关于2025年国庆节期间全县信访工作情况的通报", ["关于2025年国庆节期间", "全县信访工作情况的通报"]),
        ("在全县信访工作联席会议暨领导干部接访工作推进会上的讲话", ["在全县信访工作联席会议暨", "领导干部接访工作推进会上的讲话"]),
        ("关于贯彻落实《信访工作条例》进一步做好领导接访的报告", ["关于贯彻落实《信访工作条例》", "进一步做好领导接访的报告"]),
        (
            "某县信访工作联席会议办公室关于2025年11月全县信访工作情况的通报",
            ["某县信访工作联席会议办公室", "关于2025年11月全县信访工作情况的通报"],
        ),
        ("县人力资源和社会保障局2025年四季度信访工作情况专报", ["县人力资源和社会保障局2025年四季度", "信访工作情况专报"]),
        ("某县2025年3月县领导接访安排公示（第二批调整）", ["某县2025年3月县领导接访安排公示", "（第二批调整）"]),
        ("在全县领导干部开门接访带案下访工作动员部署会上的讲话", ["在全县领导干部开门接访", "带案下访工作动员部署会上的讲话"]),
        ("关于进一步加强和改进新时代人民信访工作的实施意见", ["关于进一步加强和改进新时代", "人民信访工作的实施意见"]),
        ("某县2025年11月5日至2025年11月25日信访工作情况的报告", ["某县2025年11月5日至2025年11月25日", "信访工作情况的报告"]),
        ("关于2025年上半年全县初次信访事项办理情况的通报", ["关于2025年上半年", "全县初次信访事项办理情况的通报"]),
        ("甲" * 51, ["甲" * 17] * 3),
    ],
)
def test_a_line_that_does_not_fit(title, lines):
    assert [plain(line) for line in title_lines(((Text(title),),), 20.1)] == lines


def test_the_authors_lines_stay_and_a_figure_is_never_cut():
    count = Counter()
    figure = count("1234567890123456789012345批")
    long = (Text("甲" * 12), figure, Text("的通报"))
    lines = title_lines(((Text("第一行"),), long), 20)
    assert [plain(line) for line in lines] == ["第一行", "甲" * 12, "1234567890123456789012345批的通报"]
    assert lines[2][0] is figure


def test_words_without_a_place_to_break_stay_whole():
    assert title_lines(((Text("a" * 80),),), 20) == ((Text("a" * 80),),)


def test_a_title_as_long_as_a_text_is_broken_all_the_same():
    lines = title_lines([(Text("关于全县信访工作情况的通报" * 2000),)], 20)
    assert "".join(inline.text for line in lines for inline in line) == "关于全县信访工作情况的通报" * 2000
    assert max(len(inline.text) for line in lines for inline in line) <= 20
