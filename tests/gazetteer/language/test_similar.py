from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.language.similar import core_name, one_apart, similarity, sound_key, split_name
from gazetteer.language.wade_giles import from_wade_giles

LOCAL_WORDS = {"干驿": "gān yì"}


@pytest.mark.parametrize(("name", "core", "generic"), [
    ("李湾村村民委员会", "李湾", "村"), ("李湾村委会", "李湾", "村"), ("李湾村", "李湾", "村"), ("李湾", "李湾", ""),
    ("鸿渐社区居民委员会", "鸿渐", "社区"), ("鸿渐居委会", "鸿渐", "社区"), ("竟陵街道办事处", "竟陵", "街道"),
    ("天门市干驿镇", "干驿", "镇"), ("湖北省天门市", "天门", "市"), ("干驿镇人民政府", "干驿", "镇"),
    ("沉湖管委会", "沉湖", "管委会"), ("李村", "李村", ""), ("王村委会", "王村", "村"), ("王村民委员会", "王村", "村"),
    ("王居委会", "王居委会", ""), ("侨乡", "侨乡", ""), ("侨乡街道", "侨乡", "街道"),
    ("沙岭新村村民委员会", "沙岭新", "村"), ("三合村（样例）", "三合", "村"), ("三 合 村", "三合", "村")])
def test_a_name_is_taken_apart(name, core, generic):
    assert split_name(name) == (core, generic)
    assert core_name(name) == core


@pytest.mark.parametrize(("a", "b", "least", "most", "why"), [
    ("李湾村", "李湾村", 1, 1, "名称相同"),
    ("李湾村", "李湾村村民委员会", 0.95, 0.95, "通名写法不同"),
    ("李湾", "李湾村村民委员会", 0.95, 0.95, "省略了通名“村”"),
    ("李弯村", "李湾村村民委员会", 0.75, 0.84, "同音异字"),
    ("竞陵街道", "竟陵街道", 0.75, 0.84, "同音异字"),
    ("黄滩镇", "黄潭镇", 0.7, 0.79, "声调不同"),
    ("石河镇", "石家河镇", 0.6, 0.8, "一字之差"),
    ("沉湖镇", "沉湖管委会", 0.7, 0.84, "通名不同"),
    ("李湾社区", "李湾村村民委员会", 0.7, 0.84, "通名不同"),
    ("郑场镇", "郑场村村民委员会", 0.4, 0.6, "级别不同"),
    ("白龙村", "白龙泉边村村民委员会", 0.3, 0.6, "包含“白龙”"),
    ("Yuxin Zhen", "渔薪镇", 0.7, 0.84, "拼音相同"),
    ("Yü-hsin", "渔薪镇", 0.7, 0.84, "拼音相同"),
    ("Shih-chia-ho", "石家河镇", 0.7, 0.84, "拼音相同"),
    ("T’ien-men", "天门市", 0.7, 0.84, "拼音相同"),
    ("Ganyi", "干驿镇", 0.7, 0.84, "拼音相同"),
    ("Huzhen", "护镇", 0.7, 0.84, "拼音相同"),
    ("Yuxin Xiang", "渔薪村", 0.3, 0.6, "级别不同"),
    ("李湾村", "石桥村", 0, 0, None),
    ("Mayang", "渔薪镇", 0, 0, None),
])
def test_two_names_are_as_alike_as_a_person_would_say(a, b, least, most, why):
    found = similarity(a, b, LOCAL_WORDS)
    assert least <= found.score <= most
    assert not found.reasons if why is None else any(why in reason for reason in found.reasons)


def test_the_sound_key_knows_tones_when_asked():
    assert sound_key("干驿镇", LOCAL_WORDS) == "gan yi zhen"
    assert sound_key("干驿镇", LOCAL_WORDS, tones=True) == "gān yì zhèn"
    assert sound_key("黄滩") == sound_key("黄潭")
    assert sound_key("黄滩", tones=True) != sound_key("黄潭", tones=True)


NAMES = st.text(st.sampled_from("李湾石桥村镇社区居委会民员天门市干驿Yuxin '"), max_size=10)


@given(NAMES, NAMES)
def test_likeness_is_the_same_both_ways_and_never_above_one(a, b):
    forth, back = similarity(a, b), similarity(b, a)
    assert forth.score == back.score
    assert 0 <= forth.score <= 1


@given(st.text("天门石桥", min_size=2, max_size=6), st.integers(0, 5), st.sampled_from("甲乙"))
def test_one_character_replaced_added_or_left_out_is_one_apart(name, place, other):
    place %= len(name)
    assert one_apart(name, name[:place] + other + name[place + 1:])
    assert one_apart(name, name[:place] + other + name[place:])
    assert one_apart(name, name[:place] + name[place + 1:])
    assert not one_apart(name, name)
    assert not one_apart(name, other + other + name)


@pytest.mark.parametrize(("old", "new"), [
    ("Shih-chia-ho", "shi jia he"), ("To-pao-wan", "duo bao wan"), ("Hsün-tien", "xun dian"), ("Chi-lin", "ji lin"),
    ("Chih-chiang", "zhi jiang"), ("Ssu-ho", "si he"), ("I-t'ang-chen", "yi tang zhen"), ("Jen-ho", "ren he"),
    ("Lo-tien", "luo dian"), ("Su-chou", "su zhou"), ("P’eng-shih-ho", "peng shi he"), ("Tsienkiang", ""), ("", "")])
def test_older_spellings_become_pinyin(old, new):
    assert from_wade_giles(old) == new
