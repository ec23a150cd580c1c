"""The register and the files of a signing: killed at whatever moment, all or nothing."""

import datetime as dt
import os
from pathlib import Path

import pytest

from pipeline.record import signing
from pipeline.record.ledger import Entry, added, entries
from pipeline.record.outputs import clear_litter
from pipeline.record.register import Issue, appended, doubtful, known_in
from tests.tools.windows import held_open

DATE = dt.date(2025, 4, 8)
HEADER = "刊名,期号,签发日期,标题,份数\n"
ONE, TWO = Issue("专报", DATE, 7, "标题，一", 30), Issue("专报", DATE, 8, '带"引号,和逗号', 30)
LINE = "专报,7,2025-04-08,标题，一,30\n"


def _signing(folder, call):
    """In a process that is killed at its n-th word with the disk."""
    left = [call]
    for name in ("replace", "fsync", "unlink", "open", "write", "close"):
        real = getattr(os, name)

        def counted(*args, real=real, **options):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), 9)
            return real(*args, **options)

        setattr(os, name, counted)
    signing.sign(folder / "登记簿.csv", [ONE, TWO], [(folder / name, b"signed") for name in ("甲", "乙")])
    os._exit(0)


def test_killed_at_every_moment_it_is_all_or_nothing(tmp_path):
    outcomes = []
    for call in range(1, 200):
        folder = tmp_path / str(call)
        folder.mkdir()
        (folder / "登记簿.csv").write_text(HEADER, "utf-8")
        for name in ("甲", "乙"):
            (folder / name).write_bytes(b"draft")
        child = os.fork()
        if child == 0:
            _signing(folder, call)
        finished = os.WIFEXITED(os.waitpid(child, 0)[1])
        signing.recover(folder / "登记簿.csv")
        clear_litter(folder)
        assert sorted(path.name for path in folder.iterdir()) == ["乙", "甲", "登记簿.csv"]
        signed = len((folder / "登记簿.csv").read_text("utf-8").splitlines()) - 1
        assert {(folder / name).read_bytes() for name in ("甲", "乙")} == {b"signed" if signed else b"draft"}
        outcomes.append(signed)
        if finished:
            break
    assert finished
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {0, 2}


def test_a_disk_that_fails_signs_nothing_and_leaves_no_litter(tmp_path, monkeypatch):
    (tmp_path / "登记簿.csv").write_text(HEADER, "utf-8")
    real = os.replace

    def refuse(source, target):
        if str(target).endswith("登记簿.csv"):
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        signing.sign(tmp_path / "登记簿.csv", [ONE], [(tmp_path / "甲", b"signed")])
    assert [path.name for path in tmp_path.iterdir()] == ["登记簿.csv"]
    assert (tmp_path / "登记簿.csv").read_text("utf-8") == HEADER


@pytest.mark.parametrize("told", ["{half", "[]", '{"format": 99, "moves": []}', '{"register": "", "issues": [], "moves": []}'])
def test_a_journal_that_nobody_can_read_stays_until_somebody_has_looked(tmp_path, told):
    journal = tmp_path / ".签发.json~"
    journal.write_text(told, "utf-8")
    ended = signing.recover(tmp_path / "登记簿.csv")
    assert (ended.whole, ended.unread) == (False, journal)
    assert journal.read_text("utf-8") == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", ("\ufeff" + (HEADER + LINE).replace("\n", "\r\n")).encode()),
        ((HEADER + "专报,6,2025-03-01,,30").encode(), (HEADER + "专报,6,2025-03-01,,30\n" + LINE).encode()),
        (HEADER.replace("\n", "\r\n").encode("gbk"), (HEADER + LINE).replace("\n", "\r\n").encode("gbk")),
    ],
    ids=["none yet", "without a last line end", "saved by Excel in GBK"],
)
def test_a_line_is_appended_and_what_stands_there_stays(before, after):
    assert appended(before, [ONE]) == after
    assert ("专报", 2025, 7) in known_in(after)


def test_gaps_doubles_and_a_year_that_does_not_begin_with_1():
    listed = [
        Issue("专报", dt.date(year, month, 1), number)
        for year, month, number in ((2024, 1, 1), (2024, 2, 2), (2024, 3, 2), (2024, 4, 6), (2025, 1, 7))
    ]
    told = [message for _, message in doubtful(listed)]
    assert len(told) == 3
    assert "2024年第2期登记了两次" in told[0]
    assert "2024年缺第3—5期" in told[1]
    assert "2025年的期号从第7期开始" in told[2]


def test_dates_that_run_backwards_within_a_year():
    days = ((1, 5), (1, 3), (1, 4), (1, 9))
    listed = [Issue("专报", dt.date(2026, *day), number) for number, day in enumerate(days, 1)]
    told = [(one.number, message) for one, message in doubtful((*listed, Issue("专报", dt.date(2027, 1, 1), 1)))]
    assert [number for number, _ in told] == [2, 3]
    assert "第3期的签发日期（2026年1月4日）早于第1期（2026年1月5日）" in told[1][1]


def test_a_project_that_was_moved_after_the_kill_is_finished_in_its_new_place(tmp_path, monkeypatch):
    old = tmp_path / "旧"
    for name in ("config", "outputs"):
        (old / name).mkdir(parents=True)
    (old / "outputs" / "甲").write_bytes(b"draft")
    with monkeypatch.context() as killed:
        killed.setattr(signing, "_finish", lambda *_: signing.Ended())
        signing.sign(old / "config" / "登记簿.csv", [ONE], [(old / "outputs" / "甲", b"signed")])
    new = old.rename(tmp_path / "新")
    assert signing.recover(new / "config" / "登记簿.csv").whole
    assert (new / "outputs" / "甲").read_bytes() == b"signed"
    assert [path.name for path in new.rglob(".*")] == []


def test_a_file_that_somebody_opens_after_the_signing_is_put_in_place_later(tmp_path, monkeypatch):
    (tmp_path / "登记簿.csv").write_text(HEADER, "utf-8")
    (tmp_path / "甲").write_bytes(b"draft")
    with held_open(monkeypatch, "甲"):
        signing.sign(tmp_path / "登记簿.csv", [ONE], [(tmp_path / name, b"signed") for name in ("甲", "乙")])
        assert not signing.recover(tmp_path / "登记簿.csv").whole
    assert ((tmp_path / "甲").read_bytes(), (tmp_path / "乙").read_bytes()) == (b"draft", b"signed")
    assert signing.recover(tmp_path / "登记簿.csv") == signing.Ended()
    assert (tmp_path / "甲").read_bytes() == b"signed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["乙", "甲", "登记簿.csv"]


@pytest.fixture
def cut_off(tmp_path, monkeypatch):
    """A signing of 甲.docx as 7 that dies as soon as it is in the register, or before."""

    def dying(before="", registered=True):
        (tmp_path / "登记簿.csv").write_text(HEADER + before, "utf-8")
        (tmp_path / "甲.docx").write_bytes(b"draft")
        with monkeypatch.context() as killed:
            killed.setattr(signing, "_finish", _die)
            if not registered:
                killed.setattr(signing, "appended", _die)
            with pytest.raises(KeyboardInterrupt):
                signing.sign(tmp_path / "登记簿.csv", [ONE], [(tmp_path / "甲.docx", b"signed")])
        return tmp_path / "登记簿.csv"

    return dying


def _die(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "line",
    [
        "专报,7,2025/4/8,标题，一,30\r\n",
        "专报,7,2025年4月8日,标题，一,30\r\n",
        "专报,7,4/8/2025,标题，一,30,,\r\n",
        '"专报", 7 ,2025-4-8,,\r\n',
    ],
)
def test_a_register_that_excel_saved_after_the_kill_still_says_what_was_signed(cut_off, tmp_path, line):
    register = cut_off()
    register.write_bytes((HEADER.replace("\n", "\r\n") + line).encode("gbk"))
    assert signing.recover(register) == signing.Ended()
    assert (tmp_path / "甲.docx").read_bytes() == b"signed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["甲.docx", "登记簿.csv"]


def test_the_same_number_given_by_hand_is_no_signing(cut_off, tmp_path):
    register = cut_off(before=LINE, registered=False)
    assert signing.recover(register) == signing.Ended()
    assert (tmp_path / "甲.docx").read_bytes() == b"draft"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["甲.docx", "登记簿.csv"]


def test_what_a_person_saved_after_the_kill_is_kept_beside(cut_off, tmp_path):
    for kept, words in (("甲.改稿.docx", b"hers"), ("甲.改稿1.docx", b"hers again")):
        register = cut_off()
        (tmp_path / "甲.docx").write_bytes(words)
        assert signing.recover(register).kept == (tmp_path / kept,)
        assert (tmp_path / "甲.docx").read_bytes() == b"signed"
        assert (tmp_path / kept).read_bytes() == words
    assert (tmp_path / "甲.改稿.docx").read_bytes() == b"hers"
    assert signing.recover(register) == signing.Ended()


def test_killed_after_hers_was_put_aside_the_next_puts_the_signed_one_there(cut_off, tmp_path, monkeypatch):
    register, real = cut_off(), os.replace
    (tmp_path / "甲.docx").write_bytes(b"hers")

    def once(source, target):
        real(source, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(os, "replace", once)
        with pytest.raises(KeyboardInterrupt):
            signing.recover(register)
    signing.recover(register)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("甲*")} == {"甲.docx": b"signed", "甲.改稿.docx": b"hers"}


def test_what_is_saved_between_the_register_and_the_move_is_kept_beside(tmp_path, monkeypatch):
    (tmp_path / "甲.docx").write_bytes(b"draft")
    real = os.replace

    def saving(source, target):
        real(source, target)
        if str(target).endswith("登记簿.csv"):
            (tmp_path / "甲.docx").write_bytes(b"hers")

    monkeypatch.setattr(os, "replace", saving)
    ended = signing.sign(tmp_path / "登记簿.csv", [ONE], [(tmp_path / "甲.docx", b"signed")])
    assert ended == signing.Ended(kept=(tmp_path / "甲.改稿.docx",))
    assert (tmp_path / "甲.改稿.docx").read_bytes() == b"hers"
    assert (tmp_path / "甲.docx").read_bytes() == b"signed"


def test_what_is_in_the_way_at_the_last_moment_signs_nothing(tmp_path):
    (tmp_path / "登记簿.csv").write_text(HEADER, "utf-8")
    asked = []

    def hindrance(register):
        asked.append((register.decode(), sorted(path.name for path in tmp_path.iterdir())))
        return "不行"

    ended = signing.sign(tmp_path / "登记簿.csv", [ONE], [(tmp_path / "甲", b"signed")], hindrance)
    assert ended == signing.Ended("不行")
    assert asked == [(HEADER, [".甲.issue~", ".签发.json~", "登记簿.csv"])]
    assert [path.name for path in tmp_path.iterdir()] == ["登记簿.csv"]
    assert (tmp_path / "登记簿.csv").read_text("utf-8") == HEADER


def test_a_link_to_the_office_s_shared_register_stays_one(tmp_path):
    for folder in ("共享", "config"):
        (tmp_path / folder).mkdir()
    (tmp_path / "共享" / "登记簿.csv").write_text(HEADER, "utf-8")
    for name in ("登记簿.csv", "记录.csv"):
        (tmp_path / "config" / name).symlink_to(Path("..", "共享", name))
    signing.sign(tmp_path / "config" / "登记簿.csv", [ONE], [(tmp_path / "config" / "记录.csv", b"signed")])
    assert all(path.is_symlink() for path in (tmp_path / "config").iterdir())
    assert len(list(tmp_path.rglob("*.*"))) == 4
    assert (tmp_path / "共享" / "登记簿.csv").read_text("utf-8") == HEADER + LINE
    assert (tmp_path / "共享" / "记录.csv").read_bytes() == b"signed"


def test_a_file_that_is_held_open_already_signs_nothing(tmp_path, monkeypatch):
    (tmp_path / "登记簿.csv").write_text(HEADER, "utf-8")
    (tmp_path / "甲").write_bytes(b"draft")
    real = Path.open

    def held(path, mode="r", *more, **options):
        if path.name == "甲" and "+" in mode:
            raise PermissionError(13, "used by another process")
        return real(path, mode, *more, **options)

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(PermissionError):
        signing.sign(tmp_path / "登记簿.csv", [ONE], [(tmp_path / "甲", b"signed")])
    assert (tmp_path / "登记簿.csv").read_text("utf-8") == HEADER
    assert sorted(path.name for path in tmp_path.iterdir()) == ["甲", "登记簿.csv"]


def test_a_ledger_keeps_what_stands_there_and_leaves_out_what_is_spoilt():
    first = Entry("专报/2025-03", "信访信息专报", 7, "2025-04-08", 30, "a" * 64)
    second = Entry("简报/2025-03-东,乡", "信访工作简报", 1, "2025-04-09", None, "b" * 64)
    content = added(added(b"", [first]), [second])
    assert content.startswith("\ufeff文稿,刊名,期号".encode())
    assert entries(content) == (first, second)
    assert entries(content.rstrip() + b"\r\nspoilt,line\r\n") == (first, second)
    assert entries(added(content.rstrip(), [first])) == (first, second, first)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("date", ["2025/4/8", "2025-4-8", "2025年4月8日", "4/8/2025"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_ledger_that_excel_saved_says_the_same_and_goes_on_in_its_encoding(encoding, date, end):
    first = Entry("专报/2025-03", "信访信息专报", 7, "2025-04-08", 30, "a" * 64)
    second = Entry("简报/2025-03-东,乡", "信访工作简报", 1, "2025-04-09", None, "b" * 64)
    written = added(b"", [first]).decode("utf-8-sig").replace("2025-04-08", date).replace("\r\n", end)
    for saved in (written, written.rstrip(), written.replace(",30,", ", 30 ,").replace(f"a{end}", f"a,,{end}")):
        content = added(saved.encode(encoding), [second])
        assert entries(content) == (first, second)
        assert content.decode(encoding).count(end) == 3
        assert content.startswith(saved.encode(encoding))


def test_a_line_of_a_ledger_without_a_date_is_left_out():
    assert entries(added(b"", [Entry("专报/2025-03", "信访信息专报", 7, "四月", 30, "a" * 64)])) == ()
