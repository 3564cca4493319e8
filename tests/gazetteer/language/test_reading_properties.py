"""What holds for every reading: spelling, syllables and division say the same."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from gazetteer.language import confirmed, romanise
from gazetteer.language.orthography.letters import rule_13_line_break
from gazetteer.language.pinyin import (
    SYLLABLES,
    letters,
    marked,
    strip_tones,
    syllables_of,
    tone,
    typed_spelling,
    typed_syllable,
)
from gazetteer.language.romanisation import respelled

CHARACTERS = "天门市干驿镇汈汊湖垸女儿安恩欧二十第路巷村山"
CLASSES = st.sampled_from([None, "22200", "21610", "21500", "23510", "12100", "27300"])
names = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=7)
syllables = st.builds(marked, st.sampled_from(sorted(SYLLABLES)), st.integers(1, 5))


@st.composite
def readings(draw):
    """A name, a syllable for each character, and a division of any shape."""
    read = draw(st.lists(syllables, min_size=1, max_size=7))
    cuts = sorted({0, len(read), *draw(st.lists(st.integers(0, len(read)), max_size=4))})
    return "字" * len(read), tuple(read), tuple(zip(cuts, cuts[1:], strict=False))


@given(names, CLASSES)
def test_what_the_rules_spell_is_split_into_the_same_syllables(name, class_code):
    reading = romanise(name, class_code)
    again = confirmed(name, reading.roman, class_code, " ".join(reading.syllables))
    assert (again.syllables, again.division, again.rules) == (
        reading.syllables, reading.division, tuple(rule for rule in reading.rules if rule != 8))
    assert unicodedata.is_normalized("NFC", reading.roman)


@given(readings())
def test_a_confirmed_spelling_alone_gives_its_syllables_and_its_division_back(read):
    name, chosen, words = read
    spelled = respelled(name, chosen, words)
    again = confirmed(name, spelled.roman)
    assert (again.syllables, again.division) == (chosen, words)


@given(readings())
def test_a_division_of_any_shape_keeps_the_letters(read):
    name, chosen, words = read
    assert letters(respelled(name, chosen, words).roman) == letters("".join(chosen))


@given(readings(), st.integers(1, 14))
def test_broken_lines_joined_again_are_the_spelling(read, width):
    name, chosen, words = read
    reading = respelled(name, chosen, words)
    lines = rule_13_line_break(name, chosen, reading.groups, lambda line: len(line) <= width)
    assert letters("".join(lines)) == letters(reading.roman)
    assert all(len(line) <= width or len(syllables_of(line.rstrip("-"), "字") or "") == 1 for line in lines)


@given(st.sampled_from(sorted(SYLLABLES)), st.integers(1, 5))
def test_every_way_of_typing_a_syllable_gives_the_same_one(plain, number):
    toned = marked(plain, number)
    assert (strip_tones(toned), tone(toned)) == (plain, number)
    ways = {f"{plain}{number}", f"{plain.replace('ü', 'v')}{number}", f"{plain.upper()}{number}", toned,
            unicodedata.normalize("NFD", toned), toned.replace("ü", "u:")}
    assert {typed_syllable(way) for way in ways} == {toned}


def test_what_is_no_syllable_is_not_taken_for_one():
    assert [typed_syllable(typed) for typed in ("", "4", "hello", "gān4", "gan6", "干", "v")] == [None] * 7
    assert typed_syllable("qv4") == "qù"
    assert typed_syllable("r") == "r"


def test_a_spelling_typed_with_digits_becomes_one_with_marks_and_figures_stay():
    assert typed_spelling("Gan1yi4 Zhen4") == "Gānyì Zhèn"
    assert typed_spelling("Tian1men2 2 Xiang4") == "Tiānmén 2 Xiàng"
    assert typed_spelling("Lv4lin2") == "Lǜlín"
    assert typed_spelling("Xi1’an1 Lu4") == "Xī'ān Lù"
    assert typed_spelling("K7 Dì-9 A12") == "K7 Dì-9 A12"


@given(names, CLASSES)
def test_every_reading_has_a_rule_for_every_word(name, class_code):
    reading = romanise(name, class_code)
    assert all(group.rule in reading.rules for group in reading.groups)
