from __future__ import annotations

import pytest

from gazetteer.language.characters import is_component, is_han, is_private_use, is_rare, odd_characters


@pytest.mark.parametrize("character", ["天", "㘵", "𫜷", "𱎂", "〇", "﨎", "\U000323b0"])
def test_ideographs_of_every_block_are_han(character):
    assert is_han(character)


@pytest.mark.parametrize("character", ["A", "1", "（", "あ", "\ue170", "⻖", "ㄅ"])
def test_other_characters_are_not_han(character):
    assert not is_han(character)


@pytest.mark.parametrize("character", ["\ue000", "\ue170", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_private_use_is_known_in_all_three_areas(character):
    assert is_private_use(character)


def test_ordinary_characters_are_not_private_use():
    assert not any(map(is_private_use, "天门𫜷\ufffd豈"))


def test_only_characters_an_ordinary_font_may_lack_are_rare():
    assert [c for c in "天汈垸剅㘵𫜷鿿〇" if is_rare(c)] == ["㘵", "𫜷", "鿿"]


@pytest.mark.parametrize(("name", "position", "word"), [
    ("高\ue170村", 1, "自造字"), ("东瞿阝村", 2, "偏旁"), ("聂囗村", 1, "偏旁"), ("前\ufffd村", 1, "转码"),
    ("⻖东村", 0, "偏旁"), ("⿰氵村", 0, "偏旁")])
def test_what_stands_in_real_names_for_a_missing_character_is_found(name, position, word):
    odd = next(odd_characters(name))
    assert odd.position == position
    assert word in odd.why
    assert odd.code_point == f"U+{ord(name[position]):04X}"


def test_real_names_have_no_odd_characters():
    assert not list(odd_characters("天门市双剅口村三垱村汈汊湖𫜷卤厂广口"))


def test_a_component_is_not_the_character_that_looks_like_it():
    assert is_component("囗") and not is_component("口")
