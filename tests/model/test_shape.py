"""A shape is what a frozen dataclass is, but for who sees to it that nobody changes it."""

import copy
import dataclasses
import pickle
from dataclasses import dataclass, field

import pytest

from pipeline.model.shape import shape


@shape
class Made:
    name: str
    number: int = 3
    aside: list = field(default_factory=list, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Frozen:
    name: str
    number: int = 3
    aside: list = field(default_factory=list, repr=False, compare=False)


@shape
class Other:
    name: str
    number: int = 3


@shape
class Nothing:
    pass


@shape
class ByName:
    name: str
    number: int

    def __eq__(self, other):
        return self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __repr__(self):
        return self.name


@pytest.mark.parametrize("kind", [Made, Frozen])
def test_equal_where_all_that_is_compared_is_equal(kind):
    one, same, another = kind("甲", aside=[1]), kind("甲", 3, [2]), kind("甲", 4)
    assert one == same
    assert hash(one) == hash(same)
    assert one != another
    assert len({one, same, another}) == 2
    assert one != Other("甲", 3)
    assert repr(one) == f"{kind.__name__}(name='甲', number=3)"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, dataclasses.replace, lambda one: pickle.loads(pickle.dumps(one))])
def test_copies_are_equal(copied):
    assert copied(Made("甲", 5, [1])) == Made("甲", 5)
    assert dataclasses.replace(Made("甲", 5), number=6) == Made("甲", 6)


def test_no_other_fields_and_none_at_all():
    with pytest.raises(AttributeError):
        Made("甲").more = 1
    assert Nothing() == Nothing()
    assert {Nothing(), Nothing()} == {Nothing()}


def test_its_own_way_to_compare_and_to_be_shown_is_kept():
    assert ByName("甲", 1) == ByName("甲", 2)
    assert hash(ByName("甲", 1)) == hash(ByName("甲", 2))
    assert repr(ByName("甲", 1)) == "甲"
