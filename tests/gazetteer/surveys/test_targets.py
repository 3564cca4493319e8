"""A point is registered as what it says it is: a sign, a marker, a record of an inspection; else as a place."""

from __future__ import annotations

import json

import pytest
import shapely
from sqlalchemy import func, select

from gazetteer.boundaries.changes import AddLine, media_of
from gazetteer.boundaries.inspection import Inspection, MarkerRecord
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import AddMarker
from gazetteer.errors import RuleBroken
from gazetteer.history import HistoryEntry
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord, EditRecord
from gazetteer.signs.sign import Sign
from gazetteer.surveys.batch import BatchRule, accept_by
from gazetteer.surveys.changes import AcceptPoint, RejectPoint, ReopenPoint
from gazetteer.surveys.foreseen import ADDED, foresee
from gazetteer.surveys.mapping import mapping_of
from gazetteer.surveys.matching import accept_best, likely_places
from gazetteer.surveys.review import waiting
from gazetteer.surveys.survey import ACCEPTED, NEW, WAITING, SurveyPoint
from gazetteer.surveys.target_changes import AcceptForTarget, AddForTarget, SetTarget
from gazetteer.surveys.targets import all_targets, recognised, target_of


@pytest.mark.parametrize(("kind", "raw", "source", "said"), [
    ("标志", "", "一队.gpx", "标志"), ("村牌", "", "", "标志"), ("地名标志_点", "", "", "标志"),
    ("", "", "路牌2026.csv", "标志"),
    ("", '{"图层": "标志点", "名称": "多宝村"}', "", "标志"), ("", '{"DMBZDM": "1", "BZMC": "多宝村"}', "", "标志"),
    ("界桩", "", "", "界桩"), ("", '{"JZBH": "0821001Q"}', "", "界桩"), ("", '{"登记为": "联检"}', "界桩.csv", "联检"),
    ("界桩检查", "", "", "联检"), ("行政村", "", "", None), ("", '{"登记为": "地名"}', "标志.csv", None),
    ("标志性建筑物", "", "", None), ("", "<wpt/>", "航点.gpx", None), ("", "[1]", "", None),
])
def test_a_point_says_what_it_is_by_kind_layer_column_or_file(kind, raw, source, said):
    target = recognised(kind, raw, source)
    assert (target.label if target else None) == said


def test_each_target_has_a_key_and_a_name_of_its_own():
    assert len({target.key for target in all_targets()}) == len({target.label for target in all_targets()}) == 3


def best(gazetteer, point_id):
    point = gazetteer.get(SurveyPoint, point_id)
    return target_of(point).candidates(gazetteer, point, 5)[0]


def take(gazetteer, point_id):
    found = best(gazetteer, point_id)
    return gazetteer.do(AcceptForTarget(point_id, found.table, found.place_id))


def test_a_new_sign_goes_to_the_place_it_names_and_undo_takes_it_away(sample, survey, place_called):
    place = place_called("黄潭镇")
    raw = json.dumps({"标志代码": "HT-1", "完好情况": "有点旧", "材质": "不锈钢"}, ensure_ascii=False)
    (point,) = survey(("黄潭镇镇牌1", place.geom.x + 0.002, place.geom.y, {"kind": "镇牌", "raw": raw}))
    found = best(sample, point)
    assert (found.table, found.place_id, found.certain) == ("place", place.id, True)
    take(sample, point)
    (sign,) = sample.find(Sign)
    assert (sign.place_id, sign.name, sign.kind, sign.code, sign.material) == (
        place.id, "黄潭镇", "镇牌", "HT-1", "不锈钢")
    assert sign.condition is None and "完好情况：有点旧" in sign.remark
    assert sample.get(Place, place.id).sign_count == 1 and sample.get(Place, place.id).geom.equals(place.geom)
    stored = sample.get(SurveyPoint, point)
    assert (stored.state, stored.target_id, stored.place_id) == (NEW, sign.id, None)
    sample.undo()
    assert not sample.count(Sign) and sample.get(SurveyPoint, point).state == WAITING


def test_a_sign_of_the_register_is_found_before_a_new_one_and_given_back(sample, survey, place_called):
    place = place_called("黄潭镇")
    there = shapely.Point(place.geom.x + 0.002, place.geom.y)
    sample.do(AddRecord("sign", {"place_id": place.id, "geom": there, "condition": "完好"}))
    (sign,) = sample.find(Sign)
    raw = json.dumps({"完好情况": "破损"}, ensure_ascii=False)
    (point,) = survey(("黄潭镇标志", there.x + 0.0001, there.y, {"kind": "标志", "raw": raw,
                                                          "taken_at": "2026-11-20T01:00:00Z"}))
    found = best(sample, point)
    assert (found.table, found.place_id) == ("sign", sign.id)
    take(sample, point)
    after = sample.get(Sign, sign.id)
    assert (after.condition, after.checked_on) == ("破损", "2026-11-20") and not after.geom.equals(there)
    sample.do(ReopenPoint(point))
    back = sample.get(Sign, sign.id)
    assert back.geom.equals(there) and (back.condition, back.checked_on) == ("完好", None)
    assert (sample.get(SurveyPoint, point).state, sample.get(SurveyPoint, point).target_id) == (WAITING, None)


def test_a_sign_that_waits_for_its_position_is_found_before_a_second_sign_of_the_place(sample, survey, place_called):
    place = place_called("黄潭镇")
    sample.do(AddRecord("sign", {"place_id": place.id}))
    (point,) = survey(("黄潭镇镇牌", place.geom.x + 0.002, place.geom.y, {"kind": "镇牌"}))
    stored = sample.get(SurveyPoint, point)
    first, second = target_of(stored).candidates(sample, stored, 2)
    assert (first.table, second.table, second.place_id, second.certain) == ("sign", "place", place.id, False)
    (told,) = waiting(sample)
    assert (told["target"], told["candidates"][0]["table"]) == ("标志", "sign")


def test_a_later_edit_of_the_sign_outlives_the_reopening(sample, survey, place_called):
    place = place_called("黄潭镇")
    sample.do(AddRecord("sign", {"place_id": place.id}))
    (sign,) = sample.find(Sign)
    (point,) = survey(("黄潭镇", 113.05, 30.65, {"kind": "标志"}))
    sample.do(AcceptForTarget(point, "sign", sign.id))
    sample.do(EditRecord("sign", sign.id, {"geom": shapely.Point(113.06, 30.66)}))
    sample.do(ReopenPoint(point))
    assert sample.get(Sign, sign.id).geom.equals(shapely.Point(113.06, 30.66))


def test_a_sign_made_of_a_point_must_go_before_the_point_is_looked_at_again(sample, survey):
    (point,) = survey(("样例牌", 113.05, 30.65, {"kind": "标志"}))
    sample.do(AddForTarget(point, {"name": "样例牌"}))
    with pytest.raises(RuleBroken, match="请先删除该地名标志"):
        sample.do(ReopenPoint(point))


def test_points_of_signs_are_no_rivals_of_places(sample, survey, place_called):
    lon, lat = place_called("黄潭镇").geom.coords[0]
    sign, place = survey(("黄潭镇", lon, lat, {"kind": "标志"}), ("黄潭镇", lon, lat))
    assert set(likely_places(sample)) == {place}
    assert [pair[0] for pair in accept_best(sample).pairs] == [place]
    with pytest.raises(RuleBroken, match="登记为标志"):
        sample.do(AcceptPoint(sign, place_called("黄潭镇").id))


def test_a_person_decides_what_points_are_registered_as(sample, survey):
    points = survey(("黄潭镇", 113.05, 30.65), ("岳口镇", 113.1, 30.5))
    changed = sample.do(SetTarget(points, "sign"))
    assert "2个测点登记为标志" in changed.summary
    assert {point.target for point in sample.find(SurveyPoint)} == {"sign"}
    sample.do(SetTarget(points[:1], "place"))
    assert sample.get(SurveyPoint, points[0]).target is None
    with pytest.raises(RuleBroken, match="不能登记为“树”"):
        sample.do(SetTarget(points, "树"))
    sample.undo()
    sample.undo()
    assert {point.target for point in sample.find(SurveyPoint)} == {None}


@pytest.fixture
def marked(sample):
    """marked(method): a line with one marker whose position was found so; with an inspection under way."""

    def make(method):
        sample.do(AddLine({"code": "7821", "name": "样例线", "side_a": "天门市", "side_b": "京山市",
                           "geom": shapely.LineString([(113.0, 31.5), (113.1, 31.5)])}))
        (line,) = sample.find(BoundaryLine, BoundaryLine.code == "7821")
        sample.do(AddMarker(line.id, {"number": "7821015Q", "serial": 15, "type_code": "Q", "survey_method": method,
                                      "geom": shapely.Point(113.05, 31.5)}))
        return line, sample.find(BoundaryMarker, BoundaryMarker.number == "7821015Q")[0]

    return make


def inspect(sample, line):
    sample.do(Planned(line.id))
    return sample.find(Inspection, Inspection.line_id == line.id)[0]


class Planned:
    """建立联检"""

    def __init__(self, line_id):
        self.line_id = line_id

    def apply(self, work):
        work.add(Inspection(line_id=self.line_id, year=2026))


def test_a_marker_is_found_by_its_number_and_takes_the_position_while_none_was_surveyed(sample, survey, marked):
    line, marker = marked("手持 GPS")
    (point,) = survey(("界桩7821-015Q", 113.0502, 31.5001, {"kind": "界桩"}))
    assert best(sample, point).place_id == marker.id and "编号相同" in best(sample, point).why
    take(sample, point)
    moved = sample.get(BoundaryMarker, marker.id)
    assert moved.geom.equals(shapely.Point(113.0502, 31.5001)) and moved.north != marker.north
    sample.do(ReopenPoint(point))
    back = sample.get(BoundaryMarker, marker.id)
    assert back.geom.equals(marker.geom) and (back.north, back.location) == (marker.north, marker.location)


def test_the_photos_of_a_point_go_with_it_and_come_back(sample, survey, marked, place_called):
    _, marker = marked("手持 GPS")
    sign, mark = survey(("黄潭镇", 113.05, 30.65, {"kind": "标志"}), ("7821015Q", 113.0502, 31.5001, {"kind": "界桩"}))
    sample.do(Photographed((sign, mark)))
    sample.do(AcceptForTarget(sign, "place", place_called("黄潭镇").id))
    take(sample, mark)
    (made,) = sample.find(Sign)
    assert [media.survey_point_id for media in sample.find(Media, Media.sign_id == made.id)] == [sign]
    assert [media.sha256 for media in media_of(sample, "boundary_marker", marker.id)] == [f"{mark}" * 8]
    sample.do(ReopenPoint(mark))
    assert not media_of(sample, "boundary_marker", marker.id)


class Photographed:
    """拍照"""

    def __init__(self, points):
        self.points = points

    def apply(self, work):
        work.add_many(Media, [{"survey_point_id": point, "sha256": f"{point}" * 8, "file_name": "牌.jpg"}
                              for point in self.points])


def test_a_surveyed_position_of_a_marker_is_never_replaced_by_a_point(sample, survey, marked):
    _, marker = marked("GNSS 静态")
    (point,) = survey(("7821015Q", 113.0502, 31.5001, {"kind": "界桩"}))
    before = sample.scalar(select(func.count()).select_from(HistoryEntry.__table__))
    with pytest.raises(RuleBroken, match="请登记为联检"):
        take(sample, point)
    assert sample.get(BoundaryMarker, marker.id).geom.equals(marker.geom)
    assert sample.scalar(select(func.count()).select_from(HistoryEntry.__table__)) == before


def test_a_new_marker_stands_on_the_line_near_by(sample, survey, marked):
    line, _ = marked("GNSS 静态")
    near, far = survey(("7821016Q", 113.06, 31.501, {"kind": "界桩"}), ("7821017Q", 113.06, 32.5, {"kind": "界桩"}))
    sample.do(AddForTarget(near, {"type_code": "Q"}))
    made = sample.get(BoundaryMarker, sample.get(SurveyPoint, near).target_id)
    assert (made.number, made.serial, made.line_id) == ("7821016Q", 16, line.id)
    with pytest.raises(RuleBroken, match="没有界线"):
        sample.do(AddForTarget(far, {}))


def test_what_was_found_at_a_marker_goes_into_the_open_inspection_of_its_line(sample, survey, marked):
    line, marker = marked("GNSS 静态")
    raw = json.dumps({"现状": "破损、倾斜", "描红": "是"}, ensure_ascii=False)
    (point,) = survey(("7821015Q", 113.0501, 31.5, {"kind": "联检", "raw": raw, "note": "桩身有裂缝",
                                                   "taken_at": "2026-11-20T01:00:00Z"}))
    stored = sample.get(SurveyPoint, point)
    assert target_of(stored).candidates(sample, stored, 5) == []
    with pytest.raises(RuleBroken, match="没有正在进行的联检"):
        sample.do(AcceptForTarget(point, "boundary_marker", marker.id))
    inspection = inspect(sample, line)
    take(sample, point)
    (record,) = sample.find(MarkerRecord, MarkerRecord.marker_id == marker.id)
    assert (record.inspection_id, record.marker_id, record.inspected_on) == (inspection.id, marker.id, "2026-11-20")
    assert (record.conditions, record.repainted, record.remark) == (["破损", "倾斜"], "是", "桩身有裂缝")
    assert sample.get(BoundaryMarker, marker.id).geom.equals(marker.geom)
    assert sample.get(SurveyPoint, point).state in (ACCEPTED, NEW)
    sample.do(ReopenPoint(point))
    assert not sample.count(MarkerRecord, MarkerRecord.marker_id == marker.id)


def test_a_batch_takes_signs_and_markers_with_the_places_in_one_change(sample, survey, marked, place_called):
    _, marker = marked("手持 GPS")
    lon, lat = place_called("黄潭镇").geom.coords[0]
    place, sign, mark, *left = survey(
        ("黄潭镇", lon, lat), ("黄潭镇镇牌", lon + 0.001, lat, {"kind": "镇牌"}),
        ("7821015Q", 113.0502, 31.5001, {"kind": "界桩"}), ("7821015Q", 113.06, 31.5, {"kind": "界桩", "note": "远"}),
        ("无此地", 113.3, 30.6, {"kind": "标志"}))
    command = accept_by(sample, BatchRule())
    assert command is not None and {one.point_id for one in command.chosen} == {place, sign}  # two want the marker
    sample.do(RejectPoint(left[0], "重复"))
    command = accept_by(sample, BatchRule())
    assert command.summary == "采用3个测点：地名1、标志1、界桩1"
    assert accept_by(sample, BatchRule(township="429006999")) is None
    sample.do(command)
    assert sample.count(Sign) == 1 and sample.get(BoundaryMarker, marker.id).geom.x == pytest.approx(113.0502)
    assert {sample.get(SurveyPoint, one).state for one in (place, sign, mark)} == {ACCEPTED, NEW}
    sample.undo()
    assert sample.count(Sign) == 0 and sample.get(SurveyPoint, mark).state == WAITING


def test_a_surveyed_marker_and_a_marker_inspected_already_take_no_point_unseen(sample, survey, marked):
    line, marker = marked("GNSS 静态")
    inspect(sample, line)
    found = ("7821015Q", 113.05, 31.5, {"kind": "联检", "taken_at": "2026-11-20T01:00:00Z"})
    mark, seen = survey(("7821015Q", 113.05, 31.5, {"kind": "界桩"}), found)
    assert "不能用测点代替" in best(sample, mark).why[-1]
    command = accept_by(sample, BatchRule())
    assert [(one.point_id, one.record_id, one.target) for one in command.chosen] == [(seen, marker.id, "marker_record")]
    sample.do(command)
    (again,) = survey(found, name="又.gpx")
    assert not best(sample, again).certain and "2026-11-20检查过" in best(sample, again).why[-1]


def test_before_an_import_a_sign_is_foreseen_as_a_sign(sample, report, place_called):
    seat = place_called("黄潭镇").geom
    told = report(("黄潭镇镇牌", seat.x, seat.y, {"kind": "镇牌"}), ("黄潭镇", seat.x, seat.y))
    sign, place = foresee(sample, told, mapping_of(sample, told))
    assert (sign.target, sign.verdict, sign.place, place.target) == ("标志", ADDED, "黄潭镇", "地名")
    assert {one.label: one.brought for one in sign.fields}["标志类型"] == "镇牌"
    sample.do(AddRecord("sign", {"place_id": place_called("黄潭镇").id}))
    (again,) = foresee(sample, report(("黄潭镇镇牌", seat.x, seat.y, {"kind": "镇牌"})), mapping_of(sample, told))
    assert again.verdict != ADDED and again.place == "黄潭镇"
