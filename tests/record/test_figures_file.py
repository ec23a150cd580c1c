"""The figures file: lines put together from pieces say what json.dumps of the whole would say."""

import json
from fractions import Fraction
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import Claim, Document, Stated
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.table import Source
from pipeline.record.figures import Lines, digest, figure_json, fingerprint, hash_of_whole, head_of, whole_file
from pipeline.record.stamps import Stamps

PERIOD = Period.parse("2025-11")
RATE = Figure(
    Indicator('满"意\\率', label="满意率", unit="%"), PERIOD, "城关镇", Fraction(1, 3), 1, 3, Fraction(1, 7), Fraction(-2, 3),
    member="甲\n乙", dimension="问题类别", apart_from=("丙",),
)  # fmt: skip
COUNT = Figure(Indicator("来信件次", unit="件"), PERIOD, value=None, complete=False)
TYPED = Figure(Indicator("某数", type="reported"), PERIOD, value=7, reported=True, evidence="某县〔2025〕7号")
SOURCES = (Source("2025/登“记”.xlsx", "1月", 3), Source("甲.csv", None, 4))
PLACES = (
    Stated("F0001", "33%", RATE), Stated("F0002", "上升19个百分点", RATE, "change_on_year"),
    Stated("F0003", "—", COUNT), Stated("F0004", "7", TYPED),
)  # fmt: skip
CLAIM = Claim("全部", ("甲", "乙"), None, "unknown", "“话”", "没有数据")


def lines():
    return Lines(lambda figure: () if figure is COUNT else SOURCES)


def document(places=PLACES):
    return Document("通报", PERIOD, "城关镇", "通报", "标题", (), places, (CLAIM,))


def test_each_place_has_a_line_that_says_what_the_figures_command_says():
    file = whole_file({"document": "通报", "inputs": {"甲.csv": "a"}}, lines().body(document()))
    record = json.loads(file)
    for stated, entry in zip(PLACES, record["figures"], strict=True):
        listed = figure_json(stated.figure, stated.text, () if stated.figure is COUNT else SOURCES)
        assert {key: entry[key] for key in listed} == listed
        assert (entry["id"], entry["form"]) == (stated.id, stated.form)
    assert record["figures"][0]["member"] == "甲\n乙"
    assert record["figures"][0]["apart_from"] == ["丙"]
    assert record["figures"][3]["evidence"] == "某县〔2025〕7号"
    assert record["claims"] == [
        {"predicate": "全部", "arguments": ["甲", "乙"], "holds": None, "printed": "unknown", "text": "“话”", "reason": "没有数据"}
    ]
    assert len(file.decode().splitlines()) == 1 + 2 + 1 + 4 + 2 + 1 + 2


def test_a_document_without_figures_and_claims_is_json_too():
    empty = SimpleNamespace(figures=(), claims=())
    assert json.loads(whole_file({"a": 1}, lines().body(empty))) == {"a": 1, "figures": [], "claims": []}


def test_the_head_is_read_without_the_rest_and_the_body_has_a_hash_of_its_own():
    body = lines().body(document())
    one, two = whole_file({"run": "1"}, body), whole_file({"run": "2"}, body)
    assert head_of(one) == {"run": "1"}
    assert head_of(one[:60]) == {"run": "1"}
    assert digest(one) == digest(two) == digest(body)
    assert digest(one[:-10]) != digest(one)
    for broken in (b"", b"[]", b'{not json,\n"figures": [', b'["a",\n"figures": ['):
        assert head_of(broken) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=5), JSON, min_size=1, max_size=6), st.booleans())
def test_a_head_is_what_json_says_it_is_however_it_is_laid_out(head, dated):
    body = b'"figures": [\n],\n"claims": [\n]\n}\n'
    head |= {"date": "2026-01-01", "rows": {"甲": 1}, "run": "1", "body": "2", "docx": "3"} if dated else {}
    for written in (
        whole_file(head, body),
        json.dumps(head, indent=1, ensure_ascii=False).encode()[:-2] + b",\n" + body,
        json.dumps(head, indent=0).encode()[:-2] + b",\n" + body,
    ):
        found = head_of(written)
        assert found == head
        assert list(found) == list(head)


def test_heads_that_say_the_same_share_it():
    heads = ({"title": run, "date": "2026-01-01", "rows": {"甲": 1}, "run": run, "body": run, "docx": run} for run in ("a", "b"))
    one, two = (whole_file(head, b'"figures": [') for head in heads)
    assert head_of(one)["rows"] is head_of(two)["rows"]
    assert (head_of(one)["run"], head_of(two)["run"]) == ("a", "b")


def test_the_hash_of_the_whole_hangs_on_head_and_body(tmp_path):
    body = lines().body(document())
    one, two = whole_file({"run": "1"}, body), whole_file({"run": "2"}, body)
    other = whole_file({"run": "1"}, lines().body(document(PLACES[:2])))
    assert len({hash_of_whole(one), hash_of_whole(two), hash_of_whole(other), hash_of_whole(b""), hash_of_whole(body)}) == 5
    assert hash_of_whole(one, digest(body)) == hash_of_whole(one)
    path = tmp_path / "甲.figures.json"
    path.write_bytes(one)
    stamps = Stamps()
    assert (stamps.digest(str(path)), stamps.digest(str(path), of=digest)) == (hash_of_whole(one), digest(one))


def test_a_run_s_name_hangs_on_content_and_not_on_the_order_of_keys():
    assert fingerprint({"a": 1, "b": {"c": "甲"}}) == fingerprint({"b": {"c": "甲"}, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
