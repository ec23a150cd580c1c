"""What a Chinese keyboard makes of a settings file: each slip is told at its own line, with what to type instead."""

import pytest

from pipeline.model.problem import Mistake
from pipeline.settings.loading import load

COLON = "用了全角冒号“：”，请改为半角冒号加空格“: ”"
QUOTES = "两头是中文引号，会当作内容，请删去"
ITEM = "  table: 信访事项登记表\n"


def told(folder, name, text):
    (folder / "config").mkdir()
    (folder / "config" / f"{name}.yaml").write_text(text, "utf-8")
    try:
        load(folder)
    except Mistake as mistake:
        return [(problem.place.line, problem.message) for problem in mistake.problems]
    return []


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("calendar", "watch:\n  国庆2025：2025-10-01..2025-10-08\n", 2, COLON),
        ("calendar", "watch:\n\n  # 注\n  国庆2025：2025-10-01..2025-10-08\n  两会2025：2025-03-04..2025-03-11\n", 4, COLON),
        ("organization", "county: 甲县\nunits:\n  乡镇：[东乡, 西乡]\n", 3, COLON),
        ("organization", "units:\n  乡镇：\n    - 东乡\n", 2, COLON),
        ("organization", "recipients:\n  主送：各乡镇\n", 2, COLON),
        ("indicators", f"试:\n{ITEM}  where:\n    信访形式：来访\n", 4, COLON),
        ("indicators", f"试:\n{ITEM}  where:\n    人数:\n      at_least：5\n", 5, COLON),
        ("indicators", "试:\n  table：信访事项登记表\n", 2, COLON),
        ("organization", "perspective: 全县\ncounty: “开阳县”\n", 2, QUOTES),
        ("organization", "office: ‘开阳县信访局’\n", 1, QUOTES),
        ("organization", "office: ＂开阳县信访局＂\n", 1, QUOTES),
        ("documents", "通报:\n  template: “通报.txt.j2”\n", 2, QUOTES),
        ("organization", "recipients:\n  报: 市局\n  送: “县委”\n", 3, "的“送”两头的中文引号会印出来"),
        ("organization", "recipients:\n  主送: 各乡镇人民政府：\n", 2, "的“主送”末尾多了“：”"),
        (
            "documents",
            "通报:\n  template: a\n  recipients:\n    主送: 各乡镇。\n",
            4,
            "文稿“通报”的 recipients 的“主送”末尾多了“。”",
        ),
        ("organization", "guiding:\n  - －坚持依法办事\n", 2, "前面多打了全角横线“－”，请删去"),
        ("organization", "县名: 开阳县\n", 1, "没有“县名”这一项，是不是“county”？"),
        ("organization", "单位: 开阳县信访局\n", 1, "是不是“office”、“units”？"),
        ("calendar", "节假日: [2025-10-01]\n", 1, "是不是“holidays”？"),
        ("indicators", f"试:\n{ITEM}  口径: 甲\n", 3, "是不是“definition”？"),
    ],
)
def test_a_slip_is_told_where_it_stands(tmp_path, name, text, line, message):
    found = told(tmp_path, name, text)
    assert any(at == line and message in one for at, one in found), found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("organization", "speaker: 县委“双联”办\n"),
        ("organization", "guiding:\n  - “四个最严”\n  - ——坚持依法办事\n"),
        ("organization", "recipients:\n  抄送: 县委办公室。\n"),
        ("indicators", f"试:\n{ITEM}  definition:\n    来访：一次为一批\n"),
    ],
)
def test_what_may_be_meant_is_taken_as_it_stands(tmp_path, name, text):
    assert told(tmp_path, name, text) == []


@pytest.mark.parametrize("name", ["style", "organization", "calendar", "tables"])
def test_a_section_that_no_file_has_is_told_at_its_line_with_the_nearest(tmp_path, name):
    right, typed = {"style": ("looks", "loks"), "tables": ("limits", "limit"), "calendar": ("watch", "watchs")}.get(
        name, ("county", "conty")
    )
    ((line, message),) = told(tmp_path, name, f"# 注\n{typed}:\n  甲: 乙\n")
    assert line == 2
    assert f"没有“{typed}”这一项" in message
    assert f"“{right}”" in message
