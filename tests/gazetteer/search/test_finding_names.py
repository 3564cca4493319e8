"""Every name is found by what a person may type of it."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.language.pinyin import strip_tones
from gazetteer.language.romanisation import romanise
from gazetteer.search.finding import find
from gazetteer.search.text import fold

DIVISIONS = Path(__file__).resolve().parents[3] / "data" / "divisions.csv"
with DIVISIONS.open(encoding="utf-8") as lines:
    NAMES = [row["name"] for row in csv.DictReader(lines) if row["level"] in ("township", "village")]
EVERY = 2000
ODD = st.text(alphabet="天门干驿村𠮷𬭎㐀〇A1b·（）-２", min_size=1, max_size=6)
part_of_name = st.tuples(st.integers(0, len(NAMES) - 1), st.integers(0, 9), st.integers(1, 10))


@pytest.fixture(scope="module")
def real(store_of):
    """The townships and villages of Tianmen."""
    return store_of(NAMES)


def places(store, text, limit=EVERY):
    return [found.place for found in find(store, text, limit)]


def part(choice):
    """A part of a real name: its index, the text, the syllables."""
    index, start, size = choice
    name = NAMES[index]
    start = min(start, len(name) - 1)
    return index + 1, name[start : start + size], romanise(name, "21610").syllables[start : start + size]


@given(part_of_name)
def test_every_name_is_found_by_each_of_its_parts(real, choice) -> None:
    place, text, _ = part(choice)
    assert place in places(real, text)
    assert place in places(real, " ".join(text))


@given(part_of_name)
def test_all_that_is_found_by_characters_holds_them_when_any_does(real, choice) -> None:
    _, text, _ = part(choice)
    found = [each for each in find(real, text, EVERY) if each.score >= 80]
    assert {each.place for each in found} == {n for n, name in enumerate(NAMES, start=1) if text in name}


@given(part_of_name, st.sampled_from(["joined", "spaced", "toned", "toned and spaced", "capitals", "digits"]))
def test_every_name_is_found_by_its_pinyin(real, choice, way: str) -> None:
    place, _, syllables = part(choice)
    plain = [strip_tones(s) for s in syllables]
    digits = "".join(f"{p}{tone_digit(s)}" for p, s in zip(plain, syllables, strict=True))
    typed = {
        "joined": "".join(plain),
        "spaced": " ".join(plain),
        "toned": "".join(syllables),
        "digits": digits,
        "toned and spaced": " ".join(syllables),
        "capitals": "".join(plain).upper(),
    }[way]
    assert place in places(real, typed)


def tone_digit(syllable: str) -> int:
    marks = {c: n for n, row in enumerate(("āēīōūǖ", "áéíóúǘ", "ǎěǐǒǔǚ", "àèìòùǜ"), start=1) for c in row}
    return next((marks[c] for c in syllable if c in marks), 5)


@given(part_of_name)
def test_every_name_is_found_by_its_initials(real, choice) -> None:
    place, text, syllables = part(choice)
    typed = "".join(strip_tones(s)[0] for s in syllables)
    if len(typed) > 1 or NAMES[place - 1].startswith(text):
        assert place in places(real, typed)


@given(part_of_name, st.randoms())
def test_characters_and_pinyin_may_be_mixed(real, choice, chance: random.Random) -> None:
    place, text, syllables = part(choice)
    typed = [strip_tones(s) if chance.random() < 0.5 else c for c, s in zip(text, syllables, strict=True)]
    borders = [" " if a.isascii() and b.isascii() else "" for a, b in zip(typed, [*typed[1:], ""], strict=True)]
    assert place in places(real, "".join(a + b for a, b in zip(typed, borders, strict=True)))


@given(st.integers(0, len(NAMES) - 1), st.integers(1, 30))
def test_the_pinyin_of_a_name_finds_it_while_it_is_being_typed(real, index: int, size: int) -> None:
    typed = "".join(strip_tones(s) for s in romanise(NAMES[index], "21610").syllables)[:size]
    assert index + 1 in places(real, typed)


def test_tones_that_were_typed_must_agree(store_of) -> None:
    store = store_of(["干驿镇"], {"干驿": "gān yì"})
    assert places(store, "gān yì") == places(store, "gan1yi") == places(store, "ganyì") == [1]
    for other in ("gàn yì", "gan1yi1"):
        assert [(found.score, "声调" in found.why) for found in find(store, other + "zhen4", 5)] == [(48, True)]


@pytest.mark.parametrize(("name", "typed"), [
    ("陈场村", "cencangcun"), ("桂花社区", "guifuasequ"), ("龙尾山", "nongweisan"), ("横林镇", "henlinzhen"),
])
def test_sounds_that_the_local_speech_does_not_part_find_each_other(store_of, name: str, typed: str) -> None:
    found = find(store_of([name, "别处"]), typed, 5)
    assert [each.name for each in found] == [name] and "相近" in found[0].why


def test_ü_may_be_typed_as_v_ü_or_u(store_of) -> None:
    store = store_of(["绿化", "路华"])
    assert places(store, "lvhua") == places(store, "lǜhuà") == places(store, "lühua") == places(store, "lu:hua") == [1]
    assert set(places(store, "luhua")) == {1, 2}


@given(st.lists(ODD, min_size=1, max_size=5), st.data())
def test_characters_of_every_plane_and_signs_are_found(store_of, names: list[str], data: st.DataObject) -> None:
    store = store_of(names)
    index = data.draw(st.integers(0, len(names) - 1))
    start = data.draw(st.integers(0, len(names[index]) - 1))
    text = names[index][start : data.draw(st.integers(start + 1, len(names[index])))]
    found = places(store, text)
    assert index + 1 in found
    held = [n for n, name in enumerate(names, start=1) if fold(text) in fold(name)]
    assert set(held) <= set(found)


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "\x00", "\u200b", "天" * 65, "x" * 5000])
def test_a_text_with_nothing_to_search_for_finds_nothing(real, text: str) -> None:
    assert places(real, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "'",
        '"',
        "%",
        "_",
        "*",
        "天*",
        '"天门"',
        "天 OR 门",
        "NEAR(天 门)",
        "entry_tokens:天",
        "^天",
        "天 NOT 门",
        "-天",
        "天'--",
        "); DROP TABLE entry; --",
        "\\",
        "{天}",
        "天+门",
        "¹天",
        "ˉtm",
        "a AND",
        "\ud800天",
    ],
)
def test_signs_that_mean_something_to_the_database_are_only_text(real, text: str) -> None:
    held = [n for n, name in enumerate(NAMES, start=1) if fold(text) in fold(name)]
    found = find(real, text, EVERY)
    assert {each.place for each in found if each.score >= 80} == set(held)


@given(st.text(max_size=20))
def test_no_text_breaks_the_search(real, text: str) -> None:
    found = places(real, text, limit=5)
    assert len(found) == len(set(found)) <= 5
