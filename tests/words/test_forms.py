"""What a printed number says of its indicator, in words."""

import pytest

from pipeline.words.forms import form_name


@pytest.mark.parametrize(
    ("form", "name"),
    [("value", ""), ("change_on_year", "同比"), ("share_of:信访总量", "占信访总量的比重"), ("as_issued", "签发时印的数")],
)
def test_forms_have_chinese_names(form, name):
    assert form_name(form) == name
