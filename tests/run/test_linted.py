"""A build tells of the office's own templates what lint tells; packaged ones are not looked at, and lint's rules not imported."""

import subprocess
import sys

from pipeline.run.lint import lint
from pipeline.run.order import Order
from tests.run.little import COUNTY, lay, made

CLAIMED = COUNTY + "本月信访事项全部办结，信访总量大幅下降。\n\n继续做好息访工作，非访、缠访、闹访人员“不留死角。\n"


def wordings(problems):
    """Rule, level, place and message of what was found in templates."""
    rules = {"claim-word", "wrong-word", "punctuation", "loose-digit", "slip"}
    return [(one.rule, one.level, str(one.place), one.message) for one in problems if one.rule in rules]


def test_a_claim_and_an_old_term_typed_in_a_template_are_told_as_lint_tells_them(tmp_path):
    project = lay(tmp_path)
    (project / "templates" / "县.txt.j2").write_text(CLAIMED, "utf-8")
    outcome, receipts = made(project)
    found = wordings(outcome.problems)
    assert found == wordings(lint(project).problems)
    assert [(rule, level, place) for rule, level, place, _ in found] == [
        *[("claim-word", "error", "templates/县.txt.j2 第4行")] * 3,
        *[("wrong-word", "error", "templates/县.txt.j2 第6行")] * 4,
        ("punctuation", "warning", "templates/县.txt.j2 第6行"),
    ]
    assert outcome.code == 2
    assert {receipt.status for receipt in receipts.values()} == {"made"}
    assert all(receipt.path.is_file() for receipt in receipts.values())


def test_it_is_told_again_while_the_document_stands_and_no_more_when_the_template_is_mended(tmp_path):
    project = lay(tmp_path)
    template = project / "templates" / "县.txt.j2"
    template.write_text(CLAIMED, "utf-8")
    first, _ = made(project)
    for order in (Order(), Order(), Order(documents=("全县月报",))):
        again, receipts = made(project, order)
        assert {receipt.status for receipt in receipts.values()} == {"current"}
        assert (wordings(again.problems), again.code) == (wordings(first.problems), 2)
    template.write_text(COUNTY, "utf-8")
    mended, _ = made(project)
    assert (wordings(mended.problems), mended.code) == ([], 0)


def test_only_templates_of_documents_made_are_looked_at(tmp_path):
    project = lay(tmp_path)
    (project / "templates" / "县.txt.j2").write_text(CLAIMED, "utf-8")
    outcome, _ = made(project, Order(documents=("乡镇月报",)))
    assert (wordings(outcome.problems), outcome.code) == ([], 0)


def test_several_processes_tell_the_same(tmp_path):
    one, two = lay(tmp_path / "one", months=12), lay(tmp_path / "two", months=12)
    for project in (one, two):
        (project / "templates" / "县.txt.j2").write_text(CLAIMED, "utf-8")
    assert wordings(made(one, jobs=1)[0].problems) == wordings(made(two, jobs=2)[0].problems) != []


def test_what_a_template_includes_is_looked_at_in_its_own_file(tmp_path):
    project = lay(tmp_path)
    (project / "templates" / "县.txt.j2").write_text(COUNTY + '{% include "尾.txt.j2" %}\n', "utf-8")
    (project / "templates" / "尾.txt.j2").write_text("信访事项全部办结。\n", "utf-8")
    outcome, _ = made(project)
    assert [place for _, _, place, _ in wordings(outcome.problems)] == ["templates/尾.txt.j2 第1行"]


def test_a_digit_typed_in_a_template_is_told_once(tmp_path):
    project = lay(tmp_path)
    (project / "templates" / "县.txt.j2").write_text(COUNTY + "共12人。\n", "utf-8")
    outcome, _ = made(project)
    told = [problem for problem in outcome.problems if problem.place.file.startswith("templates/")]
    assert [(problem.rule, problem.place.line) for problem in told] == [("loose-digit", 4)]


def test_a_packaged_template_is_not_looked_at_and_lints_rules_are_not_imported(tmp_path):
    from pipeline.settings.folders import defaults

    project = lay(tmp_path)
    packaged = defaults() / "templates" / "简报" / "乡镇信访简报.txt.j2"
    for name in ("县.txt.j2", "镇.txt.j2"):
        (project / "templates" / name).unlink()
    copied = project / "templates" / "简报" / "乡镇信访简报.txt.j2"
    copied.parent.mkdir()
    copied.write_bytes(packaged.read_bytes())
    listed = project / "config" / "documents.yaml"
    text = listed.read_text("utf-8").replace("县.txt", "镇.txt").replace("镇.txt", "简报/乡镇信访简报.txt")
    listed.write_text(text, "utf-8")
    program = (
        "import sys, pathlib; from pipeline.run.build import build; from pipeline.run.order import Order\n"
        "outcome = build(pathlib.Path(sys.argv[1]), Order(), lambda _: None)\n"
        "assert any(receipt.status == 'made' for receipt in outcome.receipts)\n"
        "assert 'pipeline.compose.lint.rules' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program, str(project)], check=True)


def test_what_was_found_is_kept_until_the_template_or_the_config_changes(tmp_path):
    project = lay(tmp_path)
    template = project / "templates" / "县.txt.j2"
    template.write_text(CLAIMED, "utf-8")
    first = wordings(made(project)[0].problems)
    program = (
        "import sys, pathlib; from pipeline.run.build import build; from pipeline.run.order import Order\n"
        "outcome = build(pathlib.Path(sys.argv[1]), Order(force=True), lambda _: None)\n"
        "assert all(receipt.status == 'made' for receipt in outcome.receipts if not receipt.status == 'skipped')\n"
        "print(sum(one.rule == 'claim-word' for one in outcome.problems), 'pipeline.compose.lint.rules' in sys.modules)\n"
    )

    def again():
        done = subprocess.run([sys.executable, "-c", program, str(project)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert again() == "3 False\n"
    assert wordings(made(project, Order(force=True))[0].problems) == first
    template.write_text(CLAIMED + "信访事项全部办结。\n", "utf-8")
    assert [again(), again()] == ["4 True\n", "4 False\n"]
    (project / "config" / "style.yaml").write_text("wording: {percent_base: 4}\n", "utf-8")
    assert again() == "4 True\n"
    (project / ".briefing" / "linted.json").write_bytes(b"{}")
    assert again() == "4 True\n"
