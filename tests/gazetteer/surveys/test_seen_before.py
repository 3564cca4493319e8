"""The same file, or one that has grown, brings only what is new."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.formats.report import ShapeRecord, TrackRecord
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.seen_before import CHANGED, FRESH, KNOWN, only_new, seen_before
from gazetteer.surveys.survey import SurveyPoint, SurveyShape, SurveyTrack

TWO = (("甲湾", 113.1, 30.6, {"taken_at": "2026-05-12T01:00:00Z", "raw": "<wpt>甲</wpt>"}), ("", 113.2, 30.7))


def verdicts(seen):
    return [one.verdict for one in seen.coming]


def test_a_file_that_was_never_here_is_all_new(sample, report):
    seen = seen_before(sample, report(*TWO))
    assert verdicts(seen) == [FRESH, FRESH] and not seen.same_file and (seen.known, seen.fresh) == (0, 2)


def test_the_very_same_file_is_recognised_whole(sample, report):
    take_in(sample, report(*TWO), name="一组")
    seen = seen_before(sample, report(*TWO))
    assert seen.same_file == "一组" and verdicts(seen) == [KNOWN, KNOWN] and "一组" in seen.coming[0].said


def test_a_grown_file_under_another_name_brings_only_what_was_added(sample, report):
    take_in(sample, report(*TWO))
    grown = report(*TWO, ("丙湾", 113.3, 30.7), name="增.gpx")
    seen = seen_before(sample, grown)
    assert not seen.same_file and verdicts(seen) == [KNOWN, KNOWN, FRESH]
    shorter = only_new(grown, seen)
    changed = take_in(sample, shorter)
    assert [sample.get(SurveyPoint, i).name for i in changed.ids(SurveyPoint)] == ["丙湾"]
    assert any("2条此前已导入" in note for note in shorter.notes) and not grown.notes
    assert seen_before(sample, grown).fresh == 0


def test_a_name_put_right_after_the_import_is_still_the_same_point(sample, report):
    first = report(*TWO)
    first.points[0].name = "甲塆"
    take_in(sample, first)
    assert verdicts(seen_before(sample, report(*TWO))) == [KNOWN, KNOWN]


def test_a_point_that_was_moved_since_is_told_as_changed_and_taken_in(sample, report):
    take_in(sample, report(*TWO))
    moved = report(("甲湾", 113.1001, 30.6, {"taken_at": "2026-05-12T01:00:00Z"}), name="移.gpx")
    seen = seen_before(sample, moved)
    assert verdicts(seen) == [CHANGED] and len(only_new(moved, seen).points) == 1


def test_two_equal_points_of_which_one_was_here_leave_one(sample, report):
    take_in(sample, report(("甲湾", 113.1, 30.6)))
    assert verdicts(seen_before(sample, report(("甲湾", 113.1, 30.6), ("甲湾", 113.1, 30.6)))) == [KNOWN, FRESH]


@pytest.mark.parametrize("other", [("乙湾", 113.1, 30.6), ("甲湾", 113.11, 30.6)])
def test_another_name_or_another_place_is_new(sample, report, other):
    take_in(sample, report(("甲湾", 113.1, 30.6)))
    assert verdicts(seen_before(sample, report(other, name="他.gpx"))) == [FRESH]


def test_tracks_and_shapes_are_recognised_and_a_track_that_went_on_has_changed(sample, report, track):
    area = shapely.box(113.1, 30.6, 113.2, 30.7)
    first = report(tracks=[track])
    first.shapes.append(ShapeRecord("东湖", area))
    take_in(sample, first)
    longer = TrackRecord(track.name, "track", [*track.lon, 113.13], [*track.lat, 30.63])
    second = report(tracks=[track, longer], name="增.gpx")
    second.shapes += [ShapeRecord("东湖", area), ShapeRecord("东湖", shapely.box(113.1, 30.6, 113.3, 30.7))]
    seen = seen_before(sample, second)
    assert verdicts(seen) == [KNOWN, FRESH, KNOWN, FRESH]
    third = report(tracks=[longer], name="长.gpx")
    assert verdicts(seen_before(sample, third)) == [CHANGED]
    assert len(take_in(sample, only_new(second, seen)).ids(SurveyTrack)) == 1
    assert sample.count(SurveyShape) == 2


def test_what_was_taken_back_is_new_again(sample, report):
    take_in(sample, report(*TWO))
    sample.undo()
    assert verdicts(seen_before(sample, report(*TWO))) == [FRESH, FRESH]
