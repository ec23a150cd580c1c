"""A register without numbers that is sent again with corrections counts its corrected rows twice: told, with what to do."""

import pytest
from making import rows

HEADER = ["接访日期", "接访领导", "层级", "人数"]


def visits(*people, month=3):
    return [[f"2025-{month:02d}-{day:02d}", "张三", "县", number] for day, number in enumerate(people, 1)]


def told(office):
    return [(p.place.file, p.place.cell, p.message) for p in office.read().problems if p.rule == "resent"]


def test_rows_corrected_in_a_later_batch_are_told_with_the_file_to_take_away(office):
    office.put("2025-03/领导接访登记表.xlsx", {"3月": [HEADER, *visits(2, 3, 4, 5, 6)]})
    office.put("2025-04/领导接访登记表.xlsx", {"3月": [HEADER, *visits(2, 3, 7, 5, 6)]})
    assert told(office) == [
        (
            "2025-04/领导接访登记表.xlsx",
            "A4",
            (
                "这里有4行与前面批次的 2025-03/领导接访登记表.xlsx 的工作表“3月”相同，有1行（如这一行）那里没有；"
                "那里另有1行这里没有，也都计算在内。这一份如果是更正后重报的，更正前的1行就多算了：请把前面的那一份移出 inputs"
            ),
        )
    ]
    assert len(rows(office.read(), "领导接访登记表", "人数")) == 6


@pytest.mark.parametrize(
    "later",
    [
        visits(2, 3, 4, 5, 6),
        visits(2, 3, 4, 5, 6, 7, 8),
        visits(2, 3, 4),
        visits(9, 8, 7, 6, 5, 4),
        [*visits(2, 3), *visits(4, 5, 6, month=4)],
    ],
    ids=["the same", "cumulative", "a part", "others", "a few alike"],
)
def test_nothing_is_told_of_a_register_that_goes_on_or_of_others(office, later):
    office.put("2025-03/领导接访登记表.xlsx", [HEADER, *visits(2, 3, 4, 5, 6)])
    office.put("2025-04/领导接访登记表.xlsx", [HEADER, *later])
    assert told(office) == []


def test_nor_within_a_batch(office):
    office.put("2025-03/领导接访登记表.xlsx", [HEADER, *visits(2, 3, 4, 5, 6)])
    office.put("2025-03/领导接访登记表乙.xlsx", [HEADER, *visits(2, 3, 7, 5, 6)])
    assert told(office) == []
