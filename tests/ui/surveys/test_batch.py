"""接受把握大的: many points in one change, none that something speaks against."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gazetteer.surveys.survey import ACCEPTED, WAITING, SurveyPoint
from gazetteer.surveys.target_changes import Chosen
from ui.surveys.batch_bar import told
from ui.surveys.batch_list import BatchList


@pytest.fixture
def batch(panel, qtbot):
    panel.open_batch()
    qtbot.waitUntil(lambda: bool(panel.batch._best))
    return panel.batch


def test_the_bar_says_how_many_it_would_take(batch, panel):
    taken = len(batch.chosen)
    assert 0 < taken < panel.model.count(WAITING)
    assert str(taken) in batch.button.text() and str(taken) in batch.text.text()


def test_the_more_certain_it_must_be_the_fewer_are_taken(batch):
    counts = []
    for value in range(60, 101, 5):
        batch.slider.setValue(value)
        counts.append(len(batch.chosen))
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1]


def test_only_what_is_certain_and_each_place_once_is_taken(batch):
    batch.slider.setValue(60)
    places = [one.record_id for one in batch.chosen]
    assert len(places) == len(set(places))
    assert all(batch._best[point].certain for point, *_ in batch.chosen)


def test_accepting_them_is_one_change_and_one_undo(batch, panel, qtbot, surveyed):
    taken, entries, waiting = len(batch.chosen), len(surveyed.history()), panel.model.count(WAITING)
    qtbot.keyClick(batch.slider, Qt.Key.Key_Return)
    assert surveyed.count(SurveyPoint, SurveyPoint.state == ACCEPTED) == taken
    assert len(surveyed.history()) == entries + 1
    assert panel.model.count(WAITING) == waiting - taken and not batch.isVisible()
    toast = panel.window().toaster.toast
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert surveyed.count(SurveyPoint, SurveyPoint.state == WAITING) == waiting


def test_an_escape_takes_nothing(batch, panel, qtbot, surveyed):
    entries = len(surveyed.history())
    qtbot.keyClick(batch.slider, Qt.Key.Key_Escape)
    assert not batch.isVisible() and len(surveyed.history()) == entries


def test_a_rule_narrows_what_is_taken(batch, surveyed):
    every = {one.point_id: one.record_id for one in batch.chosen}
    batch.same_name.setChecked(True)
    same = {one.point_id: one.record_id for one in batch.chosen}
    assert 0 < len(same) < len(every) and all(batch._best[point].likeness >= 0.99 for point in same)
    batch.same_name.setChecked(False)
    batch.township.setCurrentIndex(1)
    unit = batch.township.currentData()
    assert unit and batch.township.currentText() != unit
    assert {batch._best[point].code[:9] for point, *_ in batch.chosen} <= {unit} and len(batch.chosen) < len(every)
    batch.township.setCurrentIndex(0)
    batch.distance.setCurrentIndex(1)
    assert all(batch._best[point].distance_m <= 100 for point, *_ in batch.chosen) and len(batch.chosen) < len(every)
    batch.distance.setCurrentIndex(0)
    batch.of_class.setCurrentIndex(batch.of_class.findData("21610"))
    assert {batch._best[point].code[9:14] for point, *_ in batch.chosen} == {"21610"} and len(batch.chosen) < len(every)


def test_the_list_shows_what_would_be_taken_before_it_is(batch, panel):
    taken = [(panel._name_of(point), batch._best[point]) for point, *_ in batch.chosen]
    listed = BatchList(taken, panel)
    assert listed.table.rowCount() == len(batch.chosen) and str(len(taken)) in listed.windowTitle()
    row = next(row for row in range(len(taken)) if "快活社区" in listed.table.item(row, 0).text())
    assert listed.table.item(row, 1).text() == "快活社区居民委员会" and listed.table.item(row, 4).text()


def test_signs_among_them_are_counted_for_themselves():
    assert told([Chosen(1, 1), Chosen(2, 2)]) == "2 个测点"
    assert told([Chosen(1, 1), Chosen(2, 7, "place", "sign"), Chosen(3, 2)]) == "3 个测点（地名 2、标志 1）"
