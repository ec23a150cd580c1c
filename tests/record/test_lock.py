"""One at a time, also with the lock that Windows has: the same shape, another door."""

import errno
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
    with door(tmp_path, pytest.fail) as held:
        assert held


@pytest.mark.parametrize("name", ["file/folder", "file"], ids=["no folder can be made", "a file in its place"])
def test_where_there_can_be_no_lock_it_says_so(door, tmp_path, name):
    (tmp_path / "file").touch()
    with door(tmp_path / name, pytest.fail) as held:
        assert held is False


def test_a_file_system_without_locks_is_not_waited_for(monkeypatch, tmp_path):
    def never(_handle, _how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", never)
    with lock.locked(tmp_path, pytest.fail) as held:
        assert held is False


def test_a_lock_file_that_another_user_made_is_a_lock_too(door, tmp_path, monkeypatch):
    (tmp_path / "lock").touch()
    real = os.open

    def others(path, flags, *more):
        if os.fspath(path).endswith("lock") and flags & (os.O_RDWR | os.O_CREAT):
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", others)
    with door(tmp_path, pytest.fail) as held:
        assert held is True
        assert _is_free(tmp_path) is False
    assert _is_free(tmp_path) is True


def test_a_folder_deleted_while_somebody_waits_is_locked_anew(tmp_path):
    """The one who waits holds a file that nobody else can find any more."""
    first = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(first, fcntl.LOCK_EX)
    said = []

    def deleted(word):
        said.append(word)
        (tmp_path / "lock").unlink()
        tmp_path.rmdir()
        os.close(first)

    with lock.locked(tmp_path, deleted) as held:
        assert held is True
        assert _is_free(tmp_path) is False
    assert len(said) == 1


def test_what_it_held_is_held_by_nobody_afterwards(door, tmp_path):
    with pytest.raises(KeyError), door(tmp_path, pytest.fail):
        raise KeyError
    assert _is_free(tmp_path) is True


def _is_free(folder):
    handle = os.open(folder / "lock", os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
