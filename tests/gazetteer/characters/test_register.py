from __future__ import annotations

import pytest

from gazetteer.characters.changes import (
    AddCharacterMedia,
    CollectCharacters,
    RemoveCharacter,
    RemoveCharacterMedia,
    ReplaceCharacters,
)
from gazetteer.characters.odd_texts import names_alike, odd_texts, repair
from gazetteer.characters.pictures import StandIns, in_plain_text, pictures_of, plain_ways
from gazetteer.characters.rare_character import GLYPH, CharacterMedia, RareCharacter, described_strokes
from gazetteer.characters.usage import is_rare, rare_in_use, where_used
from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord, EditRecord

TABLE = "rare_character"


@pytest.fixture
def glyph(tmp_path):
    path = tmp_path / "字形.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>')
    return path


def of(gazetteer, character):
    (found,) = gazetteer.find(RareCharacter, RareCharacter.character == character)
    return found


def add(gazetteer, **values):
    (number,) = gazetteer.do(AddRecord(TABLE, values)).ids(RareCharacter)
    return gazetteer.get(RareCharacter, number)


def test_the_sample_has_the_rare_characters_that_its_names_use(sample):
    collected = {record.character for record in sample.find(RareCharacter)}
    assert {"剅", "垸", "堰", "汈", "沔"} <= collected
    assert "天" not in collected and collected == rare_in_use(sample)


def test_what_the_table_knows_is_derived_and_not_stored(sample):
    record = of(sample, "剅")
    assert (record.code_point, record.table_level, record.gb_level, record.radical, record.strokes) == (
        "U+5245", "三级", "1级", "刀部7画", "9")
    assert record.structure == "⿰豆刂" and "lóu" in record.readings and record.chinese_source == "G3-6E40"
    assert "radical" not in record.values()


def test_collecting_adds_only_what_is_new_and_is_one_undo(sample):
    before = sample.count(RareCharacter)
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"name": "𬒈山村"}))
    changed = sample.do(CollectCharacters())
    assert [sample.get(RareCharacter, one).character for one in changed.ids(RareCharacter)] == ["𬒈"]
    sample.undo()
    assert sample.count(RareCharacter) == before


@pytest.mark.parametrize(("character", "rare"), [("汈", True), ("垸", True), ("𠮷", True), ("灣", True), ("天", False),
                                                 ("湾", False), ("a", False), ("〇", False)])
def test_rare_is_what_lies_beyond_the_common_lists_or_is_the_regions_own(character, rare):
    assert is_rare(character) is rare


@pytest.mark.parametrize("values", [{"character": "ab"}, {"character": "a"}, {"description": "⿰氵"},
                                    {"private_codes": "U+4E00"}, {"private_codes": "E170"}, {"replacement": "台湾"}])
def test_values_that_mean_nothing_are_refused(sample, values):
    with pytest.raises(RuleBroken):
        sample.do(EditRecord(TABLE, of(sample, "剅").id, values))


def test_the_same_character_is_registered_once(sample):
    with pytest.raises(RuleBroken, match="已经存在"):
        add(sample, character="剅")


def test_a_character_without_a_code_is_known_by_its_description(sample):
    record = add(sample, description="⿰土弯", status="未提交")
    assert (record.shown, record.block, record.gb_level, record.strokes) == ("⿰土弯", "未编码", "未收", "12")
    assert described_strokes("⿰土？") == ""


def test_where_used_is_live_and_gives_each_place_once(sample):
    uses = list(where_used(sample, "剅"))
    assert any(use.name == "双剅口村村民委员会" and use.model is Place for use in uses)
    assert len({(use.model, use.id) for use in uses}) == len(uses)
    place = next(use for use in uses if use.model is Place)
    sample.do(EditPlace(place.place_id, {"name": "别的村"}))
    assert not any(use.place_id == place.place_id and use.model is Place for use in where_used(sample, "剅"))


def test_a_private_code_that_the_office_used_counts_as_use(sample):
    record = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(record.id, {"name": "高\ue170村"}))
    assert [use.id for use in where_used(sample, "垴", "\ue170") if use.name == "高\ue170村"] == [record.id]
    assert list(where_used(sample)) == []


def test_glyph_and_evidence_are_kept_with_the_character(sample, glyph, tmp_path):
    record = of(sample, "剅")
    scan = tmp_path / "县志.jpg"
    scan.write_bytes(b"scan")
    sample.do(AddCharacterMedia(record.id, glyph, sample.media_folder, GLYPH))
    sample.do(AddCharacterMedia(record.id, scan, sample.media_folder))
    kinds = [media.kind for media in sample.find(CharacterMedia, order_by=CharacterMedia.id)]
    assert kinds == ["字形图", "书证"] and list(pictures_of(sample)) == ["剅"]
    with pytest.raises(GazetteerError, match="添加过"):
        sample.do(AddCharacterMedia(record.id, glyph, sample.media_folder, GLYPH))
    with pytest.raises(GazetteerError, match="图片"):
        sample.do(AddCharacterMedia(record.id, tmp_path / "字.txt", sample.media_folder, GLYPH))


def test_a_character_that_is_deleted_takes_its_files_along_and_brings_them_back(sample, glyph):
    record = of(sample, "剅")
    sample.do(AddCharacterMedia(record.id, glyph, sample.media_folder, GLYPH))
    sample.do(RemoveCharacter(record.id))
    assert sample.count(CharacterMedia) == 0 and pictures_of(sample) == {}
    sample.undo()
    assert sample.count(CharacterMedia) == 1 and "剅" in pictures_of(sample)
    sample.do(RemoveCharacterMedia(sample.find(CharacterMedia)[0].id))
    assert sample.count(CharacterMedia) == 0


def test_plain_text_gets_the_description_instead_of_a_private_code(sample, glyph):
    record = add(sample, description="⿰土弯", private_codes="U+E170 U+E171", status="未提交")
    sample.do(AddCharacterMedia(record.id, glyph, sample.media_folder, GLYPH))
    assert in_plain_text("高\ue171村", plain_ways(sample)) == "高⿰土弯村"
    assert set(pictures_of(sample)) == {"⿰土弯", "\ue170", "\ue171"}


def test_a_piece_drawn_as_a_picture_is_one_character_while_drawing(tmp_path):
    marks = StandIns({"⿰土弯": tmp_path / "a.svg", "\ue170": tmp_path / "b.svg"})
    drawn = marks.marked("大⿰土弯\ue170村")
    assert len(drawn) == 4 and marks.written(drawn) == "大⿰土弯\ue170村"
    assert marks.pictures[drawn[1]].name == "a.svg" and not StandIns({})


@pytest.fixture
def odd(sample):
    places = sample.find(Place, limit=4)
    names = ("高\ue170村", "东瞿阝村", "前\ue817村", "聂囗村")
    for place, name in zip(places, names, strict=True):
        sample.do(EditPlace(place.id, {"name": name, "history": "从氵从刁，旧作\ue817"}))
    return sample


def test_odd_texts_are_found_in_every_register_with_what_may_be_meant(odd):
    odd.do(EditRecord("division", 1, {"name": "石□镇"}))
    odd.do(EditRecord("base_feature", 1, {"name": "\ue81e河"}))
    found = list(odd_texts(odd))
    assert {(each.model.__tablename__, each.column) for each in found} == {
        ("place", "name"), ("place", "history"), ("division", "name"), ("base_feature", "name")}
    by_text = {each.text: each for each in found}
    assert by_text["东瞿阝村"].offers[0].offered == ("𨟠",) and not by_text["东瞿阝村"].certain
    assert by_text["\ue81e河"].certain and "龴" in by_text["\ue81e河"].fix
    assert "U+E170" in by_text["高\ue170村"].said


def test_a_part_spoken_of_in_a_description_is_no_finding(sample):
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"meaning": "从氵从刁，⿰氵刁"}))
    assert list(odd_texts(sample)) == []


def test_only_some_records_can_be_looked_at(odd):
    first = odd.find(Place, limit=1)[0].id
    assert {each.record_id for each in odd_texts(odd, Place, [first])} == {first}


def test_what_is_certain_is_put_right_in_one_change_and_comes_back_with_one_undo(odd):
    before = len(list(odd_texts(odd)))
    command = repair(odd_texts(odd))
    odd.do(command)
    assert "等5处" in command.summary
    left = list(odd_texts(odd))
    assert len(left) == before - 5 and not any(each.certain for each in left)
    assert odd.find(Place, Place.name == "前\U00020089村")
    odd.undo()
    assert len(list(odd_texts(odd))) == before and repair([]) is None


def test_what_a_person_chooses_is_written(odd):
    found = [each for each in odd_texts(odd, Place) if each.text == "东瞿阝村"]
    odd.do(ReplaceCharacters((found[0].replacement(["𨟠"]),)))
    (place,) = odd.find(Place, Place.name == "东𨟠村")
    assert odd.history(place)[0].summary == "更正“东瞿阝村”为“东𨟠村”"


def test_a_text_that_changed_meanwhile_is_not_overwritten(odd):
    found = next(each for each in odd_texts(odd, Place) if each.text == "聂囗村")
    odd.do(EditPlace(found.record_id, {"name": "聂家村"}))
    with pytest.raises(GazetteerError, match="刚被改动"):
        odd.do(ReplaceCharacters((found.replacement(["垸"]),)))


def test_the_offices_own_code_makes_the_answer_certain(odd):
    odd.do(EditRecord(TABLE, of(odd, "垸").id, {"private_codes": "U+E170"}))
    found = next(each for each in odd_texts(odd, Place) if each.text == "高\ue170村")
    assert found.certain and found.replacement().after == "高垸村"


def test_the_description_of_a_registered_character_without_a_code_is_no_finding(sample):
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"name": "大⿰土弯村"}))
    assert [each.offers[0].offered for each in odd_texts(sample)] == [("塆",)]
    add(sample, description="⿰土弯", status="未提交")
    assert list(odd_texts(sample)) == []


def test_names_alike_are_looked_for_only_where_enough_stands_around(sample):
    assert "姚垸村村民委员会" in names_alike(sample, "姚", "村村民委员会")
    assert names_alike(sample, "", "村") == [] and names_alike(sample, "%", "_村") == []
