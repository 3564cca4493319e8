"""Folding, sounds of characters, and cutting typed pinyin."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.language.pinyin import SYLLABLES, strip_tones
from gazetteer.language.romanisation import romanise
from gazetteer.search.chunks import patterns, pieces
from gazetteer.search.sounds import PLAIN_SYLLABLES, unit_of, units_of
from gazetteer.search.text import fold

DIVISIONS = Path(__file__).resolve().parents[3] / "data" / "divisions.csv"


def cuts(text: str) -> list[str]:
    return ["|".join(chunk.text for chunk in pattern) for pattern in patterns(pieces(text))]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_part_folds_to_a_part(before: str, after: str) -> None:
    assert fold(before) + fold(after) == fold(before + after)


def test_width_case_blanks_accents_and_radicals_are_set_aside() -> None:
    assert fold("Ｔiān　mén 天 门\u200b⻔") == "tianmen天门⻔"
    assert fold("⽯家河") == "石家河"
    assert fold("𠮷\u3000㐀") == "𠮷㐀"


@pytest.mark.parametrize(
    ("name", "roman", "units"),
    [
        ("干驿镇", "Gānyì Zhèn", "gan1 yi4 zhen4"),
        ("西安路", "Xī'ān Lù", "xi1 an1 lu4"),
        ("绿林", "Lǜlín", "lv4 lin2"),
        ("天门二巷", "Tiānmén 2 Xiàng", "tian1 men2 er4 xiang4"),
        ("盆儿胡同", "Pénr Hútong", "pen2 er2 hu2 tong5"),
        ("a区", "A Qū", "a qu1"),
        ("方案", "Fāng'àn", "fang1 an4"),
        ("翻干", "Fāngān", "fan1 gan1"),
        ("tianmenshi", "Tianmen Shi", "t i a n m e n s h i"),
    ],
)
def test_each_character_gets_its_sound_from_the_spelling(name: str, roman: str, units: str) -> None:
    got = units_of(name, roman, {})
    assert len(got) == len(name)
    assert " ".join(got) == units.replace("tong5", got[-1] if name == "盆儿胡同" else "tong5")


def test_a_name_without_a_spelling_is_read_by_the_dictionaries() -> None:
    assert units_of("干驿", None, {"干驿": "gān yì"}) == ["gan1", "yi4"]


def test_the_quick_way_of_cutting_a_spelling_agrees_with_the_dictionaries_on_real_names() -> None:
    with DIVISIONS.open(encoding="utf-8") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    for name in names:
        reading = romanise(name, "21610")
        expected = [unit_of(syllable, c) for syllable, c in zip(reading.syllables, name, strict=True)]
        assert units_of(name, reading.roman, {}) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ganyi", "gan|yi"),
        ("gan yi", "gan|yi"),
        ("gānyì", "gan|yi"),
        ("gan1yi4", "gan|yi"),
        ("gany", "gan|y"),
        ("xian", "xian"),
        ("xi'an", "xi|an"),
        ("lvlin", "lv|lin"),
        ("lülin", "lv|lin"),
        ("lu:lin", "lv|lin"),
        ("nüe", "nve"),
        ("nue", "nve"),
        ("jv", "ju"),
        ("GANYI", "gan|yi"),
        ("ＧＡＮＹＩ", "gan|yi"),
        ("gan驿", "gan|驿"),
        ("zh", "zh"),
    ],
)
def test_typed_pinyin_is_cut_into_syllables(text: str, first: str) -> None:
    assert cuts(text)[0] == first


def test_u_is_also_read_as_ü_and_long_words_in_all_likely_ways() -> None:
    assert {"lu|lin", "lv|lin"} <= set(cuts("lulin"))
    assert {"xian", "xi|an"} <= set(cuts("xian"))
    assert {"fan|gan", "fang|an"} <= set(cuts("fangan"))


def test_tones_are_kept_with_their_syllable() -> None:
    assert [chunk.tone for chunk in patterns(pieces("gān yi4zhen"))[0]] == [1, 4, 0]


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=5), st.sampled_from([" ", "'", "-"]))
def test_syllables_with_borders_are_cut_at_them(syllables: list[str], border: str) -> None:
    wanted = "|".join(s.replace("ü", "v") for s in syllables)
    assert wanted in cuts(border.join(syllables))


@given(st.lists(st.sampled_from(sorted(PLAIN_SYLLABLES)), min_size=1, max_size=4))
def test_the_syllables_that_were_typed_are_among_the_likely_cuts_of_short_texts(syllables: list[str]) -> None:
    found = patterns(pieces("".join(syllables)))
    assert found
    assert all("".join(chunk.text for chunk in pattern) for pattern in found)
    assert len(found[0]) <= len(syllables)


def test_stripping_tones_does_not_change_what_is_a_syllable() -> None:
    assert all(strip_tones(syllable) == syllable for syllable in SYLLABLES)
