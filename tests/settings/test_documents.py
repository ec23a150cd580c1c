"""documents.yaml and organization.yaml: what may stand there, and every mistake with its line."""

from pipeline.model.tables import Column, TableSpec
from pipeline.settings import documents, organization
from pipeline.settings.yaml import load

TABLES = {"信访事项登记表": TableSpec("信访事项登记表", (Column("信访编号"),))}


def read(tmp_path, text):
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    return load(path, "config/x.yaml")[0]


def test_a_document_is_read(tmp_path):
    mapped = read(tmp_path, "通报:\n  template: a.txt.j2\n  grain: quarter\n  needs: 信访事项登记表\n  date: 2026-01-05\n")
    specs, problems = documents.parse(mapped, TABLES)
    assert not problems
    spec = specs["通报"]
    assert (spec.template, spec.grain, spec.needs, spec.options) == (
        "a.txt.j2", "quarter", ("信访事项登记表",), {"date": "2026-01-05"},
    )  # fmt: skip


def test_every_mistake_of_documents_yaml_is_told_at_once(tmp_path):
    mapped = read(tmp_path, "甲:\n  templete: a\n乙:\n  template: b\n  grain: fortnight\n  needs: [信访登记表]\n丙: 1\n")
    _, problems = documents.parse(mapped, TABLES)
    told = [(p.place.line, p.message) for p in problems]
    assert [line for line, _ in told] == [2, 1, 3, 3, 7, 7]
    assert "是不是“template”" in told[0][1]
    assert "fortnight" in told[2][1]
    assert "是不是“信访事项登记表”" in told[3][1]


def test_an_organization_has_a_default_for_everything(tmp_path):
    office, problems = organization.parse(read(tmp_path, ""))
    assert not problems
    assert (office.county, office.office, office.units) == ("某县", "某县信访局", ())


def test_units_of_an_organization(tmp_path):
    office, problems = organization.parse(read(tmp_path, "county: 甲县\nunits:\n  乡镇: [东乡, 西乡]\n  县直部门: [县教育局]\n"))
    assert not problems
    assert [(u.name, u.kind) for u in office.units] == [("东乡", "乡镇"), ("西乡", "乡镇"), ("县教育局", "县直部门")]
    assert office.office == "甲县信访局"


def test_a_unit_named_twice_and_an_unknown_key_are_mistakes(tmp_path):
    _, problems = organization.parse(read(tmp_path, "countie: 甲县\nunits:\n  乡镇: [东乡, 东乡]\n"))
    assert ["countie" in problems[0].message, "东乡" in problems[1].message] == [True, True]
