"""The readings of Tianmen's names and the examples of 中国地名汉语拼音字母拼写规则(汉语地名部分), 1984."""
from __future__ import annotations

import pytest

from gazetteer import reference
from gazetteer.language import romanise

SETTLEMENT, VILLAGE = "22200", "21610"


@pytest.fixture(scope="module")
def local() -> dict[str, str]:
    """The local dictionary that a new workspace begins with."""
    return {row["word"]: row["syllables"] for row in reference.table("local_readings.csv")}


@pytest.mark.parametrize(("name", "roman"), [
    ("天门市", "Tiānmén Shì"), ("竟陵街道", "Jìnglíng Jiēdào"), ("侨乡街道", "Qiáoxiāng Jiēdào"),
    ("杨林街道", "Yánglín Jiēdào"), ("多宝镇", "Duōbǎo Zhèn"), ("拖市镇", "Tuōshì Zhèn"), ("张港镇", "Zhānggǎng Zhèn"),
    ("蒋场镇", "Jiǎngchǎng Zhèn"), ("汪场镇", "Wāngchǎng Zhèn"), ("渔薪镇", "Yúxīn Zhèn"), ("黄潭镇", "Huángtán Zhèn"),
    ("岳口镇", "Yuèkǒu Zhèn"), ("横林镇", "Hénglín Zhèn"), ("彭市镇", "Péngshì Zhèn"), ("麻洋镇", "Máyáng Zhèn"),
    ("多祥镇", "Duōxiáng Zhèn"), ("干驿镇", "Gānyì Zhèn"), ("马湾镇", "Mǎwān Zhèn"), ("卢市镇", "Lúshì Zhèn"),
    ("小板镇", "Xiǎobǎn Zhèn"), ("九真镇", "Jiǔzhēn Zhèn"), ("皂市镇", "Zàoshì Zhèn"), ("胡市镇", "Húshì Zhèn"),
    ("石家河镇", "Shíjiāhé Zhèn"), ("佛子山镇", "Fózǐshān Zhèn"), ("净潭乡", "Jìngtán Xiāng"),
    ("蒋湖农场", "Jiǎnghú Nóngchǎng"), ("白茅湖农场", "Báimáohú Nóngchǎng"), ("沉湖林场", "Chénhú Línchǎng"),
    ("天门河", "Tiānmén Hé"), ("汉北河", "Hànběi Hé"), ("汉江", "Hàn Jiāng"), ("汈汊湖", "Diāochà Hú"),
    ("沔阳", "Miǎnyáng"), ("长湖", "Cháng Hú"), ("长堰村", "Chángyàncūn"),
    ("天门二巷", "Tiānmén 2 Xiàng"), ("西安路", "Xī'ān Lù")])
def test_the_names_of_tianmen_are_spelled_right_without_their_class(name, roman, local):
    assert romanise(name, local=local).roman == roman


@pytest.mark.parametrize(("name", "class_code", "roman"), [
    ("干驿", SETTLEMENT, "Gānyì"), ("长堰", SETTLEMENT, "Chángyàn"), ("石家河镇", "21500", "Shíjiāhé Zhèn"),
    ("石家河", SETTLEMENT, "Shíjiāhé"), ("蒋湖农场", "21500", "Jiǎnghú Nóngchǎng"), ("王村", SETTLEMENT, "Wángcūn"),
    ("长堰村", VILLAGE, "Chángyàncūn"), ("佛子山", "13450", "Fózǐ Shān"), ("佛子山镇", "21500", "Fózǐshān Zhèn"),
    ("李湾村村民委员会", VILLAGE, "Lǐwāncūn Cūnmín Wěiyuánhuì"),
    ("鸿渐社区居民委员会", "21620", "Hóngjiàn Shèqū Jūmín Wěiyuánhuì"),
    ("西龙社区", "21620", "Xīlóng Shèqū"), ("华一村", VILLAGE, "Huáyīcūn"), ("一心村", VILLAGE, "Yīxīncūn"),
    ("东升大队生活区", "22400", "Dōngshēngdàduì Shēnghuóqū"), ("官路社区", SETTLEMENT, "Guānlù Shèqū")])
def test_the_class_decides_the_division(name, class_code, roman, local):
    assert romanise(name, class_code, local).roman == roman


@pytest.mark.parametrize(("name", "class_code", "roman"), [
    ("二马路", None, "2 Mǎlù"), ("经五路", None, "Jīng 5 Lù"), ("三环路", None, "3 Huánlù"),
    ("北二巷", None, "Běi 2 Xiàng"), ("大川淀一巷", "23510", "Dàchuāndiàn 1 Xiàng"), ("第九弄", "23510", "Dì-9 Lòng"),
    ("一百零三弄", "23510", "103 Lòng"), ("二十条", "23510", "20 Tiáo")])
def test_ordinals_in_street_names_are_figures(name, class_code, roman):
    assert romanise(name, class_code).roman == roman


@pytest.mark.parametrize(("name", "class_code", "roman"), [
    ("三八路", None, "Sānbā Lù"), ("五一广场", None, "Wǔyī Guǎngchǎng"), ("五指山", "13450", "Wǔzhǐ Shān"),
    ("第二松花江", "12100", "Dì'èr Sōnghuā Jiāng"), ("三里路", None, "Sānlǐ Lù")])
def test_other_numerals_are_spelled(name, class_code, roman):
    assert romanise(name, class_code).roman == roman


def test_a_numeral_that_the_dictionary_reads_is_not_taken_for_a_figure():
    assert romanise("东四十二条", "23510", {"东四": "dōng sì"}).roman == "Dōngsì 12 Tiáo"


@pytest.mark.parametrize(("name", "roman"), [
    ("景山后街", "Jǐngshān Hòujiē"), ("南横东街", "Nánhéng Dōngjiē"), ("人民西路", "Rénmín Xīlù"),
    ("汉北路", "Hànběi Lù"), ("解放路南小街", "Jiěfànglù Nánxiǎojiē")])
def test_the_modifier_of_a_street_joins_its_通名(name, roman):
    assert romanise(name, "23510").roman == roman


@pytest.mark.parametrize(("name", "roman"), [
    ("天鹅村", "Tiān'écūn"), ("永安村", "Yǒng'āncūn"), ("宝鸡村", "Bǎojīcūn"), ("吕梁村", "Lǚliángcūn")])
def test_a_o_and_e_after_another_syllable_get_the_apostrophe(name, roman):
    assert romanise(name, VILLAGE).roman == roman
