"""Photos by hand: joined and unjoined, placed along a track by their time, put right when stated as shifted."""

import pytest
import shapely
from PIL import Image

from gazetteer.coordinates import offset
from gazetteer.coordinates.systems import GCJ02
from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.formats import read
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.surveys.changes import AcceptPoint
from gazetteer.surveys.day_checks import LOST_PHOTO, day_findings
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.photo_changes import JoinPhotos, PlacePhotos, StateShifted, UnjoinPhotos, fits_from, spots_along
from gazetteer.surveys.survey import ALONG_TRACK, BY_CAMERA, PUT_RIGHT, SurveyPhoto, SurveyPoint, SurveyTrack

WALK = "".join(f'<trkpt lat="30.6" lon="{113.1 + minute * 0.001:.3f}"><time>2026-05-04T01:{minute:02d}:00Z</time>'
               "</trkpt>" for minute in range(30))


@pytest.fixture
def brought(gazetteer, tmp_path):
    """A walk of half an hour, a point beside it, a photo without position at 09:05:30, one of a phone at its place."""
    folder = tmp_path / "外业样例"
    folder.mkdir()
    (folder / "a.gpx").write_text(f'<gpx version="1.1"><wpt lat="30.7" lon="113.3"><name>样例村</name></wpt>'
                                  f"<trk><trkseg>{WALK}</trkseg></trk></gpx>", "utf-8")
    for name, clock, where in (("one.jpg", "2026:05:04 09:05:30", None), ("two.jpg", "2026:05:04 19:00:00",
                                                                         offset.to_gcj(113.2, 30.65))):
        exif = Image.Exif()
        exif.get_ifd(0x8769)[36867] = clock
        if where:
            exif.get_ifd(0x8825).update({1: "N", 2: (where[1], 0, 0), 3: "E", 4: (where[0], 0, 0), 17: 90.0})
        Image.new("RGB", (4, 4), "red" if where else "blue").save(folder / name, exif=exif)
    take_in(gazetteer, read(folder))
    return gazetteer


@pytest.fixture
def photo(brought):
    """photo("one.jpg"): the record of a photo as it is now, with its media."""
    def find(name):
        [media] = brought.find(Media, Media.file_name == name)
        [found] = brought.find(SurveyPhoto, SurveyPhoto.media_id == media.id)
        return found, media
    return find


def test_a_photo_that_belongs_nowhere_is_kept_with_what_the_camera_wrote(brought, photo):
    taken, media = photo("one.jpg")
    assert (taken.geom, taken.origin, taken.camera_time) == (None, None, "2026-05-04T09:05:30")
    assert media.survey_point_id is None and media.place_id is None
    taken, media = photo("two.jpg")
    assert taken.origin == BY_CAMERA and taken.direction == 90 and media.survey_point_id


def test_a_photo_is_placed_along_the_track_by_its_time_and_marked_so(brought, photo):
    taken, _ = photo("one.jpg")
    brought.do(PlacePhotos(taken.survey_id))
    placed, _ = photo("one.jpg")
    assert placed.geom.x == pytest.approx(113.1055) and placed.origin == ALONG_TRACK and placed.clock_offset == 0
    brought.do(PlacePhotos(taken.survey_id, 120))
    assert photo("one.jpg")[0].geom.x == pytest.approx(113.1075)
    assert photo("two.jpg")[0].origin == BY_CAMERA  # what the camera wrote is never overwritten
    brought.undo()
    brought.undo()
    assert photo("one.jpg")[0].geom is None


def test_a_clock_that_is_hours_off_is_told_and_the_offset_that_would_fit(brought, photo):
    survey = photo("one.jpg")[0].survey_id
    with pytest.raises(RuleBroken, match="时钟改正"):
        brought.do(PlacePhotos(survey, 7200))
    least, most = fits_from(brought, survey)
    assert spots_along(brought, survey, least + 1) and spots_along(brought, survey, most - 1)
    assert not spots_along(brought, survey, least - 1) and not spots_along(brought, survey, most + 1)


def test_joined_by_hand_it_hangs_on_the_place_of_its_point_and_off_again(brought, photo, add_place):
    place, [point] = add_place(), brought.find(SurveyPoint, SurveyPoint.name == "样例村")
    _, media = photo("one.jpg")
    assert any(one.kind == LOST_PHOTO for one in day_findings(brought, point.survey_id))
    brought.do(JoinPhotos([media.id], point.id))
    assert not any(one.kind == LOST_PHOTO for one in day_findings(brought, point.survey_id))
    brought.do(AcceptPoint(point.id, place.id))
    assert photo("one.jpg")[1].place_id == place.id
    brought.do(UnjoinPhotos([media.id]))
    assert (photo("one.jpg")[1].place_id, photo("one.jpg")[1].survey_point_id) == (None, None)
    brought.do(JoinPhotos([media.id], point.id))
    assert photo("one.jpg")[1].place_id == place.id
    for _ in range(4):
        brought.undo()
    assert photo("one.jpg")[1] == media and brought.get(Place, place.id).geom == place.geom


@pytest.mark.parametrize("command", [
    JoinPhotos([1], 99), JoinPhotos([99], 1), UnjoinPhotos([99]), StateShifted([1], 4490)])
def test_what_is_not_there_is_refused_in_words(brought, command):
    with pytest.raises(GazetteerError):
        brought.do(command)


def test_stated_as_shifted_it_comes_back_with_its_own_point_and_keeps_what_it_came_as(brought, photo):
    before, media = photo("two.jpg")
    brought.do(StateShifted([before.id], GCJ02))
    after, _ = photo("two.jpg")
    assert after.geom.distance(shapely.Point(113.2, 30.65)) < 5e-6 and after.origin == PUT_RIGHT
    assert shapely.from_wkt(after.came).equals_exact(before.geom, 1e-12)
    assert brought.get(SurveyPoint, media.survey_point_id).geom == after.geom
    with pytest.raises(RuleBroken, match="已经还原过"):
        brought.do(StateShifted([before.id], GCJ02))
    brought.undo()
    assert photo("two.jpg")[0] == before


def test_taking_the_survey_back_takes_tracks_and_photos_back(brought):
    brought.undo()
    assert brought.count(SurveyPhoto) == brought.count(Media) == brought.count(SurveyTrack) == 0
