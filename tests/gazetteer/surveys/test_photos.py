"""Photos of survey points: kept with the survey, on the place once their point is adopted, and off it again."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from gazetteer.errors import GazetteerError
from gazetteer.formats import raw_sets, read
from gazetteer.places.changes import DeletePlace
from gazetteer.places.media import Media
from gazetteer.places.name_changes import RemoveMedia
from gazetteer.places.place import Place
from gazetteer.storage import attachments
from gazetteer.surveys.changes import AcceptAsNew, AcceptPoint, MergePoint, ReopenPoint
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import Survey, SurveyPoint

FILES = Path(__file__).resolve().parents[2] / "files" / "formats"


@pytest.fixture
def brought(sample):
    """The sample with what a team brought: point names → points."""
    take_in(sample, read(FILES / "外业样例"), team="一组")
    return {point.name: point for point in sample.find(SurveyPoint)}


@pytest.fixture
def on_place(sample):
    """on_place(): the photos that hang on some place, by name."""
    return lambda: sorted(media.file_name for media in sample.find(Media, Media.place_id.is_not(None)))


def test_the_content_of_each_photo_is_kept_and_its_reason_told(sample, brought) -> None:
    photos = {media.file_name: media for media in sample.find(Media)}
    assert set(photos) == {"IMG_7.jpg", "IMG_8.jpg", "IMG_9.jpg", "IMG_10.jpg", "IMG_11.jpg", "样例二湾1.jpg"}
    assert not list(attachments.missing(sample.media_folder, [media.sha256 for media in photos.values()]))
    near = photos["IMG_8.jpg"]
    assert near.survey_point_id == brought["样例一村"].id and near.place_id is None
    assert "13 米" in near.remark and near.author == "一组" and near.taken == "2026-05-04T09:02:05+08:00"


def test_the_raw_folder_is_kept_as_one_archive_that_names_the_photos(sample, brought) -> None:
    (survey,) = sample.find(Survey)
    kept = attachments.kept_at(sample.media_folder, survey.sha256)
    assert attachments.hash_of(kept) == survey.sha256
    with zipfile.ZipFile(kept) as archive:
        assert set(archive.namelist()) == {"航点.gpx", "说明.md", "Thumbs.db", raw_sets.PHOTO_LIST}
        listed = archive.read(raw_sets.PHOTO_LIST).decode()
    assert all(f"{media.sha256}  DCIM/{media.file_name}" in listed for media in sample.find(Media))


def test_the_same_folder_somewhere_else_is_the_same_survey(tmp_path, sample, brought) -> None:
    shutil.copytree(FILES / "外业样例", tmp_path / "另一处", copy_function=shutil.copyfile)
    (survey,) = sample.find(Survey)
    assert read(tmp_path / "另一处").sha256 == survey.sha256


def test_an_adopted_point_takes_its_photos_to_the_place_and_back(sample, brought, on_place) -> None:
    place = sample.find(Place, limit=1)[0]
    sample.do(AcceptPoint(brought["样例一村"].id, place.id))
    assert on_place() == ["IMG_8.jpg"]
    sample.undo()
    assert on_place() == []
    sample.redo()
    sample.do(ReopenPoint(brought["样例一村"].id))
    assert on_place() == [] and sample.count(Media) == 6


def test_a_new_place_has_the_photos_of_its_point(sample, brought) -> None:
    values = {"class_code": "22200", "division_code": "429006107"}
    changed = sample.do(AcceptAsNew(brought["样例二湾"].id, values))
    (place_id,) = changed.ids(Place)
    assert [media.file_name for media in sample.find(Media, Media.place_id == place_id)] == ["样例二湾1.jpg"]
    sample.do(DeletePlace(place_id))
    assert sample.count(Media) == 6


@pytest.mark.parametrize("merged_first", [True, False])
def test_photos_of_a_merged_point_go_with_the_other(sample, brought, on_place, merged_first: bool) -> None:
    place = sample.find(Place, limit=1)[0]
    merge = MergePoint(brought["样例桥"].id, brought["样例一村"].id)
    accept = AcceptPoint(brought["样例一村"].id, place.id)
    for command in (merge, accept) if merged_first else (accept, merge):
        sample.do(command)
    assert on_place() == ["IMG_7.jpg", "IMG_8.jpg", "IMG_9.jpg"]
    sample.do(ReopenPoint(brought["样例桥"].id))
    assert on_place() == ["IMG_8.jpg"]


def test_a_photo_taken_off_a_place_stays_with_its_point(sample, brought, on_place) -> None:
    sample.do(AcceptPoint(brought["样例一村"].id, sample.find(Place, limit=1)[0].id))
    (media,) = sample.find(Media, Media.place_id.is_not(None))
    sample.do(RemoveMedia(media.id))
    assert on_place() == [] and sample.get(Media, media.id).survey_point_id == brought["样例一村"].id


def test_taking_a_survey_back_takes_its_photos_back(sample, brought) -> None:
    sample.undo()
    assert sample.count(Media) == sample.count(SurveyPoint) == 0


def test_a_photo_changed_since_it_was_read_stops_the_import(tmp_path, sample) -> None:
    shutil.copytree(FILES / "外业样例", tmp_path / "外业")
    report = read(tmp_path / "外业")
    (tmp_path / "外业" / "DCIM" / "IMG_8.jpg").write_bytes(b"x")
    with pytest.raises(GazetteerError, match="被改动"):
        take_in(sample, report)
