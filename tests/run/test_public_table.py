"""A document for the public: its table of two dimensions withholds small counts, and its totals do not give them away."""

import itertools
import json

import docx
import pytest
from docx.oxml.ns import qn
from little import HEADER, TOWNS, lay, made

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.order import Order

TEMPLATE = """# 情况

{% set 表 = 交叉(信访总量, "乡镇", "信访形式") %}
| 乡镇 |{% for 列 in 表.列 %} {{ 列 }} |{% endfor %} 合计 |
{% for 行 in 表.行 %}
| {{ 行.名称 }} |{% for 格 in 行.格 %} {{ 格.数 }} |{% endfor %} {{ 行.合计.数 }} |
{% endfor %}
|= 合计 |{% for 格 in 表.合计.格 %} {{ 格.数 }} |{% endfor %} {{ 表.合计.合计.数 }} |
|> {{ 表.注 }}
"""
CHANNELS = ("来信", "来访", "网上信访", "来电")
COUNTS = {"东乡": (5, 1, 0, 4), "西乡": (4, 6, 3, 0), "南镇": (3, 4, 2, 7)}


def project(folder, audience, counts=COUNTS, template=TEMPLATE):
    lay(folder, months=1, documents=f"\n月报: {{template: 表.txt.j2, grain: month, needs: [信访事项登记表]{audience}}}\n")
    (folder / "templates/表.txt.j2").write_text(template, "utf-8")
    for town in TOWNS:
        rows = [
            f"{town}{channel}{n},2025-01-{n + 1:02d},{channel},1,{town},办理中"
            for channel, count in zip(CHANNELS, counts[town], strict=True)
            for n in range(count)
        ]
        (folder / "inputs" / f"信访事项登记表{town}.csv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return folder


def built(folder):
    receipt = made(folder)[1]["月报/2025-01"]
    assert (receipt.status, receipt.problems) == ("made", ())
    return docx.Document(str(receipt.path)), json.loads(receipt.path.with_suffix(".figures.json").read_bytes())


def text_of(cell):
    """What a cell says, controls included."""
    return "".join(run.text or "" for run in cell._tc.iter(qn("w:t")))


def printed(document):
    """The cells under the header and beside the names: a number, or None where it is withheld."""
    (table,) = document.tables
    lines = [[text_of(cell) for cell in row.cells] for row in table.rows][1:]
    return [[None if text == "*" else int(text) for text in line[1:]] for line in lines]


def possible(grid):
    """Every table that a reader cannot rule out, who knows that a withheld cell is not 0: all sums that are printed hold."""
    height, width = len(grid) - 1, len(grid[0]) - 1
    gaps = [(i, j) for i in range(height) for j in range(width) if grid[i][j] is None]
    for values in itertools.product(range(1, 9), repeat=len(gaps)):
        full = [list(line[:-1]) for line in grid[:-1]]
        for (i, j), value in zip(gaps, values, strict=True):
            full[i][j] = value
        rows = [sum(line) for line in full]
        columns = [*map(sum, zip(*full, strict=True)), sum(rows)]
        shown = [*((line[-1], total) for line, total in zip(grid, rows, strict=False)), *zip(grid[-1], columns, strict=True)]
        if all(known in (None, total) for known, total in shown):
            yield dict(zip(gaps, values, strict=True))


@pytest.mark.parametrize(
    "counts",
    [
        COUNTS,
        {"东乡": (1, 4, 3, 0), "西乡": (5, 1, 4, 0), "南镇": (6, 5, 3, 0)},
        {"东乡": (2, 5, 0, 0), "西乡": (0, 0, 0, 9), "南镇": (4, 4, 0, 3)},
    ],
)
def test_no_withheld_count_can_be_worked_out_from_the_document(tmp_path, counts):
    document, figures = built(project(tmp_path, ", audience: public", counts))
    grid = printed(document)
    inner = [line[:-1] for line in grid[:-1]]
    truth = {(i, j): counts[town][j] for i, town in enumerate(TOWNS) for j in range(4)}
    withheld = {(i, j) for (i, j) in truth if inner[i][j] is None}
    assert {cell for cell, value in truth.items() if 0 < value < 3} <= withheld
    assert all(inner[i][j] == value for (i, j), value in truth.items() if (i, j) not in withheld)
    guesses = list(possible(grid))
    assert {cell: truth[cell] for cell in sorted(withheld)} in guesses
    assert [cell for cell in withheld if len({guess[cell] for guess in guesses}) == 1] == []
    assert len(figures["figures"]) == sum(value is not None for line in grid for value in line)


def test_a_note_says_why(tmp_path):
    document, _ = built(project(tmp_path, ", audience: public"))
    assert any("标“*”的数值较小" in paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("audience", ["", ", audience: internal"])
def test_inside_the_office_every_count_is_printed(tmp_path, audience):
    document, _ = built(project(tmp_path, audience))
    grid = printed(document)
    assert grid[:-1] == [[*counts, sum(counts)] for counts in COUNTS.values()]
    assert grid[-1] == [12, 11, 5, 11, 39]
    assert not any("*" in paragraph.text for paragraph in document.paragraphs)


def test_the_office_says_which_counts_are_small(tmp_path):
    folder = project(tmp_path, ", audience: public")
    (folder / "config/organization.yaml").write_text("county: 某县\npublic_min: 2\n", "utf-8")
    low = printed(built(folder)[0])
    assert low[0][1] is None
    assert sum(value is None for line in low for value in line) == 4
    (folder / "config/organization.yaml").write_text("county: 某县\npublic_min: 1\n", "utf-8")
    assert None not in [value for line in printed(built(folder)[0]) for value in line]


def test_a_public_cell_says_nothing_of_the_year_before(tmp_path):
    """西乡 had one letter in 2024: its change would tell, and no table of 2024 is there to withhold it in."""
    changed = TEMPLATE.replace("{% for 格 in 行.格 %} {{ 格.数 }}", "{% for 格 in 行.格 %} {{ 格.同比 }}")
    assert changes(project(tmp_path / "public", ", audience: public", template=changed)) == {"—"}
    assert "+3件" in changes(project(tmp_path / "internal", "", template=changed))


def changes(folder):
    (folder / "inputs/2024").mkdir()
    rows = f"{HEADER}\nA1,2024-01-05,来信,1,西乡,办理中\nA2,2024-01-06,来访,1,东乡,办理中\n"
    (folder / "inputs/2024/信访事项登记表2024.csv").write_text(rows, "utf-8")
    (table,) = built(folder)[0].tables
    inner = [text_of(cell) for row in table.rows[1:-1] for cell in row.cells[1:-1]]
    return set(inner)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ('交叉(按期办结率, "乡镇", "信访形式")', "不能做交叉表"),
        ('交叉(信访总量, "月份", "信访形式")', "不能是月份"),
        ('交叉(信访总量, "乡镇", "化解方式")', "不能按“化解方式”分组"),
        ('交叉("信访总量", "乡镇", "信访形式")', "第一项应为指标"),
    ],
)
def test_what_makes_no_table_is_a_fault_of_the_template(tmp_path, call, said):
    folder = project(tmp_path, "", template=f"# 情况\n\n{{% set 表 = {call} %}}\n\n{{{{ 表.注 }}}}\n")
    receipt = made(folder)[1]["月报/2025-01"]
    assert (receipt.status, receipt.reasons) == ("failed", ("模板有误",))
    assert said in receipt.problems[0].message


LISTED = """# 情况

全县信访总量{{ 信访总量 }}{{ 信访总量|同比|若有("，") }}。东乡来访{{ 指标("来访批次", 范围="东乡") }}。
居前的{{ 分组(信访总量, "信访形式", 前=2, 其他=true)|顿号 }}。

| 乡镇 | 总量 | 来信 | 来访 | 占比 | 同比 |
{% for 镇 in 各乡镇() %}
{% set 访 = 镇.来访批次 %}
{% set 总 = 镇.信访总量 %}
| {{ 镇.名称 }} | {{ 总.数 }} | {{ 镇.来信件次.数 }} | {{ 访.数 }} | {{ 访|占比(总, 只印数=true) }} | {{ 访.同比 }} |
{% endfor %}
|= 合计 | {{ 信访总量.数 }} | {{ 来信件次.数 }} | {{ 来访批次.数 }} | — | — |
|> {{ 不公开说明 }}
"""


def test_a_list_of_towns_withholds_what_its_total_would_tell(tmp_path):
    """东乡 had one visit of eleven: the other two towns' visits and the total are printed elsewhere, so one of them goes too."""
    document, figures = built(project(tmp_path, ", audience: public", template=LISTED))
    lines = [[text_of(cell) for cell in row.cells] for row in document.tables[0].rows][1:]
    visits = [line[3] for line in lines]
    assert visits[0] == "*"
    assert visits[1:3].count("*") >= 1
    assert visits[3] == "11"
    assert [line[4:] for line in lines if line[3] == "*"] == [["—", "—"]] * visits[:3].count("*")
    text = "".join(run.text or "" for run in document.element.body.iter(qn("w:t")))
    assert "东乡来访*" in text
    assert "标“*”的数值较小" in text
    told = [one for one in figures["figures"] if one["scope"] == "东乡" and one["indicator"] == "来访批次"]
    assert told == []


def test_a_list_for_the_office_is_printed_whole(tmp_path):
    document, _ = built(project(tmp_path, "", template=LISTED))
    lines = [[text_of(cell) for cell in row.cells] for row in document.tables[0].rows][1:]
    assert [line[3] for line in lines] == ["1", "6", "4", "11"]
    assert "不予公开" not in "".join(run.text or "" for run in document.element.body.iter(qn("w:t")))


def test_a_number_withheld_without_a_word_is_told(tmp_path):
    folder = project(tmp_path, ", audience: public", template=LISTED.replace("|> {{ 不公开说明 }}\n", ""))
    receipt = made(folder)[1]["月报/2025-01"]
    (problem,) = receipt.problems
    assert (receipt.status, problem.rule, problem.level) == ("made", "withheld", "warning")
    assert "{{ 不公开说明 }}" in problem.message


def test_the_packaged_bulletin_made_public_says_under_each_table_why_numbers_lack(tmp_path):
    start(tmp_path, sample=True, rows=300)
    entry = "情况通报: {template: 通报/情况通报.txt.j2, profile: 通报, grain: month, audience: public, needs: [信访事项登记表]}\n"
    (tmp_path / "config" / "documents.yaml").write_text(entry, "utf-8")
    receipt = build(tmp_path, Order(("情况通报",), "2025-11"), lambda _: None).receipts[0]
    assert (receipt.status, [one for one in receipt.problems if one.rule == "withheld"]) == ("made", [])
    body = docx.Document(str(receipt.path)).element.body
    words = ["".join(run.text or "" for run in each.iter(qn("w:t"))) for each in body]
    starred = [at for at, each in enumerate(body) if each.tag == qn("w:tbl") and "*" in words[at]]
    assert starred
    assert [words[at + 1] for at in starred if "标“*”的数值较小" not in words[at + 1]] == []
