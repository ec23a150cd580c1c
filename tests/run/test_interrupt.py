"""Ctrl-C or SIGTERM amid a batch of several processes: a summary, exit code 130, nobody left at work, the next build goes on."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from little import lay, made, tree

ROOT = Path(__file__).parents[2]
SLOWLY = """
import sys, time
import pipeline.run.build as building
import pipeline.run.make as making
import pipeline.run.making as sharing
sharing.FEW = sharing._ALONE = 4
real = making.composed
def slow(*arguments):
    time.sleep(0.2)
    return real(*arguments)
making.composed = slow
from pipeline.__main__ import main
sys.argv[1:] = ["build", "--project", sys.argv[1], "--jobs", "2"]
print("ready", flush=True)
main()
"""


def interrupted(folder, when, times=1, send=lambda process: os.killpg(process.pid, signal.SIGINT)):
    """A build in a process group of its own, to which Ctrl-C comes; exit code, what it said, whether any still lives."""
    command = [sys.executable, "-c", SLOWLY, str(folder)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True, text=True, encoding="utf-8", **pipes) as process:
        assert process.stdout.readline() == "ready\n"
        when()
        for again in range(times):
            time.sleep(0.1 if again else 0)
            send(process)
        out, err = process.communicate(timeout=60)
    return process.returncode, out, err, _alive(process.pid)


def _alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _some_written(folder):
    while len(list((folder / "outputs").rglob("[!.]*.docx"))) < 8:
        time.sleep(0.02)


@pytest.fixture
def project(tmp_path):
    return lay(tmp_path, months=12)


def test_in_the_middle_of_a_batch(project):
    code, out, err, alive = interrupted(project, lambda: _some_written(project))
    written = [name for name in tree(project) if name.endswith(".docx")]
    assert (code, alive) == (130, False)
    assert 0 < len(written) < 48
    assert "已中断。已写好的文件完好，重新运行即可接着做。" in err
    assert "已生成" in out
    assert "Traceback" not in err
    outcome, receipts = made(project)
    assert outcome.code == 0
    assert sum(receipt.status == "current" for receipt in receipts.values()) >= len(written) - 2
    resumed = tree(project)
    for path in (project / "outputs").rglob("*.*"):
        path.unlink()
    made(project)
    assert tree(project) == resumed


TERMINATED = {
    "a CI runner": subprocess.Popen.terminate,
    "a service manager": lambda process: os.killpg(process.pid, signal.SIGTERM),
}


@pytest.mark.parametrize("send", TERMINATED.values(), ids=TERMINATED)
def test_sigterm_is_as_ctrl_c(project, send):
    code, out, err, alive = interrupted(project, lambda: _some_written(project), send=send)
    assert (code, alive) == (130, False)
    assert ("已生成" in out, "已中断。已写好的文件完好" in err, "Traceback" in err) == (True, True, False)
    assert made(project)[0].code == 0


def test_sigterm_where_ctrl_c_is_not_listened_to(project):
    """A shell starts what it runs in the background with Ctrl-C off."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code, out, err, _ = interrupted(project, lambda: _some_written(project), send=subprocess.Popen.terminate)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (code, "已生成" in out, "已中断" in err) == (130, True, True)


@pytest.mark.parametrize("times", [2, 3])
def test_once_more_while_the_others_finish(project, times):
    code, _, err, alive = interrupted(project, lambda: _some_written(project), times)
    assert (code, alive) == (130, False)
    assert "Traceback" not in err
    assert made(project)[0].code == 0


def test_at_any_other_moment(project):
    dice = random.Random(8)
    for moment in (dice.uniform(0, 1.5) for _ in range(4)):
        code, _, err, alive = interrupted(project, lambda moment=moment: time.sleep(moment))
        reports = [path.read_text("utf-8") for path in (project / ".briefing").glob("*.txt")]
        assert (code, alive, reports) == (130, False, [])
        assert "Traceback" not in err
    assert made(project)[0].code == 0
    assert not list((project / "outputs").rglob(".*"))


def test_a_build_killed_without_warning_leaves_nobody_at_work(project):
    command = [sys.executable, "-c", SLOWLY, str(project)]
    with subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _some_written(project)
        process.kill()
    deadline = time.monotonic() + 20
    while _alive(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(process.pid)
    assert len(list((project / "outputs").rglob("[!.]*.docx"))) < 48
    assert made(project)[0].code == 0
