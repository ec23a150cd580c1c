"""Unchanged: not touched. Changed: rebuilt, and told why. What decides is content."""

import json
import os
import shutil
import time
import zipfile

import pytest
from little import DOCUMENTS, EVERYTHING, TOWNS, edit, items, lay, made, statuses, tree

from pipeline.run.order import Order
from pipeline.write import text_of
from tests.tools.imported import imported


@pytest.fixture
def project(tmp_path):
    lay(tmp_path)
    made(tmp_path)
    return tmp_path


def rebuilt(folder, order=EVERYTHING, **how):
    """What a build makes anew, and why."""
    return {name: r.reasons for name, r in made(folder, order, **how)[1].items() if r.status != "current"}


def forget(folder):
    shutil.rmtree(folder / ".briefing")


def from_nothing(folder):
    """Every file of a build that knows nothing of those before."""
    shutil.rmtree(folder / "outputs")
    forget(folder)
    made(folder)
    return tree(folder)


@pytest.mark.parametrize("remembers", [True, False], ids=["memory", "no memory"])
def test_nothing_changed_nothing_touched(project, remembers):
    before = {path: path.stat().st_mtime_ns for path in (project / "outputs").rglob("*")}
    if not remembers:
        forget(project)
    assert set(statuses(project).values()) == {"current"}
    assert {path: path.stat().st_mtime_ns for path in (project / "outputs").rglob("*")} == before


def test_without_the_cache_the_same_bytes(project):
    before = tree(project)
    shutil.rmtree(project / "outputs")
    forget(project)
    assert set(statuses(project).values()) == {"made"}
    assert tree(project) == before


@pytest.mark.parametrize("remembers", [True, False], ids=["memory", "no memory"])
def test_one_township_s_file_changed_only_its_documents_and_the_county_s_follow(project, remembers):
    if not remembers:
        forget(project)
    items(project, "东乡", {1: 2, 2: 7, 3: 4})
    why = ("信访事项登记表东乡.csv 已变化",)
    assert rebuilt(project) == {
        **{f"全县月报/2025-0{month}": why for month in (1, 2, 3)},
        **{f"乡镇月报/2025-0{month}-东乡": why for month in (1, 2, 3)},
    }
    assert tree(project) == from_nothing(project)


def test_a_row_of_another_township_in_a_shared_file_touches_no_document_but_sets_its_record_right(tmp_path):
    lay(tmp_path)
    shared = tmp_path / "inputs" / "信访事项登记表.csv"
    parts = [(tmp_path / "inputs" / f"信访事项登记表{town}.csv") for town in TOWNS]
    lines = [part.read_text("utf-8").splitlines() for part in parts]
    shared.write_text("\n".join([lines[0][0], *(line for part in lines for line in part[1:])]) + "\n", "utf-8")
    for part in parts:
        part.unlink()
    made(tmp_path)
    docx = tmp_path / "outputs" / "乡镇月报" / "2025-01-西乡.docx"
    before = docx.stat().st_mtime_ns
    shared.write_text(shared.read_text("utf-8").replace("东乡01000,2025-01-01,来信", "东乡01000,2025-01-01,来电"), "utf-8")
    assert set(rebuilt(tmp_path)) == {
        f"{name}/2025-0{m}{of}" for m in (1, 2, 3) for name, of in (("全县月报", ""), ("乡镇月报", "-东乡"))
    }
    assert docx.stat().st_mtime_ns == before
    assert tree(tmp_path) == from_nothing(tmp_path)


def test_a_file_saved_again_without_a_change_of_rows_changes_no_document(project):
    file = project / "inputs" / "信访事项登记表东乡.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert set(statuses(project).values()) == {"current"}
    record = json.loads((project / "outputs" / "乡镇月报" / "2025-01-东乡.figures.json").read_text("utf-8"))
    assert record["inputs"] == {"信访事项登记表东乡.csv": _sha(file)}


def _sha(path):
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_content_decides_and_not_the_times_of_a_file(project):
    file = project / "inputs" / "信访事项登记表东乡.csv"
    stat = file.stat()
    os.utime(file)
    time.sleep(0.1)  # so long after a change that its stamp is trusted
    assert set(statuses(project).values()) == {"current"}
    stat = file.stat()
    file.write_text(file.read_text("utf-8").replace("来信,1,东乡", "来电,1,东乡"), "utf-8")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size
    assert statuses(project)["乡镇月报/2025-01-东乡"] == "made"


def test_where_the_system_keeps_no_time_of_change_every_file_is_hashed(tmp_path, monkeypatch):
    """As on Windows."""
    monkeypatch.setattr("pipeline.record.stamps._TELLS", False)
    lay(tmp_path)
    made(tmp_path)
    assert set(statuses(tmp_path).values()) == {"current"}
    file = tmp_path / "inputs" / "信访事项登记表东乡.csv"
    stat = file.stat()
    file.write_text(file.read_text("utf-8").replace("来信,1,东乡", "来电,1,东乡"), "utf-8")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert statuses(tmp_path)["乡镇月报/2025-01-东乡"] == "made"


def test_a_template_changed(project):
    template = project / "templates" / "镇.txt.j2"
    template.write_text(template.read_text("utf-8").replace("情况", "信访情况"), "utf-8")
    changed = rebuilt(project)
    assert set(changed.values()) == {("模板 镇.txt.j2 已变化",)}
    assert {name.split("/")[0] for name in changed} == {"乡镇月报"}


def test_another_document_s_entry_is_no_reason_its_own_is(project):
    config = project / "config" / "documents.yaml"
    text = config.read_text("utf-8")
    config.write_text(text + "半年报: {template: 县.txt.j2, grain: half, early: true}\n", "utf-8")
    assert set(rebuilt(project)) == {"半年报/2025H1"}
    config.write_text(text.replace("全县月报: {", "全县月报: {profile: 通报, "), "utf-8")
    assert set(rebuilt(project)) == {f"全县月报/2025-0{month}" for month in (1, 2, 3)}


def test_only_documents_that_use_an_indicator_follow_its_definition(project):
    county = project / "templates" / "县.txt.j2"
    county.write_text(county.read_text("utf-8") + "\n进京访{{ 进京访批次 }}。\n", "utf-8")
    made(project)
    own = project / "config" / "indicators.yaml"
    own.write_text("新指标: {table: 信访事项登记表, unit: 件}\n", "utf-8")
    assert rebuilt(project) == {}
    entry = "进京访批次: {table: 信访事项登记表, where: {信访形式: 来访, 到访层级: 京}, unit: 次}\n"
    own.write_text(entry, "utf-8")
    changed = rebuilt(project)
    assert {name.split("/")[0] for name in changed} == {"全县月报"}
    assert set(changed.values()) == {("配置 config/indicators.yaml 已变化",)}


@pytest.mark.parametrize("remembers", [True, False], ids=["memory", "no memory"])
@pytest.mark.parametrize(
    ("sentence", "file", "lines"),
    [
        ("共接待群众{{ 接访批次 }}。", "领导接访登记表.csv", ["接访日期,接访领导,层级,人数", "2025-02-03,张三,县,4"]),
        ("排查矛盾纠纷{{ 矛盾纠纷排查件数 }}。", "填报数据表.csv", ["指标,期间,数值,依据", "矛盾纠纷排查件数,2025-02,7,排查台账"]),
    ],
    ids=["a register", "reported numbers"],
)
def test_a_table_that_was_not_there_before(project, remembers, sentence, file, lines):
    template = project / "templates" / "县.txt.j2"
    template.write_text(f"{template.read_text('utf-8')}\n{sentence}\n", "utf-8")
    made(project)
    if not remembers:
        forget(project)
    (project / "inputs" / file).write_text("\n".join(lines) + "\n", "utf-8")
    found = rebuilt(project)
    assert found["全县月报/2025-02"] == (f"{file} 是新增的",)
    assert f"{sentence[:4]}" in text_of((project / "outputs" / "全县月报" / "2025-02.docx").read_bytes())
    assert tree(project) == from_nothing(project)


def test_a_deleted_file_is_told(project):
    (project / "inputs" / "信访事项登记表东乡.csv").unlink()
    changed = rebuilt(project)
    assert changed["全县月报/2025-02"] == ("信访事项登记表东乡.csv 已不在",)
    assert changed["乡镇月报/2025-02-东乡"] == ("信访事项登记表东乡.csv 已不在",)
    assert "乡镇月报/2025-02-西乡" not in changed


def test_a_document_or_record_that_is_gone_or_damaged_is_made_again(project):
    before = tree(project)
    folder = project / "outputs" / "全县月报"
    (folder / "2025-01.docx").unlink()
    (folder / "2025-02.figures.json").write_bytes((folder / "2025-02.figures.json").read_bytes()[:-30])
    (folder / "2025-03.figures.json").unlink()
    changed = rebuilt(project)
    assert set(changed) == {f"全县月报/2025-0{month}" for month in (1, 2, 3)}
    assert changed["全县月报/2025-01"] == ("首次生成",)
    assert "不完整" in changed["全县月报/2025-02"][0]
    assert tree(project) == before


def test_a_dry_run_tells_why_and_writes_nothing(project):
    before = tree(project)
    items(project, "西乡", {1: 9, 2: 9, 3: 9})
    receipts = made(project, Order(dry_run=True))[1]
    due = {name: r.reasons for name, r in receipts.items() if r.status == "due"}
    assert due["乡镇月报/2025-01-西乡"] == ("信访事项登记表西乡.csv 已变化",)
    assert len(due) == 6
    assert tree(project) == before


def test_force_makes_the_same_again(project):
    before = tree(project)
    assert set(rebuilt(project, Order(force=True)).values()) == {("要求重做",)}
    assert tree(project) == before


def test_a_renamed_document_and_a_lost_unit_leave_orphans_that_are_told(project):
    (project / "config" / "documents.yaml").write_text(DOCUMENTS.replace("全县月报", "县月报"), "utf-8")
    units = project / "inputs" / "单位台账.csv"
    units.write_text(units.read_text("utf-8").replace("南镇", "北镇"), "utf-8")
    (project / "inputs" / "信访事项登记表南镇.csv").unlink()
    told = {p.place.file: p.message for p in made(project)[0].problems if p.rule == "orphan-output"}
    assert "“全县月报”已不在 documents.yaml 里" in told["outputs/全县月报/2025-01.docx"]
    assert "“南镇”已不在单位名单里" in told["outputs/乡镇月报/2025-01-南镇.docx"]
    assert len(told) == 6
    assert (project / "outputs" / "全县月报" / "2025-01.docx").exists()


def _strays(project):
    return {p.place.file: p.message for p in made(project)[0].problems if p.rule == "orphan-output"}


def test_a_new_version_is_told_when_its_document_is_nobody_s_any_more(project):
    docx = project / "outputs" / "全县月报" / "2025-01.docx"
    whole = docx.read_bytes()
    edit(docx, ("全县信访总量", "本县信访总量"))
    assert _strays(project) == {}
    beside = docx.with_name("2025-01.新稿.docx")
    assert beside.exists()
    docx.write_bytes(whole)
    told = "2025-01.docx 不再是人改过的草稿（已恢复、重做或签发），这份新稿以后不再更新；不需要的请自行删除"
    assert _strays(project) == {"outputs/全县月报/2025-01.新稿.docx": told}
    docx.unlink()
    assert _strays(project) == {"outputs/全县月报/2025-01.新稿.docx": told}
    beside.unlink()
    beside.with_name("2025-01.新稿.figures.json").unlink()
    assert _strays(project) == {}


def test_a_draft_of_a_month_that_the_data_no_longer_have_is_told(project):
    for town in TOWNS:
        items(project, town, {1: 3, 2: 4})
    before = tree(project)
    told = _strays(project)
    assert set(told) == {"outputs/全县月报/2025-03.docx", *(f"outputs/乡镇月报/2025-03-{town}.docx" for town in TOWNS)}
    assert set(told.values()) == {"现有数据（截至2025-02-28）没有这一期，没有动它；不需要的请自行删除"}
    assert {name: data for name, data in before.items() if "2025-03" in name}.items() <= tree(project).items()
    for town in TOWNS:
        items(project, town, {1: 3, 2: 4, 3: 5})
    assert _strays(project) == {}


def test_a_draft_under_the_file_name_of_before_is_told_with_the_one_of_now(project):
    named = DOCUMENTS.replace("全县月报: {", ' 全县月报: {file: "月报{期间}", '.strip())
    (project / "config" / "documents.yaml").write_text(named, "utf-8")
    assert _strays(project)["outputs/全县月报/2025-01.docx"] == (
        "这份文稿现在的文件名是 月报2025-01.docx，这一份以后不再更新；不需要的请自行删除"
    )


def test_a_draft_for_the_county_is_told_where_each_township_gets_its_own_now(project):
    each = DOCUMENTS.replace("全县月报: {template: 县.txt.j2", "全县月报: {for_each: 乡镇, template: 镇.txt.j2")
    (project / "config" / "documents.yaml").write_text(each, "utf-8")
    assert _strays(project)["outputs/全县月报/2025-01.docx"].startswith("这份文稿现在给每个乡镇写，没有“全县”的，以后不再更新")


def test_a_paper_that_somebody_asked_for_by_itself_and_those_of_earlier_years_are_not_told(project):
    made(project, Order(("全县月报",), "2025-01..2025-02"))
    for town in TOWNS:
        items(project, town, {1: 3})
        path = project / "inputs" / f"信访事项登记表{town}.csv"
        path.write_text(path.read_text("utf-8").replace("2025-", "2026-"), "utf-8")
    assert _strays(project) == {}


HEAVY = ("pandas", "numpy", "pyarrow", "lxml", "docx", "jinja2", "yaml", "rich", "cattrs", "openpyxl", "pipeline.model.settings")


def test_with_nothing_to_do_nothing_heavy_is_imported(project):
    assert imported("build", "--project", project, of=HEAVY) == (0, [])


def test_the_document_carries_no_name_and_no_clock(project):
    with zipfile.ZipFile(project / "outputs" / "全县月报" / "2025-01.docx") as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
