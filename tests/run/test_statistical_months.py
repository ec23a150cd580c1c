"""A project of statistical months (from the 26th) whose register ends with the calendar year: the year's documents are made."""

import datetime as dt

from little import HEADER, lay, statuses

from pipeline.run.figures import open_desk


def test_a_plain_build_makes_the_months_of_the_year_that_is_whole(tmp_path):
    lay(tmp_path, months=1)
    days = [dt.date(2025, 1, 1) + dt.timedelta(number) for number in range(365)]
    rows = [f"X{day:%m%d},{day},来信,1,东乡,办理中" for day in days]
    (tmp_path / "inputs" / "信访事项登记表西乡.csv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    (tmp_path / "config" / "calendar.yaml").write_text("month_starts: 26\n", "utf-8")
    made = {name: status for name, status in statuses(tmp_path).items() if name.startswith("全县月报")}
    assert made == {f"全县月报/2025-{month:02d}": "made" for month in range(1, 13)}
    desk = open_desk(tmp_path)
    assert desk.inputs.cutoff == dt.date(2025, 12, 25)
    assert desk.current().name == "2025"
    december = desk.measures.figure(desk.indicator("信访总量"), desk.settings.calendar.period("2025-12"), "全县")
    assert (december.value, december.complete) == (30, True)
