"""A draft that a person edited is signed in her words; a signed document that is gone is put back or told, never renumbered."""

import json
import shutil
import subprocess
import zipfile

import docx as python_docx
import pytest
from little import edit, items, made, statuses, tree
from papers import DATE, drafted, record, register, sign, words

from pipeline.model.problem import Mistake
from pipeline.run.explain import explain_place, printed_in
from pipeline.run.figures import open_desk
from pipeline.run.issues import issues
from pipeline.run.order import Order

NAME = "专报/2025-03"
NUMBER, DAY, COPIES = "第〔1〕期（稿）", "2025年4月1日", "（共印30份）"


@pytest.fixture
def project(tmp_path):
    return drafted(tmp_path)


@pytest.fixture
def docx(project):
    return project / "outputs" / f"{NAME}.docx"


def lines(folder, name=NAME):
    return words(folder, name).split("\n")


def test_the_edited_text_is_what_is_signed_and_frozen(project, docx):
    before = lines(project)
    edit(docx, ("信访总量", "信访总量（含来电）"))
    signed = sign(project, NAME, copies=45)
    assert [one.number for one in signed.issues] == [1]
    assert "照改过的文字" in signed.receipts[0].reasons[0]
    marks = {NUMBER: "第1期", COPIES: "（共印45份）"}
    wanted = [marks.get(line, line.replace(DAY, "2025年4月8日")).replace("信访总量", "信访总量（含来电）") for line in before]
    assert lines(project) == wanted
    assert wanted != [line.replace("信访总量", "信访总量（含来电）") for line in before]
    assert record(project, NAME)["issued"] == {"number": 1, "date": "2025-04-08", "copies": 45}
    assert register(project) == ["信访信息专报,1,2025-04-08,2025年3月专报,45"]
    frozen = docx.read_bytes()
    items(project, "东乡", {1: 2, 2: 3, 3: 40})
    outcome, receipts = made(project, Order(force=True))
    assert receipts[NAME].status == "issued"
    assert [p.expected for p in outcome.problems if p.rule == "issued-differs"] == ["54件"]
    assert docx.read_bytes() == frozen


def test_runs_as_word_cuts_them_and_their_looks_stay(project, docx):
    bold = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"
    edit(docx, ("信访总量", "信访量"), ("〔1〕", f"〔{bold}1</w:t></w:r><w:r><w:t>〕"), ("期（稿）", f"期{bold}（稿）"))
    assert NUMBER in lines(project)
    assert sign(project, NAME).code == 0
    assert "第1期" in lines(project)
    with zipfile.ZipFile(docx) as package:
        assert package.read("word/document.xml").count(b"<w:b/></w:rPr>") >= 1
        assert package.testzip() is None


def test_her_title_goes_into_the_register(project, docx):
    edit(docx, ("2025年3月专报", "三月份信访要情"))
    assert sign(project, NAME).code == 0
    assert register(project)[0].split(",")[3] == "三月份信访要情"
    assert record(project, NAME)["title"] == "三月份信访要情"


def test_a_number_typed_by_hand_already_is_accepted_and_a_lost_line_is_asked_for(project, docx):
    edit(docx, (NUMBER, "第1期"))
    assert sign(project, NAME).code == 0
    other = docx.with_name("2025-02.docx")
    made(project)
    edit(other, ("第〔2〕期（稿）", "草稿"))
    signed = sign(project, "专报/2025-02")
    assert (signed.code, len(register(project))) == (1, 1)
    assert "“第2期”（草稿里是“第〔2〕期（稿）”）" in signed.receipts[0].reasons[0]
    edit(other, ("草稿", "第2期"))
    assert [one.number for one in sign(project, "专报/2025-02").issues] == [2]


def test_copies_that_the_draft_did_not_print_are_asked_for_with_what_to_type_and_where(project):
    """No line is put into a text that a person edited: what it says as a whole is hers."""
    name = "简报/2025-03-东乡"
    paper = project / "outputs" / f"{name}.docx"
    before = lines(project, name)
    edit(paper, ("信访总量", "信访量"))
    (why,) = sign(project, name, copies=12).receipts[0].reasons
    assert f"请在“{before[-1]}”下面另起一行，写上“（共印12份）”" in why
    by_docx(paper, lambda document: document.add_paragraph("（共印12份）"))
    assert [one.copies for one in sign(project, name, copies=12).issues] == [12]


def test_copies_at_the_end_of_a_line_are_typed_after_a_tab(project):
    organization = project / "config" / "organization.yaml"
    organization.write_text("county: 某县\nrecipients: {发: 各乡镇}\n", "utf-8")
    template = project / "templates" / "专报.txt.j2"
    template.write_text(template.read_text("utf-8").replace("> 印数", "> 发：{{ 收文.发 }}\n> 印数"), "utf-8")
    made(project)
    name = "简报/2025-03-东乡"
    edit(project / "outputs" / f"{name}.docx", ("信访总量", "信访量"))
    (why,) = sign(project, name, copies=12).receipts[0].reasons
    assert "请在“发：各乡镇”这一行的末尾按一下 Tab 键，写上“（共印12份）”" in why


def test_a_draft_from_before_another_signing_gets_the_number_that_is_next_now(project):
    edit(project / "outputs" / "专报" / "2025-02.docx", ("信访总量", "信访量"))
    sign(project, NAME)
    assert [one.number for one in sign(project, "专报/2025-02").issues] == [2]
    assert "第2期" in lines(project, "专报/2025-02")


def test_a_figure_that_is_no_longer_so_is_refused_until_the_text_says_what_is(project, docx):
    edit(docx, ("信访总量", "信访量"))
    items(project, "东乡", {1: 2, 2: 3, 3: 40})
    made(project)
    signed = sign(project, NAME)
    assert (signed.code, register(project)) == (1, [])
    assert "“信访总量·2025-03”印的是 18件，现在的数据是 54件" in signed.receipts[0].reasons[0]
    edit(docx, (">18件<", ">54件<"))
    assert sign(project, NAME).code == 0
    (figure,) = record(project, NAME)["figures"]
    assert (figure["text"], figure["value"], "measured" in figure) == ("54件", 54, False)


def test_a_figure_printed_in_two_ways_is_held_against_each(project, docx):
    template = project / "templates" / "专报.txt.j2"
    table = "\n\n| 指标 | 数量 |\n|:--|--:|\n| 总量 | {{ 信访总量.数 }} |\n"
    template.write_text(template.read_text("utf-8").replace("。\n", f"。{table}", 1), "utf-8")
    made(project)
    assert [entry["text"] for entry in record(project, NAME)["figures"]] == ["18件", "18"]
    edit(docx, ("信访总量", "信访量"))
    assert sign(project, NAME).problems == ()
    assert [entry["text"] for entry in record(project, NAME)["figures"]] == ["18件", "18"]


def test_a_document_saved_by_an_office_program_is_signed_in_place(project, docx, tmp_path):
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run([*command, "--outdir", str(tmp_path / "saved"), str(docx)], check=True, capture_output=True, timeout=120)
    docx.write_bytes((tmp_path / "saved" / docx.name).read_bytes())
    edit(docx, ("全县", "我县"))
    before = lines(project)
    assert sign(project, NAME).code == 0
    changed = [(was, now) for was, now in zip(before, lines(project), strict=True) if was != now]
    assert changed == [(NUMBER, "第1期"), (DAY, "2025年4月8日")]
    assert record(project, NAME)["figures"][0]["text"] == "18件"


def test_a_figure_changed_by_hand_is_signed_and_told_with_both_values(project, docx):
    edit(docx, (">18件<", ">近20件<"))
    signed = sign(project, NAME)
    (told,) = signed.problems
    assert (signed.code, told.rule, told.found, told.expected) == (0, "issued-typed", "近20件", "18件")
    (figure,) = record(project, NAME)["figures"]
    assert (figure["text"], figure["measured"]) == ("近20件", "18件")
    assert not [p for p in made(project)[0].problems if p.rule == "issued-differs"]


def test_explain_says_after_the_signing_too_what_was_typed_by_hand(project, docx):
    edit(docx, (">18件<", ">20件<"))
    sign(project, NAME)
    told = explain_place(open_desk(project), record(project, NAME), "1", printed_in(docx))
    assert (told.printed, told.changed) == ("20件", ("数据给出的是“18件”，签发前手工改成了“20件”",))
    edit(docx, (">20件<", ">21件<"))
    told = explain_place(open_desk(project), record(project, NAME), "1", printed_in(docx))
    assert told.changed[1] == "签发时这里印的是“20件”，文稿里已改成“21件”"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('<w:t xml:space="preserve">全县', '<w:t xml:space="preserve">全县'), ""),
        (
            ("</w:body>", '<w:p><w:ins w:id="9" w:author="a"><w:r><w:t>新增</w:t></w:r></w:ins></w:p></w:body>'),
            "没有接受或拒绝的修订",
        ),
        (("</w:body>", '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p></w:body>'), "批注"),
    ],
)
def test_open_changes_and_comments_are_settled_first(project, docx, change, told):
    edit(docx, ("信访总量", "信访量"), *([change] if told else []))
    signed = sign(project, NAME)
    assert signed.code == (1 if told else 0)
    assert told in signed.receipts[0].reasons[0]


def by_docx(path, change):
    """As a person's program would do it."""
    document = python_docx.Document(path)
    change(document)
    document.save(path)


def headed(document):
    document.sections[0].header.paragraphs[0].text = "内部资料 注意保存"


def test_a_comment_on_a_draft_is_settled_before_it_is_signed(project, docx):
    by_docx(docx, lambda document: document.add_comment(document.paragraphs[0].runs, text="请核", author="王"))
    kept = docx.read_bytes()
    assert "1 处批注" in sign(project, NAME).receipts[0].reasons[0]
    assert docx.read_bytes() == kept


def test_her_header_is_signed_and_frozen_and_no_draft_without_it_is_put_in_its_place(project, docx):
    by_docx(docx, headed)
    assert sign(project, NAME).code == 0
    assert python_docx.Document(docx).sections[0].header.paragraphs[0].text == "内部资料 注意保存"
    assert "第1期" in lines(project)
    by_docx(docx, lambda _document: None)
    assert not [p for p in made(project)[0].problems if p.rule == "issued-edited"]
    docx.unlink()
    assert made(project)[1][NAME].status == "refused"
    assert not docx.exists()


def test_a_header_put_on_a_signed_document_is_told(project, docx):
    sign(project, NAME)
    by_docx(docx, headed)
    (told,) = [p for p in made(project)[0].problems if p.rule == "issued-edited"]
    assert "页眉" in told.message


def test_without_its_figures_file_nobody_knows_what_was_edited(project, docx):
    edit(docx, ("信访总量", "信访量"))
    docx.with_name("2025-03.figures.json").unlink()
    assert "看不出" in sign(project, NAME).receipts[0].reasons[0]


def test_a_signed_document_that_is_gone_is_put_back_as_it_was(project, docx):
    sign(project, NAME, copies=45)
    made(project)
    before = tree(project)
    shutil.rmtree(project / "outputs")
    shutil.rmtree(project / ".briefing")
    outcome, receipts = made(project)
    assert (receipts[NAME].status, outcome.code) == ("issued", 0)
    assert "已照签发时的文字恢复" in receipts[NAME].reasons[0]
    assert tree(project) == before
    docx.unlink()
    assert made(project)[1][NAME].status == "issued"
    assert tree(project) == before


def test_signed_documents_of_a_former_year_that_are_gone_are_one_line_of_a_build_and_of_the_register(project):
    names = [f"专报/2025-0{month}" for month in (1, 2, 3)]
    sign(project, *names)
    sign(project, "简报/2025-03-东乡", copies=9)
    rows = "信访编号,登记日期,信访形式,人数,属地,办理状态\n明年1,2026-02-03,来信,1,东乡,办理中\n"
    (project / "inputs" / "信访事项登记表明年.csv").write_text(rows, "utf-8")

    def told():
        found = [[p for p in outcome.problems if p.rule == "issued-missing"] for outcome in (made(project)[0], issues(project))]
        assert found[0] == found[1]
        return [(problem.place.file, problem.message.partition("。")[0]) for problem in found[0]]

    assert told() == []
    lost = "或者缺了旁边的 .figures.json"
    (project / "outputs" / "专报" / "2025-02.figures.json").unlink()
    assert told() == [("outputs/", f"签发过的文稿有 1 份不在了，{lost}：专报/2025-02（2025年第2期）")]
    (project / "outputs").rename(project / "outputs-2025")
    listed = "、".join(f"{name}（2025年第{number}期）" for number, name in enumerate(names, 1))
    assert told() == [("outputs/", f"签发过的文稿有 4 份不在了，{lost}：{listed}等")]
    one_kind = made(project, Order(("简报",)))[0]
    (only,) = [p.message for p in one_kind.problems if p.rule == "issued-missing"]
    assert "有 1 份不在了" in only
    assert "写不出更正说明" in only


@pytest.mark.parametrize("all_of_it", [True, False], ids=["with its figures file", "the document alone"])
def test_where_the_data_no_longer_give_its_words_it_is_told_and_gets_no_other_number(project, docx, all_of_it):
    sign(project, NAME)
    items(project, "东乡", {1: 2, 2: 3, 3: 40})
    docx.unlink()
    if all_of_it:
        docx.with_name("2025-03.figures.json").unlink()
    for _ in range(2):
        outcome, receipts = made(project)
        assert (receipts[NAME].status, outcome.code) == ("refused", 1)
        assert "登记簿里它已是第1期（2025-04-08签发）" in receipts[NAME].reasons[0]
        assert not docx.exists()
    assert "登记簿里它已是第1期" in sign(project, NAME).receipts[0].reasons[0]
    assert len(register(project)) == 1
    (project / "config" / "发文登记簿.csv").write_text("\ufeff刊名,期号,签发日期,标题,份数\n", "utf-8")
    docx.with_name("2025-03.figures.json").unlink(missing_ok=True)
    assert statuses(project)[NAME] == "made"
    assert [one.number for one in sign(project, NAME).issues] == [1]


def test_a_ledger_that_excel_saved_still_knows_what_was_signed(project, docx):
    sign(project, NAME)
    ledger = project / "config" / "签发记录.csv"
    ledger.write_bytes(ledger.read_text("utf-8-sig").replace("2025-04-08", "2025/4/8").encode("gbk"))
    for path in (docx, docx.with_name("2025-03.figures.json")):
        path.unlink()
    assert made(project)[1][NAME].status == "issued"
    assert [one.number for one in sign(project, "专报/2025-02").issues] == [2]
    assert ledger.read_text("gbk").count("信访信息专报") == 2


def test_a_signed_document_whose_file_gets_another_name_keeps_its_number(project):
    sign(project, NAME)
    config = project / "config" / "documents.yaml"
    config.write_text(config.read_text("utf-8").replace("copies: 30,", 'copies: 30, file: "{文稿}（{期间}）",'), "utf-8")
    receipts = made(project)[1]
    assert (receipts[NAME].status, len(register(project))) == ("issued", 1)
    assert "专报/专报（2025-03）" not in receipts
    (project / "outputs" / f"{NAME}.docx").unlink()
    (project / "outputs" / f"{NAME}.figures.json").unlink()
    assert made(project)[1]["专报/专报（2025-03）"].status == "issued"
    assert "第1期" in lines(project, "专报/专报（2025-03）")


def test_something_else_in_the_place_of_a_signed_document_is_left_and_told(project, docx):
    draft = docx.read_bytes()
    sign(project, NAME)
    docx.write_bytes(draft)
    outcome, receipts = made(project, Order(force=True))
    assert (receipts[NAME].status, outcome.code) == ("refused", 1)
    assert docx.read_bytes() == draft


def test_a_damaged_document_is_no_edited_one_neither_before_nor_after_it_is_signed(project, docx):
    whole = docx.read_bytes()
    docx.write_bytes(b"")
    assert "打不开（已损坏、加了密码，或者不是 .docx），不能签发" in sign(project, NAME).receipts[0].reasons[0]
    docx.write_bytes(whole)
    sign(project, NAME)
    docx.write_bytes(b"")
    receipt = made(project)[1][NAME]
    assert (receipt.status, docx.read_bytes()) == ("refused", b"")
    assert "登记簿里它已是第1期（2025-04-08签发），放在那里的文件打不开（已损坏，或加了密码）" in receipt.reasons[0]
    docx.unlink()
    assert made(project)[1][NAME].status == "issued"


def test_a_signed_document_changed_afterwards_is_told(project, docx):
    sign(project, NAME)
    edit(docx, ("信访总量", "信访量"))
    outcome, receipts = made(project)
    assert receipts[NAME].status == "issued"
    assert [p.place.file for p in outcome.problems if p.rule == "issued-edited"] == [f"outputs/{NAME}.docx"]


def test_a_register_with_its_columns_in_another_order_gets_its_line_in_that_order(project):
    path = project / "config" / "发文登记簿.csv"
    path.write_text("期号,签发日期,刊名,份数,标题,备注\n", "utf-8")
    sign(project, NAME)
    assert register(project) == ["1,2025-04-08,信访信息专报,30,2025年3月专报,"]
    path.write_text("甲,乙\n1,2\n", "utf-8")
    assert "找不到表头" in sign(project, "专报/2025-02").receipts[0].reasons[0]


def test_the_json_of_an_edited_issue_says_so(project, docx):
    edit(docx, ("信访总量", "信访量"))
    sign(project, NAME)
    head = json.loads(docx.with_name("2025-03.figures.json").read_text("utf-8"))
    assert head["edited"] is True
    assert DATE.isoformat() == head["date"]


def test_the_new_version_beside_an_edited_draft_is_no_document_to_be_signed(project, docx):
    edit(docx, ("信访总量", "信访事项总量"))
    items(project, "东乡", {1: 2, 2: 3, 3: 40})
    made(project)
    assert docx.with_name("2025-03.新稿.docx").exists()
    for path in (docx, docx.with_name("2025-03.figures.json")):
        shutil.copy(path, path.with_name(path.name.replace("2025-03", "2025-03副本")))
    for name in ("outputs/专报/2025-03.新稿.docx", "专报/2025-03.新稿", "专报/2025-03副本"):
        with pytest.raises(Mistake, match=f"“{name}”不是要签发的那一份：这一期的文稿是 outputs/专报/2025-03.docx"):
            sign(project, name)
    assert register(project) == []
