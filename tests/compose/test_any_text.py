"""Any text at all can be read as markup: nothing crashes, no figure is lost or doubled, no words are lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compose.draft import GAP, SOFT, Draft, Number
from pipeline.compose.markup.assemble import assemble
from pipeline.compose.markup.inline import Setter
from pipeline.compose.markup.lines import raw_blocks
from pipeline.compose.markup.loose import Loose
from pipeline.compose.markup.sentences import without_gaps
from pipeline.compose.source import prepared
from tests.compose.county import County, count, occasion, outline, settings_of

_STARTS = "# /## /### /##### /@ /= /- /-3 /|/| / | /|+ /|= /|> /|:--|--:|/</^/---/\\/! /! 刊名：/> /> 报：/+ /++ /~ /~ 柱形图 甲"
_INSIDE = "**/。/！/”/“/，/甲/乙丙/一、/一是/ @标签/ /数"
SIGNS = st.sampled_from([*_STARTS.split("/"), *_INSIDE.split("/"), "\n", "\n\n", GAP, SOFT])
TEXTS = st.lists(SIGNS, max_size=60).map("".join)


def assembled(tmp, text):
    county = County({})
    draft = Draft(settings_of(tmp, {}, county), occasion(), county)
    figure = count("信访总量", 307)
    wanted = text.count("数")
    for _ in range(wanted):
        text = text.replace("数", draft.mark(Number("307件", figure, "value")), 1)
    draft.gaps = text.count(GAP)
    setter = Setter(draft, Loose((), set()))
    done = assemble(raw_blocks(text), draft, setter)
    return done, setter, wanted


@settings(max_examples=400)
@given(TEXTS)
def test_nothing_crashes_and_no_figure_is_doubled(tmp_path_factory, text):
    done, setter, wanted = assembled(tmp_path_factory.getbasetemp(), text)
    assert len(setter.figures) <= wanted
    assert [one.id for one in setter.figures] == [f"F{n:04d}" for n in range(1, len(setter.figures) + 1)]
    shown = "".join(outline_of(done))
    assert shown.count("【307件】") == len(setter.figures)
    assert GAP not in shown
    assert SOFT not in shown


def outline_of(done):
    from pipeline.model.document import Document
    from tests.compose.county import YEAR

    return outline(Document("文", YEAR, "全县", "公文", "", tuple(done.blocks)))


@given(st.lists(st.sampled_from(["甲", "乙", "数", "。", "，", "**", "”"]), max_size=30).map("".join))
def test_a_paragraph_keeps_its_words_and_figures(tmp_path_factory, text):
    done, setter, wanted = assembled(tmp_path_factory.getbasetemp(), text)
    assert len(setter.figures) == wanted
    shown = outline_of(done).replace("*", "")
    assert shown == text.replace("**", "").replace("数", "【307件】")


@given(st.lists(st.sampled_from(["甲", "。", "！", "”", "，", "**", GAP]), max_size=30).map("".join))
def test_sentences_with_gaps_go_and_no_others(text):
    kept, dropped = without_gaps(text)
    assert GAP not in kept
    assert all(GAP in sentence for sentence in dropped)
    assert kept.replace("*", "").count("甲") + "".join(dropped).count("甲") == text.count("甲")
    assert GAP not in text or kept.count("**") % 2 == text.count("**") % 2


@given(
    st.lists(
        st.sampled_from(["{% if a %}", "{% endif %}", "{# 注 #}", "{% set b =\n 1 %}", "甲", "{{ 数 }}", "\n", "  "]), max_size=20
    ).map("".join)
)
def test_preparing_keeps_every_line_where_it_was(text):
    source = prepared(text)
    whole = text if not text or text.endswith("\n") else text + "\n"
    assert source.count("\n") == whole.count("\n")
    assert source.replace(SOFT, "").replace("\n", "").replace(" ", "") == whole.replace("\n", "").replace(" ", "")
