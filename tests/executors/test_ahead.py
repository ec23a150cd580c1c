"""Another process does a piece of work meanwhile; whatever becomes of it, this one goes on."""

import os
import signal
import sys
import time

import pytest

from pipeline.executors.ahead import ahead

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("size", [0, 10, 3_000_000])
def test_the_result_comes_from_another_process(size):
    with ahead(lambda: (os.getpid(), "数" * size), fork=True) as result:
        pid, told = result()
    assert pid != os.getpid()
    assert told == "数" * size
    assert gone(pid)


def test_without_another_process_there_is_no_result_and_nothing_is_done():
    done = []
    with ahead(lambda: done.append(1), fork=False) as result:
        assert result() is None
    assert done == []


@pytest.mark.parametrize(
    "work", [lambda: os._exit(9), lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0, lambda: lambda: 0]
)
def test_a_process_that_dies_or_fails_gives_none(work):
    with ahead(work, fork=True) as result:
        assert result() is None


def test_one_that_nobody_asks_ends_all_the_same(tmp_path):
    told = tmp_path / "pid"

    def work():
        told.write_text(str(os.getpid()))
        return b"x" * 5_000_000

    with ahead(work, fork=True):
        while not told.exists() or not told.read_text():
            time.sleep(0.01)
    assert gone(int(told.read_text()))


def test_ctrl_c_is_the_parent_s():
    def work():
        os.kill(os.getpid(), signal.SIGINT)
        return "done"

    with ahead(work, fork=True) as result:
        assert result() == "done"


def test_ctrl_c_that_reaches_it_at_once_is_not_its_own(monkeypatch):
    real = os.fork

    def fork():
        pid = real()
        if pid == 0:
            os.kill(os.getpid(), signal.SIGINT)
        return pid

    monkeypatch.setattr(os, "fork", fork)
    with ahead(lambda: "found", fork=True) as result:
        assert result() == "found"
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_where_the_system_buries_children_itself_it_is_not_waited_for():
    usual = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with ahead(lambda: "found", fork=True) as result:
            assert result() == "found"
    finally:
        signal.signal(signal.SIGCHLD, usual)


def test_where_no_further_process_is_to_be_had_there_is_no_result(monkeypatch):
    def fork():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    with ahead(lambda: "found", fork=True) as result:
        assert result() is None
