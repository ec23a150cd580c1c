"""Every document that the sample counties give, whatever its kind: figures stand in controls, claims are true, nobody is named."""

import json
import re
import zipfile

import finished_docx
import pytest

# what is no count: dates, the legal limits in definitions, document and issue numbers, numbered headings and annexes, fixed phrases
FIXED = re.compile(
    r"\d{4}年(?:度|[第]?[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|(?<=[—至])\d{1,2}日"
    r"|〔\d{4}〕\d*|(?<=日期\+)\d+日|第〔?\d+〕?期|^\d+\.|^（\d+）|附件\d+|^附件：1\. |共印\d+份|24小时|12345"
)
PRIVATE = {
    "信访事项登记表": ("信访人", "身份证号", "联系电话", "住址", "信访内容"),
    "领导接访登记表": ("来访人", "反映问题"),
    "信访积案台账": ("当事人", "案情"),
    "上级交办案件台账": ("当事人",),
    "日报表": ("突出情况",),
}


@pytest.fixture(params=["sample", "seed_7"])
def built(request):
    return request.getfixturevalue(request.param)


def documents(built):
    found = sorted((built.folder / "outputs").rglob("*.docx"))
    assert len(found) == len(built.outcome.receipts) - len([r for r in built.outcome.receipts if r.status == "skipped"])
    return found


def figures_of(path):
    return json.loads(path.with_suffix(".figures.json").read_text("utf-8"))


def test_the_controls_are_the_figures_file_in_order(built):
    for path in documents(built):
        figures = figures_of(path)["figures"]
        assert [(figure["id"], figure["text"]) for figure in figures] == list(finished_docx.read(path).controls), path
        assert len({figure["id"] for figure in figures}) == len(figures), path


def test_no_number_stands_outside_of_a_control(built):
    for path in documents(built):
        loose = [FIXED.sub("", stretch) for stretch in finished_docx.read(path).loose]
        assert [stretch for stretch in loose if re.search(r"\d", stretch)] == [], path


def test_no_claim_is_printed_that_does_not_hold(built):
    for path in documents(built):
        for claim in figures_of(path)["claims"]:
            assert claim["printed"] != "then" or claim["holds"] is True, (path, claim)


def test_no_document_contradicts_itself(built):
    rules = {"one_value", "parts", "not_above", "share", "integer_base"}
    assert [one for receipt in built.outcome.receipts for one in receipt.problems if one.rule in rules] == []


def test_one_figure_has_one_value_wherever_it_stands(built):
    values = {}
    for path in documents(built):
        for figure in figures_of(path)["figures"]:
            key = (figure["indicator"], figure["period"], figure["scope"], figure.get("dimension"), figure.get("member"))
            assert values.setdefault(key, figure["value"]) == figure["value"], (path, key)


# the forms of the sample's private cells: every one of them is held against this before it is looked for
SECRET = re.compile(
    r"虚构(?:内容|案情|情况)|000000\d{11}X|(?<![\da-f])000\d{8}(?![\da-f])|[赵钱孙李周吴郑王冯陈]某(?!某)|某路\d+号"
    r"|(?:来访|当事)人\d{3,4}号"
)


def test_no_private_cell_leaves_the_reader(built):
    cells = {row[name] for table, names in PRIVATE.items() for row in built.records[table] for name in names} - {None, "无"}
    assert [cell for cell in cells if not SECRET.search(cell)] == []
    for path in built.folder.rglob("*"):
        if path.is_file() and "inputs" not in path.relative_to(built.folder).parts:
            for name, content in contents(path):
                assert not SECRET.search(content), (path, name)


def contents(path):
    """The text of a file, unpacked where it is a zip."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            yield from ((name, package.read(name).decode("utf-8", "replace")) for name in package.namelist())
    else:
        yield path.name, path.read_bytes().decode("utf-8", "replace")
