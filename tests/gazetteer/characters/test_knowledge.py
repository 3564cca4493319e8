from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from gazetteer.characters.blocks import (
    AMENDED,
    BLOCKS,
    LEVEL_1,
    LEVEL_2,
    LEVEL_3,
    block_of,
    gb18030_level,
    table_level,
)
from gazetteer.characters.knowledge import known, lines

LETTERS = frozenset("abcdefghijklmnopqrstuwxyz")
TONES = frozenset("\u0300\u0301\u0302\u0304\u0308\u030c")  # and the marks of ü and ê
DOUBLE_BYTE_RADICALS = 14  # of row FE of GBK; the standard counts them among the characters of level 1


def test_the_list_of_standard_characters_is_whole() -> None:
    numbers = sorted(known(character).table_number for character in lines() if known(character).table_number)
    assert numbers == list(range(1, 8106))
    levels = Counter(table_level(number) for number in numbers)
    assert levels == {"一级": 3500, "二级": 3000, "三级": 1605}


def test_the_levels_of_gb_18030_have_as_many_characters_as_the_standard_says() -> None:
    levels = Counter(known(character).gb_level for character in lines())
    assert levels[LEVEL_1] + DOUBLE_BYTE_RADICALS == 27_584
    assert levels[LEVEL_2] == 196
    assert levels[LEVEL_1] + levels[LEVEL_2] + levels[LEVEL_3] == 87_887
    assert levels[AMENDED] == 9_793


def test_every_unified_ideograph_of_each_block_is_there() -> None:
    counts = Counter(block_of(character) for character in lines())
    assert {name: counts[name] for name in ("扩展 A", "扩展 B", "扩展 C", "扩展 D", "扩展 E", "扩展 F")} == {
        "扩展 A": 6592, "扩展 B": 42720, "扩展 C": 4160, "扩展 D": 222, "扩展 E": 5774, "扩展 F": 7473}
    assert (counts["扩展 G"], counts["扩展 H"], counts["扩展 I"], counts["扩展 J"]) == (4939, 4192, 622, 4298)
    assert counts["基本汉字"] == 0x9FFF - 0x4E00 + 1


def test_blocks_do_not_overlap() -> None:
    ranges = sorted((first, last) for _, first, last in BLOCKS)
    assert all(earlier[1] < later[0] for earlier, later in zip(ranges, ranges[1:], strict=False))


@pytest.mark.parametrize(("character", "code", "block", "level", "gb", "radical", "strokes", "reading", "ids"), [
    ("汈", "U+6C48", "基本汉字", "三级", LEVEL_1, "水部2画", 5, "diāo", "⿰氵刁"),
    ("剅", "U+5245", "基本汉字", "三级", LEVEL_1, "刀部7画", 9, "lóu", "⿰豆刂"),
    ("塆", "U+5846", "基本汉字", "二级", LEVEL_1, "土部9画", 12, "wān", "⿰土弯"),
    ("𬒈", "U+2C488", "扩展 E", "三级", LEVEL_2, "石部5画", 10, "què", ""),
    ("𠮷", "U+20BB7", "扩展 B", "", LEVEL_3, "口部3画", 6, "", "⿱土口"),
    ("\U00030000", "U+30000", "扩展 G", "", AMENDED, "一部1画", 2, "", "⿱一𠄌"),
])
def test_what_is_known_of_a_character(character: str, code: str, block: str, level: str, gb: str, radical: str,
                                      strokes: int, reading: str, ids: str) -> None:
    about = known(character)
    assert (about.code, about.block, about.level, about.gb_level, about.radical, about.strokes) == (
        code, block, level, gb, radical, strokes)
    assert reading in ("", *about.readings) and (not ids or ids in about.ids)


def test_a_traditional_form_has_the_standard_character_recommended() -> None:
    assert known("灣").recommended == "湾"
    assert known("臺").recommended == "台"
    assert known("湾").recommended == ""


def test_a_stroke_order_has_as_many_strokes_as_the_character() -> None:
    ordered = [known(character) for character in lines() if known(character).stroke_order]
    assert len(ordered) > 6500
    assert all(set(about.stroke_order) <= set("12345") for about in ordered)
    assert known("干").stroke_order == "112" and known("王").stroke_order == "1121"


def test_a_character_that_the_table_lacks_is_known_by_its_code_only() -> None:
    about = known("\ue170")
    assert (about.code, about.block, about.gb_level, about.readings) == ("U+E170", "自造字区", "", ())


def test_readings_are_plain_syllables_with_tone_marks() -> None:
    for character in lines():
        for reading in known(character).readings:
            bare = set(unicodedata.normalize("NFD", reading)) - TONES
            assert bare <= LETTERS, (character, reading)


def test_a_level_follows_from_the_code_alone_outside_the_list() -> None:
    assert gb18030_level("\u9fef") == LEVEL_1 and gb18030_level("\u9ff0") == AMENDED
    assert gb18030_level("\U000323b0") == ""
