"""GB/T 9704 on paper: every kind of document rendered and measured."""

import itertools
from dataclasses import replace

import pytest
from conftest import chars_as_lines
from written_samples import bulletin, document, everything, looks, merged_table, special_bulletin, speech

from pipeline.model.document import Annex, Colophon, Heading, Masthead, Paragraph, TableBlock, Text, Title
from pipeline.model.looks import LooksSpec
from pipeline.settings.looks import parse
from pipeline.settings.yaml import load
from pipeline.write import write

from pathlib import Path  # isort: skip

MM = 25.4 / 72
ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "speech": speech(),
    "bulletin": bulletin(),
    "bulletin-60": bulletin(60),
    "special": special_bulletin(4),
    "special-19": special_bulletin(12),
    "special-40": special_bulletin(44),
    "everything": everything(),
    "large": speech("讲话-大字"),
}
FULL = "信访工作是党的群众工作的重要组成部分是党和政府了解民情集中民智维护民利凝聚民心的一项重要工作"


def filler(lines):
    """A paragraph of exactly so many lines: 26 characters on the first, 28 on each other."""
    return Paragraph((Text((FULL * 60)[: 26 + 28 * (lines - 1)]),))


def with_headings(lines):
    blocks = (
        filler(lines),
        Heading(1, "一、", (Text("坚持领导干部公开接访"),)),
        Heading(2, "（一）", (Text("严格落实接访制度"),)),
        filler(3),
    )
    return document(blocks)


STRANDED = {f"headings-{lines}": with_headings(lines) for lines in range(17, 23)}
TITLED = {
    "short-mark": document((Masthead("某县信访局文件", "某信〔2026〕1号"), filler(40))),
    "turned-first": document((Annex("附件", (Text("表"),), landscape=True), merged_table())),
}


@pytest.fixture(scope="session")
def spec():
    mapped, _ = load(ROOT / "config" / "style.yaml", "config/style.yaml")
    return parse(mapped)[0]


@pytest.fixture(scope="session")
def mapped(render, spec):
    dressed = looks(spec)
    return render(spec, {name: write(made, dressed, {}) for name, made in (KINDS | STRANDED | TITLED).items()})


@pytest.fixture(scope="session")
def plain(render):
    return render(LooksSpec(), {name: write(made, looks(), {}) for name, made in KINDS.items()})


@pytest.mark.parametrize("name", KINDS)
def test_the_measuring_tool_finds_nothing(name, mapped, plain, monkeypatch):
    for rendered in (mapped[name], plain[name]):
        measured, faults = rendered.measured(monkeypatch)
        assert faults == [], measured


def test_22_lines_of_28_characters(mapped, monkeypatch):
    measured, _ = mapped["speech"].measured(monkeypatch)
    assert measured["lines_per_page"][0] == 19  # two title lines, two lines under it, a blank one: 21 lines and a blank
    assert measured["lines_per_page"][1:-1] == [22] * (measured["pages"] - 2)
    assert measured["pages"] >= 5
    assert measured["most_characters_on_a_line"] == 28
    assert measured["pitch_pt"] == pytest.approx(28.95, abs=0.1)
    assert measured["body_mm"]["bottom"] == pytest.approx(259.8, abs=1)


def test_the_large_profile_fills_17_lines(mapped):
    pages = mapped["large"].pages()
    lines = [line for line in chars_as_lines(pages[2][1]) if not line.startswith("—")]
    assert len(lines) == 17
    assert max(len(line) for line in lines if all("\u3000" <= char <= "\uffee" for char in line)) == 20
    assert {round(c["size"]) for c in pages[2][1] if c["text"] == "信"} == {22}


@pytest.mark.parametrize("name", STRANDED)
def test_a_heading_is_never_left_at_the_foot_of_a_page(name, mapped):
    for _, chars in mapped[name].pages():
        lines = [line for line in chars_as_lines(chars) if not line.startswith("—")]
        assert not lines[-1].startswith(("一、", "（一）"))
    assert len(mapped[name].pages()) == (1 if name == "headings-17" else 2)


def test_page_numbers_alternate_seven_millimetres_under_the_body(mapped):
    rendered = mapped["speech"]
    for number in (1, 2):
        page, chars = rendered.pages()[number - 1]
        found = [c for c in chars if c["bottom"] * MM > 264 and c["text"].strip()]
        assert "".join(c["text"] for c in sorted(found, key=lambda c: c["x0"])) == f"—{number}—"
        assert {round(c["size"]) for c in found} == {14}
        left, right = min(c["x0"] for c in found) * MM, max(c["x1"] for c in found) * MM
        dash = min(found, key=lambda c: c["x0"])
        ink = rendered.ink(number).rows(dash["x0"] * MM, dash["x1"] * MM, 264, 280)
        assert ink[0] - 262 == pytest.approx(7, abs=0.5)  # the dash itself: 一字线上距版心下边缘 7 mm
        if number % 2:
            assert right == pytest.approx(184.05 - 4.94, abs=0.6)
        else:
            assert left == pytest.approx(28 + 4.94, abs=0.6)
        assert page.width * MM == pytest.approx(210, abs=0.2)


def strokes(page):
    """Every rule on a page: (left, right, top, bottom) in millimetres, from lines and thin filled shapes alike."""
    return sorted(
        {
            tuple(round(value * MM, 2) for value in (each["x0"], each["x1"], each["top"], each["bottom"]))
            for each in (*page.lines, *page.rects, *page.curves)
            if each["width"] * MM > 100 and each["height"] * MM < 1.5
        },
        key=lambda each: each[2],
    )


def test_the_red_rule_of_a_bulletin_is_as_wide_as_the_text(mapped):
    page = mapped["special"].pages()[0][0]
    left, right, *_ = strokes(page)[0]
    assert left == pytest.approx(28.0, abs=0.2)
    assert right == pytest.approx(184.0, abs=0.2)
    red = mapped["special"].ink(1).rows(100, 110, 60, 120, red=True)
    rule = [y for y in red if y > 75]
    assert rule[-1] - rule[0] == pytest.approx(0.53, abs=0.15)


@pytest.mark.parametrize("name", ["everything", "short-mark"])
def test_the_red_head_stands_35_mm_down_and_its_rule_4_mm_under_the_number(name, mapped):
    ink = mapped[name].ink(1)
    marks = ink.rows(30, 182, 37, 130, red=True)
    assert marks[0] == pytest.approx(37 + 35, abs=1)
    rule = next(y for y, after in itertools.pairwise(marks) if y > marks[0] + 25)
    number = [y for y in ink.rows(60, 150, 85, rule - 0.5) if y < rule - 1]
    assert rule - number[-1] == pytest.approx(4, abs=0.6)


@pytest.mark.parametrize("name", ["special", "special-19", "special-40", "everything"])
def test_the_colophon_closes_the_last_page(name, mapped):
    pages = mapped[name].pages()
    rules = strokes(pages[-1][0])
    last = rules[-1]
    assert last[3] == pytest.approx(262, abs=0.2)
    assert (last[0], last[1]) == (pytest.approx(28.0, abs=0.2), pytest.approx(184.0, abs=0.2))
    top = next(rule for rule in rules if rule[2] > 200)
    words = [line for line in chars_as_lines([c for c in pages[-1][1] if c["top"] * MM > top[2]]) if not line.startswith("—")]
    assert words[-1].endswith("（共印30份）")
    body = [c["bottom"] * MM for c in pages[-1][1] if c["top"] * MM < top[2] and c["text"].strip()]
    assert max(body, default=0) <= top[2] + 0.5


@pytest.mark.parametrize(("name", "rows"), [("special", 3), ("special-40", 3), ("everything", 1)])
def test_the_first_and_last_rule_of_a_colophon_are_thicker_than_those_between(name, rows, mapped):
    page = mapped[name].pages()[-1][0]
    black = (each for each in page.lines if each["top"] * MM > 200 and each["width"] * MM > 150)
    weights = [round(each["linewidth"] * MM, 2) for each in sorted(black, key=lambda each: each["top"])]
    assert weights == [0.35, *[0.26] * (rows - 1), 0.35]  # 0.25 cannot be said in eighths of a point: 6/8 pt is 0.26 mm
    top = min(each["top"] for each in page.lines if each["top"] * MM > 200) * MM
    inked = [y for y in mapped[name].ink(len(mapped[name].pages()), 600).rows(100, 101, 200, 263) if abs(y - top) < 1]
    assert inked[-1] - inked[0] == pytest.approx(0.35, abs=0.06)


def numbered(rows, total, note):
    """A table of numbered rows alone on its pages."""
    table = bulletin(rows).blocks[-3]
    assert isinstance(table, TableBlock)
    return document((replace(table, total=table.total if total else None, note=table.note if note else ()),))


FOOT = Colophon((("抄送", "市信访局"), ("发", "各乡镇")), "（共印30份）")


def ending(*blocks):
    return document((*blocks, FOOT))


LONELY = {f"text-{lines}": ending(filler(10), filler(lines)) for lines in (6, 8, 10, 11, 12, 13)}
LONELY |= {f"one-{lines}": ending(filler(lines)) for lines in (19, 20)}
LONELY |= {f"rows-{rows}": ending(*numbered(rows, True, False).blocks) for rows in range(23, 30)}


def test_a_colophon_is_never_alone_on_its_page(render, spec):
    rendered = render(spec, {name: write(made, looks(spec), {}) for name, made in LONELY.items()})
    pages = {name: [chars_as_lines(chars) for _, chars in each.pages()] for name, each in rendered.items()}
    for name, lines in pages.items():
        foot = next(at for at, line in enumerate(lines[-1]) if line.startswith("抄送"))
        assert foot >= (3 if name.startswith("rows") else 2), (name, lines[-1])
    assert {len(lines) for lines in pages.values()} == {1, 2}  # among them are those that just do not fit


def test_a_table_repeats_its_header_and_breaks_no_row(mapped):
    pages = mapped["bulletin-60"].pages()
    tables = [chars_as_lines(chars) for _, chars in pages if any("镇" in c["text"] and c["size"] < 13 for c in chars)]
    assert len(tables) >= 2
    assert all("乡镇本期上期环比去年同期同比" in lines for lines in tables)
    rows = [[line for line in lines if line.startswith("甲乙")] for lines in tables]
    assert sum(map(len, rows)) == 60
    assert max(map(len, rows)) >= 30  # 6.5 mm a row: thirty on a page


@pytest.mark.parametrize(("total", "note"), [(True, True), (True, False), (False, True), (False, False)])
def test_a_total_row_and_a_note_never_stand_alone_on_a_page(total, note, render, spec):
    dressed = looks(spec)
    rendered = render(spec, {f"rows-{n}": write(numbered(n, total, note), dressed, {}) for n in range(25, 37)})
    ends = []
    for each in rendered.values():
        pages = [chars_as_lines(chars) for _, chars in each.pages()]
        assert not any(lines[0].startswith("注") for lines in pages)
        rows = [[line for line in lines if line.startswith(("甲乙", "合计"))] for lines in pages]
        assert sum(map(len, rows)) == int(each.name.removeprefix("rows-")) + total
        assert len(rows[-1]) >= 3
        ends.append(len(pages))
    assert set(ends) == {1, 2}  # among these lengths are those that just do not fit


def test_a_table_never_begins_with_one_row_at_the_foot_of_a_page(render, spec):
    table = numbered(20, False, False).blocks[0]
    merged = replace(merged_table(), rows=merged_table().rows * 2)
    made = {f"plain-{n}": document((filler(n), table)) for n in range(14, 21)}
    made |= {f"merged-{n}": document((filler(n), merged)) for n in range(14, 21)}
    rendered = render(spec, {name: write(each, looks(spec), {}) for name, each in made.items()})
    first = {}
    for name, each in rendered.items():
        lines = chars_as_lines(each.pages()[0][1])
        first[name] = sum(line.startswith(("甲乙", "第")) for line in lines)
        assert first[name] >= 3 or not any("乡镇" in line for line in lines), (name, lines[-3:])
    assert {count > 0 for count in first.values()} == {True, False}


def test_two_header_levels_repeat_whole(render, spec):
    table = merged_table()
    long = replace(table, rows=table.rows * 6)
    rendered = render(spec, {"merged": write(document((long,)), looks(spec), {})})["merged"]
    pages = [chars_as_lines(chars) for _, chars in rendered.pages()]
    assert len(pages) >= 2
    for lines in pages[:2]:
        assert any("信访总量" in line and "来访" in line for line in lines[:4])
        assert any("本期去年同期同比批次人次" in line for line in lines[:4])


def test_numbers_of_a_column_end_at_one_place(mapped):
    page, chars = mapped["bulletin"].pages()[2]
    edges = {}
    for char in chars:
        if char["size"] < 13 and char["text"].isdigit():
            edges.setdefault(round(char["bottom"]), []).append(char["x1"])
    numbers = [sorted(line) for line in edges.values() if len(line) >= 9]
    assert len(numbers) > 5
    assert page.width < page.height
    rights = [round(line[-1], 1) for line in numbers]
    assert max(rights) - min(rights) < 0.3


def test_a_landscape_annex_turns_its_pages_alone(mapped):
    turned = [page.width > page.height for page, _ in mapped["everything"].pages()]
    first, count = turned.index(True), sum(turned)
    assert turned == [False] * first + [True] * count + [False] * (len(turned) - first - count)
    page, chars = mapped["everything"].pages()[first]
    assert chars_as_lines(chars)[0].startswith("附件1")
    assert min(c["x0"] for c in chars) * MM == pytest.approx(35, abs=1)
    assert (page.width * MM, page.height * MM) == (pytest.approx(297, abs=0.2), pytest.approx(210, abs=0.2))
    upright = chars_as_lines(mapped["everything"].pages()[first + count][1])
    assert upright[0].startswith("附件2")
    assert mapped["turned-first"].pages()[0][0].width > mapped["turned-first"].pages()[0][0].height


def test_page_numbers_of_landscape_pages_stand_at_the_outer_edge_of_what_is_printed(mapped):
    """Under the table, one character in from the edge of the turned body block: odd pages right, even pages left."""
    seen = set()
    for number, (page, chars) in enumerate(mapped["everything"].pages(), 1):
        if page.width < page.height:
            continue
        found = sorted((c for c in chars if round(c["size"]) == 14 and c["bottom"] * MM > 184), key=lambda c: c["x0"])
        assert "".join(c["text"] for c in found if c["text"].strip()) == f"—{number}—"
        inked = [c for c in found if c["text"].strip()]
        edge = inked[-1]["x1"] * MM if number % 2 else inked[0]["x0"] * MM
        assert edge == pytest.approx(260 - 4.94 if number % 2 else 35 + 4.94, abs=0.6)
        seen.add(number % 2)
    assert seen == {0, 1}


def test_what_is_written_in_charts_stands_in_the_font_of_the_text(mapped):
    """10.5 pt letters are those of charts alone: legends and axes; Chinese and digits in what stands in for 仿宋."""
    chars = [c for _, page in mapped["everything"].pages() for c in page if c["size"] == pytest.approx(10.5, abs=0.1)]
    assert {"年", "月", "1", "0"} <= {c["text"] for c in chars}
    words = {c["fontname"].split("+")[-1] for c in chars if "\u4e00" <= c["text"] <= "\u9fff"}
    assert words
    assert all("Fang" in name or "NotoSerif" in name for name in words)


def test_charts_are_drawn_with_their_colours(mapped):
    colours = set()
    for page, _ in mapped["everything"].pages():
        colours |= {
            tuple(round(part * 255) for part in each["non_stroking_color"])
            for each in (*page.rects, *page.curves)
            if each["fill"] and each["non_stroking_color"] and len(each["non_stroking_color"]) == 3
        }
    assert {(0x44, 0x72, 0xC4), (0xED, 0x7D, 0x31)} <= colours
    text = "".join(c["text"] for _, chars in mapped["everything"].pages() for c in chars)
    assert text.count("各月信访总量") == 3


def test_titles_break_where_the_author_broke_them(mapped):
    lines = chars_as_lines(mapped["speech"].pages()[0][1])
    assert lines[:4] == ["在全县信访工作会议上的", "讲话", "县委书记某某某", "（2026年1月5日）"]
    assert isinstance(speech().blocks[0], Title)


def test_500_rows_are_all_there(render, spec):
    made = bulletin(500)
    rendered = render(spec, {"500": write(made, looks(spec), {})})["500"]
    rows = [line for _, chars in rendered.pages() for line in chars_as_lines(chars) if line.startswith("甲乙")]
    assert len(rows) == 500
    assert any(isinstance(block, TableBlock) for block in made.blocks)


def test_digits_and_words_take_their_substitutes(mapped, spec):
    chars = mapped["speech"].pages()[1][1]
    digits = {c["fontname"].split("+")[-1] for c in chars if c["text"].isdigit() and c["size"] > 15}
    words = {c["fontname"].split("+")[-1] for c in chars if "\u4e00" <= c["text"] <= "\u9fff" and c["size"] > 15}
    assert all("LiberationSerif" in name for name in digits)
    assert all(
        "Serif" in name or "Fang" in name or "Kai" in name or "Song" in name or "Hei" in name or "Sans" in name for name in words
    )
    assert any("NotoSerif" in name or "Fang" in name for name in words)
    quotes = {c["fontname"].split("+")[-1] for c in chars if c["text"] in "“”" and c["size"] > 15}
    assert quotes
    assert all("Liberation" not in name for name in quotes)
