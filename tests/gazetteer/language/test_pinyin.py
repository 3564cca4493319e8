from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.language.pinyin import (
    SYLLABLES,
    initials,
    letters,
    split_syllables,
    strip_tones,
    syllables_of,
    with_tone_digits,
)


def test_tones_go_and_the_dots_of_ü_stay():
    assert strip_tones("Lǜlín Zhèn") == "Lülin Zhen"
    assert strip_tones("XĪ'ĀN") == "XI'AN"


@pytest.mark.parametrize(("syllable", "digits"), [
    ("jìng", "jing4"), ("Líng", "ling2"), ("lǘ", "lü2"), ("zi", "zi5"), ("é", "e2"), ("shāng", "shang1")])
def test_a_syllable_gets_its_tone_as_a_digit(syllable, digits):
    assert with_tone_digits(syllable) == digits


@pytest.mark.parametrize("word", ["K12", "东", "", "xyz"])
def test_what_is_no_syllable_gets_no_digit(word):
    assert with_tone_digits(word) == word


def test_the_syllabary_has_the_syllables_of_the_standard_and_no_others():
    assert 390 < len(SYLLABLES) < 420
    assert {"lüe", "nü", "jiong", "zhuang", "er", "yong", "ei"} <= SYLLABLES
    assert not {"jü", "bong", "gi", "v", "ng", "hm", "lv"} & SYLLABLES


def test_letters_compare_spellings_without_case_tone_and_apostrophe():
    assert letters("Xī'ān Lù") == letters("XIAN LU") == "xianlu"
    assert letters("Xiannüshan") == letters("Xiannushan")


def test_initials_are_one_letter_a_syllable():
    assert initials(("zhāng", "gǎng", "zhèn")) == "zgz"
    assert initials(("ān", "lǜ")) == "al"


@pytest.mark.parametrize(("roman", "text", "syllables"), [
    ("Jìnglíng Jiēdào", "竟陵街道", ("jìng", "líng", "jiē", "dào")),
    ("Xī'ān Lù", "西安路", ("xī", "ān", "lù")),
    ("Tiānmén 2 Xiàng", "天门二巷", ("tiān", "mén", "2", "xiàng")),
    ("12 Tiáo", "十二条", ("12", "", "tiáo")),
    ("Dì-9 Lòng", "第九弄", ("dì", "9", "lòng")),
    ("1203 Gāodì", "1203高地", ("1", "2", "0", "3", "gāo", "dì")),
    ("Lǚjiāyuàn", "吕家垸", ("lǚ", "jiā", "yuàn")),
    ("JINAN", "济南", ("ji", "nan")),
    ("Fāng'ān", "方安", ("fāng", "ān")),
    ("Fāngān", "方干", ("fān", "gān")),
    ("Gāo\ue170 Cūn", "高\ue170村", ("gāo", "\ue170", "cūn")),
])
def test_a_stored_spelling_is_laid_over_its_characters(roman, text, syllables):
    assert syllables_of(roman, text) == syllables


@pytest.mark.parametrize(("roman", "text"), [
    ("Jìnglíng", "竟陵街道"), ("Tianmen Shi", "天门"), ("hello", "天门"), ("Wáng Cūn", "A村"), ("", "村")])
def test_a_spelling_of_another_name_does_not_fit(roman, text):
    assert syllables_of(roman, text) is None


def test_a_forgotten_apostrophe_is_forgiven_where_nothing_else_fits():
    assert syllables_of("Tiāné", "天鹅") == ("tiān", "é")


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=8))
def test_syllables_written_with_apostrophes_are_found_again(syllables):
    written = syllables[0] + "".join("'" + s if s[0] in "aoe" else s for s in syllables[1:])
    assert syllables_of(written, "字" * len(syllables)) is not None
    assert syllables_of(" ".join(syllables), "字" * len(syllables)) == tuple(syllables)


@pytest.mark.parametrize(("typed", "found"), [
    ("ganyi", ("gan", "yi")), ("xian", ("xian",)), ("xi'an", ("xi", "an")), ("fangan", ("fan", "gan")),
    ("yuxinzhen", ("yu", "xin", "zhen")), ("shíjiāhé", ("shí", "jiā", "hé")), ("hello", None), ("", None)])
def test_typed_pinyin_is_split_into_the_fewest_syllables(typed, found):
    assert split_syllables(typed) == found
