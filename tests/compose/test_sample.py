"""The sample county, one thing changed at a time: the words change with the data, and never say more than they bear out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pipeline.compose import Composer
from pipeline.measure import open_measures
from pipeline.model.document import Document
from pipeline.model.inputs import Inputs
from pipeline.model.occasion import Occasion
from pipeline.model.period import Period
from pipeline.run.inputs import gather
from pipeline.settings.loading import load
from tests.compose.county import outline
from tests.tools.frames import with_frame

HOME = Path(__file__).parents[2]
Change = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="module")
def settings():
    return load(HOME)


@pytest.fixture(scope="module")
def inputs(settings):
    return gather(settings)


@pytest.fixture(scope="module")
def write(settings):
    composer = Composer(settings)

    def made(inputs: Inputs, name: str, period: str) -> Document:
        span = settings.calendar.period(period)
        occasion = Occasion(span, dt.date(2026, 1, 5), inputs.cutoff)
        document, _ = composer.compose(settings.documents[name], occasion, open_measures(inputs, settings))
        assert document is not None
        return document

    return made


def words(document: Document) -> str:
    return outline(document).replace("【", "").replace("】", "")


def changed(inputs: Inputs, table: str, change: Change, lacking: str = "") -> Inputs:
    old = inputs.tables[table]
    gone = {lacking: frozenset(range(len(old.sources)))} if lacking else {}
    new = with_frame(old, change(old.frame.copy()).reset_index(drop=True), lacking={**old.lacking, **gone})
    return dataclasses.replace(inputs, tables={**inputs.tables, table: new})


def inside(frame: pd.DataFrame, column: str, period: str) -> pd.Series:
    span = Period.parse(period)
    return frame[column].between(pd.Timestamp(span.start), pd.Timestamp(span.end))


def test_raise_one_count_and_a_fall_becomes_a_rise(inputs, write):
    assert "来信22件，同比下降" in words(write(inputs, "情况通报", "2025-11"))

    def doubled(frame):
        letters = frame[inside(frame, "登记日期", "2025-11") & (frame["信访形式"] == "来信")]
        return pd.concat([frame, letters])

    after = words(write(changed(inputs, "信访事项登记表", doubled), "情况通报", "2025-11"))
    assert "来信44件，同比上升" in after


def test_more_petitions_than_the_year_before_and_nothing_falls_alike(inputs, write):
    assert "信访总量、来信、来访同比均下降22%" in words(write(inputs, "工作会议讲话", "2025"))

    def doubled(frame):
        return pd.concat([frame, frame[inside(frame, "登记日期", "2025")]])

    after = words(write(changed(inputs, "信访事项登记表", doubled), "工作会议讲话", "2025"))
    assert "均下降" not in after
    assert "信访总量、来信、来访同比分别上升55.9%、56.1%、56%" in after
    assert "下降22%" not in after


def test_one_case_left_open_and_all_of_them_goes(inputs, write):
    assert "40件信访积案已全部得到化解" in words(write(inputs, "工作会议讲话", "2025"))

    def reopened(frame):
        last = frame.index[inside(frame, "列入日期", "2025")][0]
        frame.loc[last, "是否化解"] = "否" if "否" in frame["是否化解"].cat.categories else "未化解"
        frame.loc[last, "化解日期"] = pd.NaT
        return frame

    frame = inputs.tables["信访积案台账"].frame
    frame = frame.assign(
        是否化解=frame["是否化解"].cat.add_categories([v for v in ("否",) if v not in frame["是否化解"].cat.categories])
    )
    opened = changed(changed(inputs, "信访积案台账", lambda _: frame), "信访积案台账", reopened)
    document = write(opened, "工作会议讲话", "2025")
    assert "积案已全部" not in words(document)
    claim = next(one for one in document.claims if one.arguments[:1] == ("积案化解数",))
    assert (claim.holds, claim.reason) == (False, "39 / 40")


def test_none_at_all_and_all_of_them_goes_too(inputs, write):
    emptied = changed(inputs, "信访积案台账", lambda frame: frame[~inside(frame, "列入日期", "2025")])
    document = write(emptied, "工作会议讲话", "2025")
    assert "信访积案" not in words(document)
    assert next(one for one in document.claims if one.arguments == ("积案总数",)).holds is False


def test_drop_one_daily_report_and_zero_goes(inputs, write):
    assert "各乡镇每日报告情况，赴省进京走访0批" in words(write(inputs, "工作会议讲话", "2025"))

    def without_one(frame):
        return frame.drop(frame.index[inside(frame, "日期", "2025-10-01..2025-10-08")][3])

    after = words(write(changed(inputs, "日报表", without_one), "工作会议讲话", "2025"))
    assert "每日报告情况" not in after
    assert "赴省进京走访0批" not in after


def test_remove_a_column_and_its_sentences_go(inputs, write):
    assert "满意率" in words(write(inputs, "情况通报", "2025-11")).split("口径说明")[0]
    without = changed(inputs, "信访事项登记表", lambda frame: frame.drop(columns="满意度"), lacking="满意度")
    after = words(write(without, "情况通报", "2025-11"))
    assert "满意率" not in after.split("口径说明")[0]
    assert "信访总量66件" in after


def test_empty_a_category_and_it_leaves_the_list(inputs, write):
    assert "居前三位的是农村农业12件" in words(write(inputs, "情况通报", "2025-11"))

    def without(frame):
        return frame[~(inside(frame, "登记日期", "2025-11") & (frame["问题类别"] == "农村农业"))]

    after = words(write(changed(inputs, "信访事项登记表", without), "情况通报", "2025-11"))
    assert "农村农业" not in after
    assert "按问题类别分，居前的是城市房屋拆迁10件、生活保障9件" in after


def test_a_zero_base_prints_no_percentage(inputs, write):
    def without(frame):
        return frame[~(inside(frame, "登记日期", "2024-11") & (frame["信访形式"] == "来电"))]

    after = words(write(changed(inputs, "信访事项登记表", without), "情况通报", "2025-11"))
    assert "来电3件，同比净增3件（去年同期为0）" in after


def test_no_digit_in_any_document_lacks_a_figure(inputs, write, settings):
    """Of every document that needs no facts file, for its latest span: dates, fixed expressions, fields apart."""
    grains = {"day": "2025-10-03"}
    dates = r"20\d\d年(\d{1,2}月(\d{1,2}日)?)?|\d{1,2}月(\d{1,2}日)?|附件\d"
    allowed = re.compile("|".join([dates, *map(re.escape, settings.wording.fixed)]))
    bad = []
    for name, spec in settings.documents.items():
        if "事实" in spec.needs or getattr(spec, "needs_facts", False):
            continue
        period = grains.get(spec.grain) or Period.of(spec.grain, inputs.cutoff).name
        for line in outline(write(inputs, name, period)).splitlines():
            if line.startswith(("align", "Masthead", "Colophon", "Chart")):
                continue
            typed = re.sub(r"^#+ [一二三四五六七八九十（）、\d.]+", "", re.sub(r"【[^】]*】| !\d$", "", line))
            if re.search(r"[0-9０-９]", allowed.sub("", typed)):
                bad.append(f"{name}: {typed}")
    assert bad == []
