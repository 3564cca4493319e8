"""Lines and markers are kept by commands: counts, both tellings of a position, numbers and events stay right."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.boundaries.changes import AddLine, EditLine, RemoveBoundaryRecord
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import CANCELLED, LOST, BoundaryMarker
from gazetteer.boundaries.marker_changes import AddMarker, EditMarker, RecordMarkerEvent
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.boundaries.media_changes import AddBoundaryMedia
from gazetteer.boundaries.numbering import SetNumberPatterns, number_by
from gazetteer.coordinates.systems import to_plane
from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.record_changes import AddRecord, ChangeSetting, EditRecord

LINE = {"code": "1253", "name": "天门京山线", "side_a": "天门市", "side_b": "京山市", "level": "省级",
        "geom": shapely.LineString([(113.0, 30.7), (113.2, 30.7)])}
PRESENT = {"happened_on": "2024-05-06", "present_a": "张三", "present_b": "李四"}


@pytest.fixture
def line(gazetteer):
    gazetteer.do(AddLine(LINE))
    return gazetteer.find(BoundaryLine)[0]


def add(gazetteer, line, serial, type_code="Q", **values):
    changed = gazetteer.do(AddMarker(line.id, {"serial": serial, "type_code": type_code, **values}))
    return gazetteer.get(BoundaryMarker, *changed.ids(BoundaryMarker))


def counts(gazetteer, line):
    line = gazetteer.get(BoundaryLine, line.id)
    return line.marker_count, line.single_count, line.double_count, line.triple_count


def test_a_number_is_made_by_the_pattern_and_a_wrong_one_is_told_with_the_right_one(gazetteer, line):
    assert add(gazetteer, line, 165).number == "1253165Q"
    with pytest.raises(RuleBroken, match="1253007A"):
        add(gazetteer, line, 7, "A", number="1253008A")
    with pytest.raises(RuleBroken, match="双立"):
        add(gazetteer, line, 8, "B", standing="单立")


def test_the_office_sets_the_pattern_of_county_lines_which_is_free_otherwise(gazetteer, line):
    gazetteer.do(EditLine(line.id, {"level": "县级"}))
    assert add(gazetteer, line, 1, number="天京-1").number == "天京-1"
    with pytest.raises(RuleBroken, match="县级：编号样式"):
        gazetteer.do(SetNumberPatterns({"县级": "{线}", "乡级": ""}))
    gazetteer.do(SetNumberPatterns({"县级": "{线号}-{序号:2}{类型}", "省级": ""}))
    assert add(gazetteer, line, 2, "A").number == "1253-02A"
    gazetteer.do(ChangeSetting("marker_number_county", "{线}"))
    with pytest.raises(GazetteerError, match="编号样式"):
        add(gazetteer, line, 3)


@given(line_code=st.from_regex(r"[1-9][0-9]{3}", fullmatch=True), serial=st.integers(1, 999),
       letter=st.sampled_from("QABCDE"))
def test_a_provincial_number_has_line_serial_and_letter_in_eight_characters(line_code, serial, letter):
    number = number_by("{线号:4}{序号:3}{类型}", line_code, serial, letter)
    assert (len(number), number[:4], int(number[4:7]), number[7]) == (8, line_code, serial, letter)


def test_a_number_is_given_once(gazetteer, line):
    add(gazetteer, line, 1)
    with pytest.raises(RuleBroken, match="已经存在"):
        add(gazetteer, line, 1)


def test_counts_follow_every_change_and_undo(gazetteer, line):
    single, pair = add(gazetteer, line, 1), [add(gazetteer, line, 2, letter) for letter in "AB"]
    assert counts(gazetteer, line) == (3, 1, 2, 0)
    assert {marker.group_number for marker in pair} == {"1253002"}
    gazetteer.do(EditMarker(single.id, {"serial": 3, "type_code": "C", "number": "1253003C"}))
    assert counts(gazetteer, line) == (3, 0, 2, 1)
    gazetteer.do(RecordMarkerEvent(pair[0].id, {**PRESENT, "kind": "注销", "approved_by": "省民政厅"}))
    assert counts(gazetteer, line) == (2, 0, 1, 1)
    gazetteer.undo()
    assert counts(gazetteer, line) == (3, 0, 2, 1)
    gazetteer.do(RemoveBoundaryRecord("boundary_marker", pair[1].id))
    assert counts(gazetteer, line) == (2, 0, 1, 1)


def test_a_marker_at_a_triple_point_counts_on_each_of_its_lines(gazetteer, line):
    gazetteer.do(AddLine({**LINE, "code": "1254", "name": "天门钟祥线", "side_b": "钟祥市"}))
    other = gazetteer.find(BoundaryLine, BoundaryLine.code == "1254")[0]
    marker = add(gazetteer, line, 1, further_lines="1254")
    assert counts(gazetteer, other) == counts(gazetteer, line) == (1, 1, 0, 0)
    gazetteer.do(EditLine(other.id, {"code": "1260"}))
    assert gazetteer.get(BoundaryMarker, marker.id).further_lines == "1260"
    gazetteer.do(EditMarker(marker.id, {"further_lines": ""}))
    assert counts(gazetteer, other) == (0, 0, 0, 0)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(east=st.floats(350_000, 500_000), north=st.floats(3_350_000, 3_420_000))
def test_metres_and_degrees_tell_one_position(gazetteer, east, north):
    known = gazetteer.find(BoundaryMarker)
    if not known:
        gazetteer.do(AddLine(LINE))
        known = [add(gazetteer, gazetteer.find(BoundaryLine)[0], 1)]
    marker_id = known[0].id
    gazetteer.do(EditMarker(marker_id, {"north": north, "east": east}))
    marker = gazetteer.get(BoundaryMarker, marker_id)
    assert to_plane(marker.lon, marker.lat) == pytest.approx((east, north), abs=1e-4)
    gazetteer.do(EditMarker(marker_id, {"geom": shapely.Point(marker.lon + 0.01, marker.lat)}))
    moved = gazetteer.get(BoundaryMarker, marker_id)
    assert (moved.east, moved.north) == pytest.approx(to_plane(marker.lon + 0.01, marker.lat), abs=1e-3)


@pytest.mark.parametrize(("north", "east", "said"), [
    (420450.3, 3393573.5, "写反"), (3393573.5, 38420450.3, "带号"), (30.66, 420450.3, "7 位数")])
def test_exchanged_or_foreign_metres_are_refused_in_words(gazetteer, line, north, east, said):
    marker = add(gazetteer, line, 1)
    with pytest.raises(RuleBroken, match=said):
        gazetteer.do(EditMarker(marker.id, {"north": north, "east": east}))


def test_moving_keeps_the_old_position_in_the_event_and_undo_brings_it_back(gazetteer, line):
    marker = add(gazetteer, line, 1, geom=shapely.Point(113.1, 30.7))
    moved = {**PRESENT, "kind": "移位", "approved_by": "省民政厅", "approval_number": "鄂民〔2024〕1号"}
    gazetteer.do(RecordMarkerEvent(marker.id, moved, {"geom": shapely.Point(113.11, 30.7)}))
    (event,) = gazetteer.find(MarkerEvent)
    assert event.geom.equals(marker.geom) and event.north == marker.north
    assert gazetteer.get(BoundaryMarker, marker.id).lon == 113.11
    gazetteer.undo()
    assert gazetteer.count(MarkerEvent) == 0 and gazetteer.get(BoundaryMarker, marker.id).lon == 113.1


def test_an_event_wants_both_sides_and_approval_and_only_moving_moves(gazetteer, line):
    marker = add(gazetteer, line, 1, geom=shapely.Point(113.1, 30.7))
    with pytest.raises(RuleBroken) as broken:
        gazetteer.do(RecordMarkerEvent(marker.id, {"kind": "移位"}))
    assert {problem.field for problem in broken.value.problems} == {"happened_on", "present_a", "present_b",
                                                                    "approved_by"}
    with pytest.raises(RuleBroken, match="登记为移位"):
        gazetteer.do(RecordMarkerEvent(marker.id, {**PRESENT, "kind": "修复"}, {"geom": shapely.Point(113.2, 30.7)}))
    with pytest.raises(RuleBroken, match="新的纵、横坐标"):
        gazetteer.do(RecordMarkerEvent(marker.id, {**PRESENT, "kind": "移位", "approved_by": "省民政厅"}))


def test_a_lost_marker_is_found_again_but_a_cancelled_one_stays_cancelled(gazetteer, line):
    marker = add(gazetteer, line, 1)
    gazetteer.do(RecordMarkerEvent(marker.id, {"kind": "丢失", "happened_on": "2024-01-01"}))
    assert gazetteer.get(BoundaryMarker, marker.id).status == LOST
    gazetteer.do(RecordMarkerEvent(marker.id, {**PRESENT, "kind": "原址重立"}))
    gazetteer.do(RecordMarkerEvent(marker.id, {**PRESENT, "kind": "注销", "approved_by": "省民政厅"}))
    assert gazetteer.get(BoundaryMarker, marker.id).status == CANCELLED
    with pytest.raises(RuleBroken, match="已经注销"):
        gazetteer.do(RecordMarkerEvent(marker.id, {**PRESENT, "kind": "修复"}))


def test_what_others_belong_to_is_not_deleted_and_says_who(gazetteer, line):
    marker = add(gazetteer, line, 1)
    with pytest.raises(GazetteerError, match="界桩1条"):
        gazetteer.do(RemoveBoundaryRecord("boundary_line", line.id))
    gazetteer.do(AddRecord("line_section", {"line_id": line.id, "position": 1, "start_marker_id": marker.id}))
    with pytest.raises(GazetteerError, match="界线分段1条"):
        gazetteer.do(RemoveBoundaryRecord("boundary_marker", marker.id))
    section = gazetteer.find(LineSection)[0]
    gazetteer.do(EditRecord("line_section", section.id, {"carrier": "天门河中心线"}))
    gazetteer.do(RemoveBoundaryRecord("line_section", section.id))
    gazetteer.do(RemoveBoundaryRecord("boundary_marker", marker.id))
    assert gazetteer.count(BoundaryMarker) == 0


def test_photos_of_a_marker_go_with_it_and_the_same_is_not_kept_twice(gazetteer, line, tmp_path):
    marker = add(gazetteer, line, 1)
    (tmp_path / "东面.jpg").write_bytes(b"\xff\xd8\xff")
    photo = AddBoundaryMedia("boundary_marker", marker.id, tmp_path / "东面.jpg", gazetteer.media_folder, view="东")
    gazetteer.do(photo)
    with pytest.raises(GazetteerError, match="已经添加"):
        gazetteer.do(photo)
    gazetteer.do(RemoveBoundaryRecord("boundary_marker", marker.id))
    gazetteer.undo()
    assert gazetteer.count(BoundaryMarker) == 1


def test_two_lines_cannot_share_a_code(gazetteer, line):
    with pytest.raises(RuleBroken, match="已经存在"):
        gazetteer.do(AddLine(LINE))
