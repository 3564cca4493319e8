"""Spellings as the census and signs have them, and the rule that each departs from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.language import romanise
from gazetteer.language.spelling import compare_spelling

STREET, TOWN, VILLAGE = "23510", "21500", "22200"
LOCAL = {"干驿": "gān yì", "汪场": "wāng chǎng"}


@pytest.mark.parametrize(("text", "written", "class_code", "expected", "rule", "said"), [
    ("建设中路", "Jiànshèzhōnglù", STREET, "Jiànshè Zhōnglù", 2, "“建设”与“中路”应分写"),
    ("汨罗市归义镇", "MìLuóShìGuīYì Zhèn", TOWN, "Mìluó Shì Guīyì Zhèn", 1, "“汨罗”与“市”应分写"),
    ("汨罗市归义镇", "MìLuóShìGuīYì Zhèn", TOWN, "Mìluó Shì Guīyì Zhèn", 1, "中间的字母应小写"),
    ("王村", "Wáng Cūn", VILLAGE, "Wángcūn", 3, "“王村”应连写"),
    ("竟陵街道", "Jingling Jiedao", TOWN, "Jìnglíng Jiēdào", 9, "未标声调"),
    ("竟陵街道", "Jìnglíng Jiēdao", TOWN, "Jìnglíng Jiēdào", 9, "第4字“道”缺声调"),
    ("干驿镇", "Gànyì Zhèn", TOWN, "Gānyì Zhèn", 8, "第1字“干”写作gàn，应读gān"),
    ("汪场镇", "Wāngcháng Zhèn", TOWN, "Wāngchǎng Zhèn", 8, "第2字“场”写作cháng，应读chǎng"),
    ("干驿镇", "Jiānyì Zhèn", TOWN, "Gānyì Zhèn", 8, "第1字“干”写作jiān"),
    ("竟陵街道", "jìnglíng jiēdào", TOWN, "Jìnglíng Jiēdào", 10, "“jìnglíng、jiēdào”的第一个字母应大写"),
    ("竟陵街道", "Jìnglíng JiēDào", TOWN, "Jìnglíng Jiēdào", 10, "“JiēDào”中间的字母应小写"),
    ("竟陵街道", "JÌNGLÍNG JIĒDÀO", TOWN, "Jìnglíng Jiēdào", 10, "全部大写只用于特殊情况"),
    ("天门二巷", "Tiānmén Èr Xiàng", STREET, "Tiānmén 2 Xiàng", 7, "“二”应写作2"),
    ("天门二巷", "Tiānmén'èr Xiàng", STREET, "Tiānmén 2 Xiàng", 7, "“二”应写作2"),
    ("三八路", "38 Lù", STREET, "Sānbā Lù", 6, "“三八”中的数词应拼写"),
    ("西安路", "Xīān Lù", STREET, "Xī'ān Lù", 11, "缺隔音符号"),
    ("西安路", "Xī’ān Lù", STREET, "Xī'ān Lù", 11, "隔音符号应为“'”"),
    ("干驿", "Gān'yì", VILLAGE, "Gānyì", 11, "多写了隔音符号"),
    ("吕家村", "Lvjiacun", VILLAGE, "Lǚjiācūn", 8, "用了v"),
    ("天门河", "Tiɑnmen He", "12100", "Tiānmén Hé", 8, "音标字母"),
    ("盆儿胡同", "Pén'ér Hútong", STREET, "Pénr Hútong", 12, "第2字“儿”写作ér，应写作r"),
    ("井口胡同", "Jǐngkǒu Hútòng", STREET, "Jǐngkǒu Hútong", 8, "应读轻声tong"),
    ("干驿镇", "Ganyi", TOWN, "Gānyì Zhèn", 8, "对不上"),
])
def test_the_rule_that_explains_the_difference_is_named(text, written, class_code, expected, rule, said):
    found = compare_spelling(text, written, class_code, LOCAL)
    assert found is not None
    assert found.expected == expected
    assert rule in found.rules
    assert said in found.explanation
    assert f"规则第{rule}条" in found.explanation


def test_the_weightiest_difference_comes_first():
    found = compare_spelling("建设中路", "jianshezhonglu", STREET)
    assert (found.rule, found.rules) == (2, (2, 10, 9))


def test_one_cause_is_told_once():
    assert compare_spelling("建设中路", "Jiànshèzhōnglù", STREET).rules == (2,)
    assert compare_spelling("西安路", "Xīān Lù", STREET).rules == (11,)
    assert compare_spelling("竟陵街道", "Jingling Jiedao", TOWN).rules == (9,)


def test_a_right_spelling_is_no_difference():
    assert compare_spelling("干驿镇", " Gānyì Zhèn ", TOWN, LOCAL) is None


def test_a_reading_of_which_the_machine_is_unsure_is_told_as_such():
    assert compare_spelling("乐山村", "Yuèshāncūn", "21610").doubtful
    assert not compare_spelling("干驿镇", "Gànyì Zhèn", TOWN, LOCAL).doubtful
    assert not compare_spelling("乐山村", "Yuè Shāncūn", "21610").doubtful


@given(st.text(st.sampled_from("天门市干驿镇二巷路村儿安K7"), max_size=6),
       st.text(st.sampled_from("TiānménSHìganyi' ’2v-ɑ"), max_size=14))
def test_any_spelling_of_any_text_is_explained_or_the_same(text, written):
    for class_code in (None, STREET, VILLAGE):
        found = compare_spelling(text, written, class_code)
        assert (found is None) == (written.strip() == romanise(text, class_code).roman)
        assert found is None or (found.rule and found.explanation)
