"""Tracks in classes of speed and time: every leg once, in its class; cleaning changes what is drawn."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import SurveyTrack
from gazetteer.tracks.changes import CleanTrack, RestoreTrack
from layers.columns import Paths
from layers.survey_layer import SurveyLayer
from layers.track_motion import CLASSES, SPEED, TIME, UNKNOWN, TrackMotion, runs_of

METRE = 1 / 95_870


def track(*paces, seconds=10.0):
    """A line to the east, ten legs at each of these speeds (km/h), and the times of its fixes."""
    steps = np.repeat(np.array(paces) / 3.6 * seconds * METRE, 10)
    lon = 113.1 + np.concatenate([[0], np.cumsum(steps)])
    return shapely.linestrings(np.column_stack([lon, np.full(len(lon), 30.6)])), np.arange(len(lon)) * seconds


def motion_of(times):
    return TrackMotion(lambda numbers: {number: times[number] for number in numbers})


def test_each_speed_has_its_class_and_what_has_no_time_none():
    (line, times), (other, _) = track(1, 4, 12, 40, 80), track(4)
    paths = Paths.of([1, 2], [line, other])
    runs = motion_of({1: times, 2: np.empty(0)}).runs(paths, SPEED, 4547, 0.01)
    seen = runs.classes.tolist()
    assert set(seen) == {*range(CLASSES), UNKNOWN} and seen == sorted(seen)


def test_by_time_a_track_goes_through_all_classes_in_turn():
    line, times = track(4, 4, 4)
    runs = motion_of({1: times}).runs(Paths.of([1], [line]), TIME, 4547, 0.01)
    assert runs.classes.tolist() == list(range(CLASSES))


@settings(max_examples=40)
@given(st.lists(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=30), min_size=1,
                max_size=4), st.randoms(use_true_random=False))
def test_at_full_detail_the_runs_are_the_tracks_again(lines, random):
    shapes = [shapely.LineString(np.array(line) * 1e-4 + (113.0, 30.5)) for line in lines]
    paths = Paths.of(range(len(lines)), shapes)
    classes = np.array([random.randrange(UNKNOWN + 1) for _ in range(len(paths.lon))], np.int8)
    runs = runs_of(paths, classes, 4490, 1e-9)
    x, y, starts = runs.outlines.x, runs.outlines.y, runs.outlines.starts
    legs = [((x[i], y[i]), (x[i + 1], y[i + 1])) for a, b in zip(starts[:-1], starts[1:], strict=True)
            for i in range(a, b - 1)]
    expected = [leg for shape in shapes for leg in zip(shape.coords, shape.coords[1:], strict=False)]
    assert [leg for leg in legs if leg[0] != leg[1]] == [leg for leg in expected if leg[0] != leg[1]]


def test_a_coarse_level_keeps_the_ends_and_has_few_vertices():
    line, times = track(*[5] * 100)
    paths = Paths.of([1], [line])
    runs = motion_of({1: times}).runs(paths, SPEED, 4547, 100.0)
    assert len(runs.outlines.x) < 200
    x, _ = paths.projected(4547)
    assert {runs.outlines.x[0], runs.outlines.x[-1]} == {x[0], x[-1]}


def test_what_cleaning_leaves_out_is_not_drawn_and_comes_back(gazetteer, tmp_path):
    from gazetteer.formats import read

    fixes = "".join(f'<trkpt lat="{30.6 + (0.05 if n == 5 else 0)}" lon="{113.1 + n * 1e-4}">'
                    f"<time>2026-05-04T01:00:{n * 5:02d}Z</time></trkpt>" for n in range(10))
    (tmp_path / "a.gpx").write_text(f'<gpx version="1.1"><trk><trkseg>{fixes}</trkseg></trk></gpx>', "utf-8")
    take_in(gazetteer, read(tmp_path / "a.gpx"))
    layer = SurveyLayer()
    layer.refresh(gazetteer)
    layer.motion.runs(layer.tracks, SPEED, 4547, 1.0)
    number = gazetteer.find(SurveyTrack)[0].id
    drawn = []
    for command in (CleanTrack(number), RestoreTrack(number)):
        layer.refresh(gazetteer, gazetteer.do(command))
        assert UNKNOWN not in layer.motion.runs(layer.tracks, SPEED, 4547, 1.0).classes
        drawn.append(len(layer.tracks.lon))
    assert drawn == [9, 10] and len(gazetteer.get(SurveyTrack, number).geom.coords) == 10
