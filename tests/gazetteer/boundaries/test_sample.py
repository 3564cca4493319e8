"""The sample's lines close around the city, its markers fit them, and exactly the listed ones are wrong."""

from __future__ import annotations

import pytest
import shapely

from gazetteer import reference
from gazetteer.boundaries.changes import markers_on
from gazetteer.boundaries.inspection import CONFIRMED, Inspection, InspectionProblem, MarkerRecord
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import DOUBLE, SINGLE, TRIPLE, BoundaryMarker
from gazetteer.boundaries.marker_event import MOVED, MarkerEvent
from gazetteer.boundaries.numbering import number_problems
from gazetteer.coordinates.systems import CGCS2000, PLANE, to_plane, transform
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import problems
from gazetteer.secrecy import public_fields

FAULTS = {row["number"]: row["fault"] for row in reference.table("sample_marker_faults.csv")}
EXCHANGED = {row["value"] for row in reference.table("sample_marker_faults.csv") if row["fault"] == "次序"}


@pytest.fixture(scope="module")
def sample(_sample_file):
    opened = Gazetteer.open(_sample_file, read_only=True)
    yield opened
    opened.close()


def numbers(markers):
    return {marker.number for marker in markers}


def faulty(*kinds):
    return {number for number, fault in FAULTS.items() if fault in kinds}


def test_seven_lines_close_around_the_city_and_every_marker_counts_on_its_lines(sample):
    lines = sample.find(BoundaryLine)
    assert len(lines) == 7 and 320 < sum(line.length for line in lines) < 360
    ends = [end for line in lines for end in (line.geom.coords[0], line.geom.coords[-1])]
    assert len(set(ends)) == 7
    for line in lines:
        standing = [marker.standing for marker in markers_on(sample, line.code)]
        assert (line.marker_count, line.single_count, line.double_count, line.triple_count) == (
            len(standing), standing.count(SINGLE), standing.count(DOUBLE), standing.count(TRIPLE))


def test_only_the_listed_markers_are_wrong_each_in_its_way(sample):
    markers = sample.find(BoundaryMarker)
    plane = {line.code: transform(line.geom, CGCS2000, PLANE) for line in sample.find(BoundaryLine)}

    def away(marker):
        return plane[marker.line_code].distance(shapely.Point(to_plane(marker.lon, marker.lat)))

    assert not [found for marker in markers for found in problems(marker)]
    assert numbers(one for one in markers if away(one) > 61) == faulty("偏离界线") | {"9006013B"}
    assert numbers(one for one in markers if one.standing == SINGLE and away(one) > 1) == faulty("偏离界线")
    assert numbers(one for one in markers
                   if abs(to_plane(one.lon, one.lat)[1] - one.north) > 0.01) == faulty("平面与经纬度不符")
    assert numbers(one for one in markers if not 15 < one.elevation < 220) == faulty("高程")
    assert numbers(one for one in markers if number_problems(sample, one)) == faulty("编号与类型不符")


def test_serials_run_along_the_line_except_where_two_were_exchanged(sample):
    wrong = set()
    for line in sample.find(BoundaryLine):
        own = [one for one in markers_on(sample, line.code) if one.line_code == line.code and one.type_code in "QAC"]
        along = sorted(own, key=lambda one: line.geom.project(one.geom))
        wrong |= {one.number for one, serial in zip(along, sorted(one.serial for one in own), strict=True)
                  if one.serial != serial}
    assert wrong == faulty("次序") | EXCHANGED


def test_sections_join_marker_to_marker_and_a_river_carries_some(sample):
    for line in sample.find(BoundaryLine):
        sections = sample.find(LineSection, LineSection.line_id == line.id, order_by=LineSection.position)
        assert [one.end_marker_id for one in sections[:-1]] == [one.start_marker_id for one in sections[1:]]
    assert sample.count(LineSection, LineSection.carrier == "汉江中心线") > 10


def test_one_round_is_over_with_a_problem_left_and_an_old_position_stands(sample):
    inspection, *results = sample.find(Inspection)
    assert len({inspection.line_id, *(one.line_id for one in results)}) == 7
    assert (inspection.state, inspection.year) == (CONFIRMED, 2021)
    assert sample.count(MarkerRecord) == len(sample.find(BoundaryMarker, BoundaryMarker.line_id == inspection.line_id))
    assert [one.done_on is None for one in sample.find(InspectionProblem)] == [False, False, True]
    (moved,) = sample.find(MarkerEvent, MarkerEvent.kind == MOVED)
    assert moved.geom is not None and moved.present_a and moved.present_b and moved.approved_by


def test_what_is_invented_says_so(sample):
    for model in (BoundaryLine, BoundaryMarker, MarkerEvent, Inspection, MarkerRecord):
        assert all("样例" in record.remark for record in sample.find(model))


def test_a_public_copy_tells_neither_position_nor_reference_objects():
    told = {field.name for field in public_fields(BoundaryMarker)}
    assert "number" in told
    assert not told & {"north", "east", "elevation", "accuracy", "geom", "lon", "lat", "location"}
    assert not [name for name in told if name.startswith("ref")]
    assert not {field.name for field in public_fields(MarkerEvent)} & {"geom", "north", "east"}
