"""A template from a stranger can neither read nor run anything, nor go on without end."""

from __future__ import annotations

import os

import pytest

from tests.compose.county import compose, count

ESCAPES = [
    # the classic walks from an object to its class and on
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ 信访总量.__class__ }}",
    "{{ 信访总量['__class__'] }}",
    "{{ 信访总量.figure }}",
    "{{ 信访总量.draft.settings }}",
    "{{ 期间.period.start }}",
    "{{ 指标.call }}",
    "{{ 指标.__call__.__globals__ }}",
    "{{ 事实.__init__.__globals__ }}",
    "{{ 事实.keys() }}",
    "{{ self.__dict__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ joiner }}{{ namespace }}{{ range(3) }}{{ dict }}",
    "{{ config }}{{ request }}{{ get_flashed_messages }}",
    "{% for 镇 in 各乡镇() %}{{ 镇.unit }}{% endfor %}",
    "{% for 镇 in 各乡镇() %}{{ loop.__init__ }}{% endfor %}",
    "{% for 镇 in 各乡镇() %}{{ loop._iterator }}{% endfor %}",
    "{% macro 件() %}{{ caller }}{% endmacro %}{{ 件.__globals__ }}",
    "{% macro 件() %}{% endmacro %}{{ 件._func }}",
    # Jinja's advisories: str.format, format_map, an indirect reference to them, |attr
    "{{ '{0.__class__}'.format(信访总量) }}",
    "{{ '{a.__class__}'.format_map({'a': 信访总量}) }}",
    "{{ ''|attr('format') }}",
    "{{ ('%s' % 信访总量).__class__ }}",
    "{{ ['x']|map(attribute='__class__')|list }}",
    "{{ '{0}'|format(信访总量) }}",
    "{{ ''|attr('__class__') }}",
    "{{ 信访总量|xmlattr }}",
    # docxtpl #549, #632: code in a template's own expressions
    "{{ ''.__class__.__base__.__subclasses__()[104].load_module('os').system('id') }}",
    "{% set x = namespace.__init__.__globals__ %}{{ x }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% if ''.join %}x{% endif %}{{ ''.join(['a']) }}",
    "{{ [].append(1) }}",
    "{{ {}.update({'a': 1}) }}",
    # files
    "{% include '../密.txt' %}",
    "{% include '/etc/hostname' %}",
    "{% include '链接.txt' %}",
    "{% include 'C:\\\\x' %}",
    "{% extends '../密.txt' %}",
    "{% import '../密.txt' as 密 %}",
    "{% include ['../密.txt'] %}",
    "{% include 范围 %}",
    "{% do 信访总量 %}",
    "{% debug %}",
]


@pytest.mark.parametrize("template", ESCAPES)
def test_an_escape_is_a_mistake_in_the_template(tmp_path, template):
    (tmp_path / "密.txt").write_text("机密", "utf-8")
    (tmp_path / "templates").mkdir()
    if hasattr(os, "symlink"):
        (tmp_path / "templates" / "链接.txt").symlink_to(tmp_path / "密.txt")
    document, problems = compose(tmp_path, template + "\n", count("信访总量", 307))
    assert document is None
    assert problems[0].rule == "template"
    assert problems[0].place.file == "templates/文.txt.j2"
    assert "机密" not in str(problems)


BOMBS = [
    "".join("{% for " + name + " in 列 %}" for name in "abcdef") + "{% endfor %}" * 6,
    "{% set x = '一二三四五六七八九十' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "{% set x %}一二三四五六七八九十{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "{% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }}",
    "".join(
        "{% macro m" + str(n + 1) + "() %}{{ m" + str(n) + "() }}{{ m" + str(n) + "() }}{% endmacro %}" for n in range(40)
    ).join(["{% macro m0() %}一{% endmacro %}", "{{ m40() }}"]),
    "{{ 10 ** 10 ** 10 }}",
    "{{ 'x' * 10 ** 10 }}",
    "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
    "{% include '文.txt.j2' %}",
]


@pytest.mark.parametrize("template", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_a_mistake_in_the_template(tmp_path, template):
    setting = "{% set 列 = [" + "1, " * 60 + "] %}\n"
    document, problems = compose(tmp_path, setting + template + "\n", count("信访总量", 307))
    assert document is None
    assert problems[0].level == "error"


def test_one_document_leaves_nothing_for_the_next(tmp_path):
    parts = {"parts/件.j2": "{% set 记住 = 范围 %}\n{% macro 说() %}{{ 记住 }}{{ 信访总量 }}{% endmacro %}\n"}
    template = {"文.txt.j2": '{% import "parts/件.j2" as 件 %}\n{{ 件.说() }}。\n', **parts}
    from pipeline.compose import Composer
    from tests.compose.county import County, occasion, settings_of, spec

    first, second = (County({"信访总量": count("信访总量", number)}) for number in (1, 2))
    composer = Composer(settings_of(tmp_path, template, first))
    one, _ = composer.compose(spec(), occasion(scope="全县"), first)
    two, _ = composer.compose(spec(), occasion(scope="全县"), second)
    assert [figure.text for figure in one.figures] == ["1件"]
    assert [figure.text for figure in two.figures] == ["2件"]


def test_a_file_is_parsed_once_though_it_is_looked_at_before_it_runs(tmp_path, monkeypatch):
    from pipeline.compose.environment import Sandbox

    parsed = []
    parse = Sandbox._parse
    monkeypatch.setattr(Sandbox, "_parse", lambda self, *args: parsed.append(args[1]) or parse(self, *args))
    template = {"文.txt.j2": '{% include "parts/件.j2" %}\n{{ 信访总量 }}。\n', "parts/件.j2": "{% set 某 = 范围 %}{{ 某 }}\n"}
    document, _ = compose(tmp_path, template, count("信访总量", 307))
    assert document.figures[0].text == "307件"
    assert sorted(parsed) == ["parts/件.j2", "文.txt.j2"]
