"""An office's own looks, end to end: style.yaml as Windows writes it, and a reference.docx that is none."""

import zipfile

import pytest
from little import lay, made

from pipeline.cli import main

STYLE = "\ufefflooks:\n  fonts:\n    body: 华文仿宋\n  red: 'C00000'\n  profiles:\n    公文:\n      body_size: 15\n"


def test_a_style_yaml_with_a_mark_and_the_line_ends_of_windows(tmp_path):
    folder = lay(tmp_path / "县", months=1)
    (folder / "config" / "style.yaml").write_bytes(STYLE.replace("\n", "\r\n").encode())
    _, receipts = made(folder)
    assert {receipt.status for receipt in receipts.values()} == {"made"}
    styles = zipfile.ZipFile(folder / "outputs" / "全县月报" / "2025-01.docx").read("word/styles.xml").decode()
    assert 'w:eastAsia="华文仿宋"' in styles
    assert 'w:val="C00000"' in styles
    assert '<w:sz w:val="30"/>' in styles


def test_a_damaged_reference_document_is_a_mistake_with_what_to_do(tmp_path, capsys):
    folder = lay(tmp_path / "县", months=1)
    (folder / "templates" / "reference.docx").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(SystemExit) as ended:
        main(["build", "--project", str(folder)])
    assert ended.value.code == 2
    told = "".join(capsys.readouterr().err.split())
    assert "templates/reference.docx" in told
    assert "请恢复原文件，或用Word打开后另存为.docx；删去它就用随程序带的样式" in told
    assert not list((folder / "outputs").rglob("*.docx"))
