from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.language import AUTO, CONFIRMED, LOCAL, confirmed, romanise

LOCAL_WORDS = {"干驿": "gān yì", "干": "gàn", "长湖": "cháng hú"}


def test_the_reading_carries_every_form_that_is_needed_elsewhere():
    reading = romanise("竟陵街道", "21500")
    assert (reading.plain, reading.upper) == ("Jingling Jiedao", "JINGLING JIEDAO")
    assert reading.syllables == ("jìng", "líng", "jiē", "dào")
    assert reading.division == ((0, 2), (2, 4))
    assert (reading.initials, reading.generic, reading.generic_roman) == ("jljd", "街道", "Jiēdào")


def test_ü_stays_ü_in_capitals():
    assert romanise("吕家村", "22200").upper == "LÜJIACUN"


def test_the_longest_local_word_wins_and_says_so():
    reading = romanise("天门市干驿镇", local=LOCAL_WORDS)
    assert reading.syllables[3:5] == ("gān", "yì")
    assert romanise("干堤村", "22200", LOCAL_WORDS).syllables[0] == "gàn"
    assert romanise("干驿镇", "21500", LOCAL_WORDS).status == LOCAL


def test_without_a_local_word_the_reading_is_only_the_machines():
    reading = romanise("干驿镇", "21500")
    assert reading.status == AUTO
    assert 0 in reading.heteronyms


def test_a_reading_is_local_only_when_no_doubtful_character_is_left():
    reading = romanise("长湖重村", "22200", LOCAL_WORDS)
    assert reading.heteronyms == (2,)
    assert reading.status == AUTO


def test_a_local_word_with_the_wrong_number_of_syllables_is_not_used():
    assert romanise("干驿镇", "21500", {"干驿": "gān"}).status == AUTO


def test_characters_with_one_living_reading_are_not_doubtful():
    assert romanise("石家河村", "22200").heteronyms == ()


def test_a_通名_inside_the_专名_keeps_its_reading():
    assert romanise("周铺村", "21610").roman == "Zhōupùcūn"


@pytest.mark.parametrize(("name", "roman"), [
    ("长堰村3组", "Chángyàncūn 3 Zǔ"), ("A1路", "A1 Lù"), ("天门（东）路", "Tiānmén （Dōng） Lù"), ("", ""),
    ("K7", "K7")])
def test_other_characters_are_kept(name, roman):
    class_code = "21630" if name.endswith("组") else "23510"
    assert romanise(name, class_code, {"长堰": "cháng yàn"}).roman == roman


def test_a_character_nobody_can_read_stays_and_is_reported():
    reading = romanise("\U000323b0家湾", "22200")
    assert reading.unread == (0,)
    assert reading.roman == "\U000323b0jiāwān"
    private = romanise("高\ue170村", "22200")
    assert "\ue170" in private.roman and private.syllables[1] == "\ue170"


def test_characters_above_the_first_plane_are_read():
    assert romanise("𫜷村", "22200").roman == "Shòucūn"


def test_a_confirmed_spelling_stands_and_gives_its_syllables():
    reading = confirmed("干驿镇", "Gānyì Zhèn", "21500")
    assert (reading.roman, reading.status, reading.heteronyms) == ("Gānyì Zhèn", CONFIRMED, ())
    assert reading.syllables == ("gān", "yì", "zhèn")
    assert reading.generic_roman == "Zhèn"


def test_figures_in_a_confirmed_spelling_are_read_as_words():
    assert confirmed("天门二巷", "Tiānmén 2 Xiàng", "23510").syllables == ("tiān", "mén", "èr", "xiàng")


def test_a_confirmed_spelling_that_does_not_fit_is_kept_all_the_same():
    reading = confirmed("干驿镇", "Ganyizhenn", "21500")
    assert reading.roman == "Ganyizhenn"
    assert len(reading.syllables) == 3


@given(st.text(st.sampled_from("天门市干驿镇汈汊湖垸長塆一二十百第路巷村K7 （\ue170𫜷\U000323b0乐重")))
def test_any_text_gives_one_syllable_a_character_and_groups_that_cover_it(text):
    for class_code in (None, "22200", "21620", "23510", "12100", "27300"):
        reading = romanise(text, class_code, LOCAL_WORDS)
        assert len(reading.syllables) == len(text)
        assert all(reading.syllables)
        covered = [place for start, end in reading.division for place in range(start, end)]
        assert covered == list(range(len(text)))


def test_pypinyin_is_loaded_only_when_a_name_is_read():
    code = "import sys; import gazetteer.language; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_readings_that_live_in_dictionaries_only_raise_no_doubt():
    assert romanise("罗姚村", "22200").heteronyms == ()
    assert romanise("解乐村", "22200").heteronyms == (0, 1)
