"""The spoiled markers of the sample are found by the right rules, and what is moved by a known offset with that."""

from __future__ import annotations

import dataclasses
import shutil

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from pytest import approx

from gazetteer import reference
from gazetteer.boundaries.checking import boundary_findings
from gazetteer.boundaries.checks import lines, markers, positions
from gazetteer.boundaries.checks.check import CHECKS
from gazetteer.boundaries.inspection import MarkerRecord
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.network import Network, View
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.coordinates.systems import from_plane, to_plane
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import table_of
from gazetteer.record_changes import EditRecord
from gazetteer.rules.acceptance import AcceptFindings
from gazetteer.rules.checking import title_of

GEOD = Geod(a=6378137.0, rf=298.257222101)
RULES = {"偏离界线": "B01", "方位角": "B05", "方位物": "B05", "次序": "B03", "平面与经纬度不符": "B06",
         "编号与类型不符": "B08", "高程": "B07", "同号不符": "B09"}


@pytest.fixture(scope="module")
def gazetteer(_sample_file, tmp_path_factory):
    """The sample, for reading and for what a test puts back."""
    opened = Gazetteer.open(shutil.copy(_sample_file, tmp_path_factory.mktemp("lines") / "天门.gpkg"), who="张三")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def network(gazetteer):
    return Network.of(gazetteer)


@pytest.fixture(scope="module")
def found(gazetteer):
    return list(boundary_findings(gazetteer))


def number_of(gazetteer, finding):
    return gazetteer.get(BoundaryMarker, finding.id).number if finding.table == "boundary_marker" else ""


def test_every_spoiled_marker_is_found_by_the_rule_for_its_fault(gazetteer, found):
    told = {(number_of(gazetteer, one), one.rule) for one in found}
    for row in reference.table("sample_marker_faults.csv"):
        number = row["number"]
        assert (number, RULES[row["fault"]]) in told, row
    assert ("9005005Q", "B03") in told  # the other of the two that were exchanged


def test_nothing_else_is_found(gazetteer, found):
    spoiled = {row["number"] for row in reference.table("sample_marker_faults.csv")} | {"9005005Q"}
    assert {number_of(gazetteer, one) for one in found} <= spoiled


def test_the_wrong_object_is_named_with_its_figures(found):
    by_text = {one.text[1:9]: one for one in found if one.rule == "B05"}
    assert by_text["9003009Q"].about == "2号方位物" and by_text["9003009Q"].measured == approx(20, abs=0.01)
    assert by_text["9003012Q"].about == "3号方位物"  # 6 m of its east, told as azimuth and distance
    assert by_text["9005008Q"].measured == approx(30, abs=0.01)  # its plane position alone is off


def test_figures_stand_in_the_finding(found):
    plane = next(one for one in found if one.rule == "B06")
    assert plane.as_dict()["measured"] == approx(30, abs=0.01) and plane.as_dict()["tolerance"] == 0.5
    assert all(title_of(number) != number for number in CHECKS) and title_of("B01").startswith("界桩在界线上")


def test_one_line_alone_is_checked_and_an_unknown_one_is_told(gazetteer):
    assert {one.text[1:5] for one in boundary_findings(gazetteer, line_code="9005")} == {"9005"}
    with pytest.raises(GazetteerError, match="没有这条界线"):
        list(boundary_findings(gazetteer, line_code="8888"))


def view_of(network, code, *changed):
    """The view of a line with these markers instead of theirs."""
    old = network.views[code]
    by_id = {marker.id: marker for marker in changed}
    return View(old.line, [by_id.get(marker.id, marker) for marker in old.markers], old.guests, old.sections,
                old.outlines, old.names)


def copy(marker, **values):
    made = BoundaryMarker.from_row({**marker.values(), "id": marker.id})
    for name, value in values.items():
        setattr(made, name, value)
    return made


@settings(max_examples=12, deadline=None)
@given(st.floats(0.1, 0.9), st.booleans(), st.floats(6, 900))
def test_a_marker_moved_off_its_line_is_found_with_that_offset_on_that_side(network, share, left, metres):
    old = network.views["9005"]
    straight = type(old.line).from_row({**old.line.values(), "id": old.line.id})
    straight.geom = shapely.LineString([(113.40, 30.80), (113.43, 30.62)])
    view = dataclasses.replace(old, line=straight, _feet={}, outlines=(None, None), markers=[copy(old.markers[0])])
    on_line = view.course.at(share * view.course.length)
    azimuth = GEOD.inv(*on_line, *view.course.end)[0]
    view.markers[0].geom = shapely.Point(*GEOD.fwd(*on_line, azimuth + (-90 if left else 90), metres)[:2])
    view.markers[0].standing = "单立"
    (told,) = markers.marker_is_on_its_line(view, network)
    assert told.measured == approx(metres, abs=0.05) and told.tolerance == 5
    assert ("左侧" if left else "右侧") in told.text and f"{told.measured:.1f} 米" in told.text


@settings(max_examples=12, deadline=None)
@given(st.floats(-800, 800), st.floats(-800, 800))
def test_a_plane_position_off_by_so_much_is_found_by_its_objects_and_by_its_degrees(network, north, east):
    marker = network.views["9001"].markers[0]
    off = copy(marker, north=marker.north + north, east=marker.east + east)
    view, metres = view_of(network, "9001", off), (north ** 2 + east ** 2) ** 0.5
    if metres < 2:
        return
    (by_objects,) = positions.reference_objects_tell_the_position(view, network)
    (by_degrees,) = positions.plane_and_geographic_agree(view, network)
    assert by_objects.measured == approx(metres, abs=0.05) and by_degrees.measured == approx(metres, abs=0.01)


def test_azimuths_from_true_north_are_recognised(network):
    marker = network.views["9001"].markers[0]
    turned = copy(marker, **{f"ref{number}_azimuth": (getattr(marker, f"ref{number}_azimuth") - 0.71) % 360
                             for number in (1, 2, 3)})
    told = list(positions.reference_objects_tell_the_position(view_of(network, "9001", turned), network))
    assert [one.about for one in told] == ["真方位角"], [one.text for one in told]


def test_a_pair_on_the_wrong_banks_is_told_with_the_neighbour(network):
    view = network.views["9007"]
    first, second = [one for one in view.markers if one.standing == "双立"][:2]
    changed = view_of(network, "9007", copy(first, geom=second.geom), copy(second, geom=first.geom))
    told = list(markers.paired_marker_is_on_its_side(changed, network))
    assert {one.record.id for one in told} == {first.id, second.id}
    assert "应在天门市一侧，实际在潜江市一侧" in told[0].text


def test_one_marker_out_of_order_is_named_alone(network):
    view = network.views["9003"]
    odd = next(one for one in view.markers if one.serial == 10)
    told = list(markers.markers_follow_their_serials(view_of(network, "9003", copy(odd, serial=2)), network))
    assert [one.record.id for one in told] == [odd.id]


def test_ends_gaps_and_lengths_of_a_line(gazetteer, network):
    old = network.views["9004"]
    coords = list(old.line.geom.coords)
    broken = type(old.line).from_row({**old.line.values(), "id": old.line.id})
    lon, lat = from_plane(*[value + 30 for value in to_plane(*coords[0])])
    broken.geom = shapely.MultiLineString([[(lon, lat), *coords[1:10]], coords[12:]])
    broken.marker_count = 99
    view = dataclasses.replace(old, line=broken, _feet={})
    (end,) = lines.line_ends_meet_the_neighbours(view, network)
    assert end.about == "起点" and end.measured == approx(GEOD.inv(*coords[0], lon, lat)[2], abs=0.01)
    (gap,) = [one for one in lines.lines_neither_break_nor_overlap(view, network) if one.about.startswith("间断")]
    assert gap.measured == approx(GEOD.inv(*coords[9], *coords[12])[2], abs=0.01)
    told = {one.about: one.measured for one in lines.length_and_counts_agree(view, network)}
    assert told["界桩"] == old.line.marker_count and told["长度"] > 2


def test_two_lines_that_share_a_stretch_overlap_by_its_length(network):
    first, second = network.views["9003"], network.views["9004"]
    shared = second.course.stretch(0, 600)
    long = type(first.line).from_row({**first.line.values(), "id": first.line.id})
    touching = first.course.end == second.course.start
    assert touching
    long.geom = shapely.LineString([*first.line.geom.coords, *shared[1:]])
    changed = dataclasses.replace(first, line=long, _feet={})
    (told,) = [one for one in lines.lines_neither_break_nor_overlap(changed, network) if one.about == "9004"]
    assert told.measured == approx(600, abs=1)


def test_the_office_s_own_tolerance_counts_and_an_accepted_finding_is_gone(gazetteer, found):
    (row,) = gazetteer.find(BoundaryTolerance, BoundaryTolerance.key == "height_most")
    gazetteer.do(EditRecord(table_of(BoundaryTolerance), row.id, {"value": 400}))
    assert not [one for one in boundary_findings(gazetteer) if one.rule == "B07"]
    gazetteer.undo()
    (height,) = [one for one in boundary_findings(gazetteer) if one.rule == "B07"]
    gazetteer.do(AcceptFindings([height], "样例"))
    assert "B07" not in {one.rule for one in boundary_findings(gazetteer)}
    gazetteer.undo()


@pytest.mark.parametrize(("metres", "method", "about"), [(6.0, "GNSS RTK", "移位"), (6.0, "手持 GPS", "测量精度较差")])
def test_a_resurvey_in_an_inspection_tells_moved_from_measured_worse(gazetteer, metres, method, about):
    (record,) = gazetteer.find(MarkerRecord, limit=1)
    marker = gazetteer.get(BoundaryMarker, record.marker_id)
    spot = shapely.Point(*GEOD.fwd(marker.geom.x, marker.geom.y, 90, metres)[:2])
    gazetteer.do(EditRecord("marker_record", record.id, {"geom": spot, "measured_method": method}))
    (told,) = [one for one in boundary_findings(gazetteer) if one.rule == "B11"]
    assert told.about == about and told.measured == approx(metres, abs=0.001) and "东方 6.00 米" in told.text
    gazetteer.undo()


@pytest.mark.parametrize("drawn", [None, shapely.LineString(), shapely.box(113, 30, 114, 31),
                                   shapely.LineString([(113, 30), (113, 30)]), shapely.MultiLineString()])
def test_records_that_hold_next_to_nothing_are_told_not_stumbled_over(network, drawn):
    old = network.views["9002"]
    bare = type(old.line)(id=old.line.id, code="9002", name="样例线", level="县级", geom=drawn)
    empty = BoundaryMarker(id=9999, number="样例", geom=None)
    view = dataclasses.replace(old, line=bare, markers=[*old.markers, empty], _feet={})
    told = [one for function in CHECKS.values() for one in function(view, network)]
    assert "还没有位置" in {one.text for one in told if one.record is empty}
    assert all(one.sentence for one in told)
