"""One at a time, also with the lock that Windows has: the same shape, another door."""

import fcntl
import importlib.util
import os
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from pipeline.record import lock


def _locking(handle, mode, count):
    """As msvcrt does it: locks bytes from where the file stands, refuses what another handle holds."""
    assert (mode, count, os.lseek(handle, 0, os.SEEK_CUR)) == (2, 1, 0)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise PermissionError(13, "Permission denied") from error


@pytest.fixture(params=["posix", "windows"])
def door(request, monkeypatch):
    if request.param == "posix":
        return lock.locked
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=_locking))
    spec = importlib.util.spec_from_file_location("lock_of_windows", lock.__file__)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found.locked


def test_the_second_waits_is_told_once_and_goes_on_when_the_first_is_done(door, tmp_path):
    said = []

    def second():
        with door(tmp_path, said.append):
            said.append("in")

    with door(tmp_path, said.append):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.35)
        (told,) = said
        assert "等它做完" in told
    thread.join(10)
    assert said == [told, "in"]
    with door(tmp_path, said.append):
        assert said == [told, "in"]


def test_a_holder_that_was_killed_holds_nothing(door, tmp_path):
    child = os.fork()
    if child == 0:
        with door(tmp_path, lambda _: None):
            os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    with door(tmp_path, pytest.fail):
        pass


def test_where_nothing_can_be_written_nothing_is_locked(door, tmp_path):
    (tmp_path / "file").touch()
    with door(tmp_path / "file" / "folder", pytest.fail):
        pass
