"""What somebody saves while a build runs: no document has old words under the hash of new ones, the next build makes it again."""

import hashlib
import zipfile
from pathlib import Path

import pytest
from little import COUNTY, lay, made

import pipeline.run.making as sharing
from pipeline.settings.folders import defaults
from pipeline.settings.loading import load
from pipeline.write import text_of


@pytest.fixture
def meanwhile(monkeypatch):
    """Does something once everything is judged and nothing is written yet."""

    def doing(act):
        real = sharing.making

        def after(*arguments):
            act()
            monkeypatch.setattr(sharing, "making", real)
            yield from real(*arguments)

        monkeypatch.setattr(sharing, "making", after)

    return doing


def test_a_template(tmp_path, meanwhile):
    lay(tmp_path, months=1)
    template, paper = tmp_path / "templates" / "县.txt.j2", tmp_path / "outputs" / "全县月报" / "2025-01.docx"
    meanwhile(lambda: template.write_text(COUNTY.replace("全县信访总量", "本县信访总量"), "utf-8"))
    made(tmp_path)
    assert "全县信访总量" in text_of(paper.read_bytes())
    receipt = made(tmp_path)[1]["全县月报/2025-01"]
    assert (receipt.status, receipt.reasons) == ("made", ("模板 县.txt.j2 已变化",))
    assert "本县信访总量" in text_of(paper.read_bytes())
    assert made(tmp_path)[1]["全县月报/2025-01"].status == "current"


def test_the_reference_document(tmp_path, meanwhile):
    lay(tmp_path, months=1)
    reference = tmp_path / "templates" / "reference.docx"
    with zipfile.ZipFile(defaults() / "templates" / "reference.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}

    def save(comment):
        with zipfile.ZipFile(reference, "w") as package:
            package.comment = comment
            for name, data in parts.items():
                package.writestr(name, data)

    save(b"old")
    meanwhile(lambda: save(b"new"))
    made(tmp_path)
    receipt = made(tmp_path)[1]["全县月报/2025-01"]
    assert (receipt.status, receipt.reasons) == ("made", ("版式 reference.docx 已变化",))


def test_facts_kept_elsewhere_are_seen(tmp_path):
    """Nothing else has changed: what the last build ended with is told again only where these files are the same too."""
    project, elsewhere = lay(tmp_path / "project", months=1), tmp_path / "事实"
    (elsewhere / "全县月报").mkdir(parents=True)
    (elsewhere / "全县月报" / "2025-01.yaml").write_text("甲: 1\n", "utf-8")
    (project / "config" / "facts").symlink_to(elsewhere, target_is_directory=True)
    made(project)
    assert made(project)[1]["全县月报/2025-01"].status == "current"
    (elsewhere / "全县月报" / "2025-01.yaml").write_text("甲: 2\n", "utf-8")
    receipt = made(project)[1]["全县月报/2025-01"]
    assert (receipt.status, receipt.reasons) == ("made", ("配置 config/facts/全县月报/2025-01.yaml 已变化",))


@pytest.mark.parametrize("name", ["config/organization.yaml", "config/facts/全县月报/2025-01.yaml"])
def test_a_config_file_is_read_once(tmp_path, monkeypatch, name):
    lay(tmp_path, months=1)
    path, real = tmp_path / name, Path.read_bytes
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("county: 某县\n", "utf-8")
    old = real(path)

    def reading(self):
        data = real(self)
        if self == path:
            path.write_text("county: 新县\n", "utf-8")
        return data

    monkeypatch.setattr(Path, "read_bytes", reading)
    if "facts" not in name:
        assert load(tmp_path).files[name] == hashlib.sha256(old).hexdigest()
        return
    made(tmp_path)
    assert made(tmp_path)[1]["全县月报/2025-01"].reasons == (f"配置 {name} 已变化",)
