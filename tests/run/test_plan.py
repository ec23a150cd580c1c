"""Which documents are due."""

import datetime as dt
from pathlib import Path

import pytest

from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.problem import Mistake
from pipeline.model.settings import DocumentSpec, Settings
from pipeline.model.unit import Unit
from pipeline.run.plan import Order, date_of, plan

UNITS = (Unit("东乡", "乡镇"), Unit("西乡", "乡镇"), Unit("县教育局", "县直部门"))
SPECS = {
    "讲话": DocumentSpec("讲话", "a", grain="year"),
    "通报": DocumentSpec("通报", "b", grain="month"),
    "简报": DocumentSpec("简报", "c", grain="quarter", for_each="乡镇"),
}


def outline(order, cutoff=dt.date(2025, 5, 31)):
    settings = Settings(Path("/p"), (), {}, {}, SPECS)
    jobs = plan(order, settings, Inputs({}, UNITS, cutoff=cutoff))
    return [job.path.relative_to("/p/outputs").as_posix().removesuffix(".docx") for job in jobs]


def test_without_names_every_span_of_the_current_year_that_the_cutoff_has_reached():
    assert outline(Order()) == [
        "讲话/2025", "通报/2025-01", "通报/2025-02", "通报/2025-03", "通报/2025-04", "通报/2025-05",
        "简报/2025Q1-东乡", "简报/2025Q1-西乡", "简报/2025Q2-东乡", "简报/2025Q2-西乡",
    ]  # fmt: skip


def test_a_period_means_every_span_inside_it():
    assert outline(Order(period=Period.parse("2024Q1"))) == [
        "通报/2024-01", "通报/2024-02", "通报/2024-03", "简报/2024Q1-东乡", "简报/2024Q1-西乡",
    ]  # fmt: skip


def test_a_named_document_is_written_for_just_the_period_asked():
    assert outline(Order(("讲话",), Period.parse("2025H1"))) == ["讲话/2025H1"]


def test_a_scope_narrows_a_batch_and_names_the_file_of_a_single_document():
    assert outline(Order(("简报",), scope="西乡")) == ["简报/2025Q1-西乡", "简报/2025Q2-西乡"]
    assert outline(Order(("讲话",), scope="东乡")) == ["讲话/2025-东乡"]


@pytest.mark.parametrize(("order", "told"), [(Order(("通抱",)), "是不是“通报”"), (Order(scope="东镇"), "东乡")])
def test_an_unknown_name_is_a_mistake_that_proposes_the_nearest(order, told):
    with pytest.raises(Mistake, match=told):
        outline(order)


def test_without_data_nothing_is_due():
    assert outline(Order(), cutoff=None) == []


def test_the_printed_date_is_ordered_or_typed_or_the_day_after_the_cutoff():
    cutoff = dt.date(2025, 12, 31)
    typed = DocumentSpec("甲", "a", options={"date": "2026-01-05"})
    assert date_of(SPECS["讲话"], Order(), cutoff) == dt.date(2026, 1, 1)
    assert date_of(typed, Order(), cutoff) == dt.date(2026, 1, 5)
    assert date_of(typed, Order(date=dt.date(2026, 2, 1)), cutoff) == dt.date(2026, 2, 1)
    with pytest.raises(Mistake, match="不是日期"):
        date_of(DocumentSpec("甲", "a", options={"date": "明天"}), Order(), cutoff)
