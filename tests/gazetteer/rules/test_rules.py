"""Each numbered rule finds what breaks it, stays silent otherwise, and says on what it rests."""

from __future__ import annotations

from datetime import date

import pytest

from gazetteer import reference
from gazetteer.places.changes import AddPlace, CancelPlace, EditPlace, RenamePlace
from gazetteer.places.name_changes import AddName
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord, EditRecord
from gazetteer.rules.checking import check_name, findings
from gazetteer.rules.measure_limit import MeasureLimit
from gazetteer.rules.naming_rule import NamingRule, RuleBook
from gazetteer.rules.rule import RULES
from gazetteer.rules.word_list import GENERIC, LEADER, PERSON, PROTECTED, ListedWord

ROAD, BUILDING, ESTATE, VILLAGE, SETTLEMENT, TOWN, STATION = (
    "23512", "26100", "22100", "21610", "22200", "21500", "24340")


def rules_of(gazetteer, name, code, division="429006001"):
    return {finding.rule for finding in check_name(gazetteer, name, code, division)}


@pytest.mark.parametrize(("name", "code", "rule"), [
    ("鸿渐", ROAD, "N01"), ("村民委员会", VILLAGE, "N01"), ("鸿渐河", ROAD, "N01"),
    ("鸿渐大厦广场", BUILDING, "N02"), ("鸿渐苑公寓", ESTATE, "N02"), ("鸿渐街路", ROAD, "N02"),
    ("聂囗村", SETTLEMENT, "N03"), ("高\ue170村", SETTLEMENT, "N03"), ("垴上村", SETTLEMENT, "N03"),
    ("鴻渐路", ROAD, "N03"), ("A座村", SETTLEMENT, "N03"),
    ("巴黎花园", ESTATE, "N07"), ("万达路", ROAD, "N07"), ("中华大道", ROAD, "N08"), ("国际村", SETTLEMENT, "N08"),
    ("一路", ROAD, "N09"), ("第十二巷", ROAD, "N09"), ("新村", SETTLEMENT, "N09"), ("一村村民委员会", VILLAGE, "N09"),
    ("新村村民委员会", VILLAGE, "N09"), ("王坝村", SETTLEMENT, None), ("流芒村", SETTLEMENT, "N12"),
    ("鸿渐路", ROAD, None), ("三八路", ROAD, None), ("三河村村民委员会", VILLAGE, None), ("九湾村", SETTLEMENT, None),
    ("干驿", SETTLEMENT, None), ("解放路南小街", ROAD, None), ("公园街巷口村", SETTLEMENT, None),
    ("万达公司", "27400", None), ("天门河", "12100", None), ("汉北河大桥", "23610", None)])
def test_a_name_is_found_by_the_rule_it_breaks(gazetteer, name, code, rule):
    found = rules_of(gazetteer, name, code)
    assert (rule in found) if rule else not found


def test_every_rule_of_the_book_has_its_law_and_every_finding_can_be_quoted(gazetteer):
    book = RuleBook.of(gazetteer)
    assert {f"N{number:02d}" for number in range(1, 17)} <= set(RULES) <= set(book.by_number)
    assert all(basis.law and basis.title and basis.severity for basis in book.by_number.values())
    said = check_name(gazetteer, "中华大道", ROAD, "429006001")[0].explanation
    assert "《地名管理条例》（国务院令第753号）第九条第（二）项规定：" in said
    assert said.startswith("“中华大道”：") and said.endswith("。")


def test_a_rule_out_of_force_does_not_act(gazetteer):
    day_before, first_day = date(2022, 4, 30), date(2022, 5, 1)
    assert not [one for one in check_name(gazetteer, "中华大道", ROAD, on=day_before) if one.rule == "N08"]
    assert [one for one in check_name(gazetteer, "中华大道", ROAD, on=first_day) if one.rule == "N08"]
    row = gazetteer.find(NamingRule, NamingRule.number == "N08")[0]
    gazetteer.do(EditRecord("naming_rule", row.id, {"valid_to": "2025-12-31"}))
    assert rules_of(gazetteer, "中华大道", ROAD) == set()
    gazetteer.undo()
    gazetteer.do(EditRecord("naming_rule", row.id, {"severity": "提示"}))
    assert check_name(gazetteer, "中华大道", ROAD)[0].severity == "提示"


def test_the_lists_are_the_office_s_own(gazetteer):
    assert not gazetteer.find(ListedWord, ListedWord.list_name == LEADER)
    gazetteer.do(AddRecord("listed_word", {"list_name": LEADER, "word": "某某某"}))
    gazetteer.do(AddRecord("listed_word", {"list_name": PERSON, "word": "张之洞"}))
    gazetteer.do(AddRecord("listed_word", {"list_name": GENERIC, "word": "驿道", "class_prefixes": "2351"}))
    assert rules_of(gazetteer, "某某某路", ROAD) == {"N06"}
    assert rules_of(gazetteer, "张之洞路", ROAD) == {"N07"}
    assert rules_of(gazetteer, "鸿渐驿道", ROAD) == set()


def test_the_generics_of_the_rules_are_those_of_the_spelling(gazetteer):
    listed = {row.word for row in gazetteer.find(ListedWord, ListedWord.list_name == GENERIC)}
    assert listed == {row["word"] for row in reference.table("generics.csv")}


def test_a_generic_of_the_office_is_spelled_as_one(gazetteer, add_place):
    assert add_place("鸿渐剅闸", class_code="24440").roman == "Hóngjiànlóu Zhá"
    gazetteer.do(AddRecord("listed_word", {"list_name": GENERIC, "word": "剅闸", "class_prefixes": "244",
                                           "reading": "lóu zhá"}))
    place = add_place("岳口剅闸", class_code="24440")
    assert (place.roman, place.generic_roman) == ("Yuèkǒu Lóuzhá", "Lóuzhá")
    stale = [one for one in findings(gazetteer) if one.rule == "N13"]
    assert len(stale) == 1 and "应为Hóngjiàn Lóuzhá" in stale[0].text


def test_measures_count_once_the_office_has_set_them(gazetteer):
    gazetteer.do(AddPlace({"name": "鸿渐大道", "class_code": ROAD, "division_code": "429006001", "attrs.Width": 18}))
    assert not [one for one in findings(gazetteer) if one.rule == "N10"]
    limit = gazetteer.find(MeasureLimit, MeasureLimit.generic == "大道")[0]
    gazetteer.do(EditRecord("measure_limit", limit.id, {"active": 1, "minimum": 40}))
    assert "应不小于40米，登记为18米" in next(one.text for one in findings(gazetteer) if one.rule == "N10")


def test_a_derived_name_follows_a_renamed_place(gazetteer, add_place):
    town = add_place("石河镇", class_code=TOWN, division_code="429006120")
    add_place("石河镇泵站", class_code=STATION, division_code="429006120")
    gazetteer.do(RenamePlace(town.id, "石家河镇", "省民政厅批复"))
    found = [one for one in findings(gazetteer) if one.rule == "N11"]
    assert len(found) == 1 and found[0].fix == "随主地名改为“石家河镇泵站”"


def test_a_renamed_town_disagrees_with_the_table_of_units(gazetteer, add_place):
    town = add_place("干驿镇", class_code=TOWN, division_code="429006112")
    assert not [one for one in findings(gazetteer) if one.rule == "N11"]
    gazetteer.do(EditPlace(town.id, {"name": "乾驿镇"}))
    assert [one.about for one in findings(gazetteer) if one.rule == "N11"] == ["division"]


def test_villages_of_one_name_are_an_error_in_the_county_and_a_hint_if_named_before_the_law(gazetteer, add_place):
    one = add_place("新堰村村民委员会", class_code=VILLAGE, division_code="429006107")
    other = add_place("新堰村村委会", class_code=VILLAGE, division_code="429006112")
    severities = {found.id: found.severity for found in findings(gazetteer) if found.rule == "N04"}
    assert severities == {one.id: "错误", other.id: "错误"}
    gazetteer.do(EditPlace(one.id, {"named_on": "1983年"}))
    severities = {found.id: found.severity for found in findings(gazetteer) if found.rule == "N04"}
    assert severities == {one.id: "提示", other.id: "错误"}


def test_a_protected_name_may_not_vanish(gazetteer, add_place):
    place = add_place("竟陵", class_code=SETTLEMENT)
    gazetteer.do(AddRecord("listed_word", {"list_name": PROTECTED, "word": "竟陵"}))
    assert not [one for one in findings(gazetteer) if one.rule == "N15"]
    gazetteer.do(CancelPlace(place.id, "2026", "天民发"))
    assert [one.about for one in findings(gazetteer) if one.rule == "N15"] == ["注销"]
    gazetteer.undo()
    gazetteer.do(RenamePlace(place.id, "新城", "天民发"))
    assert [one.about for one in findings(gazetteer) if one.rule == "N15"] == ["竟陵"]


@pytest.mark.parametrize(("values", "about"), [
    ({"established": "1985年", "abolished": "1984年"}, "设立废止"), ({"established": "2199年"}, "设立年份"),
    ({"named_on": "1999-05", "abolished": "1999-04"}, "命名废止"), ({"registered_on": "2199-01-01"}, "登记时间"),
    ({"established": "光绪年间", "abolished": "1950年"}, None),
    ({"established": "1985年", "abolished": "1985年"}, None)])
def test_dates_are_in_order(gazetteer, add_place, values, about):
    add_place("王湾村", **values)
    assert [one.about for one in findings(gazetteer) if one.rule == "N16"] == ([about] if about else [])


def test_the_dates_of_a_name_are_in_order(gazetteer, add_place):
    place = add_place("王湾村")
    gazetteer.do(AddName(place.id, {"kind": "曾用名", "name": "王家湾", "since": "1980", "until": "1970"}))
    assert "王家湾" in next(one.text for one in findings(gazetteer) if one.rule == "N16")


@pytest.mark.parametrize("past", [{"use_time": "历史地名"}, None])
def test_names_of_the_past_need_not_follow_the_rules_of_today(gazetteer, add_place, past):
    place = add_place("中华大\ue170道", class_code=ROAD)
    assert {one.rule for one in findings(gazetteer)} == {"N03", "N08"}
    gazetteer.do(EditPlace(place.id, past) if past else CancelPlace(place.id, "2026", ""))
    assert {one.rule for one in findings(gazetteer)} == {"N03"}


def test_only_the_places_asked_for_are_checked(gazetteer, add_place):
    add_place("中华村")
    other = add_place("国际村")
    assert {one.id for one in findings(gazetteer, [other.id])} == {other.id}
    assert gazetteer.get(Place, other.id).name == "国际村"
