"""A new project folder that builds at once; nothing that is already there is touched."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.shape import shape
from pipeline.run.batfiles import bat_files
from pipeline.words.refused import reason

__all__ = ["Started", "start"]

_SKELETON = Path(__file__).parent / "skeleton"


@shape
class Started:
    """What ``briefing init`` wrote and what it found already there, as paths below ``project``."""

    project: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def start(project: Path, *, sample: bool = False, rows: int | None = None, seed: int | None = None) -> Started:
    """Make the folder: ``inputs/``, a config to fill in, a page on how to use it, on Windows files to double-click.

    With ``sample``, an invented county's data too.

    Raises ``Mistake`` where the folder cannot be written, or where data of somebody else's would be mixed with the county's.
    """
    _refuse(project, sample, rows, seed)
    try:
        written, kept = _texts(project, sample)
        (project / "inputs").mkdir(parents=True, exist_ok=True)
        tables = _county(project, rows, seed) if sample else ()
    except OSError as error:
        message = f"写不进“{error.filename or project}”（{reason(error)}）。请检查磁盘空间和文件夹的权限，或换一个文件夹。"
        raise Mistake(Problem("init", "error", Place(""), message)) from error
    return Started(project, (*written, *tables), tuple(kept))


def _refuse(project: Path, sample: bool, rows: int | None, seed: int | None) -> None:
    message = ""
    if not sample and (rows is not None or seed is not None):
        message = "--rows 和 --seed 说的是示例县的数据，要和 --sample 一起写。"
    elif rows is not None and rows < 0:
        message = f"--rows 应为 0 或更大的整数，现为 {rows}。"
    elif project.exists() and not project.is_dir():
        message = f"“{project}”是一个文件，不是文件夹。请换一个名称。"
    elif sample and _holds_files(project / "inputs"):
        message = f"“{project / 'inputs'}”里已有文件；示例县的数据不与它们放在一起，也不覆盖它们。请换一个空文件夹。"
    if message:
        raise Mistake(Problem("init", "error", Place(""), message))


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))


def _texts(project: Path, sample: bool) -> tuple[list[Path], list[Path]]:
    """Write what is not there yet; what was written, and what was there."""
    written, kept = [], []
    for name, text in _contents(sample).items():
        path = project / name
        if path.exists():
            kept.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        written.append(name)
    return written, kept


def _contents(sample: bool) -> dict[Path, bytes]:
    from pipeline.sample import own_config

    config = own_config() if sample else {name: _skeleton(name) for name in ("organization.yaml", "calendar.yaml")}
    clicked = bat_files(sys.executable, "oem") if sys.platform == "win32" else {}
    return {Path("README.md"): _skeleton("README.md"), **clicked, **{Path("config", name): text for name, text in config.items()}}


def _skeleton(name: str) -> bytes:
    return (_SKELETON / name).read_bytes()


def _county(project: Path, rows: int | None, seed: int | None) -> tuple[Path, ...]:
    from pipeline.sample import DEFAULT_SEED, generate

    files = generate(project, rows=rows, seed=DEFAULT_SEED if seed is None else seed)
    return tuple(file.relative_to(project) for file in files)
