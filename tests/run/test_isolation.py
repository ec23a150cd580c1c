"""What people touched is theirs; a document is whole or not there; one that fails stops no other."""

import errno
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import zipfile
from pathlib import Path

import pytest
from little import edit, items, lay, made, statuses, tree

from pipeline.record import outputs
from pipeline.record.lock import locked
from pipeline.run import build as building
from pipeline.run import inputs
from pipeline.run import make as making
from pipeline.run.order import Order
from pipeline.write import text_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path):
    lay(tmp_path)
    made(tmp_path)
    return tmp_path


def test_an_edited_document_stays_and_the_new_version_goes_beside_it(project):
    docx = project / "outputs" / "全县月报" / "2025-01.docx"
    edit(docx, ("情况", "形势"))
    mine = docx.read_bytes()
    for order in (Order(), Order(), Order(force=True)):
        outcome, receipts = made(project, order)
        assert (receipts["全县月报/2025-01.新稿"].status, outcome.code) == ("edited", 1)
    assert docx.read_bytes() == mine
    assert docx.with_name("2025-01.新稿.docx").exists()


def test_a_new_version_that_was_edited_too_stays(project):
    docx = project / "outputs" / "全县月报" / "2025-01.docx"
    edit(docx, ("情况", "形势"))
    made(project)
    edit(docx.with_name("2025-01.新稿.docx"), ("情况", "新形势"))
    before = tree(project)
    items(project, "东乡", {1: 20, 2: 2, 3: 2})
    receipt = made(project)[1]["全县月报/2025-01"]
    assert "也改过 2025-01.新稿.docx" in receipt.reasons[0]
    assert {name: data for name, data in tree(project).items() if "全县月报/2025-01" in name} == {
        name: data for name, data in before.items() if "全县月报/2025-01" in name
    }


def test_a_document_saved_again_without_a_change_of_text_is_not_edited(project):
    docx = project / "outputs" / "全县月报" / "2025-01.docx"
    before = docx.read_bytes()
    edit(docx)
    assert docx.read_bytes() != before
    assert statuses(project)["全县月报/2025-01"] == "current"


def test_what_is_no_document_of_ours_is_not_overwritten(tmp_path):
    lay(tmp_path)
    docx = tmp_path / "outputs" / "全县月报" / "2025-01.docx"
    docx.parent.mkdir(parents=True)
    docx.write_bytes(b"not a zip file at all")
    assert statuses(tmp_path)["全县月报/2025-01.新稿"] == "failed"
    assert docx.read_bytes() == b"not a zip file at all"


def _cut(data):
    return data[: len(data) // 2]


def _flipped(data):
    """A byte of the packed text is another one: the archive opens, its part does not."""
    at = data.index(b"word/document.xml") + 200
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def _locked(data):
    """Marked as encrypted."""
    data = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(mark)
        while found >= 0:
            data[found + at] |= 1
            found = data.find(mark, found + 4)
    return bytes(data)


def _other_package(_data):
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as package:
            package.writestr("somebody.txt", "else")
        return file.getvalue()


DAMAGES = [_cut, _flipped, _locked, _other_package, lambda _: b"", lambda _: b"PK\x03\x04"]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("forced", [False, True])
def test_a_damaged_document_is_left_and_no_bug(project, damage, forced):
    docx = project / "outputs" / "全县月报" / "2025-01.docx"
    docx.write_bytes(damage(docx.read_bytes()))
    left = docx.read_bytes()
    outcome, receipts = made(project, Order(force=forced, review=True))
    told = receipts["全县月报/2025-01.新稿"]
    assert (told.status, outcome.code) == ("failed", 1)
    assert told.reasons[0].startswith("原来的文件打不开")
    assert docx.read_bytes() == left
    assert not [receipt for receipt in receipts.values() if receipt.fault]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_review_copy_is_left_and_told(project, damage):
    made(project, Order(review=True))
    review = project / "outputs" / "全县月报" / "2025-01.核稿.docx"
    review.write_bytes(damage(review.read_bytes()))
    left = review.read_bytes()
    outcome, _ = made(project, Order(review=True))
    (told,) = [p.rule for p in outcome.problems if p.place.file.endswith("2025-01.核稿.docx")]
    assert told == ("review-kept" if damage is _other_package else "review")
    assert review.read_bytes() == left


def test_an_open_document_is_told_once_and_the_next_is_built(project):
    (project / "outputs" / "全县月报" / "~$25-01.docx").touch()
    items(project, "东乡", {1: 20, 2: 20, 3: 20})
    outcome, receipts = made(project)
    assert (receipts["全县月报/2025-01"].status, receipts["全县月报/2025-02"].status) == ("failed", "made")
    (told,) = [problem for problem in outcome.problems if problem.rule == "output-open"]
    assert "Word 或 WPS" in told.message
    assert told.place.file == "outputs/全县月报/2025-01.docx"
    (project / "outputs" / "全县月报" / "~$25-01.docx").unlink()
    assert statuses(project)["全县月报/2025-01"] == "made"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "Word 或 WPS"),
        (OSError(errno.ENOSPC, "No space left on device"), "写不进去：磁盘已满。请腾出空间"),
        (OSError(errno.EFBIG, "File too large"), "写不进去：文件超过了系统允许的大小。请腾出空间"),
        (OSError(errno.EROFS, "Read-only file system"), "写不进去：磁盘是只读的。请腾出空间"),
    ],
)
def test_where_nothing_can_be_written_nothing_is_lost_and_the_next_build_completes(project, monkeypatch, error, told):
    before = tree(project)
    items(project, "东乡", {1: 20, 2: 20, 3: 20})

    def refuse(path, _data, *, durable=False):
        del durable
        raise type(error)(*error.args, str(path))

    with monkeypatch.context() as broken:
        broken.setattr(outputs, "put", refuse)
        outcome, receipts = made(project)
    assert {receipts[name].status for name in receipts} == {"failed", "current"}
    assert told in next(problem.message for problem in outcome.problems if problem.rule == "output")
    assert outcome.code == 1
    assert tree(project) == before
    assert statuses(project)["全县月报/2025-01"] == "made"


def test_a_document_saved_by_a_person_while_it_is_composed_is_hers(project, monkeypatch):
    items(project, "东乡", {1: 20, 2: 20, 3: 20})
    docx = project / "outputs" / "全县月报" / "2025-01.docx"
    real = making.composed

    def meanwhile(job, *others):
        if job.path == docx:
            edit(docx, ("情况", "形势"))
        return real(job, *others)

    with monkeypatch.context() as busy:
        busy.setattr(making, "composed", meanwhile)
        outcome, receipts = made(project)
    assert (receipts["全县月报/2025-01"].status, receipts["全县月报/2025-02"].status) == ("failed", "made")
    assert [p.place.file for p in outcome.problems if p.rule == "output-touched"] == ["outputs/全县月报/2025-01.docx"]
    assert "形势" in text_of(docx.read_bytes())
    assert statuses(project)["全县月报/2025-01.新稿"] == "edited"


def test_a_document_that_cannot_be_replaced_keeps_its_figures_file_too(project, monkeypatch):
    before = tree(project)
    items(project, "东乡", {1: 20, 2: 20, 3: 20})
    real = os.replace

    def held(source, target):
        if str(target).endswith("2025-01.docx"):
            raise PermissionError(errno.EACCES, "used by another process", str(target))
        real(source, target)

    with monkeypatch.context() as windows:
        windows.setattr(os, "replace", held)
        receipts = made(project)[1]
    assert (receipts["全县月报/2025-01"].status, receipts["全县月报/2025-02"].status) == ("failed", "made")
    assert {name: data for name, data in tree(project).items() if "全县月报/2025-01" in name} == {
        name: data for name, data in before.items() if "全县月报/2025-01" in name
    }


def test_a_file_size_limit_hit_in_the_middle_of_a_document_leaves_the_old_one(project):
    before = tree(project)
    items(project, "东乡", {1: 20, 2: 20, 3: 20})
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        f"from pathlib import Path; from pipeline.run.build import build; from pipeline.run.order import Order\n"
        f"print(build(Path({str(project)!r}), Order(), lambda _: None).code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "1"
    assert tree(project) == before
    assert set(statuses(project).values()) == {"made", "current"}


def _without_rights(folder):
    """A build by somebody who may read the project and write nothing; exit code and what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            outcome, receipts = made(folder)
            told = {p.message for p in outcome.problems if p.rule == "output"}
            os.write(writing, json.dumps([outcome.code, sorted({r.status for r in receipts.values()}), sorted(told)]).encode())
        finally:
            traceback.print_exc()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        found = json.load(answer)
    os.waitpid(child, 0)
    return found


def test_in_folders_that_may_only_be_read_nothing_is_lost_and_it_is_told():
    with tempfile.TemporaryDirectory() as name:
        folder = lay(Path(name) / "项目")
        made(folder)
        before = tree(folder)
        items(folder, "东乡", {1: 20, 2: 20, 3: 20})
        for path in (Path(name), *Path(name).rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        code, found, told = _without_rights(folder)
        for path in (Path(name), *Path(name).rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        assert (code, found) == (1, ["current", "failed"])
        assert told == [
            "写不进去（系统不允许）。如果它正在 Word 或 WPS 里打开，请关闭后重做；如果文件夹是只读的，请检查权限。原来的文件没有动"
        ]
        assert tree(folder) == before
        assert statuses(folder)["全县月报/2025-01"] == "made"


def test_a_folder_that_cannot_be_made_fails_its_documents_only(tmp_path):
    lay(tmp_path)
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "全县月报").write_text("a file in the way", "utf-8")
    found = statuses(tmp_path)
    assert {found[name] for name in found if name.startswith("全县月报")} == {"failed"}
    assert {found[name] for name in found if name.startswith("乡镇月报")} == {"made"}


def test_a_bug_in_one_document_is_kept_to_it_and_tells_no_value(project, monkeypatch):
    items(project, "东乡", {1: 20, 2: 20, 3: 20})
    real = making.composed

    def flawed(job, *others):
        if job.period.name == "2025-02":
            raise ZeroDivisionError("张三 13912345678")
        return real(job, *others)

    monkeypatch.setattr(making, "composed", flawed)
    outcome, receipts = made(project)
    assert outcome.code == 3
    assert [receipts[f"全县月报/2025-0{m}"].status for m in (1, 2, 3)] == ["made", "failed", "made"]
    fault = receipts["全县月报/2025-02"].fault
    assert fault[0] == "ZeroDivisionError"
    assert "test_isolation.py" in fault[-1]
    told = re.sub(r"\.py:\d+ ", ".py ", repr(receipts["全县月报/2025-02"]).replace(str(project), ""))
    assert "139" not in told
    assert "张三" not in told


def test_a_mistake_in_one_template_is_exit_2_and_the_others_are_made(project):
    (project / "templates" / "县.txt.j2").write_text("# 标题\n\n全县{{ 信访总料 }}。\n", "utf-8")
    (project / "templates" / "镇.txt.j2").write_text("# 标题\n\n本镇{{ 信访总量 }}。\n", "utf-8")
    outcome, receipts = made(project)
    assert outcome.code == 2
    assert {name.split("/")[0]: receipt.status for name, receipt in receipts.items()} == {"全县月报": "failed", "乡镇月报": "made"}
    assert [problem.place.file for problem in outcome.mistakes] == ["templates/县.txt.j2"]


def test_what_was_wrong_with_a_document_is_told_again_while_it_stands(project):
    (project / "templates" / "县.txt.j2").write_text("# 标题\n\n全县共有77个村。\n", "utf-8")
    first = made(project)[0]
    shutil.rmtree(project / ".briefing")
    second = made(project)[0]
    assert first.code == second.code == 2
    assert [p.rule for p in second.mistakes] == [p.rule for p in first.mistakes] != []


def test_errors_in_the_data_refuse_the_documents_that_use_them(project):
    file = project / "inputs" / "信访事项登记表东乡.csv"
    file.write_text(file.read_text("utf-8").replace("来信,1,东乡", "来信,约5,东乡", 1), "utf-8")
    outcome, receipts = made(project)
    assert (outcome.code, {receipt.status for receipt in receipts.values()}) == (1, {"refused"})
    assert "信访事项登记表东乡.csv" in receipts["全县月报/2025-01"].reasons[0]
    outcome, receipts = made(project, Order(accept_rejected=True))
    assert (outcome.code, {receipt.status for receipt in receipts.values()}) == (0, {"made"})
    record = json.loads((project / "outputs" / "全县月报" / "2025-01.figures.json").read_text("utf-8"))
    assert record["draft"] is True
    assert "（稿）" in text_of((project / "outputs" / "全县月报" / "2025-01.docx").read_bytes()).split("\n")


def test_what_is_needed_and_absent_skips_or_refuses_by_whether_it_was_asked_for(project):
    for file in (project / "inputs").glob("信访事项登记表*"):
        file.unlink()
    text = "刊名,期号,签发日期,标题,份数\n专报,1,2025-03-01,,5\n"
    (project / "inputs" / "发文登记簿.csv").write_text(text, "utf-8")
    outcome = made(project)[0]
    assert (outcome.code, {receipt.status for receipt in outcome.receipts}) == (0, {"skipped"})
    assert any(receipt.reasons == ("缺少表《信访事项登记表》", "原来的文稿没有动") for receipt in outcome.receipts)
    outcome, receipts = made(project, Order(("全县月报",), "2025-01"))
    assert (outcome.code, receipts["全县月报/2025-01"].status) == (1, "refused")


def test_a_period_without_data_is_refused(project):
    outcome, receipts = made(project, Order(period="2023-01"))
    assert (outcome.code, receipts["全县月报/2023-01"].status) == (1, "refused")
    assert receipts["全县月报/2023-01"].reasons == ("《信访事项登记表》没有2023-01的数据",)


@pytest.mark.parametrize("few", [40, 4], ids=["few", "many"])
def test_only_the_document_is_lost_that_ends_its_process_though_others_were_written_by_it(tmp_path, monkeypatch, few):
    lay(tmp_path, months=12)
    made(tmp_path)
    wanted = tree(tmp_path)
    monkeypatch.setattr("pipeline.run.making.FEW", few)
    monkeypatch.setattr("pipeline.run.making._ALONE", 4)
    taken = sorted((tmp_path / "outputs").rglob("2025-0[1-6]*.docx"))
    assert 4 < len(taken) <= 40
    for path in taken:
        path.unlink()
    assert statuses(tmp_path, jobs=2)["乡镇月报/2025-03-西乡"] == "made"
    assert tree(tmp_path) == wanted
    for path in taken:
        path.unlink()
    here, real = os.getpid(), making.composed

    def ends(job, *more):
        if os.getpid() != here and (job.period.name, job.scope) == ("2025-03", "西乡"):
            os._exit(9)
        return real(job, *more)

    monkeypatch.setattr(making, "composed", ends)
    found = statuses(tmp_path, jobs=2)
    assert {name for name, status in found.items() if status == "failed"} == {"乡镇月报/2025-03-西乡"}
    assert sum(status == "made" for status in found.values()) == len(taken) - 1
    monkeypatch.undo()
    made(tmp_path)
    assert tree(tmp_path) == wanted


def test_in_any_order_and_in_parallel_the_same_bytes(tmp_path, monkeypatch):
    lay(tmp_path, months=12)
    made(tmp_path)
    wanted = tree(tmp_path)
    shutil.rmtree(tmp_path / "outputs")
    monkeypatch.setattr("pipeline.run.making.FEW", 4)
    monkeypatch.setattr("pipeline.run.making._ALONE", 4)
    assert set(statuses(tmp_path, jobs=2).values()) == {"made"}
    assert tree(tmp_path) == wanted
    names = [f"{month:02d}" for month in range(1, 13)]
    random.Random(8).shuffle(names)
    shutil.rmtree(tmp_path / "outputs")
    for month in names:
        made(tmp_path, Order(("乡镇月报", "全县月报") if int(month) % 2 else ("全县月报", "乡镇月报"), f"2025-{month}"))
    assert tree(tmp_path) == wanted


def test_two_builds_at_once_the_second_waits_and_says_so(tmp_path):
    lay(tmp_path)
    said = []
    with locked(tmp_path / ".briefing", lambda _: None):
        thread = threading.Thread(target=lambda: said.append(_build_saying(tmp_path, said)))
        thread.start()
        time.sleep(0.3)
        assert said == ["另一个 briefing 正在这个项目里工作，等它做完……"]
        assert not (tmp_path / "outputs").exists()
    thread.join(30)
    assert (tmp_path / "outputs" / "全县月报" / "2025-01.docx").exists()


def _build_saying(folder, said):
    from pipeline.run.build import build

    return build(folder, Order(), said.append).code


KILLED = """
import sys
from pathlib import Path
import pipeline.run.build as module
from pipeline.run.order import Order
import pipeline.run.making as sharing
sharing.FEW = sharing._ALONE = 4
import pipeline.run.workshop, pipeline.run.make, pipeline.run.inputs
print("ready", flush=True)
sys.stdin.readline()
module.build(Path(sys.argv[1]), Order(), lambda _: None, jobs=int(sys.argv[2]))
print("done", flush=True)
"""


def killed(folder, jobs, after):
    """A build that is killed so many seconds after it began; whether it had finished."""
    command = [sys.executable, "-c", KILLED, str(folder), str(jobs)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout.readline() == b"ready\n"
        process.stdin.write(b"\n")
        process.stdin.flush()
        time.sleep(after)
        process.kill()
        return b"done" in process.stdout.read()


def forked_kills(folder, moments, duration, seed):
    """As ``killed`` many times over, each from a process that has everything imported already."""
    dice = random.Random(seed)
    for number in range(moments):
        shutil.rmtree(folder / "outputs", ignore_errors=True) if number % 5 == 0 else None
        child = os.fork()
        if child == 0:
            from pipeline.run.build import build

            build(folder, Order(force=number % 2 == 1), lambda _: None)
            os._exit(0)
        time.sleep(dice.uniform(0, duration))
        os.kill(child, 9)
        os.waitpid(child, 0)
        for path in (folder / "outputs").rglob("[!.]*.docx"):
            assert zipfile.is_zipfile(path), path
        for path in (folder / "outputs").rglob("[!.]*.json"):
            json.loads(path.read_bytes())
        yield number


def test_killed_at_fifty_moments_and_then_built_the_same_bytes(tmp_path):
    lay(tmp_path, months=6)
    began = time.monotonic()
    made(tmp_path)
    duration = time.monotonic() - began
    wanted = tree(tmp_path)
    for number in forked_kills(tmp_path, 50, min(duration, 0.6), seed=8):
        if number % 10 == 9:
            made(tmp_path)
            assert tree(tmp_path) == wanted
            assert not list((tmp_path / "outputs").rglob(".*"))
    made(tmp_path)
    assert tree(tmp_path) == wanted


def test_a_parallel_build_that_is_killed_leaves_no_process_at_work(tmp_path):
    lay(tmp_path, months=12)
    made(tmp_path)
    wanted = tree(tmp_path)
    shutil.rmtree(tmp_path / "outputs")
    killed(tmp_path, 2, 0.6)
    made(tmp_path)
    assert tree(tmp_path) == wanted
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "outputs").rglob("*")}
    time.sleep(0.3)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "outputs").rglob("*")} == before


def test_where_processes_are_not_forked_the_workshop_is_opened_again(tmp_path, monkeypatch):
    lay(tmp_path, months=2)
    made(tmp_path)
    wanted = tree(tmp_path)
    shutil.rmtree(tmp_path / "outputs")
    monkeypatch.setattr("pipeline.run.making.FEW", 3)
    monkeypatch.setattr("pipeline.run.making._ALONE", 3)
    monkeypatch.setattr("sys.platform", "win33")
    made(tmp_path, jobs=1 + 1)
    assert tree(tmp_path) == wanted


def test_an_interrupted_build_tells_what_is_done_and_the_next_goes_on(tmp_path):
    lay(tmp_path)

    class Impatient:
        count = 0

        def begins(self, total):
            self.total = total

        def done(self, receipt):
            self.count += 1
            if self.count == 5:
                raise KeyboardInterrupt

    outcome, receipts = made(tmp_path, progress=Impatient())
    assert (outcome.code, outcome.interrupted) == (130, True)
    assert [receipt.status for receipt in receipts.values()] == ["made"] * 5
    assert sorted(statuses(tmp_path).values()) == ["current"] * 5 + ["made"] * 7


@pytest.mark.skipif(sys.platform != "linux", reason="few documents are shared out where processes can be forked")
def test_interrupted_among_few_documents_what_the_other_process_made_is_told(tmp_path, monkeypatch):
    lay(tmp_path, months=12)
    made(tmp_path)
    monkeypatch.setattr("pipeline.run.making.FEW", 40)
    monkeypatch.setattr("pipeline.run.making._ALONE", 4)
    taken = sorted((tmp_path / "outputs").rglob("2025-0[1-6]*.docx"))
    for path in taken:
        path.unlink()
    here, real = os.getpid(), making.composed

    def impatient(job, *more):
        if os.getpid() == here and job.period.name == "2025-02":
            raise KeyboardInterrupt
        return real(job, *more)

    monkeypatch.setattr(making, "composed", impatient)
    outcome, receipts = made(tmp_path, jobs=2)
    assert (outcome.code, outcome.interrupted) == (130, True)
    told = {receipt.path for receipt in receipts.values() if receipt.status == "made"}
    written = {path for path in taken if path.exists()}
    assert told == written
    assert len(taken) // 2 < len(written) < len(taken)


def test_a_document_copied_over_another_is_made_again(project):
    folder = project / "outputs" / "乡镇月报"
    wanted = tree(project)
    for end in (".docx", ".figures.json"):
        shutil.copyfile(folder / f"2025-01-东乡{end}", folder / f"2025-02-东乡{end}")
    receipt = made(project)[1]["乡镇月报/2025-02-东乡"]
    assert (receipt.status, receipt.reasons) == ("made", ("里面是另一份文稿（乡镇月报 2025-01 东乡）",))
    assert tree(project) == wanted


def test_a_figures_file_with_one_letter_wrong_is_made_again(project):
    path = project / "outputs" / "乡镇月报" / "2025-01-东乡.figures.json"
    wanted = path.read_bytes()
    path.write_bytes(wanted.replace(b'\n"scope": "', b'\n\'scope": "'))
    assert path.read_bytes() != wanted
    assert statuses(project)["乡镇月报/2025-01-东乡"] == "made"
    assert path.read_bytes() == wanted


@pytest.mark.skipif(sys.platform != "linux", reason="documents are looked at ahead where processes can be forked")
def test_a_document_saved_in_word_while_tables_are_read_is_edited(project, monkeypatch):
    docx = project / "outputs" / "全县月报" / "2025-01.docx"
    real = inputs.gather

    def slow(*arguments):
        time.sleep(0.3)  # the other process has looked by now
        edit(docx, ("情况", "形势"))
        return real(*arguments)

    monkeypatch.setattr(building, "_MANY", 0)
    monkeypatch.setattr(inputs, "gather", slow)
    items(project, "东乡", {1: 20, 2: 2, 3: 2})
    assert made(project, jobs=2)[1]["全县月报/2025-01.新稿"].status == "edited"


def test_a_document_that_somebody_deletes_during_a_build_is_made_the_next_time(project):
    victim = project / "outputs" / "乡镇月报" / "2025-03-西乡.docx"
    (project / "outputs" / "全县月报" / "2025-01.docx").unlink()

    class Somebody:
        def begins(self, total):
            self.total = total

        def done(self, receipt):
            victim.unlink()

    made(project, progress=Somebody())
    assert statuses(project)["乡镇月报/2025-03-西乡"] == "made"
    assert victim.exists()


def test_a_cache_that_may_not_be_looked_into_is_none(tmp_path, monkeypatch):
    project = lay(tmp_path, months=1)
    made(project)
    before = tree(project)
    (project / ".briefing" / "answers.json").unlink()  # so that the tables are asked

    def kept_from(real):
        def looked(path=".", *more, **how):
            if isinstance(path, str | os.PathLike) and ".briefing" in Path(path).parts:
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *more, **how)

        return looked

    for name in ("stat", "scandir", "listdir"):
        monkeypatch.setattr(os, name, kept_from(getattr(os, name)))
    outcome, receipts = made(project, Order(force=True))
    assert (outcome.code, {one.status for one in receipts.values()}) == (0, {"made"})
    assert tree(project) == before
