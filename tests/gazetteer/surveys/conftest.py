"""Surveys made by hand in a copy of the Tianmen sample."""

from __future__ import annotations

import hashlib

import pytest

from gazetteer import registers
from gazetteer.formats import PointRecord, Report, TrackRecord
from gazetteer.places.place import Place
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import SurveyPoint


@pytest.fixture
def report(tmp_path):
    """report(("多宝村", 112.69, 30.67), …): what a reader hands over; further columns as keywords of each point."""

    def make(*points, tracks=(), name="测量.gpx"):
        path = tmp_path / name
        path.write_text(repr(points), encoding="utf-8")
        made = [PointRecord(*point[:3], **(point[3] if len(point) > 3 else {})) for point in points]
        for number, point in enumerate(made, 1):
            point.number = number
        return Report(path, "GPX 1.1", file_name=name, crs=4326, points=made, tracks=list(tracks), read=len(made),
                      sha256=hashlib.sha256(path.read_bytes()).hexdigest())

    return make


@pytest.fixture
def track():
    """A recorded track of three vertices, the heights partly missing."""
    heights = [25.0, None, 26.0]
    return TrackRecord("一号线", "track", [113.1, 113.11, 113.12], [30.6, 30.61, 30.62], heights, None, "<trkseg/>")


@pytest.fixture
def survey(sample, report):
    """survey(("多宝村", 112.69, 30.67), …): takes points into the sample; returns their ids in order."""

    def take(*points, **options):
        changed = take_in(sample, report(*points, **options))
        return sorted(changed.ids(SurveyPoint))

    return take


@pytest.fixture
def place_called(sample):
    """place_called("干驿镇"): the place with this standard name; `township` where several have it."""

    def find(name, township=None):
        found = [place for place in sample.find(Place, Place.name == name)
                 if township is None or place.division_code.startswith(township)]
        assert len(found) == 1, name
        return found[0]

    return find


@pytest.fixture
def everything():
    """everything(gazetteer): every record of every register, to compare states."""
    return lambda gazetteer: {model: gazetteer.find(model) for model in registers.KEPT}
