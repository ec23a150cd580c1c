"""What a printed number says of its indicator, in words: its change on the year before, its share, its place."""

from __future__ import annotations

from typing import Final

__all__ = ["SHARE", "form_name"]

SHARE: Final = "share_of:"
_FORMS: Final = {
    "value": "", "year_ago": "上年同期数", "previous": "上期数", "change_on_year": "同比", "change_on_previous": "环比",
    "difference_on_year": "比上年同期增减", "difference_on_previous": "比上期增减",
    "ratio_on_year": "是上年同期的倍数", "ratio_on_previous": "是上期的倍数", "approximate": "概数", "rank": "位次",
    "streak": "连续次数", "numerator": "分子", "denominator": "分母", "as_issued": "签发时印的数",
}  # fmt: skip


def form_name(form: str) -> str:
    """``同比``; nothing for the number itself."""
    if form.startswith(SHARE):
        return f"占{form.removeprefix(SHARE)}的比重"
    return _FORMS.get(form, form)
