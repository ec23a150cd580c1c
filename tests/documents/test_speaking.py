"""Speaking time is told; a speech asked to be shorter loses its least points, and says which."""

import dataclasses

import pytest

from pipeline.compose.speaking import characters, speaking_time
from pipeline.model.document import Heading, Point


def points_of_parts(document):
    parts = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts.append([])
        elif isinstance(block, Point):
            parts[-1].append((block.ordinal, "".join(one.text for one in block.lead)))
    return parts


def test_punctuation_is_not_read_aloud():
    assert characters("共3件，占22%。") == 6


def test_the_time_is_told_at_200_to_220_characters_a_minute(sample):
    document, problems = sample.compose("工作会议讲话", "2025")
    (told,) = [problem for problem in problems if problem.rule == "speaking-time"]
    assert told.level == "info"
    read = "".join(c for b in document.blocks for c in words(b) if c.isalnum())
    assert f"约{len(read)}字" in told.message
    assert f"{round(len(read) / 220)}至{round(len(read) / 200)}分钟" in told.message


def words(block):
    """Every text of a block that is read aloud, found by walking its fields."""
    if type(block).__name__ in ("Byline", "Title"):
        return ""
    return text_of(block)


def text_of(value):
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "".join(text_of(each) for each in value)
    if hasattr(value, "text"):
        return value.text
    return "".join(text_of(getattr(value, name, ())) for name in ("ordinal", "number", "lead", "rest", "inlines"))


def test_a_speech_over_its_target_is_a_warning(sample):
    spec = sample.shop.settings.documents["工作会议讲话"]
    document, _ = sample.compose("工作会议讲话", "2025")
    (told,) = speaking_time(dataclasses.replace(spec, options={**spec.options, "target_minutes": 8}), document, None)
    assert told.level == "warning"
    assert "超过8分钟" in told.message
    assert "--minutes 8" in told.message


@pytest.mark.parametrize(("kind", "minutes"), [("工作会议部署", 7), ("工作会议部署", 1), ("工作会议讲话", 8), ("工作会议讲话", 1)])
def test_a_shorter_speech_keeps_three_parts_and_two_points_each_renumbered(sample, kind, minutes):
    whole, _ = sample.compose(kind, "2025")
    short, problems = sample.compose(kind, "2025", minutes=minutes)
    parts = points_of_parts(short)
    assert [len(part) >= 2 for part in parts] == [True] * 3
    for part in parts:
        assert [ordinal for ordinal, _ in part] == ["一是", "二是", "三是", "四是", "五是", "六是"][: len(part)]
    leads = [lead for part in points_of_parts(whole) for _, lead in part]
    kept = [lead for part in parts for _, lead in part]
    assert kept == [lead for lead in leads if lead in kept]
    gone = [lead for lead in leads if lead not in kept]
    (told,) = [problem.message for problem in problems if problem.rule == "shortened"]
    assert gone
    assert told.endswith("略去了：" + "".join(gone))
    assert set(gone) <= set(short.left_out)


def test_a_speech_that_is_still_too_long_says_so_and_names_no_line(sample):
    _, problems = sample.compose("工作会议讲话", "2025", minutes=5)
    told = {problem.rule: (problem.level, problem.place.file, problem.message) for problem in problems}
    assert told["shortened"][2].startswith("“工作会议讲话”为了尽量接近5分钟，略去了：")
    level, file, message = told["speaking-time"]
    assert (level, file) == ("warning", "")
    assert "还是超过5分钟。能略去的要点都已略去，请再删减模板" in message
    _, problems = sample.compose("工作会议讲话", "2025", minutes=8)
    assert ["为了控制在8分钟左右" in problem.message for problem in problems if problem.rule == "shortened"] == [True]


def test_the_least_goes_first_and_of_equals_the_last(sample):
    order = ["严明工作纪律。", "抓好源头治理。", "开展积案攻坚。"]  # priorities 3, 2 and 2 in the template
    gone = [set(sample.compose("工作会议部署", "2025", minutes=minutes)[0].left_out) for minutes in range(10, 0, -1)]
    assert gone[0] == set()
    assert gone[-1] == set(order)
    assert all(one == set(order[: len(one)]) for one in gone)


def test_a_bulletin_is_never_cut(sample):
    whole, _ = sample.compose("情况通报", "2025-11")
    short, _ = sample.compose("情况通报", "2025-11", minutes=1)
    assert short.blocks == whole.blocks
