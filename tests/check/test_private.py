"""No private cell anywhere: every private and undeclared column of every table, in every format, holds words used nowhere else.

They are looked for, after all commands have run, in everything that was printed and in every file that was written, zipped or not.
"""

import datetime as dt
import io
import itertools
import json
import zipfile
from pathlib import Path

import pytest
from making import Office, write

from pipeline.cli import main
from pipeline.settings import tables
from pipeline.settings.loading import defaults
from pipeline.settings.yaml import load

MAPPED, _ = load(defaults() / "config" / "tables.yaml", "config/tables.yaml")
SPECS, _ = tables.parse(MAPPED)
UNDECLARED = ("姓名", "备注", "身份证号码", "情况说明")
FORMATS = (
    {"suffix": ".xlsx"},
    {"suffix": ".xls"},
    {"suffix": ".ods"},
    {"suffix": ".csv"},
    {"suffix": ".csv", "encoding": "gbk"},
    {"suffix": ".xlsm"},
)
ROWS = 3


class Secrets:
    """Words and telephone numbers that are used once each."""

    def __init__(self):
        self.told = []
        self._number = itertools.count(1)

    def word(self):
        number = next(self._number)
        self.told.append(f"秘{chr(0x4E00 + number)}密{chr(0x5E00 + number)}")
        return self.told[-1]

    def phone(self):
        self.told.append(f"1397{next(self._number):04d}531")
        return self.told[-1]

    def any(self, at):
        return self.phone() if at % 3 == 2 else self.word()


def value(column, spec, number):
    if column.type == "date":
        return dt.date(2025, 3, 5) + dt.timedelta(number)
    if column.type in ("integer", "number"):
        return number + 1
    if column.type == "category" and column.values:
        return next(iter(column.values))
    if column.type == "unit":
        return "城关镇"
    if column.type == "period":
        return "2025-03"
    return f"{column.name}{number}号"


def grid(spec, secrets, first):
    """Rows that are right, one row with a wrong cell in each declared column (a name, a telephone number), and rows about them."""
    columns = [column for column in spec.columns if not column.private]
    private = [column.name for column in spec.columns if column.private] + list(UNDECLARED)
    rows = [[value(column, spec, first + number) for column in columns] for number in range(ROWS)]
    for at, column in enumerate(columns):
        if column.type not in ("text", "number") and not column.open and column.name not in spec.key:
            wrong = [value(each, spec, first + ROWS + at) for each in columns]
            wrong[at] = secrets.any(at)
            rows.append(wrong)
    rows = [[*row, *(secrets.any(at) for at in range(len(private)))] for row in rows]
    width = len(columns) + len(private)
    lead = [[f"某县{spec.name}"], [f"填报人：{secrets.word()}", f"联系电话：{secrets.phone()}"]]
    total = ["合计", *[""] * (len(columns) - 1), *(secrets.word() for _ in private)]
    tail = [[f"注：{secrets.word()}"], [f"审核：{secrets.word()}"]]
    return [*lead, [*(c.name for c in columns), *private], *rows, total[:width], *tail], rows


def seeded(office, secrets):
    first = itertools.count(0, 100)
    for how in FORMATS:
        for spec in SPECS.values():
            made, _ = grid(spec, secrets, next(first))
            name = f"2025/{spec.name}{how.get('encoding', '')}{how['suffix']}"
            office.put(name, {spec.name: made}, **{key: told for key, told in how.items() if key != "suffix"})
    broken(office, secrets)


def broken(office, secrets):
    """Files and sheets that cannot be read hold secrets too."""
    inputs = office.folder / "inputs"
    table = [[secrets.word(), secrets.phone(), secrets.word()] for _ in range(5)]
    office.put("2025/不知名.xlsx", {"甲": table, "乙": [[secrets.word()]]}, hidden=["甲"])
    office.put("2025/不知名.csv", table)
    office.put("2025/无表头.xls", {"信访事项登记表": table})
    whole = write(office.folder / "whole.xlsx", table).read_bytes()
    (inputs / "2025" / "断.xlsx").write_bytes(whole[: len(whole) // 2])
    (inputs / "2025" / "网页.xls").write_bytes(f"<html><table><tr><td>{secrets.word()}</td></tr></table>".encode("gbk"))
    (inputs / "2025" / "乱.csv").write_bytes(b"\x80\x00\xff" + secrets.word().encode())
    (inputs / "2025" / "实为文本.xls").write_bytes("\n".join(",".join(row) for row in table).encode("gb18030"))


def texts(path: Path):
    """All that a file says: its bytes, and what its zip holds."""
    content = path.read_bytes()
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def leaked(secrets, folder):
    """(file, secret) of everything written but ``inputs/``."""
    ways = [(way, secret) for secret in secrets.told for way in written(secret)]
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "inputs" not in path.relative_to(folder).parts:
            said = b"\n".join(texts(path))
            if any(mark in said for mark in MARKS):
                found += [(path.relative_to(folder).as_posix(), secret) for way, secret in ways if way in said]
    return found


def written(text):
    """The bytes by which a text may stand in a file."""
    escaped = json.dumps(text)[1:-1]
    entities = "".join(sign if sign.isascii() else f"&#{ord(sign)};" for sign in text)
    return {way.encode() for way in (text, escaped, entities)} | {text.encode("gb18030"), text.encode("utf-16-le")}


MARKS = {mark for sign in ("秘", "1397") for mark in written(sign)}
"""What each secret begins with: a file without any of these holds no secret."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("private")
    secrets, office = Secrets(), Office(folder)
    seeded(office, secrets)
    (folder / "whole.xlsx").unlink()
    return folder, secrets


COMMANDS = [
    ("check",),
    ("check", "--format", "json"),
    ("check", "--html", "{away}/检查.html"),
    ("figures", "--period", "2025", "--names"),
    ("figures", "--period", "2025", "--format", "json"),
    ("explain", "信访总量", "--period", "2025"),
    ("explain", "信访总量", "--period", "2025", "--rows", "{away}/明细.xlsx"),
    ("build", "--period", "2025", "--accept-rejected"),
    ("build", "年度报告", "--period", "2025"),
    ("accept", "2025/信访事项登记表.xlsx", "信访事项登记表", "{wrong}", "--reason", "已核"),
    ("lint",),
    ("issues",),
]


def test_no_command_prints_or_writes_a_private_cell(ran, tmp_path, capfd, monkeypatch):
    folder, secrets = ran
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    assert len(secrets.told) == len(set(secrets.told)) > 1500
    printed, codes = "", []
    wrong = ""
    for command in COMMANDS:
        arguments = [part.format(away=tmp_path, wrong=wrong) for part in command]
        with pytest.raises(SystemExit) as ended:
            main([arguments[0], "--project", str(folder), *arguments[1:]])
        out = capfd.readouterr()
        printed += out.out + out.err
        codes.append(ended.value.code)
        if command == ("check", "--format", "json"):
            told = json.loads(out.out)["problems"]
            wrong = next(p["cell"] for p in told if p["level"] == "error" and p["file"] == "2025/信访事项登记表.xlsx")
            assert {p["file"].rpartition(".")[2] for p in told if p["rule"] == "wrong-type"} == {
                "xlsx",
                "xls",
                "ods",
                "csv",
                "xlsm",
            }
    assert set(codes) <= {0, 1}, codes
    assert [secret for secret in secrets.told if secret in printed] == []
    assert leaked(secrets, folder) == []
    assert leaked(secrets, tmp_path) == []
    assert list((folder / ".briefing").rglob("*.columns"))
    assert list((folder / "outputs").rglob("*.docx"))
    assert (folder / "config" / "accepted.yaml").is_file()
    assert (tmp_path / "明细.xlsx").is_file()


def test_what_is_looked_for_would_be_found(ran, tmp_path):
    _, secrets = ran
    for name in ("a.txt", "b.json", "c.xlsx"):
        path = tmp_path / name
        if name == "c.xlsx":
            write(path, [[secrets.told[0]]])
        else:
            path.write_text(json.dumps(secrets.told[0]) if name == "b.json" else secrets.told[0], "utf-8")
    assert {name for name, _ in leaked(secrets, tmp_path)} == {"a.txt", "b.json", "c.xlsx"}


def test_what_is_kept_of_a_workbook_is_its_declared_cells_only(tmp_path):
    """Notes and titles stand in the same columns as declared cells; nothing of them is kept."""
    secrets, office = Secrets(), Office(tmp_path)
    for spec in SPECS.values():
        office.put(f"2025/{spec.name}.xlsx", {spec.name: grid(spec, secrets, 0)[0]})
    inputs = office.read()
    assert [name for name in SPECS if name in inputs.tables] == list(SPECS)
    assert [secret for secret in secrets.told if secret in repr(inputs.problems)] == []
    assert leaked(secrets, tmp_path) == []
