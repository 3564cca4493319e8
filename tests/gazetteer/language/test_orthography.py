"""Every example of DOMAIN §4.1 and the others of 中国地名汉语拼音字母拼写规则（1984）, rule by rule."""

from __future__ import annotations

import pytest

from gazetteer.language import romanise
from gazetteer.language.orthography import letters
from gazetteer.language.orthography.catalogue import RULES, text_of

STREET, RIVER, PEAK, TOWN, VILLAGE, SEA = "23510", "12100", "13450", "21500", "22200", "11000"


def divided(name, class_code=None, local=None):
    return romanise(name, class_code, local).divided


@pytest.mark.parametrize(("written", "class_code"), [
    ("太行/山", PEAK), ("江苏/省", "21200"), ("西峰/镇", TOWN), ("南京/路", STREET), ("梧桐/巷", STREET),
    ("松花/江", RIVER), ("汾/河", RIVER), ("太/湖", "12200"), ("舟山/群岛", None), ("台湾/海峡", None),
    ("青藏/高原", None), ("密云/水库", "24230"), ("大/运河", None), ("永丰/渠", "24310"), ("西藏/自治区", None),
    ("襄樊/市", "21400"), ("通/县", "21400"), ("友谊/乡", TOWN), ("京津/公路", None), ("滨江/道", STREET),
    ("横/街", STREET), ("长安/街", STREET), ("大/马路", STREET), ("门框/胡同", STREET)])
def test_rule_1_the_generic_stands_apart(written, class_code):
    reading = romanise(written.replace("/", ""), class_code)
    assert reading.divided == written
    assert 1 in reading.rules


@pytest.mark.parametrize(("written", "class_code"), [
    ("西辽/河", RIVER), ("景山/后街", STREET), ("清波门/直街", STREET), ("朝阳门内/大街", STREET),
    ("南横/东街", STREET),
    ("东直门外/南后街", STREET), ("广安门/北滨河/路", STREET), ("潮白/新河", RIVER), ("新通扬/运河", None),
    ("北雁荡/山", PEAK), ("老秃顶子/山", PEAK), ("小金门/岛", None), ("造币/左路", STREET), ("后赵家楼/胡同", STREET),
    ("南/小街", STREET), ("小/南街", STREET), ("修文/西小巷", STREET), ("汉北/路", STREET), ("南北/路", STREET),
    ("永新/河", RIVER), ("天南/长渠", "24310"), ("天门/西湖", "12200"), ("天门/南站", "23320"), ("兰州/站", "23320"),
    ("人民/大道/中段", STREET), ("解放路/中段", STREET),
    ("天门/市/城北/路", STREET), ("岳口/镇/人民/西路", STREET), ("汉北/河", RIVER)])
def test_rule_2_modifiers_of_one_syllable_join_their_part(written, class_code):
    assert divided(written.replace("/", ""), class_code) == written


@pytest.mark.parametrize("name", [
    "王村", "周口店", "龙王集", "江镇", "漷县", "文家市", "油坊桥", "铁匠营", "大虎山", "太平沟",
    "三岔河", "龚家棚", "众埠街",
    "南王家荡", "东桑家堡子"])
def test_rule_3_settlements_are_written_solid(name):
    reading = romanise(name, VILLAGE)
    assert reading.divided == name
    assert 3 in reading.rules


def test_rule_3_estates_are_no_natural_settlements():
    assert divided("东方之星花园", "22100") == "东方之星/花园"


@pytest.mark.parametrize(("written", "class_code"), [
    ("黑龙江/省", "21200"), ("景德镇/市", "21400"), ("解放路/南小街", STREET), ("包头/胡同/东巷", STREET),
    ("石家河/镇", TOWN)])
def test_rule_4_an_inner_generic_is_part_of_the_specific(written, class_code):
    reading = romanise(written.replace("/", ""), class_code)
    assert reading.divided == written
    assert 4 in reading.rules


def test_rule_4_a_generic_without_another_behind_it_is_no_generic():
    assert divided("渤海湾", SEA) == "渤海/湾"


@pytest.mark.parametrize(("written", "class_code"), [
    ("左权/县", "21400"), ("张之洞/路", STREET), ("欧阳海/水库", "24230"), ("陆羽/大道", STREET)])
def test_rule_5_a_person_is_written_solid(written, class_code):
    reading = romanise(written.replace("/", ""), class_code)
    assert reading.divided == written
    assert 5 in reading.rules


@pytest.mark.parametrize(("name", "class_code", "roman"), [
    ("五指山", PEAK, "Wǔzhǐ Shān"), ("第二松花江", RIVER, "Dì'èr Sōnghuā Jiāng"), ("三八路", STREET, "Sānbā Lù"),
    ("五一广场", "26310", "Wǔyī Guǎngchǎng"), ("九龙江", RIVER, "Jiǔlóng Jiāng"), ("三门峡", None, "Sānmén Xiá"),
    ("二道沟", RIVER, "Èrdào Gōu"), ("第六屯", VILLAGE, "Dìliùtún"), ("三眼井胡同", STREET, "Sānyǎnjǐng Hútong"),
    ("八角场东街", STREET, "Bājiǎochǎng Dōngjiē")])
def test_rule_6_numerals_are_spelled(name, class_code, roman):
    reading = romanise(name, class_code)
    assert reading.roman == roman
    assert 6 in reading.rules


@pytest.mark.parametrize(("name", "class_code", "roman"), [
    ("1203高地", "13400", "1203 Gāodì"), ("1718峰", "13440", "1718 Fēng"), ("二马路", STREET, "2 Mǎlù"),
    ("经五路", STREET, "Jīng 5 Lù"), ("三环路", STREET, "3 Huánlù"), ("大川淀一巷", STREET, "Dàchuāndiàn 1 Xiàng"),
    ("第九弄", STREET, "Dì-9 Lòng"), ("北二巷", STREET, "Běi 2 Xiàng"), ("天门二巷", None, "Tiānmén 2 Xiàng"),
    ("天宁寺西里一巷", STREET, "Tiānníngsì Xīlǐ 1 Xiàng"), ("解放路一巷", STREET, "Jiěfànglù 1 Xiàng"),
    ("十二条", STREET, "12 Tiáo")])
def test_rule_7_codes_and_ordinals_of_streets_are_figures(name, class_code, roman):
    reading = romanise(name, class_code)
    assert reading.roman == roman
    assert 7 in reading.rules


def test_rule_7_leaves_a_numeral_that_the_dictionary_reads():
    assert romanise("东四十二条", STREET, {"东四": "dōng sì"}).roman == "Dōngsì 12 Tiáo"


@pytest.mark.parametrize(("name", "roman"), [("十里堡", "Shílǐpù"), ("大黄堡", "Dàhuángbǎo"), ("吴堡", "Wúbǔ")])
def test_rule_8_the_approved_reading_precedes_the_machines(name, roman):
    approved = {"十里堡": "shí lǐ pù", "大黄堡": "dà huáng bǎo", "吴堡": "wú bǔ"}
    reading = romanise(name, VILLAGE, approved)
    assert reading.roman == roman
    assert 8 in reading.rules
    assert 8 not in romanise(name, VILLAGE).rules


def test_rule_9_tones_may_be_left_out():
    assert letters.rule_9_without_tones("Lǜlín Zhèn") == "Lülin Zhen"


@pytest.mark.parametrize(("name", "class_code", "roman"), [
    ("李庄", VILLAGE, "Lǐzhuāng"), ("珠江", RIVER, "Zhū Jiāng")])
def test_rule_10_each_part_has_a_capital(name, class_code, roman):
    assert romanise(name, class_code).roman == roman


def test_rule_10_capitals_keep_the_dots_of_ü():
    assert letters.rule_10_all_capitals("Lǜlín Zhèn") == "LÜLIN ZHEN"


@pytest.mark.parametrize(("name", "roman"), [
    ("西安", "Xī'ān"), ("建瓯", "Jiàn'ōu"), ("天峨", "Tiān'é"), ("干驿", None)])
def test_rule_11_the_apostrophe_stands_before_a_o_e(name, roman):
    reading = romanise(name, VILLAGE)
    assert roman is None or reading.roman == roman
    assert (11 in reading.rules) is (roman is not None)


def test_rule_12_er_is_written_r_where_it_is_not_a_syllable():
    reading = romanise("盆儿胡同", STREET)
    assert (reading.roman, reading.syllables[1]) == ("Pénr Hútong", "r")
    assert {1, 12} <= set(reading.rules)
    assert romanise("女儿街", STREET).roman == "Nǚ'ér Jiē"
    assert romanise("王儿庄", VILLAGE).roman == "Wáng'érzhuāng"
    assert romanise("王儿庄", VILLAGE, {"王儿": "wáng r"}).roman == "Wángrzhuāng"


@pytest.mark.parametrize(("name", "width", "lines"), [
    ("海南岛", 20, ["Hǎinán Dǎo"]), ("海南岛", 8, ["Hǎinán", "Dǎo"]), ("海南岛", 5, ["Hǎi-", "nán", "Dǎo"]),
    ("西安路", 4, ["Xī-", "ān", "Lù"]), ("石家河镇", 7, ["Shíjiā-", "hé Zhèn"]),
    ("石家河镇", 1, ["Shí-", "jiā-", "hé", "Zhèn"])])
def test_rule_13_lines_break_between_syllables_with_a_hyphen(name, width, lines):
    reading = romanise(name, STREET if name.endswith("路") else None)
    broken = letters.rule_13_line_break(name, reading.syllables, reading.groups, lambda s: len(s) <= width)
    assert broken == lines


def test_rule_13_breaks_as_printed():
    reading = romanise("海南岛")
    broken = letters.rule_13_line_break("海南岛", reading.syllables, reading.groups, {"nán", "Dǎo"}.__contains__)
    assert broken == ["Hǎi-", "nán", "Dǎo"]


@pytest.mark.parametrize(("written", "class_code"), [
    ("解放/桥", "23610"), ("少林/寺", "25130"), ("大雁/塔", "26240"), ("星海/公园", "25200"), ("鲁迅/故居", "25110"),
    ("岳口/镇/卫生院", "27300"), ("人民/广场", "26310"), ("石家河/遗址", "25140"), ("黄鹤/楼", "26100"),
    ("岳口/高级/中学", "27300"), ("天门/中学", "27300"), ("李湾村/小学", "27300"), ("沪蓉/高速/公路", "23210")])
def test_rule_14_units_and_sights_are_divided(written, class_code):
    assert divided(written.replace("/", ""), class_code) == written


@pytest.mark.parametrize("name", ["一线天", "水珠帘", "三潭印月"])
def test_rule_15_what_cannot_be_told_apart_is_solid(name):
    reading = romanise(name, "25300")
    assert reading.divided == name
    assert 15 in reading.rules


@pytest.mark.parametrize(("name", "roman"), [
    ("第一中学", "Dì-1 Zhōngxué"), ("天门市第一人民医院", "Tiānmén Shì Dì-1 Rénmín Yīyuàn")])
def test_rule_16_ordinals_of_units_are_figures(name, roman):
    reading = romanise(name, "27300")
    assert reading.roman == roman
    assert 16 in reading.rules and 6 not in reading.rules


@pytest.mark.parametrize(("written", "class_code"), [
    ("天门/市/人民/医院", "27300"), ("湖北/省/天门/中学", "27300"), ("天门/市场", "26510"),
    ("岳口/镇/人民/政府", "27100")])
def test_rule_17_areas_inside_the_names_of_units_are_divided(written, class_code):
    assert divided(written.replace("/", ""), class_code) == written


def test_a_local_reading_with_its_r_is_sorted_as_er():
    assert "er5" in romanise("盆儿胡同", STREET).sort_key


def test_every_rule_from_1_to_17_has_its_function_and_its_text():
    assert sorted(RULES) == list(range(1, 18))
    assert all(RULES[number].__name__.startswith(f"rule_{number}_") for number in RULES)
    assert all(text_of(number) and "规则第" not in text_of(number) for number in RULES)


def test_print_takes_the_other_apostrophe_only_where_asked():
    assert (letters.printed("Xī'ān Lù"), letters.printed("Xī'ān Lù", "'")) == ("Xī’ān Lù", "Xī'ān Lù")


def test_long_words_may_break_softly_between_syllables():
    name, roman = "天门市汈汊湖保护区", "Tiānmén Shì Diāochàhúbǎohùqū"
    soft = letters.rule_13_soft_hyphens(name, roman, 12)
    assert soft == "Tiānmén Shì Diāo\u00adchà\u00adhú\u00adbǎo\u00adhù\u00adqū"
    assert letters.rule_13_soft_hyphens(name, roman, 20) == roman
    assert letters.rule_13_soft_hyphens("王村", roman, 1) == roman
    assert letters.rule_13_soft_hyphens("西安", "Xī'ān", 1) == "Xī\u00ad'ān"
