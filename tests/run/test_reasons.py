"""A rebuild says why."""

import pytest
from little import EVERYTHING, lay, made

from pipeline.record.stamps import Stamps
from pipeline.run.inputs import gather
from pipeline.run.judge import judge
from pipeline.run.order import Order
from pipeline.run.origin import PARTS, reasons
from pipeline.run.plan import plan
from pipeline.run.standing import look, standing
from pipeline.run.workshop import open_workshop
from pipeline.settings.loading import load

BEFORE = {
    "program": "1", "date": "2026-01-01", "cutoff": "2025-12-31", "draft": False, "number": None, "units": "u",
    "inputs": {"2025/甲.xlsx": "a", "2025/乙.xlsx": "b"}, "rows": {"信访事项登记表": {"全县": "r"}},
    "templates": {"通报/甲.txt.j2": "c"}, "config": {"config/style.yaml": "d"}, "looks": {"reference.docx": "e"},
}  # fmt: skip
OTHER_ROWS = {"rows": {"信访事项登记表": {"全县": "R"}}}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"inputs": {"2025/甲.xlsx": "A", "2025/乙.xlsx": "b"}, **OTHER_ROWS}, ("2025/甲.xlsx 已变化",)),
        ({"inputs": {"2025/甲.xlsx": "a"}, **OTHER_ROWS}, ("2025/乙.xlsx 已不在",)),
        ({"inputs": {**BEFORE["inputs"], "2025/丙.xlsx": "x"}, **OTHER_ROWS}, ("2025/丙.xlsx 是新增的",)),
        (OTHER_ROWS, ("《信访事项登记表》的数据已变化",)),
        ({"templates": {"通报/甲.txt.j2": "C"}}, ("模板 通报/甲.txt.j2 已变化",)),
        ({"config": {"config/style.yaml": "D"}}, ("配置 config/style.yaml 已变化",)),
        ({"looks": {"reference.docx": "E"}}, ("版式 reference.docx 已变化",)),
        ({"date": "2026-01-05"}, ("落款日期已变化",)),
        ({"number": 100}, ("期号已变化",)),
        ({}, ()),
        ({"inputs": {"2025/甲.xlsx": "A", "2025/乙.xlsx": "b"}}, ()),
    ],
)
def test_a_reason_names_what_changed(change, told):
    assert reasons(BEFORE, {**BEFORE, **change}) == told


def test_without_a_record_a_document_is_new():
    assert reasons(None, BEFORE) == ("首次生成",)


def test_what_is_found_once_for_many_documents_is_what_each_would_find(tmp_path):
    folder = lay(tmp_path)
    written = [receipt.path for receipt in made(folder, EVERYTHING)[1].values() if receipt.status == "made"]
    settings = load(folder)
    inputs = gather(settings)
    shop = open_workshop(settings, inputs, Order(), ())
    jobs = [job for job in plan(Order(), settings, inputs, lambda _: ()) if job.path in written]
    assert len(jobs) == len(written) > 5
    assert len({job.scope for job in jobs}) > 2
    shop.jobs = tuple(jobs)
    for job in jobs:
        there = standing(job.path, shop.stamps)
        now = shop.origin(job, shop.occasion(job), there.head["indicators"], there.head["rows"])
        assert {part: there.head[part] for part in PARTS} == {part: now[part] for part in PARTS}
        assert there.parts.shared.items() <= {**now, "indicators": there.head["indicators"]}.items()
        assert judge(jobs.index(job), shop).status == "current"
    assert len({id(shop.standing(job.path).parts.shared) for job in jobs}) == len({job.scope for job in jobs})
    assert len(shop.verdicts) == len({job.scope for job in jobs})


def test_what_another_process_finds_out_is_what_this_one_would(tmp_path, monkeypatch):
    folder = lay(tmp_path)
    made(folder, EVERYTHING)
    outputs = load(folder).outputs
    ours = sorted(outputs.rglob("*.docx"))
    ours[0].write_bytes(ours[0].read_bytes() + b"more")
    ours[1].with_suffix(".figures.json").write_bytes(b"spoiled")
    ours[2].with_suffix(".figures.json").unlink()
    (outputs / "别人的.docx").write_bytes(b"whatever")
    looked = look(outputs, Stamps())
    settings = load(folder)
    shop = open_workshop(settings, gather(settings), Order(), ())
    shop.take(looked)
    assert looked.stands.keys() == {str(path) for path in ours if path != ours[2]}
    assert len(looked.known) == 2 * (len(looked.stands) - 1)  # without a head nothing is hashed
    monkeypatch.setattr("pipeline.run.workshop.standing", lambda *_: None)
    for path in ours:
        own, found = standing(path, Stamps()), shop.standing(path)
        if path == ours[2]:
            assert found is None
            continue
        assert (found.run, found.edited, found.issued, found.stamp, found.damaged) == (
            own.run,
            own.edited,
            own.issued,
            own.stamp,
            own.damaged,
        )
        assert (found.parts and found.parts.shared) == (own.parts and own.parts.shared)
        assert (found.head or {}).get("counts") == (own.head or {}).get("counts")
    assert [shop.standing(path).edited for path in ours[:2]] == [standing(path, Stamps()).edited for path in ours[:2]]
