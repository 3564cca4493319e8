from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.characters.describing import by_parts, containing, described_by, exactly, parts, sequence_at
from gazetteer.characters.finding import by_code, by_radical, by_reading, find, radical_numbers, residual_strokes
from gazetteer.characters.knowledge import known, lines

SOME = st.sampled_from(sorted(lines()))


@pytest.mark.parametrize("typed", ["U+3A17", "3A17", "3a17", "0x3A17", "\\u3A17", "&#x3A17;", " u+3a17 "])
def test_a_code_point_is_understood_as_people_write_it(typed: str) -> None:
    assert by_code(typed) == ["㨗"]


@pytest.mark.parametrize("typed", ["U+E170", "U+D800", "U+110000", "xyz", "", "12"])
def test_a_code_that_is_no_character_gives_nothing(typed: str) -> None:
    assert by_code(typed) == []


@pytest.mark.parametrize(("typed", "wanted"), [
    ("氵刁", "汈"), ("水刁", "汈"), ("刁氵", "汈"), ("⿰氵刁", "汈"), ("豆刂", "剅"), ("豆刀", "剅"), ("土弯", "塆"),
    ("木木木", "森"), ("口口口", "品"), ("瞿阝", "𨟠"), ("土口", "𠮷"),
])
def test_parts_find_the_character_first(typed: str, wanted: str) -> None:
    assert wanted in by_parts(typed)[:3]


def test_some_parts_are_enough_and_parts_of_parts_count() -> None:
    assert "垸" in by_parts("土宀") and "塆" in by_parts("土弓")
    assert "汈" in containing("水")


def test_a_part_that_is_wanted_twice_stands_twice() -> None:
    assert "杏" not in by_parts("木木") and "林" in by_parts("木木")[:2]


def test_parts_that_no_character_has_find_nothing() -> None:
    assert by_parts("龘鬱") == [] and by_parts("") == [] and by_parts("⿰") == []


@given(SOME)
def test_a_character_is_found_by_its_own_description(character: str) -> None:
    for ids in known(character).ids:
        if len(parts(ids)) > 1 and "？" not in ids:
            assert character in exactly(parts(ids))


@given(SOME)
def test_a_character_is_found_by_its_code(character: str) -> None:
    assert find(known(character).code) == [character]


def test_a_description_is_cut_out_of_a_name() -> None:
    assert sequence_at("⿰氵刁市", 0) == "⿰氵刁" and sequence_at("⿱⿰氵刁土x", 0) == "⿱⿰氵刁土"
    assert sequence_at("⿰氵", 0) == "" and sequence_at("汈", 0) == ""
    assert described_by("⿰氵刁") == ["汈"] == described_by("⿰水刁")


@pytest.mark.parametrize("typed", ["diao", "diāo", "diao1", "DIAO1"])
def test_a_reading_finds_with_and_without_its_tone(typed: str) -> None:
    assert "汈" in by_reading(typed)


def test_u_with_dots_is_typed_in_three_ways_and_a_wrong_tone_finds_nothing() -> None:
    assert by_reading("lü4") == by_reading("lv4") == by_reading("lu:4") != []
    assert "汈" not in by_reading("diao4")


def test_common_characters_stand_before_rare_ones() -> None:
    assert by_reading("wan1")[:3] == ["弯", "湾", "豌"]


@pytest.mark.parametrize(("typed", "numbers"), [("氵", (85,)), ("水", (85,)), ("阝", (163, 170)), ("讠", (149,))])
def test_a_radical_is_known_in_any_form(typed: str, numbers: tuple[int, ...]) -> None:
    assert radical_numbers(typed) == numbers


def test_radical_and_strokes_find_the_character() -> None:
    assert "汈" in by_radical(85, 2) and "汈" not in by_radical(85, 3)
    assert 2 in residual_strokes(85) and by_radical(85)[0] == "水"


@pytest.mark.parametrize("typed", ["水部2画", "氵2", "氵 2", "水2画"])
def test_radical_and_strokes_are_typed_in_the_same_line(typed: str) -> None:
    assert find(typed) == by_radical(85, 2)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_answered(text: str) -> None:
    assert all(len(character) == 1 for character in find(text))
