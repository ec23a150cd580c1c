"""Every warning that looks beyond a row is in the dictionary of tables."""

from pathlib import Path

from pipeline.check.levels import LEVELS

OF_A_ROW = {
    *("key-repeated", "rows-identical", "header-double", "total-differs", "status-date", "more-than", "date-after"),
    *("sequence-gap", "after-cutoff"),
}


def test_the_warnings_of_tables_md_are_those_of_the_program():
    section = Path("docs/tables.md").read_text("utf-8").partition("## 5 ")[2]
    told = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
    assert told == {rule for rule, level in LEVELS.items() if level == "warning"} - OF_A_ROW
