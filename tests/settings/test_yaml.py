"""YAML as clerks type it: the value, or the line and what to mend."""

import pytest

from pipeline.settings.yaml import load, merge


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "x.yaml"
    path.write_bytes(text.encode(encoding))
    return load(path, "config/x.yaml")


def test_only_true_false_integers_decimals_and_null_are_typed(tmp_path):
    value, problems = read(tmp_path, "a: no\nb: 12:30\nc: 1e3\nd: 007\ne: true\nf: 12\ng: 2.5\nh:\ni: '12'\nj: on\n")
    assert not problems
    assert value == {
        "a": "no", "b": "12:30", "c": "1e3", "d": "007", "e": True, "f": 12, "g": 2.5, "h": None, "i": "12", "j": "on",
    }  # fmt: skip


def test_every_key_knows_its_line(tmp_path):
    value, _ = read(tmp_path, "\ufeffa: 1\r\nb:\r\n  c: 2\r\n  d:\r\n    - x\r\n    - y\r\n")
    assert value.places["b"].line == 2
    assert value["b"].places["d"].line == 4
    assert [place.line for place in value["b"]["d"].places] == [5, 6]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\n名称：某县\n", 2, "全角冒号"),
        ("名称：某县\n", 1, "全角冒号"),
        ("a:\n  b: 1\n\tc: 2\n", 3, "制表符"),
        ("a: 1\nb: 2\na: 3\n", 3, "“a”写了两次（上一次在第1行）"),
        ("a: [1, 2\n", 1, "方括号“[”没有配对的“]”"),
        ("a: 1\nb: [1, 2\nc: 3\nd: |\n  注：甲\n", 2, "方括号“[”没有配对的“]”"),
        ("a: {b: 1\nc: 2\n", 1, "花括号“{”没有配对的“}”"),
        ("a: 'x\nb: 1\n", 1, "引号没有成对"),
        ("a:\n  - x\nb c\nd: 1\n", 3, "不是有效的 YAML"),
        ("a:\n  - 甲\n  － 乙\nb: 1\n", 3, "全角横线“－”，请改为半角横线加空格“- ”"),
        ("a:\n－ 甲\n－ 乙\nb: 1\n", 2, "全角横线“－”"),
        ("a: 1\nb:\n  － 甲\n  － 乙\n", 3, "全角横线“－”"),
        ("－ 甲\nb: 1\n", 1, "全角横线“－”"),
        ("a:\n  - －甲\n  - 乙\n", 2, "前面多打了全角横线“－”，请删去"),
        ("- a\n- b\n", 1, "名称: 内容"),
        ("a: \x01\n", 1, "控制字符"),
        ("a: &x [*x]\n", 1, "绕成了圈"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, text, line, told):
    _, (problem, *_) = read(tmp_path, text)
    assert told in problem.message
    assert (problem.place.file, problem.place.line, problem.level) == ("config/x.yaml", line, "error")
    assert problem.told.startswith(f"config/x.yaml 第{line}行：")


def test_a_gbk_file_is_told_as_such(tmp_path):
    _, (problem,) = read(tmp_path, "a: 1\nb: 某县\n", "gbk")
    assert "UTF-8" in problem.message
    assert problem.place.line == 2


def test_a_file_that_cannot_be_opened_is_a_problem_not_an_exception(tmp_path):
    _, (problem,) = load(tmp_path / "absent.yaml", "config/absent.yaml")
    assert "打不开" in problem.message


def test_own_entries_lie_over_the_defaults_and_keep_their_places(tmp_path):
    base, _ = read(tmp_path, "a:\n  x: 1\n  y: 2\nb: 1\n")
    own, _ = read(tmp_path, "\n\na:\n  y: 3\nc: 4\n")
    assert merge(base, own, 1) == {"a": {"y": 3}, "b": 1, "c": 4}
    deep = merge(base, own, 2)
    assert deep == {"a": {"x": 1, "y": 3}, "b": 1, "c": 4}
    assert deep["a"].places["y"].line == 4


def test_a_dash_alone_and_one_within_are_words(tmp_path):
    value, problems = read(tmp_path, "a: [－, —, 甲－乙]\nb: ——在会上\n")
    assert (value, problems) == ({"a": ["－", "—", "甲－乙"], "b": "——在会上"}, ())
