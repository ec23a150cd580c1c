"""An old term that comes with the data is printed as it stands, and the office is told where."""

import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.order import Order

HEADER = "信访编号,登记日期,信访形式,人数,属地,问题类别,办理状态\n"
ROWS = "".join(f"XF-OLD-{n},2025-11-{n:02d},来信,1,城关镇,越级上访问题,办理中\n" for n in range(1, 21))


@pytest.fixture
def folder(tmp_path):
    start(tmp_path, sample=True, rows=120)
    return tmp_path


def told(folder, document="情况通报", period="2025-11"):
    composed, problems = opened(folder).compose(document, period)
    return composed, [(one.level, one.message) for one in problems if one.rule == "wrong-word"]


def test_the_sample_has_none(folder):
    assert told(folder)[1] == []


def test_a_category_by_an_old_name_is_told_with_its_places(folder):
    (folder / "inputs" / "补").mkdir()
    (folder / "inputs" / "补" / "信访事项登记表.csv").write_text(HEADER + ROWS, "utf-8")
    document, found = told(folder)
    assert "越级上访问题 | 【20】" in outline(document)
    why = "“越级上访”应写作“越级走访”。这个词来自数据、事实文件或配置，照原样印出，请在来源处改正后重做"
    assert found == [
        ("warning", f"“情况通报”（2025-11）“二、反映的主要问题”里：{why}"),
        ("warning", f"“情况通报”（2025-11）附件1的表格里：{why}"),
    ]
    outcome = build(folder, Order(("情况通报",), "2025-11"), lambda _: None)
    assert outcome.receipts[0].status == "made"
    assert sum(problem.rule == "wrong-word" for problem in outcome.problems) == 2


def test_a_facts_file_too(folder):
    path = folder / "config" / "facts" / "信访信息专报" / "2025-12.yaml"
    path.write_text(path.read_text("utf-8").replace("务工群众反映", "上访户反映"), "utf-8")
    ((level, message),) = told(folder, "信访信息专报", "2025-12")[1]
    assert level == "warning"
    assert message.startswith("“信访信息专报”（2025-12）“二、岁末农民工工资支付问题”里：“上访户”应写作“信访人”。")
