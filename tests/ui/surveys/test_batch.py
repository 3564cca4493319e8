"""接受把握大的: many points in one change, none that something speaks against."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gazetteer.surveys.survey import ACCEPTED, WAITING, SurveyPoint


@pytest.fixture
def batch(panel, qtbot):
    panel.open_batch()
    qtbot.waitUntil(lambda: bool(panel.batch._best))
    return panel.batch


def test_the_bar_says_how_many_it_would_take(batch, panel):
    taken = len(batch.pairs)
    assert 0 < taken < panel.model.count(WAITING)
    assert str(taken) in batch.button.text() and str(taken) in batch.text.text()


def test_the_more_certain_it_must_be_the_fewer_are_taken(batch):
    counts = []
    for value in range(60, 101, 5):
        batch.slider.setValue(value)
        counts.append(len(batch.pairs))
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1]


def test_only_what_is_certain_and_each_place_once_is_taken(batch):
    batch.slider.setValue(60)
    places = [place for _, place in batch.pairs]
    assert len(places) == len(set(places))
    assert all(batch._best[point].certain for point, _ in batch.pairs)


def test_accepting_them_is_one_change_and_one_undo(batch, panel, qtbot, surveyed):
    taken, entries, waiting = len(batch.pairs), len(surveyed.history()), panel.model.count(WAITING)
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
