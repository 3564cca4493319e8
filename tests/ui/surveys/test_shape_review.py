"""Lines and areas are reviewed like points: list, likely places, keys, and each decision undoable."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtWidgets import QMainWindow

from gazetteer.formats.report import Report, ShapeRecord
from gazetteer.places.changes import AddPlace
from gazetteer.places.place import Place
from gazetteer.surveys.changes import AddSurvey
from gazetteer.surveys.survey import ACCEPTED, NEW, REJECTED, WAITING, SurveyShape
from ui.common.tasks import TaskList
from ui.common.toast import Toaster
from ui.records.options import Lookups
from ui.selection import Selection
from ui.surveys.shape_review import ShapeReview

LINE = shapely.LineString([(113.00, 30.50), (113.10, 30.50), (113.10, 30.55)])
AREA = shapely.box(113.30, 30.70, 113.34, 30.73)


@pytest.fixture
def review(sample, tmp_path, qtbot):
    """A shown review of a line 汉北路 (a road of that name is registered) and an area without a name."""
    road = {"name": "汉北路", "class_code": "23213", "division_code": "429006107"}
    sample.do(AddPlace(road, shapely.Point(113.0, 30.5)))
    sample.do(AddSurvey(Report(tmp_path / "路.geojson", "GeoJSON", file_name="路.geojson", read=2, sha256="ab", shapes=[
        ShapeRecord("汉北路", LINE, number=1), ShapeRecord("", AREA, number=2)])))
    window = QMainWindow()
    window.toaster, window.tasks = Toaster(window), TaskList(window)
    made = ShapeReview(sample, Selection(window), Lookups(sample, window))
    window.setCentralWidget(made)
    qtbot.addWidget(window)
    window.resize(420, 700)
    window.show()
    made.list.setFocus()
    qtbot.waitUntil(lambda: made.answer_for == made.current is not None)
    made.kept = window
    return made


def test_a_line_is_adopted_by_keyboard_and_taken_back(review, press, sample, qtbot):
    first = review.current
    assert review.area.candidates.chosen.place.name == "汉北路" and "长" in review.card.facts.itemAt(1).widget().text()
    assert not review.area.buttons["merge"].isVisible()
    assert review.selection.of(SurveyShape) == (first,)
    road = review.area.candidates.chosen.place.id
    press(review, "Ctrl+Return")
    assert sample.get(SurveyShape, first).state == ACCEPTED and sample.get(Place, road).geom.equals(LINE)
    assert review.current != first and review.progress.text() == "已处理 1 / 2"
    sample.undo()
    qtbot.waitUntil(lambda: review.model.count(WAITING) == 2)
    review.look_at(first)
    assert sample.get(SurveyShape, first).state == WAITING


def test_an_area_becomes_a_new_place_and_another_kind_is_refused_in_the_form(review, press, sample, qtbot):
    press(review, "J")
    qtbot.waitUntil(lambda: review.answer_for == review.current)
    area = review.current
    press(review, "A")
    form = review.area.new_place
    form.given.emit({"name": "东湖堤", "class_code": "24420", "division_code": "429006107"})
    assert sample.get(SurveyShape, area).state == WAITING and "以线表示" in form.rows["class_code"].message.text()
    form.given.emit({"name": "东湖", "class_code": "12200", "division_code": "429006107"})
    assert sample.get(SurveyShape, area).state == NEW


def test_a_shape_is_rejected_with_a_reason_and_reopened(review, press, sample, qtbot):
    first = review.current
    press(review, "X")
    qtbot.keyClicks(review.area.reject.line, "test")
    press(review, "Return")
    assert sample.get(SurveyShape, first).state == REJECTED
    review.look_at(first)
    press(review, "R")
    assert sample.get(SurveyShape, first).state == WAITING and review.current == first


def test_nothing_left_says_so(review, sample, qtbot):
    sample.undo()
    qtbot.waitUntil(lambda: review.current is None)
    assert review.empty.isVisible()
