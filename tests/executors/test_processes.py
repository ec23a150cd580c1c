"""Several processes are a map like any other."""

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor

import pytest

from pipeline.executors.processes import processes


class Here:
    base = 0


def prepare(base):
    Here.base = base


def times(item):
    if item == 13:
        os._exit(9)
    return item * Here.base


def lost(item):
    return -item


@pytest.mark.parametrize("fork", [True, False], ids=["forked", "spawned"])
def test_order_is_kept_and_each_process_is_prepared(fork):
    with processes(2, prepare, (10,), lost, fork=fork) as over:
        assert list(over(times, range(60, 20, -1))) == [item * 10 for item in range(60, 20, -1)]


def test_a_process_that_dies_loses_only_its_own_item():
    with processes(2, prepare, (10,), lost) as over:
        assert list(over(times, range(1, 60))) == [-13 if item == 13 else item * 10 for item in range(1, 60)]


def test_ctrl_c_once_more_while_the_others_finish_ends_them(monkeypatch):
    real = ProcessPoolExecutor.shutdown

    def pressed(pool, wait=True, *, cancel_futures=False):
        real(pool, wait=False, cancel_futures=cancel_futures)
        raise KeyboardInterrupt

    def begun():
        with processes(2, prepare, (0,), lost) as over:
            next(over(time.sleep, [0, *[30] * 8]))
            monkeypatch.setattr(ProcessPoolExecutor, "shutdown", pressed)

    with pytest.raises(KeyboardInterrupt):
        begun()
    deadline = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert multiprocessing.active_children() == []


def test_an_exception_is_the_caller_s():
    with processes(2, prepare, (0,), lost) as over, pytest.raises(ZeroDivisionError):
        list(over((1).__truediv__, [1, 0]))
