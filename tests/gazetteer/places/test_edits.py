"""Editing a place: every field by our name or the census abbreviation, and what follows from it."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.places.attributes import class_fields
from gazetteer.places.changes import AddPlace, CancelPlace, EditPlace, MovePlace, RestorePlace
from gazetteer.places.media import Media
from gazetteer.places.name_changes import AddMedia, AddName, EditName, RemoveMedia, RemoveName
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.places.place_name import PlaceName
from gazetteer.record import fields
from gazetteer.record_changes import AddRecord, ChangeSetting, EditRecord
from gazetteer.storage import attachments

CENSUS = ("Id DMDM BZMC HZSX SSMZYSX DMYDY HYPTHDY LMZMPX TMLMZMPX DMYZ DMLB DJ ZDJ BW ZBW DMPCZT TSMC YTMC TH BLC "
          "SYSJ SLNF FZNF DMDLL DMDHY DMDLSYG DLSTGK MJ ZBX CLFF ZLLY SZXZQ BZ DJSJ DJR DJDW").split()


def test_every_common_field_of_the_census_form_is_declared():
    assert set(CENSUS) <= {about.abbr for about in fields(Place)}


def test_a_field_is_written_by_name_or_abbreviation(gazetteer, add_place):
    place = add_place("甲村")
    gazetteer.do(EditPlace(place.id, {"DMDHY": " 第一个村 ", "sign_count": "3", "elevation": "27.5"}))
    stored = gazetteer.get(Place, place.id)
    assert (stored.meaning, stored.sign_count, stored.elevation) == ("第一个村", 3, 27.5)


@pytest.mark.parametrize("values, said", [
    ({"BZMC": ""}, "标准名称必须填写"), ({"MJ": "很密"}, "密级应为"), ({"DMLB": "村"}, "5位数字"),
    ({"sign_count": "三"}, "应为整数"), ({"DJ": "113"}, "由位置推算"), ({"attrs.RK": "三百"}, "应为整数"),
    ({"attrs.QD": "起点"}, "没有字段“QD”"),
])
def test_a_wrong_value_is_refused_at_its_field_and_nothing_changes(gazetteer, add_place, values, said):
    place = add_place("甲村")
    with pytest.raises(RuleBroken, match=said):
        gazetteer.do(EditPlace(place.id, values))
    assert gazetteer.get(Place, place.id) == place


def test_an_unknown_field_is_named(gazetteer, add_place):
    with pytest.raises(GazetteerError, match="没有字段“nothing”"):
        gazetteer.do(EditPlace(add_place().id, {"nothing": "x"}))


def test_class_specific_fields_come_from_the_list_of_the_class(gazetteer, add_place):
    labels = {about.name: about.label for about in class_fields(gazetteer, "23512")}
    assert labels["QD"] == "起点" and "RK" not in labels
    road = add_place("西安路", class_code="23512")
    gazetteer.do(EditPlace(road.id, {"attrs.QD": "人民大道", "attrs.Width": "24"}))
    assert gazetteer.get(Place, road.id).attrs == {"QD": "人民大道", "Width": "24"}
    assert road.roman == "Xī'ān Lù"


def test_a_new_name_gets_a_new_reading_and_a_written_reading_is_confirmed(gazetteer, add_place):
    place = add_place("干驿", class_code="22100")
    assert (place.roman, place.reading_status) == ("Gānyì", "local")
    gazetteer.do(EditPlace(place.id, {"LMZMPX": "Gànyì"}))
    stored = gazetteer.get(Place, place.id)
    assert (stored.roman, stored.reading_status) == ("Gànyì", "confirmed")
    gazetteer.do(EditPlace(place.id, {"meaning": "x"}))
    assert gazetteer.get(Place, place.id).roman == "Gànyì"
    gazetteer.do(EditPlace(place.id, {"BZMC": "长堰"}))
    assert gazetteer.get(Place, place.id).roman == "Chángyàn"


def test_extent_and_sheet_follow_from_the_geometry(gazetteer, add_place):
    place = add_place(lon=113.0717, lat=28.8066, map_scale="1:50000")
    assert (place.west, place.east, place.south, place.north) == (113.0717, None, 28.8066, None)
    assert place.sheet == "H49E020021"
    gazetteer.do(MovePlace(place.id, shapely.box(113.1, 30.6, 113.2, 30.7)))
    place = gazetteer.get(Place, place.id)
    assert (place.west, place.east, place.south, place.north) == (113.1, 113.2, 30.6, 30.7)


@pytest.mark.parametrize("geometry, said", [(shapely.Point(420450, 3393573), "平面坐标"), (shapely.Point(), "为空"),
                                            (shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "自相交")])
def test_a_wrong_geometry_is_refused(gazetteer, add_place, geometry, said):
    with pytest.raises(RuleBroken, match=said):
        gazetteer.do(MovePlace(add_place().id, geometry))


def test_a_cancelled_place_keeps_its_code_and_can_be_restored(gazetteer, add_place):
    place = add_place()
    gazetteer.do(CancelPlace(place.id, "2026年", "样例文号"))
    cancelled = gazetteer.get(Place, place.id)
    assert (cancelled.status, cancelled.abolished, cancelled.code) == ("注销", "2026年", place.code)
    with pytest.raises(RuleBroken, match="已经注销"):
        gazetteer.do(CancelPlace(place.id, "2026年", ""))
    gazetteer.do(RestorePlace(place.id))
    assert gazetteer.get(Place, place.id).status == "现用"


def test_a_new_place_takes_the_secrecy_of_the_workspace(gazetteer, add_place):
    gazetteer.do(ChangeSetting("default_secrecy", "秘密"))
    assert add_place().secrecy == "秘密"


def test_names_are_records_with_reading_time_and_source(gazetteer, add_place):
    place = add_place("天门市", class_code="21400")
    gazetteer.do(AddName(place.id, {"kind": "历史名", "name": "竟陵", "until": "936年", "source": "样例"}))
    name = gazetteer.find(PlaceName, PlaceName.name == "竟陵")[0]
    assert (name.roman, name.reading_status) == ("Jìnglíng", "local")
    gazetteer.do(EditName(name.id, {"name": "景陵"}))
    assert gazetteer.get(PlaceName, name.id).roman == "Jǐnglíng"
    gazetteer.do(RemoveName(name.id))
    assert gazetteer.get(PlaceName, name.id) is None
    standard = gazetteer.find(PlaceName, PlaceName.place_id == place.id)[0]
    with pytest.raises(RuleBroken, match="更名"):
        gazetteer.do(EditName(standard.id, {"name": "别的"}))


def test_media_are_kept_once_by_content_and_a_lost_file_is_found(gazetteer, add_place, tmp_path):
    first, second = add_place("甲村"), add_place("乙村")
    picture = tmp_path / "村口.jpg"
    picture.write_bytes(b"\xff\xd8 picture")
    gazetteer.do(AddMedia(first.id, picture, gazetteer.media_folder))
    gazetteer.do(AddMedia(second.id, picture, gazetteer.media_folder))
    with pytest.raises(GazetteerError, match="已经添加"):
        gazetteer.do(AddMedia(first.id, picture, gazetteer.media_folder))
    media = gazetteer.find(Media)
    assert len({item.sha256 for item in media}) == 1 and media[0].kind == "picture"
    kept = attachments.kept_at(gazetteer.media_folder, media[0].sha256)
    gazetteer.do(RemoveMedia(media[0].id))
    assert kept.exists()
    kept.write_bytes(b"other")
    assert list(attachments.missing(gazetteer.media_folder, {media[0].sha256})) == [media[0].sha256]


def test_plain_registers_are_edited_with_undo_and_keep_their_keys_apart(gazetteer):
    gazetteer.do(AddRecord("place_class", {"code": "24470", "name": "样例类", "geom_kind": "point"}))
    added = gazetteer.find(PlaceClass, PlaceClass.code == "24470")[0]
    with pytest.raises(RuleBroken, match="已经存在"):
        gazetteer.do(AddRecord("place_class", {"code": "24470", "name": "又一类"}))
    gazetteer.do(EditRecord("place_class", added.id, {"active": 0}))
    gazetteer.undo()
    assert gazetteer.get(PlaceClass, added.id).active == 1
    with pytest.raises(GazetteerError, match="不能这样修改"):
        gazetteer.do(AddRecord("place", {"name": "x"}))


def test_a_code_of_another_place_is_refused(gazetteer, add_place):
    place = add_place("甲村")
    with pytest.raises(RuleBroken, match="已由“甲村”使用"):
        gazetteer.do(AddPlace({"name": "乙村", "class_code": "22200", "code": place.code}))
