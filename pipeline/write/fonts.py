"""Fonts on this machine: which are missing, what stands in for them, and the configuration that makes it so for a PDF."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pipeline.model.looks import LooksSpec
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.write.looks import Looks
from pipeline.write.xml import escape

__all__ = ["font_configuration", "font_problems", "installed_families"]

_SYSTEM: Final = ("/etc/fonts/fonts.conf", "/usr/local/etc/fonts/fonts.conf", "/opt/homebrew/etc/fonts/fonts.conf")
_REGISTRY: Final = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
_SECONDS: Final = 20


def font_configuration(spec: LooksSpec, folders: Iterable[Path] = ()) -> str:
    """A fontconfig file that puts each font's substitutes behind the font itself, and looks into further folders."""
    include = "".join(f'<include ignore_missing="yes">{path}</include>' for path in _SYSTEM)
    further = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders)
    rules = "".join(_rule(family, (family, *others)) for family, others in spec.substitutes.items())
    return f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{include}{further}{rules}</fontconfig>'


def _rule(family: str, wanted: tuple[str, ...]) -> str:
    names = "".join(f"<string>{escape(name)}</string>" for name in wanted)
    return (
        f'<match target="pattern"><test name="family" qual="any"><string>{escape(family)}</string></test>'
        f'<edit name="family" mode="assign" binding="strong">{names}</edit></match>'
    )


def font_problems(looks: Looks, installed: frozenset[str] | None = None) -> tuple[Problem, ...]:
    """A warning for each font of the profiles that this machine lacks; none where it cannot be found out."""
    have = installed_families() if installed is None else installed
    if have is None:
        return ()
    families = dict.fromkeys(family for name in looks.spec.profiles for family in looks.of(name).families)
    return tuple(_missing(family, looks.spec.substitutes, have) for family in families if family.casefold() not in have)


def _missing(family: str, substitutes: Mapping[str, tuple[str, ...]], have: frozenset[str]) -> Problem:
    standing_in = next((name for name in substitutes.get(family, ()) if name.casefold() in have), None)
    instead = f"本机打印和转 PDF 时改用“{standing_in}”" if standing_in else "本机显示和转 PDF 时会由系统任选一种字体代替"
    message = (
        f"本机没有字体“{family}”，{instead}；Word 文件本身不变。可安装该字体，或在 style.yaml 的 looks: substitutes: 中指定代用字体"
    )
    return Problem("font-missing", "warning", Place("config/style.yaml"), message, found=family)


def installed_families() -> frozenset[str] | None:
    """The families installed here, in small letters; None where neither fontconfig nor a Windows registry tells."""
    if sys.platform == "win32":
        return _windows()
    import subprocess

    tool = shutil.which("fc-list")
    if tool is None:
        return None
    try:
        listed = subprocess.run([tool, ":", "family"], capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 - a fixed command
    except (OSError, subprocess.SubprocessError):
        return None
    lines = listed.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip().casefold() for line in lines for name in line.replace("\\-", "-").split(","))


def _windows() -> frozenset[str] | None:
    """Font files are registered as ``仿宋 (TrueType)`` or ``SimSun & NSimSun (TrueType)``."""
    if sys.platform != "win32":
        return None
    import winreg

    found: set[str] = set()
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(root, _REGISTRY) as key:
                for index in range(winreg.QueryInfoKey(key)[1]):
                    name = winreg.EnumValue(key, index)[0].split(" (")[0]
                    found |= {part.strip().casefold() for part in name.split("&")}
        except OSError:
            continue
    return frozenset(found) or None
