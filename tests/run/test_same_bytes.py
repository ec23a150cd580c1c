"""Same input, same bytes: whatever the folder, the zone of time, the language, the rights of new files and the seed of hashes."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from little import lay

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = """
情况通报-季度:
  {template: 通报/情况通报-季度.txt.j2, profile: 通报, grain: quarter, needs: [信访事项登记表], series: 信访工作情况通报}
全县月报: {template: 县.txt.j2, grain: month, needs: [信访事项登记表]}
"""
MACHINES = (
    {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "0", "USER": "甲", "SOURCE_DATE_EPOCH": "1"},
    {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77", "USER": "乙", "HOME": "/nowhere"},
)


def built(folder, machine, mask, *how):
    """All that a build leaves in outputs/, by name."""
    lay(folder, months=3, documents=DOCUMENTS)
    command = [sys.executable, "-m", "pipeline", "build", "--review", "--project", str(folder), *how]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **machine}, capture_output=True, text=True, encoding="utf-8", umask=mask, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    outputs = folder / "outputs"
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in outputs.rglob("*") if path.is_file()}


def test_two_machines(tmp_path):
    one = built(tmp_path / "甲", MACHINES[0], 0o022, "--jobs", "1")
    two = built(tmp_path / "乙" / "深 处", MACHINES[1], 0o077, "--jobs", "2")
    assert len([name for name in one if name.endswith(".docx")]) >= 8
    assert one == two
    report = zipfile.ZipFile(tmp_path / "甲" / "outputs" / "情况通报-季度" / "2025Q1.docx")
    assert "word/charts/chart1.xml" in report.namelist()
    assert not any(name.endswith(".bin") for name in report.namelist())
    for name in report.namelist():
        content = report.read(name)
        assert b'TargetMode="External"' not in content
        assert not any(sign.encode() in content for sign in (str(tmp_path), "/nowhere"))
