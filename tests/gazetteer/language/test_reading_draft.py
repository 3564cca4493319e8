"""Working on a reading: syllables typed and chosen, words moved, the rules' own answer."""

from __future__ import annotations

from gazetteer.language.reading_draft import ReadingDraft

LOCAL = {"干驿": "gān yì"}


def test_a_draft_begins_with_what_the_rules_say():
    draft = ReadingDraft.by_rules("干驿镇", "21500", LOCAL)
    assert (draft.reading.roman, draft.words, draft.heteronyms) == ("Gānyì Zhèn", ((0, 2), (2, 3)), ())
    assert draft.follows_rules


def test_a_written_reading_stands_as_written():
    draft = ReadingDraft.written("天门二巷", "Tiānmén Èrxiàng", "23510", None, {})
    assert (draft.words, draft.syllables[2:]) == (((0, 2), (2, 4)), ("èr", "xiàng"))
    assert not draft.follows_rules
    assert draft.ruled.reading.roman == "Tiānmén 2 Xiàng"


def test_a_syllable_is_taken_in_any_way_it_is_typed():
    draft = ReadingDraft.by_rules("吕家村", "22200", {})
    for typed in ("lv4", "lü4", "lǜ", "LV4"):
        assert draft.with_syllable(0, typed).reading.roman == "Lǜjiācūn"
    assert draft.with_syllable(0, "hello") is None
    assert ReadingDraft.by_rules("K7路", "23510", {}).with_syllable(0, "gan1") is None


def test_words_are_divided_and_joined():
    draft = ReadingDraft.by_rules("石家河镇", "21500", {})
    apart = draft.with_break(2, True)
    assert apart.reading.roman == "Shíjiā Hé Zhèn"
    assert apart.with_break(2, False) == draft
    assert draft.with_break(0, True) == draft.with_break(4, True) == draft


def test_a_character_offers_its_readings():
    draft = ReadingDraft.by_rules("乐山村", "22200", {})
    assert {"lè", "yuè"} <= set(draft.choices(0))
    assert 0 in draft.heteronyms
    assert "r" in ReadingDraft.by_rules("盆儿胡同", "23510", {}).choices(1)
    assert ReadingDraft.by_rules("K7路", "23510", {}).choices(0) == ()


def test_a_character_nobody_can_read_can_be_given_a_reading():
    draft = ReadingDraft.by_rules("\U000323b0家湾", "22200", {})
    assert draft.reading.unread == (0,)
    given = draft.with_syllable(0, "tai2")
    assert (given.reading.unread, given.reading.roman) == ((), "Táijiāwān")


def test_an_empty_name_has_no_words():
    assert ReadingDraft.by_rules("", None, {}).words == ()
