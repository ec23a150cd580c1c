"""What is true of the repository as a whole: links resolve, versions agree, nothing in it tells where packages come from."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline import __version__

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
# put together here, so that this file does not hold them itself
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("pypi", "python"), ("registry", "npmjs"))]
HOSTS += ["--index" + "-url", "--extra-index" + "-url", "--find" + "-links"]


@cache
def tracked():
    """Every file that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, timeout=60).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def pages():
    return [path for path in tracked() if path.suffix == ".md"]


def anchors(page):
    """The anchors of a page's headings, as the usual viewers make them."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def broken(page):
    """The links of a page that lead nowhere."""
    for target in LINK.findall(re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)):
        name, _, anchor = unquote(target).partition("#")
        if "://" in name or name.startswith("mailto:"):
            continue
        file = page.parent / name if name else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            yield target


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_resolve(page):
    assert list(broken(page)) == []


def test_a_broken_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# 一 页\n[a](#一-页) [b](page.md#none) [c](none.md) [d](page.md)\n```\n[e](code.md)\n```\n", "utf-8")
    assert list(broken(page)) == ["page.md#none", "none.md"]


def test_every_page_of_docs_is_reached_from_the_index():
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / unquote(target).partition("#")[0]).resolve() for target in LINK.findall(index.read_text("utf-8"))}
    alone = [path for path in pages() if path.parent == index.parent and path != index and path not in linked]
    assert [path.name for path in alone] == []


def test_the_changelog_speaks_of_this_version():
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert first is not None
    assert first[1] == __version__


def test_no_registry_is_named_anywhere():
    named = [(path.name, host) for path in tracked() for host in HOSTS if host.encode() in path.read_bytes()]
    assert named == []


def test_no_home_of_a_user_is_named_anywhere():
    homes = re.compile(rb"/home/[a-z]+/|/Users/[A-Za-z]+/|C:\\\\?Users\\\\?[A-Za-z]+")
    assert [path.name for path in tracked() if homes.search(path.read_bytes())] == []


def test_what_is_needed_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    pinned = {plain(pin.partition("==")[0]) for pin in pins}
    assert [name for need in needed if (name := plain(re.match(r"[\w.-]+", need)[0])) not in pinned] == []


def test_no_two_modules_of_the_tests_share_a_name():
    """pytest imports them by their bare name."""
    names = [path.name for path in tracked() if path.suffix == ".py" and "tests" in path.parts and path.name.startswith("test_")]
    assert [name for name in sorted(set(names)) if names.count(name) > 1] == []


def plain(name):
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
