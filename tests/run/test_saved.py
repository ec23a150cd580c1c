"""A document that Word or WPS only saved again is as built; one that a person changed is hers; figures are explained in both."""

import importlib.util
import json
from pathlib import Path

import docx
import pytest
from little import items, lay, made

from pipeline.cli import main
from pipeline.run.order import Order
from pipeline.write import figures_in, text_of

HERE = Path(__file__).resolve().parent
NAME = "乡镇月报/2025-02-西乡"


def _stand_ins():
    spec = importlib.util.spec_from_file_location("saved_by", HERE.parent / "write" / "saved_by.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAVED_BY = _stand_ins()


@pytest.fixture
def project(tmp_path):
    folder = lay(tmp_path / "县")
    made(folder)
    return folder


@pytest.fixture(params=["word", "wps"])
def saved(request):
    return getattr(SAVED_BY, request.param)


def paper(project):
    return project / "outputs" / f"{NAME}.docx"


def by_hand(data, old, new):
    """One text of the document replaced, as a person types over it."""

    def change(root):
        found = [each for each in root.iter(f"{SAVED_BY.W}t") if each.text == old]
        assert found
        found[0].text = new

    return SAVED_BY.changed(data, change)


@pytest.fixture
def explained(project, capsys):
    """What ``briefing explain`` tells of a figure of the document."""

    def explaining(number):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["explain", str(paper(project)), number, "--project", str(project), "--format", "json"])
        assert ended.value.code == 0
        return json.loads(capsys.readouterr().out)

    return explaining


def test_saving_alone_is_no_edit(project, saved):
    built = paper(project).read_bytes()
    paper(project).write_bytes(saved(built))
    kept = paper(project).read_bytes()
    outcome = made(project)[1]
    assert outcome[NAME].status == "current"
    assert paper(project).read_bytes() == kept
    items(project, "西乡", {1: 3, 2: 9, 3: 5})
    assert made(project)[1][NAME].status == "made"
    assert "来信9件" in text_of(paper(project).read_bytes())


def test_a_changed_number_is_hers_and_stays(project, saved):
    built = paper(project).read_bytes()
    (id_,) = [one for one, text in figures_in(built).items() if text == "4件"]
    paper(project).write_bytes(saved(by_hand(built, "4件", "40件")))
    kept = paper(project).read_bytes()
    assert figures_in(kept)[id_] == "40件"
    items(project, "西乡", {1: 3, 2: 9, 3: 5})
    assert made(project)[1][f"{NAME}.新稿"].status == "edited"
    assert paper(project).read_bytes() == kept
    beside = paper(project).with_name("2025-02-西乡.新稿.docx")
    assert "来信9件" in text_of(beside.read_bytes())


def headed(document):
    document.sections[0].header.paragraphs[0].text = "内部资料 注意保存"


def commented(document):
    document.add_comment(next(p for p in document.paragraphs if p.runs).runs, text="请核", author="王")


@pytest.mark.parametrize("change", [headed, commented])
def test_a_header_or_a_comment_of_hers_stays(project, change):
    document = docx.Document(paper(project))
    change(document)
    document.save(paper(project))
    kept = paper(project).read_bytes()
    items(project, "西乡", {1: 3, 2: 9, 3: 5})
    outcome, receipts = made(project, Order(force=True))
    assert (receipts[f"{NAME}.新稿"].status, outcome.code) == ("edited", 1)
    assert paper(project).read_bytes() == kept
    assert "来信9件" in text_of(paper(project).with_name("2025-02-西乡.新稿.docx").read_bytes())


@pytest.mark.parametrize("left", [0, 900], ids=["nothing", "half of it"])
def test_a_damaged_document_is_told_as_that_and_left_alone(project, left):
    damaged = paper(project).read_bytes()[:left]
    paper(project).write_bytes(damaged)
    for _ in range(2):
        outcome, receipts = made(project, Order(force=True))
        told = receipts[f"{NAME}.新稿"]
        assert (told.status, outcome.code) == ("failed", 1)
        assert told.reasons[0].startswith(
            "原来的文件打不开（已损坏、加了密码，或者不是 .docx），没有动它，新版放在旁边。请从备份找回；不要了的，请删去它"
        )
        assert paper(project).read_bytes() == damaged
    beside = paper(project).with_name("2025-02-西乡.新稿.docx")
    assert "来信4件" in text_of(beside.read_bytes())
    beside.write_bytes(damaged)
    receipt = made(project)[1][NAME]
    assert (receipt.status, beside.read_bytes()) == ("failed", damaged)
    assert "2025-02-西乡.新稿.docx 也打不开，没有再写新版" in receipt.reasons[0]


def test_its_figures_are_explained(project, saved, explained):
    built = paper(project).read_bytes()
    before = explained("F0002")
    paper(project).write_bytes(saved(built))
    assert explained("F0002") == before
    assert (before["printed"], before["changed"]) == ("4件", [])
    paper(project).write_bytes(saved(by_hand(built, "4件", "40件")))
    after = explained("F0002")
    assert after["changed"] == ["成稿时这里印的是“4件”，文稿里已改成“40件”"]
    assert after["rows"] == before["rows"]
    paper(project).write_bytes(saved(by_hand(built, "4件", "")))
    assert explained("F0002")["changed"] == ["成稿时这里印的是“4件”，文稿里已经没有这个数（被删去，或改成了普通文字）"]
