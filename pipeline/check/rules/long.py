"""A category that is a sentence: it would be printed in tables, and may name people.

Good: 征地拆迁. Bad: 李四反映邻居赵六占用耕地建房，要求村委会尽快处理 (more than 20 characters, or more than 12 with a comma or
full stop in them). It only warns, once a value and sheet: the row counts as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.check.column import Typed
from pipeline.check.mask import masked
from pipeline.check.part import Part
from pipeline.model.problem import Problem
from pipeline.model.values import listed

__all__ = ["check"]

_LONG, _SENTENCE = 20, 12
_STOPS = re.compile(r"[，。；！？：,;!?:]")


def check(part: Part, typed: Mapping[str, Typed]) -> Iterator[Problem]:
    """In the open lists of a table that has private columns."""
    if not part.spec.is_private:
        return
    for column in part.spec.columns:
        if column.type == "category" and column.open and column.name in typed:
            values = typed[column.name].values
            for code, name in ((code, name) for code, name in enumerate(listed(values.names)) if _is_sentence(name)):
                rows = ((values.data == code) & ~part.rows.bad).nonzero()[0].tolist()
                if rows:
                    count = f"，共{len(rows)}行" if len(rows) > 1 else ""
                    message = (
                        f"{column.name}“{masked(name)}”有{len(name)}个字{count}，像一句话，不像类别：会照原样印进文稿，也可能带出人名。"
                        "请改成简短的类别，详情写到不公开的列（如信访内容）里"
                    )
                    told = f"不超过{_LONG}个字的类别"
                    yield part.problem("value-long", int(part.rows.numbers[rows[0]]), column.name, message, expected=told)


def _is_sentence(name: str) -> bool:
    return len(name) > _LONG or (len(name) > _SENTENCE and _STOPS.search(name) is not None)
