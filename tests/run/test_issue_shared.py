"""Projects that share one register by a link sign one after another, and finish or take back what another began."""

import multiprocessing
import os
import shutil

import pytest
from little import made, statuses
from papers import drafted, record, register, sign

from pipeline.record import signing
from pipeline.run.issues import issues

FORK = multiprocessing.get_context("fork")
PAPER, OTHER = "专报/2025-02", "专报/2025-03"


@pytest.fixture(params=["of one of them", "of the office"])
def pair(tmp_path, request):
    """Two projects: the register is the first one's own file, or both have a link to a file elsewhere."""
    one, two = (drafted(tmp_path / name) for name in ("one", "two"))
    first, second = (folder / "config" / "发文登记簿.csv" for folder in (one, two))
    second.unlink()
    if request.param == "of the office":
        shared = tmp_path / "office" / "登记簿.csv"
        shared.parent.mkdir()
        shutil.move(first, shared)
        first.symlink_to(shared)
        second.symlink_to(shared)
    else:
        second.symlink_to(first)
    return one, two


def _numbers(*folders):
    """The numbers of the papers that stand, in order."""
    names = [(folder, name) for folder in folders for name in (PAPER, OTHER)]
    return sorted(issued["number"] for folder, name in names if (issued := record(folder, name).get("issued")))


def _killed(folder, moment):
    """A signing of a process that is killed when it comes to a moment."""
    setattr(signing, moment, lambda *_: os.kill(os.getpid(), 9))
    sign(folder, PAPER)


def _slow(folder, begun):
    """A signing that takes its time between the last look at the register and the writing."""
    real = signing.appended

    def appended(*given):
        begun.set()
        begun.told.wait(1)
        return real(*given)

    signing.appended = appended
    sign(folder, PAPER)


def _run(target, *given):
    process = FORK.Process(target=target, args=given)
    process.start()
    return process


def test_a_second_project_waits_until_the_first_has_signed(pair):
    one, two = pair
    begun = FORK.Event()
    begun.told = FORK.Event()
    process = _run(_slow, one, begun)
    assert begun.wait(30)
    assert [issue.number for issue in sign(two, PAPER).issues] == [2]
    process.join(30)
    assert process.exitcode == 0
    assert _numbers(one, two) == [1, 2]
    assert [line.split(",")[1] for line in register(one)] == ["1", "2"]


@pytest.mark.parametrize("killed", ["first", "second"])
def test_what_was_not_signed_yet_is_taken_back_before_another_gets_its_number(pair, killed):
    one, two = pair if killed == "first" else reversed(pair)
    _run(_killed, one, "appended").join(30)
    assert [issue.number for issue in sign(two, PAPER).issues] == [1]
    assert made(one)[1][PAPER].reasons == ("期号已变化",)
    assert _numbers(one, two) == [1]
    assert [issue.number for issue in sign(one, PAPER, OTHER).issues] == [2, 3]
    assert _numbers(one, two) == [1, 2, 3]
    assert issues(one).problems == issues(two).problems == ()


@pytest.mark.parametrize("killed", ["first", "second"])
def test_what_was_signed_is_finished_by_whoever_comes_next(pair, killed):
    one, two = pair if killed == "first" else reversed(pair)
    _run(_killed, one, "_finish").join(30)
    assert _numbers(one) == []
    assert [issue.number for issue in sign(two, PAPER).issues] == [2]
    assert _numbers(one, two) == [1, 2]
    assert statuses(one)[PAPER] == "issued"
    assert [path.name for path in one.rglob(".*~")] == []
