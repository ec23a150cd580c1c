"""Signing: a number once, a frozen document, a line in the register; all of it or nothing."""

import datetime as dt
import multiprocessing
import os
import random
import shutil
from dataclasses import replace

import pytest
from little import items, made, statuses
from papers import DATE, HEADER, PAPER, drafted, record, register, sign, words

from pipeline.cli import main
from pipeline.model.problem import Mistake
from pipeline.run.early import too_early
from pipeline.run.issues import issues
from pipeline.run.order import Order
from pipeline.run.plan import Job
from pipeline.settings.loading import load


@pytest.fixture
def project(tmp_path):
    return drafted(tmp_path)


def test_a_draft_shows_the_next_number_and_a_signed_paper_its_own(project):
    assert "第〔1〕期（稿）" in words(project, "专报/2025-03")
    signed = sign(project, "专报")
    assert [(one.series, one.number, one.date, one.copies) for one in signed.issues] == [("信访信息专报", 1, DATE, 30)]
    text = words(project, "专报/2025-03")
    assert "第1期\n" in text
    assert "2025年4月8日" in text
    assert "（共印30份）" in text
    assert register(project) == ["信访信息专报,1,2025-04-08,2025年3月专报,30"]
    assert record(project, "专报/2025-03")["issued"] == {"number": 1, "date": "2025-04-08", "copies": 30}


def test_the_other_drafts_show_the_number_after_it_and_signing_moves_no_cutoff(project):
    sign(project, "专报", date=dt.date(2025, 5, 6))
    receipts = made(project)[1]
    assert receipts["专报/2025-03"].status == "issued"
    assert receipts["专报/2025-02"].reasons == ("期号已变化",)
    assert receipts["月报/2025-03"].status == "current"
    assert "第〔2〕期（稿）" in words(project, "专报/2025-02")


def test_numbers_run_by_series_and_year(project):
    sign(project, "专报/2025-01", "专报/2025-02")
    sign(project, "简报/2025-03-东乡", copies=5)
    sign(project, "outputs/专报/2025-03.docx", date=dt.date(2026, 1, 5))
    listed = [(one.series, one.date.year, one.number) for one in issues(project).issues]
    assert listed == [("信访信息专报", 2025, 1), ("信访信息专报", 2025, 2), ("信访信息专报", 2026, 1), ("信访工作简报", 2025, 1)]


@pytest.mark.parametrize("names", [("专报", "专报"), ("专报", "专报/2025-03"), ("outputs/专报/2025-03.docx", "专报/2025年3月")])
def test_a_document_named_twice_is_signed_once(project, names):
    signed = sign(project, *names)
    assert [one.number for one in signed.issues] == [1]
    assert len(signed.receipts) == len(register(project)) == 1
    assert record(project, "专报/2025-03")["issued"]["number"] == 1


def test_issues_of_the_drops_count(project):
    lines = "信访信息专报,1,2025-02-01,,5\n信访信息专报,2,2025-03-01,,5\n"
    (project / "inputs" / "发文登记簿.csv").write_text(HEADER + lines, "utf-8")
    assert [one.number for one in sign(project, "专报").issues] == [3]


def test_a_signed_document_is_frozen_and_what_the_data_now_say_is_told_with_both_values(project):
    sign(project, "专报/2025-03")
    before = (project / "outputs" / "专报" / "2025-03.docx").read_bytes()
    assert statuses(project, Order(force=True))["专报/2025-03"] == "issued"
    items(project, "东乡", {1: 2, 2: 3, 3: 40})
    outcome, receipts = made(project)
    assert receipts["专报/2025-03"].status == "issued"
    (told,) = [problem for problem in outcome.problems if problem.rule == "issued-differs"]
    assert (told.level, told.place.file, told.found, told.expected) == ("warning", "outputs/专报/2025-03.docx", "18件", "54件")
    assert "第1期" in told.message
    assert outcome.code == 0
    assert (project / "outputs" / "专报" / "2025-03.docx").read_bytes() == before


def test_what_is_only_printed_otherwise_today_is_no_difference(project):
    template = project / "templates" / "专报.txt.j2"
    text = template.read_text("utf-8")
    template.write_text(text.replace("。\n", "{{ 信访总量|环比 }}。\n"), "utf-8")
    made(project)
    sign(project, "专报/2025-03")
    template.write_text(text.replace("{{ 信访总量 }}", "{{ 信访总量.数 }}"), "utf-8")
    outcome = made(project)[0]
    assert [problem.message for problem in outcome.problems if problem.rule == "issued-differs"] == []
    items(project, "东乡", {1: 2, 2: 33, 3: 4})
    (told,) = [problem for problem in made(project)[0].problems if problem.rule == "issued-differs"]
    assert (told.found, told.expected) == ("20%", "")
    assert "“信访总量·2025-03·全县·环比”印的是 20%" in told.message


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("月报",), "没有刊名"),
        (("简报/2025-03-东乡",), "没有写份数"),
        (("专报/2024-03",), "没有2024-03的数据"),
        (("专报/2025-01", "月报"), "没有刊名"),
    ],
)
def test_what_cannot_be_signed_is_refused_and_with_it_all_that_was_named(project, names, told):
    before = (project / "outputs" / "专报" / "2025-01.docx").read_bytes()
    signed = sign(project, *names)
    assert (signed.code, signed.issues, register(project)) == (1, (), [])
    assert told in signed.receipts[0].reasons[0]
    assert (project / "outputs" / "专报" / "2025-01.docx").read_bytes() == before


def test_the_copies_that_the_page_prints_of_the_config_are_taken(project):
    organization = project / "config" / "organization.yaml"
    organization.write_text("county: 某县\nrecipients: {印数: 60}\n", "utf-8")
    made(project)
    assert "（共印60份）" in words(project, "简报/2025-03-东乡")
    assert [one.copies for one in sign(project, "简报/2025-03-东乡").issues] == [60]
    documents = project / "config" / "documents.yaml"
    documents.write_text(documents.read_text("utf-8").replace("工作简报}", '工作简报, recipients: {印数: "12"}}'), "utf-8")
    assert [one.copies for one in sign(project, "简报/2025-03-西乡").issues] == [12]
    assert [one.copies for one in sign(project, "简报/2025-02-西乡", copies=7).issues] == [7]
    template = project / "templates" / "专报.txt.j2"
    template.write_text(template.read_text("utf-8").replace("> 印数：（共印{{ 收文.印数 }}份）", ""), "utf-8")
    assert "没有写份数" in sign(project, "简报/2025-03-南镇").receipts[0].reasons[0]


def test_why_it_cannot_be_signed_is_told_before_copies_are_asked_for(project):
    sign(project, "简报/2025-03-东乡", copies=5)
    assert "已经签发过（第1期）" in sign(project, "简报/2025-03-东乡").receipts[0].reasons[0]
    documents = project / "config" / "documents.yaml"
    documents.write_text(documents.read_text("utf-8").replace("工作简报}", "工作简报, needs: [事实]}"), "utf-8")
    assert "缺少事实文件" in sign(project, "简报/2025-03-西乡").receipts[0].reasons[0]


@pytest.mark.parametrize(
    ("name", "date", "told"),
    [
        ("专报/2025-03", (2025, 3, 20), ["2025年3月20日", "数据截止日（2025年3月31日）"]),
        ("专报/2025-02", (2025, 2, 20), ["2025年2月20日", "最后一天（2025年2月28日）、数据截止日（2025年3月31日）"]),
        ("专报/2025-02", (2025, 3, 5), ["2025年3月5日早于数据截止日（2025年3月31日）"]),
        ("专报/2025-03", (2025, 3, 31), []),
    ],
)
def test_a_date_before_the_end_of_what_it_says_is_told_and_signed(project, name, date, told):
    signed = sign(project, name, date=dt.date(*date))
    assert (signed.code, len(register(project))) == (0, 1)
    warnings = [problem for problem in signed.problems if problem.rule == "issued-early"]
    assert [problem.level for problem in warnings] == ["warning"] * bool(told)
    assert all(part in warnings[0].message for part in told)


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ((2062, 4, 5), "签发日期2062年4月5日比数据截止日（2025年3月31日）晚了一年以上"),
        ((2026, 3, 31), "签发日期2026年3月31日比数据截止日（2025年3月31日）晚了一年以上"),
        ((2024, 4, 5), "签发日期2024年4月5日早于所写期间的第一天（2025年3月1日）"),
        ((2025, 4, 7), "签发日期2025年4月7日早于2025年第1期的签发日期（2025年4月8日）"),
        ((2026, 3, 30), ""),
        ((2025, 4, 8), ""),
    ],
)
def test_a_date_that_can_only_be_a_slip_signs_nothing(project, date, told):
    sign(project, "专报/2025-02")
    signed = sign(project, "专报/2025-03", "专报/2025-01", date=dt.date(*date))
    assert (signed.code, len(register(project))) == ((1, 1) if told else (0, 3))
    assert told in signed.receipts[0].reasons[0]


def test_a_number_signed_under_a_wrong_date_can_be_made_void_and_signed_again(project):
    sign(project, "专报/2025-02", date=dt.date(2025, 12, 8))
    assert "删去那一行" in sign(project, "专报/2025-03").receipts[0].reasons[0]
    (project / "config" / "发文登记簿.csv").write_text("\ufeff" + HEADER, "utf-8")
    for path in (project / "outputs" / "专报").glob("2025-02.*"):
        path.unlink()
    made(project)
    assert [one.number for one in sign(project, "专报/2025-02", "专报/2025-03").issues] == [1, 2]


def test_the_register_is_told_to_run_backwards_or_far_ahead(project):
    lines = "信访信息专报,1,2025-03-05,,5\n信访信息专报,2,2025-03-03,,5\n信访信息专报,1,2062-03-05,,5\n"
    (project / "config" / "发文登记簿.csv").write_text(HEADER + lines, "utf-8")
    told = issues(project)
    assert (told.code, [problem.message for problem in told.problems]) == (
        1,
        [
            "《信访信息专报》2025年第2期的签发日期（2025年3月3日）早于第1期（2025年3月5日）：期号或日期有一个写错了，请核对",
            "《信访信息专报》2062年第1期的签发日期（2062年3月5日）比数据截止日（2025年3月31日）晚了一年以上，请核对",
        ],
    )


def test_the_clerk_sees_the_warning_and_the_signing(project, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["issue", "专报/2025-03", "--date", "2025-03-20", "--project", str(project)])
    told = capsys.readouterr()
    assert ended.value.code == 0
    assert "签发为《信访信息专报》第1期" in told.out
    assert told.err.startswith("提醒  outputs/专报/2025-03.docx：签发日期2025年3月20日早于数据截止日（2025年3月31日）")


def test_a_year_that_is_not_over_is_written_about_up_to_the_cut_off(project):
    documents = project / "config" / "documents.yaml"
    documents.write_text(documents.read_text("utf-8").replace("grain: month, series", "grain: year, series", 1), "utf-8")
    assert sign(project, "专报/2025", date=dt.date(2025, 4, 1)).problems == ()


@pytest.mark.parametrize("ahead", [{"dated": "期前一日"}, {"days": "接访安排表"}])
def test_what_is_written_ahead_is_dated_ahead(project, ahead):
    settings = load(project)
    spec, march = settings.documents["专报"], settings.calendar.period("2025-03")
    job = Job(spec, march, "全县", settings.outputs / "专报" / "2025-03.docx", asked=True)
    day, cutoff = dt.date(2025, 2, 28), dt.date(2025, 3, 31)
    assert len(too_early(job, day, cutoff, settings)) == 1
    assert too_early(replace(job, spec=replace(spec, **ahead)), day, cutoff, settings) == ()


def test_nothing_is_signed_twice_or_over_a_person_s_work_or_a_doubtful_register(project):
    sign(project, "专报")
    assert "已经签发过（第1期）" in sign(project, "专报").receipts[0].reasons[0]
    docx = project / "outputs" / "专报" / "2025-02.docx"
    shutil.copy(project / "outputs" / "月报" / "2025-02.docx", docx)
    data = bytearray(docx.read_bytes())
    docx.write_bytes(bytes(data[:-40]))
    assert "文稿打不开（已损坏、" in sign(project, "专报/2025-02").receipts[0].reasons[0]
    path = project / "config" / "发文登记簿.csv"
    path.write_text(path.read_text("utf-8-sig") + "信访信息专报,1,2025-04-08,另一份,30\n", "utf-8")
    assert "发文登记簿有" in sign(project, "专报/2025-01").receipts[0].reasons[0]
    with pytest.raises(Mistake, match=r"没有文稿“转报”，是不是.*“专报”"):
        sign(project, "转报")


def _signing(folder, name):
    os._exit(sign(folder, name).code)


def test_two_signings_at_once_never_give_a_number_twice(project):
    names = [f"简报/2025-0{month}-{town}" for month in (1, 2) for town in ("东乡", "西乡", "南镇")]
    text = (project / "config" / "documents.yaml").read_text("utf-8").replace("信访工作简报}", "信访工作简报, copies: 9}")
    (project / "config" / "documents.yaml").write_text(text, "utf-8")
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_signing, args=(project, name)) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 6
    assert sorted(int(line.split(",")[1]) for line in register(project)) == [1, 2, 3, 4, 5, 6]
    assert sorted(record(project, name)["issued"]["number"] for name in names) == [1, 2, 3, 4, 5, 6]


def _dying(folder, call, *names):
    """A signing whose process is killed at its n-th word with the disk."""
    left = [call]
    for name in ("replace", "fsync", "unlink"):
        real = getattr(os, name)

        def counted(*args, real=real, **options):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), 9)
            return real(*args, **options)

        setattr(os, name, counted)
    os._exit(10 + sign(folder, *names, copies=9).code)


@pytest.mark.parametrize(("call", "numbers"), [(1, []), (9, []), (20, []), (21, ["1", "2"]), (25, ["1", "2"])])
def test_killed_in_the_midst_of_signing_the_next_build_finds_all_or_nothing(project, call, numbers):
    child = os.fork()
    if child == 0:
        _dying(project, call, "专报/2025-01", "专报/2025-02")
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    made(project)
    assert [line.split(",")[1] for line in register(project)] == numbers
    for name, number in (("专报/2025-01", 1), ("专报/2025-02", 2)):
        assert record(project, name).get("issued", {}).get("number") == (number if numbers else None)
        assert ("（稿）" in words(project, name)) is not bool(numbers)
    assert not list((project / "outputs").rglob(".*"))
    assert [path.name for path in (project / "config").iterdir() if path.name.startswith(".")] == []
    assert [one.number for one in sign(project, "专报/2025-03").issues] == [3 if numbers else 1]


def test_killed_at_random_moments_of_signing_no_number_is_lost_or_given_twice(project):
    dice = random.Random(8)
    names = [f"简报/2025-0{month}-{town}" for month in (1, 2, 3) for town in ("东乡", "西乡", "南镇")]
    killed = 0
    for number in range(30):
        child = os.fork()
        if child == 0:
            _dying(project, dice.randrange(2, 34), *names[number % 8 : number % 8 + 2])
        dice.random()
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert killed > 10
    made(project)
    for name in names:
        sign(project, name, copies=9)
    lines = [line.split(",") for line in register(project)]
    assert [int(line[1]) for line in lines] == list(range(1, 10))
    assert {record(project, name)["issued"]["number"] for name in names} == set(range(1, 10))
    assert all(f"第{record(project, name)['issued']['number']}期" in words(project, name).split("\n") for name in names)
    assert issues(project).problems == ()
    assert not list((project / "outputs").rglob(".*"))


def test_a_register_that_cannot_be_written_signs_nothing(project, monkeypatch):
    real = os.replace

    def refuse(source, target):
        if str(target).endswith("发文登记簿.csv"):
            raise PermissionError(13, "Permission denied")
        real(source, target)

    before = (project / "outputs" / "专报" / "2025-03.docx").read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", refuse)
        signed = sign(project, "专报")
    assert signed.code == 1
    assert "Excel" in signed.receipts[0].reasons[0]
    assert (project / "outputs" / "专报" / "2025-03.docx").read_bytes() == before
    assert not list((project / "outputs").rglob(".*"))
    assert [one.number for one in sign(project, "专报").issues] == [1]


def test_papers_stay_where_they_are_when_files_get_another_name(project):
    sign(project, "专报/2025-01", "专报/2025-02")
    config = project / "config" / "documents.yaml"
    config.write_text(config.read_text("utf-8").replace("专报: {", '专报: {file: "{期间}期", ', 1), "utf-8")
    items(project, "东乡", {1: 50, 2: 3, 3: 4})
    folder = project / "outputs" / "专报"
    before = {path.name: path.read_bytes() for path in folder.glob("2025-0[12].*")}
    outcome, receipts = made(project)
    papers = {name: receipt.status for name, receipt in receipts.items() if name.startswith("专报/")}
    assert papers == {"专报/2025-01": "issued", "专报/2025-02": "issued", "专报/2025-03期": "made"}
    assert outcome.code == 0
    told = {(problem.rule, problem.place.file) for problem in outcome.problems if problem.place.file}
    assert told == {("issued-differs", "outputs/专报/2025-01.docx"), ("orphan-output", "outputs/专报/2025-03.docx")}
    assert {path.name: path.read_bytes() for path in folder.glob("2025-0[12]*")} == before
    assert "已经签发过（第1期）" in sign(project, "专报/2025-01").receipts[0].reasons[0]
    assert [one.number for one in sign(project, "专报").issues] == [3]
    assert issues(project).problems == ()


@pytest.mark.parametrize("until", ["2025-02-20", "2025-02-28"])
def test_a_paper_of_a_period_not_over_is_not_held_against_the_days_that_came_after(project, until):
    calendar = project / "config" / "calendar.yaml"
    calendar.write_text(f"data_until: {until}\n", "utf-8")
    made(project, Order(("专报",), "2025-02"))
    sign(project, "专报/2025-02", date=dt.date(2025, 3, 3))
    calendar.write_text("{}\n", "utf-8")
    items(project, "东乡", {1: 2, 2: 9, 3: 4})
    outcome, receipts = made(project)
    told = [problem.found for problem in outcome.problems if problem.rule == "issued-differs"]
    corrected = record(project, "专报/2025-03").get("corrections")
    if until == "2025-02-28":
        assert told == ["15件"]
        assert corrected == [["《信访信息专报》2025年第1期", "信访总量", "2025-02", "全县", "15件", "21件"]]
    else:
        assert (told, corrected) == ([], None)
        why = "签发时2025年2月还没有过完（数据截至2025年2月20日），没有与现在的数据比较"
        assert receipts["专报/2025-02"].reasons == (why,)


def test_a_draft_is_signed_as_it_was_read_or_not_at_all(project):
    items(project, "东乡", {1: 2, 2: 3, 3: 40})
    before = (project / "outputs" / "专报" / "2025-03.docx").read_bytes()
    (refused,) = sign(project, "专报/2025-03").receipts
    changed = "“信访总量·2025-03”印的是 18件，现在的数据是 54件"
    why = f"草稿写好以后，数据、模板或配置变了：{changed}。请运行 briefing build，看过新的草稿再签发"
    assert (refused.status, refused.reasons) == ("refused", (why,))
    assert (project / "outputs" / "专报" / "2025-03.docx").read_bytes() == before
    assert register(project) == []
    assert [one.number for one in sign(project, "专报/2025-01").issues] == [1]  # January is as it was
    made(project)
    assert [one.number for one in sign(project, "专报/2025-03").issues] == [2]
    assert "信访总量54件" in words(project, "专报/2025-03")


def test_a_claim_that_holds_no_more_and_a_figure_that_is_new_are_no_more_what_was_read(project):
    claims = "{% claim 零(来电件次) %}没有来电。{% otherwise %}来电{{ 来电件次 }}。{% endclaim %}\n\n> 印数"
    (project / "templates" / "专报.txt.j2").write_text(PAPER.replace("> 印数", claims), "utf-8")
    made(project)
    table = project / "inputs" / "信访事项登记表东乡.csv"
    table.write_text(table.read_text("utf-8").replace(",来信,", ",来电,", 1), "utf-8")
    (refused,) = sign(project, "专报/2025-01").receipts
    gone, new = "“没有来电。”现在的数据已不支持", "草稿里没有“来电件次·2025-01”，现在的数据是 1件"
    assert f"变了：{gone}；{new}。请运行 briefing build" in refused.reasons[0]


def test_without_a_draft_the_paper_is_written_from_the_data(project):
    for path in (project / "outputs" / "专报").iterdir():
        path.unlink()
    items(project, "东乡", {1: 2, 2: 3, 3: 40})
    assert [one.number for one in sign(project, "专报/2025-03").issues] == [1]
    assert "信访总量54件" in words(project, "专报/2025-03")


def test_words_that_nobody_has_read_are_not_signed_and_what_signing_changes_is_no_change(project):
    template = project / "templates" / "专报.txt.j2"
    template.write_text(PAPER.replace("信访总量{{", "共有信访{{").replace("> 印数", "请各单位认真办理。\n\n> 印数"), "utf-8")
    (refused,) = sign(project, "专报/2025-03").receipts
    assert (
        "变了：“全县信访总量18件。”现在是“全县共有信访18件。”；“请各单位认真办理。”是新的。请运行 briefing build"
        in refused.reasons[0]
    )
    template.write_text(PAPER, "utf-8")
    sign(project, "专报/2025-01", date=dt.date(2025, 4, 8), copies=7)
    assert [one.number for one in sign(project, "专报/2025-03", date=dt.date(2025, 4, 9), copies=8).issues] == [2]
