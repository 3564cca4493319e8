"""The local dictionary and the names that follow it; a reading that a document settles."""

from __future__ import annotations

import pytest

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.language import confirmed, romanise
from gazetteer.language.local_reading import LocalReading
from gazetteer.places.changes import EditPlace, RenamePlace
from gazetteer.places.name_changes import AddName, EditName
from gazetteer.places.place import Place
from gazetteer.places.place_name import FORMER, STANDARD, PlaceName
from gazetteer.places.reading_changes import (
    ConfirmReading,
    CorrectLocalReading,
    FollowRules,
    RemoveLocalReading,
    effects_of,
    fitting_syllables,
)
from gazetteer.record_changes import AddRecord, DeleteRecord, EditRecord


def read(gazetteer, place):
    return gazetteer.get(Place, place.id)


def standard(gazetteer, place):
    return gazetteer.find(PlaceName, PlaceName.place_id == place.id, PlaceName.kind == STANDARD)[0]


def test_a_preview_lists_every_name_that_a_new_entry_changes(gazetteer, add_place):
    village, street = add_place("重阳村"), add_place("重阳巷", class_code="23510")
    gazetteer.do(AddName(village.id, {"kind": FORMER, "name": "老重阳"}))
    effects = effects_of(gazetteer, "重阳", "zhong4 yang2")
    assert {(e.name, e.new) for e in effects.changed} == {
        ("重阳村", "Zhòngyángcūn"), ("重阳巷", "Zhòngyáng Xiàng"), ("老重阳", "Lǎozhòngyáng")}
    assert {e.old for e in effects.changed} == {village.roman, street.roman, "Lǎochóngyáng"}
    assert effects.untouched == ()
    assert read(gazetteer, village).roman == "Chóngyángcūn"


def test_an_entry_and_all_its_names_are_one_change_that_one_undo_takes_back(gazetteer, add_place):
    village = add_place("重阳村")
    gazetteer.do(CorrectLocalReading("重阳", "zhòng yáng", source="天地名〔2026〕3号"))
    changed = read(gazetteer, village)
    assert (changed.roman, changed.reading_status) == ("Zhòngyángcūn", "local")
    assert changed.sort_key != village.sort_key
    assert standard(gazetteer, village).roman == "Zhòngyángcūn"
    assert gazetteer.find(LocalReading, LocalReading.word == "重阳")[0].source == "天地名〔2026〕3号"
    gazetteer.undo()
    assert read(gazetteer, village) == village
    assert not gazetteer.count(LocalReading, LocalReading.word == "重阳")


def test_confirmed_names_are_listed_and_stay(gazetteer, add_place):
    village, confirmed_one = add_place("重阳村"), add_place("重阳湾")
    gazetteer.do(ConfirmReading("place", confirmed_one.id, ("chóng", "yáng", "wān"), ((0, 3),), "审音记录"))
    effects = effects_of(gazetteer, "重阳", "zhòng yáng")
    assert [e.name for e in effects.changed] == ["重阳村"]
    assert [(e.name, e.old, e.new) for e in effects.untouched] == [("重阳湾", "Chóngyángwān", "Zhòngyángwān")]
    gazetteer.do(CorrectLocalReading("重阳", "zhòng yáng"))
    assert read(gazetteer, confirmed_one).roman == "Chóngyángwān"
    assert read(gazetteer, village).roman == "Zhòngyángcūn"


def test_correcting_an_entry_with_another_word_changes_the_names_of_both(gazetteer, add_place):
    first, second = add_place("重阳村"), add_place("重山村")
    gazetteer.do(CorrectLocalReading("重阳", "zhòng yáng"))
    before = gazetteer.count(LocalReading)
    gazetteer.do(CorrectLocalReading("重山", "zhòng shān", instead_of="重阳"))
    assert gazetteer.count(LocalReading) == before
    assert (read(gazetteer, first).roman, read(gazetteer, second).roman) == ("Chóngyángcūn", "Zhòngshāncūn")


def test_removing_an_entry_gives_the_machines_reading_back(gazetteer, add_place):
    place, machine = add_place("肖湾"), romanise("肖湾", "22200").roman
    assert (place.roman, machine) == ("Xiāowān", "Xiàowān")
    assert [e.new for e in effects_of(gazetteer, "肖湾", None).changed] == [machine]
    gazetteer.do(RemoveLocalReading("肖湾"))
    assert (read(gazetteer, place).roman, read(gazetteer, place).reading_status) == (machine, "auto")


def test_the_register_of_readings_has_the_same_effect_through_every_door(gazetteer, add_place):
    place = add_place("重阳村")
    changed = gazetteer.do(AddRecord("local_reading", {"word": "重阳", "syllables": "zhong4yang2"}))
    entry = gazetteer.get(LocalReading, next(iter(changed.ids(LocalReading))))
    assert (entry.syllables, read(gazetteer, place).roman) == ("zhòng yáng", "Zhòngyángcūn")
    gazetteer.do(EditRecord("local_reading", entry.id, {"syllables": "chóng yáng"}))
    assert read(gazetteer, place).roman == "Chóngyángcūn"
    gazetteer.do(EditRecord("local_reading", entry.id, {"syllables": "zhòng yáng"}))
    gazetteer.do(DeleteRecord("local_reading", entry.id))
    assert read(gazetteer, place).roman == "Chóngyángcūn"


@pytest.mark.parametrize(("word", "typed", "kept"), [
    ("干驿", "gan1 yi4", "gān yì"), ("干驿", "gānyì", "gān yì"), ("西安", "xī'ān", "xī ān"), ("吕", "lv3", "lǚ"),
    ("女儿", "nü3 er2", "nǚ ér"), ("盆儿", "pén r", "pén r")])
def test_syllables_are_taken_as_people_type_them(word, typed, kept):
    assert fitting_syllables(word, typed) == kept


@pytest.mark.parametrize(("word", "typed", "said"), [
    ("干驿", "gān", "2个字"), ("干驿", "gān hello", "不是普通话的音节"), ("K7", "kei qī", "汉字"), ("", "gān", "汉字")])
def test_what_does_not_fit_is_refused_with_the_reason(gazetteer, word, typed, said):
    with pytest.raises(RuleBroken, match=said):
        gazetteer.do(CorrectLocalReading(word, typed))


def test_a_word_stands_only_once(gazetteer):
    gazetteer.do(CorrectLocalReading("重阳", "zhòng yáng"))
    with pytest.raises(RuleBroken, match="已有"):
        gazetteer.do(CorrectLocalReading("干驿", "gān yì", instead_of="重阳"))
    with pytest.raises(GazetteerError, match="没有"):
        gazetteer.do(RemoveLocalReading("没有的词"))


def test_a_confirmed_reading_keeps_syllables_division_and_document(gazetteer, add_place):
    place = add_place("干驿二巷", class_code="23510")
    words = ((0, 2), (2, 3), (3, 4))
    gazetteer.do(ConfirmReading("place", place.id, ("gān", "yì", "èr", "xiàng"), words, "天地名〔2026〕1号"))
    kept = read(gazetteer, place)
    assert (kept.roman, kept.syllables, kept.reading_status) == ("Gānyì 2 Xiàng", "gān yì èr xiàng", "confirmed")
    assert kept.reading_document == "天地名〔2026〕1号"
    again = confirmed(kept.name, kept.roman, kept.class_code, kept.syllables)
    assert (again.syllables, again.division) == (("gān", "yì", "èr", "xiàng"), words)
    assert standard(gazetteer, place).reading_document == "天地名〔2026〕1号"


def test_a_reading_is_not_confirmed_without_a_document(gazetteer, add_place):
    place = add_place("干驿")
    with pytest.raises(RuleBroken, match="依据"):
        gazetteer.do(ConfirmReading("place", place.id, ("gān", "yì"), ((0, 2),), "  "))
    with pytest.raises(RuleBroken, match="字数"):
        gazetteer.do(ConfirmReading("place", place.id, ("gān",), ((0, 2),), "审音记录"))


def test_a_spelling_written_by_hand_says_who_wrote_it(gazetteer, add_place):
    place = add_place("干驿")
    gazetteer.do(EditPlace(place.id, {"roman": "gan4yi4"}))
    written = read(gazetteer, place)
    assert (written.roman, written.syllables, written.reading_status) == ("gànyì", "gàn yì", "confirmed")
    assert written.reading_document.startswith("手工填写（张三，")


def test_a_document_confirms_and_cannot_be_taken_away(gazetteer, add_place):
    place = add_place("干驿")
    gazetteer.do(EditPlace(place.id, {"reading_document": "审音记录"}))
    assert (read(gazetteer, place).reading_status, read(gazetteer, place).roman) == ("confirmed", "Gānyì")
    with pytest.raises(RuleBroken, match="必须有依据"):
        gazetteer.do(EditPlace(place.id, {"reading_document": ""}))
    gazetteer.do(FollowRules("place", place.id))
    after = read(gazetteer, place)
    assert (after.reading_status, after.reading_document, after.syllables) == ("local", None, None)


def test_another_class_divides_the_name_by_its_own_rules_unless_it_is_confirmed(gazetteer, add_place):
    place = add_place("佛子山", class_code="13450")
    assert place.roman == "Fózǐ Shān"
    gazetteer.do(EditPlace(place.id, {"class_code": "22200"}))
    assert (read(gazetteer, place).roman, standard(gazetteer, place).roman) == ("Fózǐshān", "Fózǐshān")
    gazetteer.do(EditPlace(place.id, {"reading_document": "审音记录"}))
    gazetteer.do(EditPlace(place.id, {"class_code": "13450"}))
    assert read(gazetteer, place).roman == "Fózǐshān"


def test_a_former_name_keeps_the_reading_that_was_confirmed(gazetteer, add_place):
    place = add_place("干驿")
    gazetteer.do(EditPlace(place.id, {"reading_document": "审音记录"}))
    gazetteer.do(RenamePlace(place.id, "新驿", "批复"))
    former = gazetteer.find(PlaceName, PlaceName.place_id == place.id, PlaceName.kind == FORMER)[0]
    assert (former.roman, former.reading_document, former.syllables) == ("Gānyì", "审音记录", "gān yì")
    assert (read(gazetteer, place).reading_status, read(gazetteer, place).reading_document) == ("auto", None)


def test_other_names_are_confirmed_and_follow_the_rules_again(gazetteer, add_place):
    place = add_place("新驿")
    changed = gazetteer.do(AddName(place.id, {"kind": FORMER, "name": "长乐巷"}))
    name_id = next(iter(changed.ids(PlaceName)))
    gazetteer.do(ConfirmReading("place_name", name_id, ("cháng", "lè", "xiàng"), ((0, 2), (2, 3)), "县志"))
    assert gazetteer.get(PlaceName, name_id).roman == "Chánglè Xiàng"
    gazetteer.do(EditName(name_id, {"remark": "旧名"}))
    assert gazetteer.get(PlaceName, name_id).reading_document == "县志"
    gazetteer.do(FollowRules("place_name", name_id))
    assert gazetteer.get(PlaceName, name_id).reading_status != "confirmed"
    with pytest.raises(GazetteerError, match="标准名称"):
        gazetteer.do(FollowRules("place_name", standard(gazetteer, place).id))
