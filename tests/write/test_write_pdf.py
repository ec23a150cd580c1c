"""LibreOffice that crashes, hangs or is slow: a program of our own plays its part."""

import signal
import stat
import subprocess
import sys
import time

import pytest
from written_samples import document, looks, write_samples_to

from pipeline.model.looks import LooksSpec
from pipeline.write import font_problems, to_pdf
from pipeline.write.fonts import font_configuration
from pipeline.write.pdf import page_count

SCRIPT = """#!{python}
import pathlib, sys, time
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
sources = [pathlib.Path(each) for each in sys.argv[sys.argv.index("--outdir") + 2 :]]
calls = pathlib.Path({calls!r})
calls.write_text(calls.read_text() + f"{{len(sources)}} ")
{body}
"""


@pytest.fixture
def office(tmp_path):
    """A stand-in for soffice with this behaviour; ``calls`` then lists how many files each call had."""

    def making(body):
        calls, program = tmp_path / "calls", tmp_path / "office"
        calls.write_text("")
        program.write_text(SCRIPT.format(python=sys.executable, calls=str(calls), body=body))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return str(program), calls

    return making


FINE = "for source in sources: (out / (source.stem + '.pdf')).write_bytes(b'%PDF ' + source.read_bytes()[:4])"


def test_a_batch_takes_one_call(tmp_path, office):
    program, calls = office(FINE)
    paths = write_samples_to(tmp_path, 3)
    made, problems = to_pdf(paths, LooksSpec(), office=program)
    assert (set(made), problems) == (set(paths), ())
    assert calls.read_text() == "3 "
    assert set(made.values()) == {b"%PDF PK\x03\x04"}


def test_after_a_crash_what_is_left_is_tried_again_one_by_one(tmp_path, office):
    program, calls = office("sources = sources[:1] if len(sources) > 1 else sources\n" + FINE + "\nsys.exit(77)")
    paths = write_samples_to(tmp_path, 3)
    made, problems = to_pdf(paths, LooksSpec(), office=program)
    assert (set(made), problems) == (set(paths), ())
    assert calls.read_text() == "3 1 1 "


def test_whoever_stops_us_stops_it_too(tmp_path, office, monkeypatch):
    program, _ = office("time.sleep(60)")
    begun, wait = [], subprocess.Popen.wait

    def stopped(process, timeout=None):
        if timeout is None:
            return wait(process)
        begun.append(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "wait", stopped)
    with pytest.raises(KeyboardInterrupt):
        to_pdf(write_samples_to(tmp_path, 1), LooksSpec(), office=program)
    assert [process.poll() for process in begun] == [-signal.SIGKILL]


def test_a_hang_is_ended_and_told(tmp_path, office):
    program, calls = office("time.sleep(60)")
    (path,) = write_samples_to(tmp_path, 1)
    started = time.monotonic()
    made, (problem,) = to_pdf((path,), LooksSpec(), office=program, seconds=0.5)
    assert time.monotonic() - started < 20
    assert made == {}
    assert problem.message.startswith("0.docx 没有转成 PDF：LibreOffice 试了 3 次都没有完成")
    assert calls.read_text().count("1") == 3


def test_pages_are_counted():
    assert page_count(b"<</Type/Pages/Count 2>> <</Type/Page/Parent>> <</Type /Page >> /Type/PageLabel") == 2


def test_missing_fonts_are_told_with_what_stands_in():
    spec = LooksSpec(substitutes={"仿宋_GB2312": ("仿宋", "Noto Serif CJK SC")})
    have = frozenset({"noto serif cjk sc", "黑体", "宋体", "times new roman", "方正小标宋简体"})
    body, kai = font_problems(looks(spec), have)
    assert body.message.startswith("本机没有字体“仿宋_GB2312”，本机打印和转 PDF 时改用“Noto Serif CJK SC”")
    assert kai.message.startswith("本机没有字体“楷体_GB2312”，本机显示和转 PDF 时会由系统任选一种字体代替")
    assert font_problems(looks(spec), have | {"仿宋_gb2312", "楷体_gb2312"}) == ()


def test_the_font_configuration_tries_the_font_itself_first():
    text = font_configuration(LooksSpec(substitutes={"黑体": ("A&B",)}))
    assert "<string>黑体</string><string>A&amp;B</string></edit>" in text
    assert document(()).title
