"""What style.yaml says about looks."""

from pathlib import Path

import pytest

from pipeline.model.looks import PROFILES
from pipeline.settings import looks
from pipeline.settings.yaml import load

ROOT = Path(__file__).resolve().parents[2]


def parsed(tmp_path, text):
    path = tmp_path / "style.yaml"
    path.write_text(text, encoding="utf-8")
    mapped, problems = load(path, "config/style.yaml")
    assert not problems
    return looks.parse(mapped)


def test_the_delivered_file_says_what_the_code_assumes():
    mapped, problems = load(ROOT / "config/style.yaml", "config/style.yaml")
    spec, wrong = looks.parse(mapped)
    assert not problems
    assert not wrong
    assert spec.profiles == PROFILES
    assert spec.fonts == {}
    assert spec.red is None
    assert spec.substitutes["Times New Roman"] == ("Liberation Serif",)


def test_an_office_sets_fonts_colour_and_a_profile_of_its_own(tmp_path):
    spec, wrong = parsed(
        tmp_path,
        """
looks:
  fonts: {body: 仿宋}
  red: "c00000"
  profiles:
    讲话-大字: {body_size: 18, lines: null}
    接访公示: {page_numbers: none, table_size: 14}
""",
    )
    assert not wrong
    assert (spec.fonts, spec.red) == ({"body": "仿宋"}, "C00000")
    assert (spec.profiles["讲话-大字"].body_size, spec.profiles["讲话-大字"].title_size) == (18, 26)
    assert spec.profiles["讲话-大字"].lines is None
    assert (spec.profiles["接访公示"].page_numbers, spec.profiles["接访公示"].table_size) == ("none", 14)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("looks: {font: {}}", "没有“font”这一项，是不是“fonts”"),
        ("looks: {fonts: {bdy: 仿宋}}", "没有“bdy”这一项，是不是“body”"),
        ("looks: {fonts: {body: '<仿宋>'}}", "“body”应为字体名"),
        ("looks: {red: 红}", "red 应为六位十六进制颜色"),
        ("looks: {profiles: {公文: {lines: 100}}}", "“lines”应在 10 与 40 之间，现为 100"),
        ("looks: {profiles: {公文: {page_numbers: outre}}}", "“page_numbers”应为 outer、center、none 之一"),
        ("looks: {profiles: {公文: {body_size: 大}}}", "“body_size”应为整数或数，现为“大”"),
        ("looks: 仿宋", "looks应为“名称: 内容”的映射"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, text, told):
    _, wrong = parsed(tmp_path, text)
    (problem,) = wrong
    assert told in problem.message
    assert problem.told.startswith("config/style.yaml 第1行：")
