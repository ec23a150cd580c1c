"""What others do at the moment of a signing: nothing is given twice, and nobody's work is lost."""

import os
import shutil

import pytest
from little import edit, made, statuses
from papers import drafted, register, sign, words

from pipeline.model.problem import Mistake
from pipeline.record import signing
from pipeline.run import issue as module
from pipeline.run import paper
from pipeline.run.issues import issues
from tests.tools.windows import held_open

NAME = "专报/2025-03"


@pytest.fixture
def project(tmp_path):
    return drafted(tmp_path)


def test_where_nothing_can_be_locked_nothing_is_signed_and_building_goes_on(project):
    shutil.rmtree(project / ".briefing")
    (project / ".briefing").touch()
    journal, ready = project / "config" / ".签发.json~", project / "outputs" / "专报" / ".2025-03.docx.issue~"
    journal.write_text('{"format": 1, "register": "", "issues": [["专报", 2025, 1]], "moves": []}', "utf-8")
    ready.write_text("another's signing, under way", "utf-8")
    with pytest.raises(Mistake, match=r"\.briefing”里的 lock 打不开或锁不住"):
        sign(project, NAME)
    assert register(project) == []
    assert statuses(project)[NAME] == "current"
    assert issues(project).issues == ()
    assert (journal.exists(), ready.exists()) == (True, True)
    (project / ".briefing").unlink()
    made(project)
    assert (journal.exists(), ready.exists()) == (False, False)


@pytest.fixture
def while_composing(monkeypatch):
    """Something happens when the paper is composed and not yet signed."""

    def happens(act):
        real = paper._as_composed

        def then(*args):
            found = real(*args)
            act()
            return found

        monkeypatch.setattr(paper, "_as_composed", then)

    return happens


def _refused(project, told, signed):
    assert (signed.code, signed.issues) == (1, ())
    assert told in signed.receipts[0].reasons[0]
    assert not list((project / "outputs").rglob(".*~"))
    assert not list((project / "config").glob(".*~"))


def test_what_a_person_saves_while_it_is_composed_is_not_overwritten(project, while_composing):
    docx = project / "outputs" / f"{NAME}.docx"
    while_composing(lambda: edit(docx, ("信访总量", "信访总件数")))
    _refused(project, "outputs/专报/2025-03.docx 在签发时被人保存过", sign(project, NAME))
    assert register(project) == []
    assert "信访总件数" in words(project, NAME)
    again = sign(project, NAME)
    assert [one.number for one in again.issues] == [1]
    assert "照改过的文字" in again.receipts[0].reasons[0]
    assert "信访总件数" in words(project, NAME)


def test_what_a_person_opens_while_it_is_composed_is_refused(project, while_composing):
    owner = project / "outputs" / "专报" / ".~lock.2025-03.docx#"
    while_composing(owner.touch)
    _refused(project, "outputs/专报/2025-03.docx 正在 Word 或 WPS 里打开", sign(project, NAME))


def test_a_line_written_by_hand_while_it_is_composed_keeps_its_number(project, while_composing):
    path, line = project / "config" / "发文登记簿.csv", "信访信息专报,1,2025-04-07,手工登记的一期,30"

    def write():
        path.write_text(path.read_text("utf-8") + (f"{line}\n" if line not in path.read_text("utf-8") else ""), "utf-8")

    while_composing(write)
    _refused(project, "config/发文登记簿.csv 刚刚被人改动过", sign(project, NAME))
    assert register(project) == [line]
    assert [one.number for one in sign(project, NAME).issues] == [2]


@pytest.mark.parametrize("owner", [".~lock.发文登记簿.csv#", "~$发文登记簿.csv", ".~发文登记簿.csv", ".~lock.签发记录.csv#"])
def test_a_register_that_is_open_signs_nothing(project, owner):
    (project / "config" / owner).touch()
    signed = sign(project, NAME)
    assert (signed.code, register(project)) == (1, [])
    assert "里打开，请保存、关闭后再签发" in signed.receipts[0].reasons[0]
    assert owner in signed.receipts[0].reasons[0]


def test_a_register_that_is_opened_while_it_is_composed_signs_nothing(project, while_composing):
    while_composing((project / "config" / ".~lock.发文登记簿.csv#").touch)
    _refused(project, "config/发文登记簿.csv 正在 Excel", sign(project, NAME))


def _killed_when_registered(project):
    child = os.fork()
    if child == 0:
        signing._finish = lambda *_: os._exit(9)
        sign(project, NAME)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("then", [made, lambda project: [sign(project, "专报/2025-02")], lambda project: [issues(project)]])
def test_what_a_person_saved_after_a_kill_is_kept_and_told(project, then):
    _killed_when_registered(project)
    edit(project / "outputs" / f"{NAME}.docx", ("信访总量", "信访总件数"))
    (told,) = [problem for problem in then(project)[0].problems if problem.rule == "issued-kept"]
    assert (told.level, told.place.file) == ("warning", "outputs/专报/2025-03.改稿.docx")
    assert "信访总件数" in words(project, "专报/2025-03.改稿")
    assert "信访总件数" not in words(project, NAME)
    assert "第1期\n" in words(project, NAME)
    again = made(project)[0]
    assert [problem for problem in again.problems if problem.rule in ("issued-kept", "orphan-output")] == []
    assert (project / "outputs" / "专报" / "2025-03.改稿.docx").exists()


def test_nothing_more_is_signed_while_a_signed_file_waits_for_its_place(project, monkeypatch):
    _killed_when_registered(project)
    with held_open(monkeypatch, "2025-03.docx"), pytest.raises(Mistake, match="上一次签发的文稿还没有放到位"):
        sign(project, "专报/2025-02")
    assert [one.number for one in sign(project, "专报/2025-02").issues] == [2]
    assert "第1期\n" in words(project, NAME)


def test_what_was_kept_aside_is_told_also_where_nothing_can_be_signed_then(project, monkeypatch):
    """It is known to the command that finishes the signing alone."""
    kept = project / "outputs" / "专报" / "2025-03.改稿.docx"
    monkeypatch.setattr(module, "recover", lambda _: signing.Ended(kept=(kept,)))
    with pytest.raises(Mistake) as told:
        sign(project, "专报告/2025-03")
    assert [problem.place.file for problem in told.value.problems if problem.rule == "issued-kept"] == [
        "outputs/专报/2025-03.改稿.docx"
    ]
    assert len(told.value.problems) == 2


def test_a_half_done_signing_of_another_program_is_left_as_it_is_and_told_until_somebody_has_looked(project, monkeypatch):
    monkeypatch.setattr(signing, "_finish", lambda *_: signing.Ended())  # killed after the moment of signing
    sign(project, "专报/2025-03")
    monkeypatch.undo()
    journal = project / "config" / ".签发.json~"
    whole = journal.read_text("utf-8")
    journal.write_text(whole.replace('"format": 1', '"format": 2'), "utf-8")
    ready = {path: path.read_bytes() for path in project.rglob(".*.issue~")}
    assert len(ready) == 3
    for told in (made(project)[0].problems, issues(project).problems):
        (problem,) = [one for one in told if one.rule == "issued-half"]
        assert (problem.level, problem.place.file) == ("warning", "config/.签发.json~")
    with pytest.raises(Mistake, match="上一次签发只做了一半"):
        sign(project, "专报/2025-02")
    assert {path: path.read_bytes() for path in project.rglob(".*.issue~")} == ready
    assert register(project) == ["信访信息专报,1,2025-04-08,2025年3月专报,30"]
    journal.write_text(whole, "utf-8")
    assert made(project)[1]["专报/2025-03"].status == "issued"
    assert [one.number for one in sign(project, "专报/2025-02").issues] == [2]
