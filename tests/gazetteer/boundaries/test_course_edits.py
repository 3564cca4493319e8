"""Another course between two markers: what stays is untouched, what is new is measured, whichever way it was walked."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from gazetteer.boundaries.changes import EditLine
from gazetteer.boundaries.course_edits import propose
from gazetteer.boundaries.course_sources import border_of, line_of, track_path, tracks_for
from gazetteer.boundaries.inspection import Inspection, InspectionTrack
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.network import Network, View
from gazetteer.boundaries.section_texts import WriteCourse, told_of
from gazetteer.errors import GazetteerError
from gazetteer.formats import read
from gazetteer.gazetteer import Gazetteer
from gazetteer.record_changes import EditRecord
from gazetteer.shapes.plane import from_plane, to_plane
from gazetteer.storage.work import Work


@pytest.fixture(scope="module")
def network(_sample_file, tmp_path_factory):
    opened = Gazetteer.open(shutil.copy(_sample_file, tmp_path_factory.mktemp("course") / "线.gpkg"), who="张三")
    yield Network.of(opened)
    opened.close()


@pytest.fixture(scope="module")
def view(network):
    return network.views["9003"]


@pytest.fixture
def line(sample):
    return sample.find(BoundaryLine, BoundaryLine.code == "9003")[0]


def beside(spots, metres):
    """A path so many metres to the left of another, on the plane."""
    return shapely.get_coordinates(from_plane(to_plane(shapely.LineString(spots)).offset_curve(metres))).tolist()


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_stretch_put_in_again_either_way_round_leaves_the_line_as_it_was(view, network, data):
    stations = view.stations
    low = data.draw(st.integers(0, len(stations) - 2))
    high = data.draw(st.integers(low + 1, len(stations) - 1))
    path = view.course.stretch(stations[low].chainage, stations[high].chainage)
    if data.draw(st.booleans()):
        path = path[::-1]
    made = propose(view, network.tolerances, path, stations[low], stations[high])
    assert made.length == approx(view.course.length, abs=0.01) and made.farthest == approx(0, abs=0.01)
    assert max(made.joins, default=0) < 0.01 and not made.crosses
    assert shapely.hausdorff_distance(to_plane(made.line), to_plane(view.line.geom)) < 0.01


def test_a_path_walked_thirty_metres_beside_is_thirty_metres_off_and_led_on_to_what_stays(view, network):
    first, last = view.stations[1], view.stations[3]
    path = beside(view.course.stretch(first.chainage - 300, last.chainage + 300), 30)
    made = propose(view, network.tolerances, path[::-1], first, last)
    assert 30 <= made.farthest < 30 * 2 ** 0.5 + 0.1  # at a right angle the corner lies farther off
    assert made.joins == approx((30, 30), abs=0.5)
    old, new = (shapely.get_coordinates(one).tolist() for one in (view.line.geom, made.line))
    assert new[0] == old[0] and new[-1] == old[-1]
    assert {view.stations[2].label: approx(30, abs=0.5)}.items() <= {one.label: one.after for one in made.off}.items()


@pytest.mark.parametrize("step", [1, -1])
def test_a_line_is_made_longer_behind_its_last_marker(network, step):
    view = network.views["9004"]
    end, last = view.course.end, view.stations[-1]
    made = propose(view, network.tolerances, [end, (end[0] + 0.02, end[1])][::step], last)
    assert made.farthest is None and shapely.get_coordinates(made.line)[0] == approx(np.array(view.course.start))
    assert made.length > view.course.length + 1500
    assert shapely.get_coordinates(made.line)[-1].tolist() == [end[0] + 0.02, end[1]]


def test_gaps_of_a_line_stay_gaps_where_nothing_is_put_in(view, network):
    spots = view.course.stretch(0, view.course.length)
    half = len(spots) // 2
    gapped = View(BoundaryLine(code="9003", name="样例线", geom=shapely.MultiLineString([
        spots[:half], [(spots[half][0] + 0.001, spots[half][1]), *spots[half + 1:]]])), view.markers, [], [])
    first, last = gapped.stations[0], gapped.stations[1]
    made = propose(gapped, network.tolerances, gapped.course.stretch(first.chainage, last.chainage), first, last)
    assert made.line.geom_type == "MultiLineString" and len(made.line.geoms) == 2
    assert made.length == approx(gapped.course.length, abs=0.01)


def test_what_makes_no_course_is_refused_with_the_reason(view, network):
    stations = view.stations
    path = view.course.stretch(0, 500)
    for first, last, why in ((stations[3], stations[2], "前方"), (stations[3], stations[4], "没有长度")):
        with pytest.raises(GazetteerError, match=why):
            propose(view, network.tolerances, path, first, last)
    with pytest.raises(GazetteerError, match="不成线"):
        propose(view, network.tolerances, [path[0], path[0]])


def test_a_line_that_is_not_drawn_runs_as_its_markers_are_numbered(network):
    view = network.views["9003"]
    bare = View(BoundaryLine(code="9003", name="样例线"), view.markers, [], [])
    path = view.course.stretch(0, view.course.length)
    for walked in (path, path[::-1]):
        made = propose(bare, network.tolerances, walked)
        assert shapely.get_coordinates(made.line)[0] == approx(np.array(path[0]))
        assert made.length_before is None and made.farthest is None


def test_the_common_border_of_both_sides_is_the_line_of_the_sample(sample, line):
    pieces = border_of(sample, line)
    assert shapely.hausdorff_distance(shapely.LineString(pieces[0]), line.geom) < 1e-9
    sample.do(EditLine(line.id, {"side_b_code": "999999"}))
    with pytest.raises(GazetteerError, match="没有这个代码"):
        border_of(sample, sample.get(BoundaryLine, line.id))


def test_tracks_of_the_lines_inspections_come_first_and_a_file_gives_its_first_line(sample, line, tmp_path):
    inspection = sample.find(Inspection, Inspection.line_id == line.id)[0]

    class Walk:
        """样例航迹"""

        def apply(self, work: Work) -> None:
            work.add(InspectionTrack(inspection_id=inspection.id, name="样例航迹", walked_on="2026-05-01",
                                     geom=shapely.LineString([(113, 30.9), (113.1, 30.9)])))

    before = tracks_for(sample, line)
    sample.do(Walk())
    told = tracks_for(sample, line)
    assert (told[0].name, told[0].about) == ("样例航迹", "2026-05-01") and len(told) == len(before) + 1
    assert track_path(sample, told[0].model, told[0].id) == [(113.0, 30.9), (113.1, 30.9)]
    (tmp_path / "a.geojson").write_text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},'
                                        '"geometry":{"type":"Point","coordinates":[113,31]}},{"type":"Feature",'
                                        '"properties":{"name":"修测线"},"geometry":{"type":"LineString",'
                                        '"coordinates":[[113,31],[113.2,31.1]]}}]}', encoding="utf-8")
    assert line_of(read(tmp_path / "a.geojson"))[1] == [(113.0, 31.0), (113.2, 31.1)]
    (tmp_path / "b.geojson").write_text('{"type":"Feature","properties":{},"geometry":{"type":"Point",'
                                        '"coordinates":[113,31]}}', encoding="utf-8")
    with pytest.raises(GazetteerError, match="没有线"):
        line_of(read(tmp_path / "b.geojson"))


def test_all_sections_are_written_at_once_and_edited_ones_only_when_asked(sample, line):
    sections = sample.find(LineSection, LineSection.line_id == line.id, order_by=LineSection.position)
    sample.do(EditRecord("line_section", sections[0].id, {"text": "人写的"}))
    before = {one.id: one.text for one in sample.find(LineSection, LineSection.line_id == line.id)}
    changed = sample.do(WriteCourse(line.id))
    told = told_of(sample, line.id)
    assert not told.blank and sample.get(LineSection, sections[0].id).text == "人写的"
    assert sections[0].id not in changed.ids(LineSection) and len(told.sections) == len(sections)
    with pytest.raises(GazetteerError, match="各段都已有文字"):
        sample.do(WriteCourse(line.id))
    sample.do(WriteCourse(line.id, edited_too=True))
    assert told_of(sample, line.id).other == [] and told_of(sample, line.id).parted == []
    sample.undo()
    sample.undo()
    assert {one.id: one.text for one in sample.find(LineSection, LineSection.line_id == line.id)} == before


def test_a_line_without_sections_is_divided_at_its_markers(sample, line):
    class Undivide:
        """去掉分段"""

        def apply(self, work: Work) -> None:
            work.delete_many(work.find(LineSection, LineSection.line_id == line.id))

    count = sample.count(LineSection, LineSection.line_id == line.id)
    sample.do(Undivide())
    sample.do(WriteCourse(line.id))
    made = sample.find(LineSection, LineSection.line_id == line.id, order_by=LineSection.position)
    assert len(made) == count and all(one.text.startswith("从") and one.start_marker_id for one in made)
    assert told_of(sample, line.id).parted == []
