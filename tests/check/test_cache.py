"""Files that have not changed are not read again, and what comes from the cache is what reading gives."""

import pandas as pd
import pytest
from making import ITEMS, item

from pipeline.run import files as files_module

FULL = [*ITEMS, "受理日期", "满意度", "涉及人数", "信访人", "备注"]


@pytest.fixture
def filled(office):
    office.put(
        "2025/1月.xlsx",
        {
            "1月": [
                ["某县信访事项登记表"],
                FULL,
                item("XF1", "1月5日", "来信", "", "城关", "办理中", "1月6日", "满意", 3, "王小明", "建设路9号"),
                item("XF2", "约"),
            ],
            "2月": [["某县信访事项登记表"], list(reversed(ITEMS)), list(reversed(item("XF3", "2月5日"))), ["合计", "", 7]],
            "3月": [["某县信访事项登记表"], ITEMS],
        },
    )
    office.put("2025/名册.csv", [["领导名册"], ["姓名", "职务", "任职起"], ["张三", "县长", "2024-01-01"]])
    office.put("2025/填报.xls", {"填报数据表": [["指标", "期间", "数值", "依据"], ["排查", "2025", 12.5, "x"]]})
    office.put("2025/接访.xlsx", {"领导接访登记表": [["接访日期", "接访领导", "层级", "人数"], ["2025-01-05", "张三", "县", 2]]})
    return office


def same(a, b):
    for part in ("units", "files", "problems", "filed", "cutoff", "hashes", "drops"):
        assert getattr(a, part) == getattr(b, part), part
    assert set(a.tables) == set(b.tables)
    for name, table in a.tables.items():
        pd.testing.assert_frame_equal(table.frame, b.tables[name].frame)
        for part in ("sources", "coverage", "lacking", "rejected", "until"):
            assert getattr(table, part) == getattr(b.tables[name], part), (name, part)


def unread(monkeypatch):
    def never(*_):
        raise AssertionError("read again")

    monkeypatch.setattr("pipeline.read.read_file", never)


def test_what_comes_from_the_cache_is_what_reading_gives(filled, monkeypatch):
    first = filled.read()
    assert {p.level for p in first.problems} == {"error", "warning", "info"}
    unread(monkeypatch)
    same(first, filled.read())


def test_the_types_are_those_of_the_contract(filled):
    filled.read()
    tables = filled.read().tables
    frame = tables["信访事项登记表"].frame
    kinds = {name: str(frame[name].dtype) for name in ("信访编号", "登记日期", "人数", "属地", "_source", "_row")}
    assert kinds == {
        "信访编号": "category",
        "登记日期": "datetime64[s]",
        "人数": "Int64",
        "属地": "category",
        "_source": "int32",
        "_row": "int32",
    }
    assert str(tables["填报数据表"].frame["数值"].dtype) == "Float64"


def test_a_changed_file_a_changed_table_and_changed_units_are_read_again(filled):
    filled.read()
    filled.put("2025/接访.xlsx", {"领导接访登记表": [["接访日期", "接访领导", "层级", "人数"], ["2025-01-05", "张三", "县", 9]]})
    assert filled.read().tables["领导接访登记表"].frame["人数"].tolist() == [9]
    filled.config("tables.yaml", "columns:\n  层级:\n    values:\n      县级: [县]\n")
    assert filled.read().tables["领导接访登记表"].frame["层级"].tolist() == ["县级"]
    filled.put("单位台账.xlsx", [["单位名称", "单位类别", "领导接待日制度"], ["外镇", "乡镇", "已建立"]])
    assert "unit-unknown" in {p.rule for p in filled.read().problems}


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:100], lambda data: data[:-1] + b"?", lambda data: b"", lambda data: b"?" * 40]
)
def test_a_spoiled_cache_is_no_harm(filled, spoil):
    first = filled.read()
    (path,) = (filled.folder / ".briefing" / "tables").glob("*.columns")
    path.write_bytes(spoil(path.read_bytes()))
    same(first, filled.read())


def test_a_spoiled_cache_is_made_anew(filled, monkeypatch):
    """Also where only a column of it is spoiled, and the list of what is in it is whole."""
    filled.read()
    (path,) = (filled.folder / ".briefing" / "tables").glob("*.columns")
    data = path.read_bytes()
    path.write_bytes(data.replace("张三".encode(), "李三".encode()))
    first = filled.read()
    unread(monkeypatch)
    same(first, filled.read())


def test_entries_no_longer_used_are_swept_away(filled):
    filled.read()
    assert "接访.xlsx" in kept(filled)
    (filled.folder / "inputs" / "2025" / "接访.xlsx").unlink()
    filled.read()
    assert "接访.xlsx" not in kept(filled)
    assert "名册.csv" in kept(filled)
    assert len(list((filled.folder / ".briefing" / "tables").iterdir())) == 1


def kept(office):
    """All that the cache holds, as text."""
    return "".join(path.read_bytes().decode("utf-8", "replace") for path in (office.folder / ".briefing" / "tables").iterdir())


def test_a_large_file_is_kept_by_itself_and_what_shares_a_shelf_is_written_when_it_changes(filled, monkeypatch):
    monkeypatch.setattr(files_module, "_SMALL", 6000)
    filled.put("2025/大.xlsx", [["某县信访事项登记表"], ITEMS, *(item(f"XF9{n:03}") for n in range(900))])
    first = filled.read()
    folder = filled.folder / ".briefing" / "tables"
    names = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    same(first, filled.read())
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == names
    filled.put("2025/接访.xlsx", {"领导接访登记表": [["接访日期", "接访领导", "层级", "人数"], ["2025-01-05", "张三", "县", 9]]})
    changed = filled.read()
    assert changed.tables["领导接访登记表"].frame["人数"].tolist() == [9]
    assert len(names.keys() - {path.name for path in folder.iterdir()}) == 1
    same(changed, filled.read())


def test_no_private_cell_is_kept(filled):
    filled.read()
    assert "张三" in kept(filled)
    assert "王小明" not in kept(filled)
    assert "建设路" not in kept(filled)


def test_a_folder_that_cannot_be_written_to_costs_only_time(filled):
    (filled.folder / ".briefing").write_text("a file where the folder should be")
    assert filled.read().tables["领导名册"].frame["姓名"].tolist() == ["张三"]


def test_another_version_of_the_program_reads_anew(filled, monkeypatch):
    first = filled.read()
    assert len(files_module.program().partition("+")[2]) == 16
    monkeypatch.setattr(files_module, "program", lambda: "another")
    unread(monkeypatch)
    with pytest.raises(AssertionError, match="read again"):
        filled.read()
    monkeypatch.undo()
    same(first, filled.read())
