"""Every kind of document, as plain text, for the sample county and for that of seed 7.

``pytest tests/documents --snapshot-update`` writes the pictures anew: read them aloud before they are committed.
"""

import pytest
from outlines import outline

KINDS = {
    "工作会议讲话": ("2025", None),
    "讲话-大字": ("2025", None),
    "工作会议部署": ("2025", None),
    "情况通报": ("2025-11", None),
    "情况通报-季度": ("2025Q3", None),
    "信访信息专报": ("2025-12", None),
    "乡镇信访简报": ("2025Q4", "城关镇"),
    "信访工作日报": ("2025-10-03", None),
    "接访公示": ("2026-01", None),
    "年度报告": ("2025", None),
}


def test_every_kind_of_the_config_has_its_picture(sample):
    assert set(KINDS) == set(sample.shop.settings.documents)


@pytest.mark.parametrize("county", ["sample", "seed_7"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_outline_is_as_it_was_read(request, snapshot, county, kind):
    document, problems = request.getfixturevalue(county).compose(kind, *KINDS[kind])
    assert [problem for problem in problems if problem.level != "info"] == []
    assert outline(document).splitlines() == snapshot(name=f"{kind} {county}")
