"""Signed papers that the register says nothing of: struck as void, or the register is lost, or an older one."""

import datetime as dt

import pytest
from little import made
from papers import HEADER, drafted, register, sign

from pipeline.run.issues import issues
from pipeline.run.order import Order

FIRST, SECOND, THIRD = (f"专报/2025-0{month}" for month in (1, 2, 3))


@pytest.fixture
def project(tmp_path):
    """Two issues of 信访信息专报 are signed."""
    drafted(tmp_path)
    sign(tmp_path, FIRST, SECOND)
    return tmp_path


def _rules(outcome):
    return [problem.place.file for problem in outcome.problems if problem.rule == "issued-unregistered"]


def test_with_all_of_them_registered_there_is_nothing_to_tell(project):
    assert _rules(made(project)[0]) == _rules(issues(project)) == []


@pytest.mark.parametrize("kept", [None, 0, 1], ids=["lost", "empty", "of before the second"])
def test_no_number_is_given_anew_while_its_paper_stands(project, kept):
    path, lines = project / "config" / "发文登记簿.csv", register(project)
    path.unlink() if kept is None else path.write_text(HEADER + "".join(f"{line}\n" for line in lines[:kept]), "utf-8")
    before = path.exists()
    (refused,) = sign(project, THIRD).receipts
    assert refused.status == "refused"
    gone = 2 if kept else 1
    assert f"发文登记簿里没有《信访信息专报》2025年第{gone}期" in refused.reasons[0]
    assert f"outputs/专报/2025-0{gone}.docx" in refused.reasons[0]
    assert path.exists() is before
    told = [f"outputs/{name}.docx" for name in (FIRST, SECOND)][kept or 0 :]
    assert _rules(made(project)[0]) == _rules(issues(project)) == told
    assert _rules(made(project)[0]) == told
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), "utf-8")
    assert _rules(made(project)[0]) == []
    assert [one.number for one in sign(project, THIRD).issues] == [3]


def test_a_void_issue_is_struck_and_its_paper_taken_away(project):
    path = project / "config" / "发文登记簿.csv"
    path.write_text(HEADER + register(project)[0] + "\n", "utf-8")
    for name in ("2025-02.docx", "2025-02.figures.json"):
        (project / "outputs" / "专报" / name).unlink()
    outcome = made(project)[0]
    assert (_rules(outcome), outcome.code) == ([], 0)
    assert [one.number for one in sign(project, THIRD, SECOND).issues] == [2, 3]
    assert _rules(made(project)[0]) == []


def test_other_years_and_series_go_on(project):
    (project / "config" / "发文登记簿.csv").unlink()
    assert [one.number for one in sign(project, THIRD, date=dt.date(2026, 1, 5)).issues] == [1]
    assert [one.number for one in sign(project, "简报/2025-03-东乡", copies=5).issues] == [1]


def test_a_date_corrected_in_the_register_is_no_loss(project):
    path = project / "config" / "发文登记簿.csv"
    path.write_text(path.read_text("utf-8").replace("2025-04-08", "2025/4/9"), "utf-8")
    assert _rules(made(project)[0]) == []
    assert [one.number for one in sign(project, THIRD, date=dt.date(2025, 4, 9)).issues] == [3]


def test_a_build_of_one_document_tells_it_and_is_done(project):
    (project / "config" / "发文登记簿.csv").write_text(HEADER, "utf-8")
    outcome, receipts = made(project, Order(("月报",)))
    assert len(_rules(outcome)) == 2
    assert {receipt.status for receipt in receipts.values()} == {"current"}
    assert outcome.code == 0


def test_a_number_given_again_after_its_issue_was_made_void_is_the_later_paper_s_alone(project):
    """The paper that was made void is a draft again, and gets a number of its own."""
    path = project / "config" / "发文登记簿.csv"
    path.write_text(HEADER + register(project)[0] + "\n", "utf-8")
    for name in ("2025-02.docx", "2025-02.figures.json"):
        (project / "outputs" / "专报" / name).unlink()
    assert [one.number for one in sign(project, THIRD).issues] == [2]
    outcome, states = made(project)[0], {}
    states = {f"{one.document}/{one.period.name}": one.status for one in outcome.receipts}
    assert (states[SECOND], states[THIRD]) == ("made", "issued")
    assert [one.number for one in sign(project, SECOND).issues] == [3]
    assert [problem.rule for problem in issues(project).problems] == []


def test_papers_under_an_older_file_name_are_not_told_to_be_gone(project):
    path = project / "config" / "documents.yaml"
    path.write_text(path.read_text("utf-8").replace("专报: {", '专报: {file: "{文稿}{期间}", '), "utf-8")
    assert "issued-missing" not in {problem.rule for problem in issues(project).problems}
    (project / "outputs" / "专报" / "2025-02.figures.json").unlink()
    assert "issued-missing" in {problem.rule for problem in issues(project).problems}


def _without_figures(project):
    (project / "config" / "发文登记簿.csv").write_text(HEADER, "utf-8")
    for name in (FIRST, SECOND):
        (project / "outputs" / f"{name}.figures.json").unlink()


def _config_of_before(project):
    (project / "config" / "发文登记簿.csv").write_text(HEADER, "utf-8")
    (project / "config" / "签发记录.csv").unlink()


def _both(project):
    _without_figures(project)
    _config_of_before(project)


def _renamed_without_figures(project):
    _without_figures(project)
    for name in (FIRST, SECOND):
        (project / "outputs" / f"{name}.docx").rename(project / "outputs" / f"{name}定稿.docx")


@pytest.mark.parametrize("lost", [_without_figures, _config_of_before, _both, _renamed_without_figures])
def test_a_paper_speaks_for_itself_where_its_figures_file_or_the_ledger_is_lost_with_the_register(project, lost):
    lines = register(project)
    lost(project)
    (refused,) = sign(project, THIRD).receipts
    assert refused.status == "refused"
    assert "发文登记簿里没有《信访信息专报》2025年第1期，而签发稿还在" in refused.reasons[0]
    told = sorted(path.relative_to(project).as_posix() for path in (project / "outputs" / "专报").glob("2025-0[12]*.docx"))
    assert _rules(made(project)[0]) == _rules(issues(project)) == told
    (project / "config" / "发文登记簿.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), "utf-8")
    assert _rules(made(project)[0]) == _rules(issues(project)) == []
    assert [one.number for one in sign(project, THIRD).issues] == [3]


def test_a_series_that_has_another_name_now_is_known_by_the_ledger(project):
    path = project / "config" / "documents.yaml"
    path.write_text(path.read_text("utf-8").replace("series: 信访信息专报", "series: 信访专报"), "utf-8")
    assert _rules(made(project)[0]) == _rules(issues(project)) == []
    assert [(one.series, one.number) for one in sign(project, THIRD).issues] == [("信访专报", 1)]


def test_drafts_lock_files_and_what_is_no_word_file_are_no_papers(project):
    (project / "outputs" / "专报" / "随手记.docx").write_bytes(b"no package")
    (project / "outputs" / "专报" / "~$25-03.docx").write_bytes(b"\x05owner")
    (project / "outputs" / "专报" / "2025-03.figures.json").unlink()
    assert _rules(made(project)[0]) == _rules(issues(project)) == []
    (project / "outputs" / "专报" / "~$25-03.docx").unlink()
    assert [one.number for one in sign(project, THIRD).issues] == [3]
