"""What is remembered of files, so that they are not hashed again."""

import hashlib
from pathlib import Path

import pytest

from pipeline.record import stamps
from pipeline.record.stamps import Stamps, names_below


@pytest.fixture
def clock(monkeypatch):
    """Seconds that the clock is ahead of the times of files."""
    ahead, real = [0.0], stamps.time.time_ns
    monkeypatch.setattr(stamps.time, "time_ns", lambda: real() + int(ahead[0] * 1e9))
    return ahead


def kept(folder, hashed):
    hashed.save(folder / ".briefing", [folder])
    return Stamps.load(folder / ".briefing").known


@pytest.mark.parametrize(("after", "is_kept"), [(0, False), (5, True)], ids=["at once", "later"])
def test_what_was_hashed_just_after_a_change_is_not_relied_upon_however_late_it_is_saved(tmp_path, clock, after, is_kept):
    """Another change may have come after the hashing, in the same tick of a clock that goes by seconds."""
    file = tmp_path / "a.csv"
    file.write_bytes(b"a,b\n1,2\n")
    clock[0] = after
    hashed = Stamps()
    assert hashed.digest(str(file)) == hashlib.sha256(file.read_bytes()).hexdigest()
    clock[0] = after + 60
    assert (str(file) in kept(tmp_path, hashed)) is is_kept


def test_what_a_build_puts_there_itself_is_relied_upon(tmp_path, clock):
    file = tmp_path / "a.docx"
    file.write_bytes(b"before")
    hashed = Stamps()
    hashed.digest(str(file))
    file.write_bytes(b"after")
    hashed.learn(str(file), file.stat(), "known")
    clock[0] = 60
    assert kept(tmp_path, hashed)[str(file)][4] == "known"


def test_of_a_figures_file_no_hash_of_its_bytes_is_known(tmp_path, clock):
    clock[0] = 60
    file = tmp_path / "2025.figures.json"
    file.write_bytes(b"{}")
    hashed = Stamps()
    hashed.digest(str(file))
    assert hashed.hash_known(str(file), file.stat()) == ""


def test_links_to_folders_are_followed_where_asked_and_never_in_a_ring(tmp_path):
    config, elsewhere = tmp_path / "项目" / "config", tmp_path / "别处"
    for folder in (config / "里", elsewhere / "里"):
        folder.mkdir(parents=True)
        (folder / "a.yaml").write_text("a: 1", "utf-8")
    for link, target in (
        (config / "facts", elsewhere),
        (config / "自己", config),
        (config / "里" / "上面", tmp_path),
        (elsewhere / "回来", config),
        (elsewhere / "里" / "再来", elsewhere),
    ):
        link.symlink_to(target, target_is_directory=True)
    (config / "空").symlink_to(tmp_path / "没有", target_is_directory=True)
    below = {Path(name).relative_to(config).as_posix() for name in names_below(config, linked=True)}
    assert below == {"facts/里/a.yaml", "里/a.yaml"}
    assert names_below(config) == [str(config / "里" / "a.yaml")]


def test_a_file_that_could_not_be_read_is_read_the_next_time(tmp_path, clock, monkeypatch):
    """Held by Excel on a share, say: its times stay the same when it is let go."""
    clock[0] = 60
    file = tmp_path / "a.csv"
    file.write_bytes(b"a,b\n")
    hashed = Stamps()
    with monkeypatch.context() as held:
        held.setattr(stamps, "_hashed", lambda *_: "")
        assert hashed.digest(str(file)) == ""
    hashed.save(tmp_path / ".briefing", [tmp_path])
    again = Stamps.load(tmp_path / ".briefing")
    assert again.digest(str(file)) == hashlib.sha256(b"a,b\n").hexdigest()
