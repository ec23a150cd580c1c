"""Nothing of one document leaks into another: each made by itself, in random order, has the bytes it had among all others."""

import random
import shutil

from pipeline.run.build import build
from pipeline.run.plan import Order


def test_each_document_by_itself_has_the_bytes_it_has_among_all(sample, tmp_path):
    outputs = sample.folder / "outputs"
    wanted = {path.relative_to(outputs).as_posix(): path.read_bytes() for path in outputs.rglob("*.*")}
    dice = random.Random(8)
    kinds = sorted(folder for folder in outputs.iterdir() if folder.is_dir())
    chosen = [dice.choice(sorted(folder.glob("*.docx"))) for folder in kinds]
    dice.shuffle(chosen)
    project = tmp_path / "county"
    for name in ("inputs", "config"):
        shutil.copytree(sample.folder / name, project / name)
    receipts = {receipt.path: receipt for receipt in sample.outcome.receipts}
    for path in chosen:
        receipt = receipts[path]
        build(project, Order((receipt.document,), receipt.period, receipt.scope), lambda _: None)
        for name in (path, path.with_suffix(".figures.json")):
            assert (project / name.relative_to(sample.folder)).read_bytes() == wanted[name.relative_to(outputs).as_posix()], name
    assert len(chosen) >= 10
