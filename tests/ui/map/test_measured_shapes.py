"""Lines and areas that the field brought are on the map, can be picked there, and are flown to."""

from __future__ import annotations

import hashlib

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt

from gazetteer.formats.report import Report, ShapeRecord
from gazetteer.surveys.changes import AddSurvey
from gazetteer.surveys.shape_changes import RejectShape
from gazetteer.surveys.survey import SurveyShape
from layers.survey_layer import SurveyLayer

LINE = shapely.LineString([(113.00, 30.50), (113.10, 30.50), (113.10, 30.55)])
AREA = shapely.box(113.30, 30.70, 113.34, 30.73)


@pytest.fixture
def measured(sample, tmp_path):
    """Ids of a line and an area of one survey."""
    path = tmp_path / "边界.geojson"
    path.write_text("{}")
    report = Report(path, "GeoJSON", file_name=path.name, read=2, sha256=hashlib.sha256(b"{}").hexdigest(),
                    shapes=[ShapeRecord("汉北路", LINE, number=1), ShapeRecord("东湖", AREA, number=2)])
    return sorted(sample.do(AddSurvey(report)).ids(SurveyShape))


def at(canvas, lon, lat):
    return canvas.pixel_of(lon, lat).toPoint()


def test_a_click_on_a_line_or_in_an_area_selects_it(measured, make_canvas, sample, qtbot):
    canvas = make_canvas(sample)
    canvas.navigator.show_bounds((112.9, 30.4, 113.4, 30.8))
    qtbot.waitUntil(lambda: canvas.navigator.goal is canvas.navigator.view)
    for number, spot in zip(measured, ((113.10, 30.53), (113.335, 30.705)), strict=True):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, *spot))
        assert (canvas.selection.model, canvas.selection.current) == (SurveyShape, number)
        before = canvas.grab().toImage()
        canvas.selection.clear()
        assert canvas.grab().toImage() != before  # what is selected is drawn so
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(5, 300))
    assert canvas.selection.ids == ()


def test_the_map_flies_to_the_whole_of_a_line(measured, make_canvas, sample, qtbot):
    canvas = make_canvas(sample)
    canvas.selection.reveal(SurveyShape, measured[:1])
    qtbot.waitUntil(lambda: canvas.navigator.goal is canvas.navigator.view and canvas.navigator.view.scale < 200_000)
    assert all(canvas.navigator.sees(*spot) for spot in LINE.coords)


def test_a_decision_reaches_the_map(measured, make_canvas, sample, qtbot):
    canvas = make_canvas(sample)
    assert canvas.data.stack[SurveyLayer].shapes.more["state"].tolist() == [0, 0]
    sample.do(RejectShape(measured[0], "重复"))
    rejected = 4
    qtbot.waitUntil(lambda: sorted(canvas.data.stack[SurveyLayer].shapes.more["state"]) == [0, rejected])


def test_a_survey_taken_back_takes_its_shapes_from_the_map(measured, make_canvas, sample, qtbot):
    canvas = make_canvas(sample)
    sample.undo()
    qtbot.waitUntil(lambda: not len(canvas.data.stack[SurveyLayer].shapes))
    qtbot.waitUntil(lambda: not canvas.frames.busy)
