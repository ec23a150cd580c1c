"""A document that was opened and saved is not edited; one of which a character was changed is; its figures are found in both."""

import random
import zipfile
from io import BytesIO

import pytest
from generated import any_document
from saved_by import W, changed, word, wps
from validity import faults
from written_samples import bulletin, everything, looks, special_bulletin, speech

from pipeline.write import figures_in, read_properties, text_hash, text_of, write

LOOKS = looks()
MADE = {"speech": speech(), "bulletin": bulletin(), "special": special_bulletin(), "all": everything()}
SAVED = pytest.mark.parametrize("saved", [word, wps])


def edited(data):
    return read_properties(data)["text_hash"] != text_hash(data)


@SAVED
@pytest.mark.parametrize("name", MADE)
def test_saving_alone_is_no_edit_and_every_figure_is_found(name, saved):
    data = write(MADE[name], LOOKS, {"run": "r", "figures": "f"})
    after = saved(data)
    assert after != data
    assert text_of(after) == text_of(data)
    assert not edited(after)
    assert figures_in(after) == figures_in(data)
    assert figures_in(data).items() >= {one.id: one.text for one in MADE[name].figures}.items()
    assert len(figures_in(data)) > 2
    assert (read_properties(after)["run"], read_properties(after)["figures"]) == ("r", "f")


@SAVED
def test_generated_documents_too(saved):
    for seed in range(40):
        data = write(any_document(seed), LOOKS, {})
        assert not edited(saved(data)), seed
        assert not edited(saved(saved(data))), seed
        assert figures_in(saved(data)) == figures_in(data), seed


def test_the_stand_ins_do_what_the_programs_do():
    data = write(special_bulletin(), LOOKS, {})
    kept, dropped = word(data), wps(data)
    assert faults(kept) == []
    for after in (kept, dropped):
        names = zipfile.ZipFile(BytesIO(after)).namelist()
        assert {"word/theme/theme1.xml", "word/webSettings.xml"} <= set(names)
    xml = {name: zipfile.ZipFile(BytesIO(made)).read("word/document.xml").decode() for name, made in (("w", kept), ("p", dropped))}
    before = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert xml["w"].count("<w:sdt>") == before.count("<w:sdt>") > 0
    assert "<w:sdt>" not in xml["p"]
    assert all(each.count("<w:r ") > before.count("<w:r>") and "_GoBack" in each and "Fallback" in each for each in xml.values())


@SAVED
@pytest.mark.parametrize("name", MADE)
def test_one_changed_character_anywhere_is_an_edit(name, saved):
    """In words, in figures, in cells, in a colophon: twelve places, each by itself, before and after the saving."""
    data = write(MADE[name], LOOKS, {})
    rng = random.Random(name)
    for _ in range(12):
        place = rng.random()

        def change(root, place=place):
            texts = [each for each in root.iter(f"{W}t") if (each.text or "").strip("\u200b ")]
            text = texts[int(place * len(texts))]
            text.text = "改" + text.text[1:]

        assert edited(saved(changed(data, change)))
    after = saved(data)
    box = [each for each in ("版记",) if name in ("special", "all")]
    assert all(edited(changed(after, in_the_colophon)) for _ in box)


def in_the_colophon(root):
    """Both copies of the box, as Word writes them."""
    for box in root.iter(f"{W}txbxContent"):
        text = next(box.iter(f"{W}t"))
        text.text = "改" + text.text[1:]


@SAVED
def test_a_figure_changed_by_hand_is_found_with_what_it_now_says(saved):
    made = speech()
    id_, text = made.figures[3].id, made.figures[3].text

    def change(root):
        mark = next(each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == f"_{id_}")
        texts = []
        for each in mark.itersiblings():
            if each.tag == f"{W}bookmarkEnd":
                break
            texts += each.iter(f"{W}t")
        for one in texts[1:]:
            one.text = ""
        texts[0].text = "31万份"

    after = changed(saved(write(made, LOOKS, {})), change)
    assert text != "31万份"
    assert figures_in(after) == {one.id: one.text for one in made.figures} | {id_: "31万份"}
    assert edited(after)
