from __future__ import annotations

import pytest

from gazetteer.language import romanise
from gazetteer.language.sorting import index_letter, sort_key


def in_order(*names: str) -> list[str]:
    return sorted(reversed(names), key=lambda name: romanise(name).sort_key)


@pytest.mark.parametrize("names", [
    ("安家", "巴家", "周家"),
    ("丁云", "陡山"),                 # ding before dou
    ("西安", "仙桃"),                 # character by character: xi comes before xian
    ("卢市", "吕市", "栾市"),         # u, ü, and longer syllables after them
    ("天门", "天门河", "天门镇"),     # shorter first
    ("（东）", "12路", "A路", "安路", "\U000323b0路"),
])
def test_names_stand_as_in_a_dictionary(names):
    assert in_order(*names) == list(names)


def test_tones_follow_in_the_order_阴阳上去轻():
    keys = [sort_key("吗", (syllable,)) for syllable in ("mā", "má", "mǎ", "mà", "ma")]
    assert keys == sorted(keys)


def test_the_key_follows_the_confirmed_syllables_not_the_machine():
    assert sort_key("干驿", ("gān", "yì")) < sort_key("干驿", ("gàn", "yì"))


@pytest.mark.parametrize(("roman", "letter"), [
    ("Ānlù Shì", "A"), ("éqiáo", "E"), ("Zàoshì Zhèn", "Z"), ("2 Mǎlù", "#"), ("", "#"), ("《", "#")])
def test_the_index_letter_is_the_first_letter_without_tone(roman, letter):
    assert index_letter(roman) == letter
