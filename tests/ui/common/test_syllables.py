"""The reading stands over the character it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.common.syllables import over_characters


@pytest.mark.parametrize(
    ("name", "roman", "expected"),
    [
        ("干驿镇", "Gānyì Zhèn", ["gān", "yì", "zhèn"]),
        ("竟陵街道", "Jìnglíng Jiēdào", ["jìng", "líng", "jiē", "dào"]),
        ("西安", "Xī'ān", ["xī", "ān"]),
        ("先知", "Xiānzhī", ["xiān", "zhī"]),
        ("反感", "Fǎngǎn", ["fǎn", "gǎn"]),
        ("女儿", "Nǚ'ér", ["nǚ", "ér"]),
        ("吕家湾", "Lǚjiā Wān", ["lǚ", "jiā", "wān"]),
        ("盆儿胡同", "Pénr Hútong", ["pén", "r", "hú", "tong"]),
        ("天门二巷", "Tiānmén 2 Xiàng", ["tiān", "mén", "2", "xiàng"]),
        ("十二条", "12 Tiáo", ["12", "", "tiáo"]),
        ("第九弄", "Dì-9 Lòng", ["dì", "9", "lòng"]),
        ("老𥰆垸", "Lǎonuò Yuàn", ["lǎo", "nuò", "yuàn"]),
    ],
)
def test_each_character_gets_its_syllable(name: str, roman: str, expected: list[str]):
    assert over_characters(name, roman) == list(zip(name, expected, strict=True))


def test_figures_have_no_reading():
    assert over_characters("107国道", "107 Guódào") == [
        ("1", ""), ("0", ""), ("7", ""), ("国", "guó"), ("道", "dào"),
    ]


def test_a_reading_that_does_not_fit_stands_whole_over_the_name():
    assert over_characters("干驿镇", "Gānyì") == [("干驿镇", "Gānyì")]
    assert over_characters("干驿镇", "Xqzt Zhèn Yì") == [("干驿镇", "Xqzt Zhèn Yì")]


def test_without_reading_the_characters_stand_alone():
    assert over_characters("干驿", "") == [("干", ""), ("驿", "")]


@given(st.text(max_size=30), st.text(max_size=60))
def test_no_character_of_a_name_is_ever_lost(name: str, roman: str):
    assert "".join(character for character, _ in over_characters(name, roman)) == name
