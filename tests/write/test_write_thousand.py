"""A thousand generated documents and their review copies: all valid, all read back to the very text that went in."""

import dataclasses
import itertools
import random
import re

import pytest
from generated import ODD, any_document, any_text, printed, squeezed
from validity import faults, own_faults
from written_samples import looks

from pipeline.model.document import Annex, Chart, Claim, Colophon, Masthead, TableBlock
from pipeline.write import figures_in, is_touched, read_properties, text_hash, text_of, write, write_review
from pipeline.write.dressed import looks_in

SEEDS = range(1000)


@pytest.fixture(scope="module")
def dressed():
    return looks()


@pytest.mark.parametrize("start", SEEDS[::100])
def test_every_one_is_valid_and_says_what_it_was_given(start, dressed):
    for seed in SEEDS[start : start + 100]:
        made = any_document(seed)
        data = write(made, dressed, {"run": any_text(random.Random(seed))})
        assert faults(data) == [], seed
        assert own_faults(data) == [], seed
        assert squeezed(text_of(data)) == squeezed("".join(printed(block, made.profile) for block in made.blocks)), seed
        wanted = {stated.id: squeezed(stated.text) for stated in made.figures}
        assert {name: squeezed(text) for name, text in figures_in(data).items()} == wanted, seed
        assert read_properties(data)["text_hash"] == text_hash(data), seed
        assert looks_in(data) == () or mastheads(made), (seed, looks_in(data))


@pytest.mark.parametrize("start", SEEDS[::100])
def test_every_fourth_review_copy_is_valid_and_says_the_same(start, dressed):
    for seed in SEEDS[start : start + 100 : 4]:
        made, rng = any_document(seed), random.Random(seed)
        claims = (Claim("全部", ("甲", any_text(rng)), True, "then", any_text(rng)), Claim("下降", ("甲",), None, "nothing"))
        notes = {stated.id: f"含义：{ODD}\n来源：{any_text(rng)}" for stated in made.figures}
        copy = write_review(dataclasses.replace(made, claims=claims), dressed, {}, notes, ("有 1 行未采用",))
        own = write(made, dressed, {})
        assert faults(copy) == [], seed
        assert own_faults(copy) == [], seed
        told = re.fullmatch(r"有1行未采用(.*)未印入正文的判断[12]处，见本行批注。", squeezed(text_of(copy)), re.DOTALL)
        assert told is not None, seed
        assert told[1] == squeezed(text_of(own)), seed
        assert figures_in(copy) == figures_in(own), seed
        assert not is_touched(copy), seed


def mastheads(made):
    """Heads that do not come first: there are none in documents of ours, and their size is one that no style knows."""
    return any(isinstance(block, Masthead) for block in made.blocks[1:])


def test_the_thousand_hold_every_kind_of_thing():
    blocks = [block for seed in SEEDS for block in any_document(seed).blocks]
    texts = "".join(printed(block, "公文") for block in blocks)
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    assert len({type(block) for block in blocks}) == 15
    assert sum(isinstance(block, Chart) and bool(block.series) for block in blocks) > 100
    assert sum(isinstance(block, Colophon) and bool(block.lines) for block in blocks) > 100
    assert sum(any(cell.span > 1 for row in table.header for cell in row) for table in tables) > 50
    assert sum(any(cell.down > 1 for row in table.header for cell in row) for table in tables) > 20
    pairs = [pair for seed in SEEDS for pair in itertools.pairwise(any_document(seed).blocks)]
    assert sum(isinstance(one, Annex) and one.landscape and isinstance(two, TableBlock) for one, two in pairs) > 5
    assert set(ODD) <= set(texts)
    assert "长" * 10_000 in texts
