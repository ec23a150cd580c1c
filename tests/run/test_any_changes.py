"""After any changes, in any order, a build leaves what a build from nothing would: a walk of fixed seeds through a little project.

What is changed: cells, rows, files that come, go, are moved and renamed, times of files, templates, config, facts, words of a
document, what else stands in ``outputs/``, and bits of what is kept under ``.briefing/``. ``make fuzz`` walks longer.
"""

import os
import random
import shutil

import pytest
from little import COUNTY, TOWN, TOWNS, edit, lay, made, tree

from pipeline.run.order import Order

SEEDS = range(max(5, int(os.environ.get("FUZZ_SEEDS", "0")) // 50))
STEPS = 16
ORDER = Order(accept_rejected=True)
SENTENCES = (
    "来信{{ 来信件次 }}。",
    "共接待群众{{ 接访批次 }}，人均{{ 接访人次 }}。",
    "排查矛盾纠纷{{ 矛盾纠纷排查件数 }}。",
    "{% claim 下降(信访总量) %}信访总量下降。{% endclaim %}",
    "居前的是{{ 分组(信访总量, '信访形式')|前(2)|顿号 }}。",
    "同比{{ 信访总量|同比 }}，环比{{ 信访总量|环比 }}。",
    "{% if 选项.短 is defined %}短{% else %}长{% endif %}",
)
TABLES = {
    "领导接访登记表.csv": ["接访日期,接访领导,层级,人数", "2025-02-03,张三,县,4", "2025-03-04,李四,县,2"],
    "填报数据表.csv": ["指标,期间,数值,依据", "矛盾纠纷排查件数,2025-02,7,排查台账", "矛盾纠纷排查件数,2025-03,9,排查台账"],
    "信访事项登记表去年.csv": [
        "信访编号,登记日期,信访形式,人数,属地,办理状态",
        *(f"Q{n},2024-0{n % 3 + 1}-11,来访,3,{TOWNS[n % 3]},已办结" for n in range(9)),
    ],
}


class Walk:
    """A project, and one change after the other made to it."""

    def __init__(self, project, dice):
        self.project, self.dice = project, dice
        self.aside = {name: "\n".join(lines) + "\n" for name, lines in TABLES.items()}
        self.documents = (project / "config" / "documents.yaml").read_text("utf-8")
        self.edited: dict[str, bytes] = {}

    def tables(self):
        return sorted(path for path in (self.project / "inputs").rglob("*.csv") if path.stem != "单位台账")

    def change(self):
        """One change, and what it was."""
        kinds = (self.cell, self.rows, self.comes, self.goes, self.moves, self.times, self.template, self.config, self.facts)
        kind = self.dice.choice((*kinds, self.cell, self.edit, self.output, self.output, self.kept, self.kept, self.narrow))
        return f"{kind.__name__} {kind()}"

    def cell(self):
        path = self.dice.choice(self.tables())
        lines = path.read_text("utf-8").splitlines()
        one, other = (self.dice.randrange(1, len(lines)) for _ in range(2))
        cells, others = lines[one].split(","), lines[other].split(",")
        at = self.dice.randrange(1, len(cells))
        cells[at] = others[at]
        path.write_text("\n".join((*lines[:one], ",".join(cells), *lines[one + 1 :])) + "\n", "utf-8")
        return f"{path.name}:{one}:{at}"

    def rows(self):
        path = self.dice.choice(self.tables())
        head, *lines = path.read_text("utf-8").splitlines()
        if self.dice.random() < 0.5 or len(lines) < 3:
            first, *rest = self.dice.choice(lines).split(",")
            lines.append(",".join((f"{first}Z{len(lines)}" if head.startswith("信访编号") else first, *rest)))
        else:
            lines.pop(self.dice.randrange(len(lines)))
        self.dice.shuffle(lines)
        path.write_text("\n".join((head, *lines)) + "\n", "utf-8")
        return path.name

    def comes(self):
        if not self.aside:
            return ""
        name = self.dice.choice(sorted(self.aside))
        (self.project / "inputs" / name).write_text(self.aside.pop(name), "utf-8")
        return name

    def goes(self):
        paths = self.tables()
        if len(paths) < 3:
            return ""
        path = self.dice.choice(paths)
        self.aside[path.name] = path.read_text("utf-8")
        path.unlink()
        return path.name

    def moves(self):
        path = self.dice.choice(self.tables())
        folder = self.project / "inputs" / self.dice.choice(("", "2025", "第二批"))
        folder.mkdir(exist_ok=True)
        target = folder / self.dice.choice((path.name, f"{path.stem}改.csv"))
        if not target.exists() and target.name not in self.aside:
            path.rename(target)
        return target.name

    def times(self):
        path = self.dice.choice(self.tables())
        stat = path.stat()
        what = self.cell() if self.dice.random() < 0.5 else ""
        for each in self.tables():
            os.utime(each, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        return what

    def template(self):
        name, base = self.dice.choice((("县", COUNTY), ("镇", TOWN)))
        chosen = self.dice.sample(SENTENCES, self.dice.randrange(4))
        (self.project / "templates" / f"{name}.txt.j2").write_text("\n\n".join((base.rstrip("\n"), *chosen)) + "\n", "utf-8")
        return f"{name} {chosen}"

    def config(self):
        texts = {
            "style.yaml": ("", "wording: {change_decimals: 2}\n", "wording: {change_decimals: 1}\n"),
            "organization.yaml": ("", "county: 甲县\n", "office: 甲县信访局\n"),
            "documents.yaml": (self.documents, self.documents.replace("grain: month", "grain: month, date: 2026-02-01", 1)),
        }
        name = self.dice.choice(sorted(texts))
        text, path = self.dice.choice(texts[name]), self.project / "config" / name
        path.write_text(text, "utf-8") if text else path.unlink(missing_ok=True)
        return f"{name} {text[:40]}"

    def facts(self):
        path = self.project / "config" / "facts" / "全县月报" / f"2025-0{self.dice.randrange(1, 4)}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("要点: 防汛\n", "utf-8") if not path.exists() else path.unlink()
        return path.name

    def untouched(self):
        """What stands in ``outputs/``, but what a person has changed, and the new version beside that."""
        root = self.project / "outputs"
        theirs = {name.removesuffix(".docx") for name in self.edited}
        named = [(path, path.relative_to(root).as_posix().split(".")[0]) for path in root.rglob("*") if path.is_file()]
        return sorted(path for path, stem in named if stem not in theirs)

    def edit(self):
        docx = self.dice.choice([path for path in self.untouched() if path.suffix == ".docx"])
        edit(docx, ("情况", "形势"))
        name = docx.relative_to(self.project / "outputs").as_posix()
        self.edited[name] = docx.read_bytes()
        return name

    def output(self):
        paths = self.untouched()
        path, how = self.dice.choice(paths), self.dice.randrange(4)
        if how == 0:
            path.unlink()
        elif how == 1:
            for each in path.parent.glob(f"{path.name.split('.')[0]}.*"):
                each.unlink()
        elif how == 2 and path.suffix == ".json":
            path.write_bytes(path.read_bytes()[: self.dice.randrange(3000)])
        else:
            os.utime(path)
        return f"{path.name} {how}"

    def kept(self):
        paths = sorted(path for path in (self.project / ".briefing").rglob("*") if path.is_file() and path.stat().st_size)
        if not paths:
            return ""
        path, how = self.dice.choice(paths), self.dice.randrange(4)
        data = bytearray(path.read_bytes())
        if how == 0:
            shutil.rmtree(self.project / ".briefing")
        elif how == 1:
            path.unlink()
        elif how == 2:
            path.write_bytes(data[: self.dice.randrange(len(data))])
        else:
            data[self.dice.randrange(len(data))] ^= 1 << self.dice.randrange(8)
            path.write_bytes(data)
        return f"{path.name} {how}"

    def narrow(self):
        orders = (("全县月报",), "2025-02", None), ((), "2025-01", "东乡"), (("乡镇月报",), None, None)
        documents, period, scope = self.dice.choice(orders)
        made(self.project, Order(documents, period, scope, accept_rejected=True, dry_run=self.dice.random() < 0.3))
        return f"{documents} {period} {scope}"


def from_nothing(project, folder):
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("inputs", "config", "templates"):
        shutil.copytree(project / name, folder / name)
    outcome, _ = made(folder, ORDER)
    return outcome, tree(folder)


def told(outcome):
    return {(one.rule, one.place.file, one.message) for one in outcome.problems if one.rule != "orphan-output"}


def left_out(outcome, receipts, project):
    """The documents that need not be as a build from nothing makes them: it makes none of these."""
    orphans = {
        one.place.file.removeprefix("outputs/").removesuffix(".docx") for one in outcome.problems if one.rule == "orphan-output"
    }
    skipped = {
        one.path.relative_to(project / "outputs").as_posix().removesuffix(".docx")
        for one in outcome.receipts
        if one.status == "skipped"
    }
    return orphans | skipped | {name for name, receipt in receipts.items() if receipt.status in ("failed", "refused")}


@pytest.mark.parametrize("seed", SEEDS)
def test_any_changes(tmp_path, seed):
    dice = random.Random(seed)
    project = lay(tmp_path / "project")
    made(project, ORDER)
    walk = Walk(project, dice)
    for step in range(STEPS):
        did = step, [walk.change() for _ in range(dice.choice((1, 1, 2, 3)))]
        outcome, receipts = made(project, ORDER, jobs=dice.choice((1, 2)))
        fresh, wanted = from_nothing(project, tmp_path / "fresh")
        stands = tree(project)
        for name, data in walk.edited.items():
            assert stands.pop(name) == data, (did, name)
            stem = name.removesuffix(".docx")
            stands.pop(f"{stem}.figures.json", None)
            if (new := stands.pop(f"{stem}.新稿.docx", None)) is not None:
                stands[name], stands[f"{stem}.figures.json"] = new, stands.pop(f"{stem}.新稿.figures.json")
        unlike = {name for name, data in wanted.items() if stands.get(name) != data}
        assert not unlike, did
        assert told(outcome) == told(fresh), did
        more = {name.removesuffix(".docx").removesuffix(".figures.json") for name in stands.keys() - wanted.keys()}
        assert more <= left_out(outcome, receipts, project), did
        before = tree(project)
        again, _ = made(project, ORDER)
        assert {one.status for one in again.receipts} <= {"current", "skipped", "failed", "refused", "edited"}, did
        assert (told(again), tree(project)) == (told(outcome), before), did
