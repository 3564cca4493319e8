"""The review over the sample survey, in a window that has toasts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from gazetteer import reference
from gazetteer.formats import read
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import SurveyPoint
from ui.common.tasks import TaskList
from ui.common.toast import Toaster
from ui.selection import Selection
from ui.surveys.review_panel import ReviewPanel

FILES = Path(__file__).resolve().parents[2] / "files" / "formats"


@pytest.fixture
def make_panel(qtbot):
    """make_panel(gazetteer): a shown review."""
    kept = []

    def make(gazetteer):
        window = QMainWindow()
        window.toaster, window.tasks = Toaster(window), TaskList(window)
        panel = ReviewPanel(gazetteer, Selection(window), window)
        window.setCentralWidget(panel)
        qtbot.addWidget(window, before_close_func=lambda _: window.tasks.cancel_all())
        window.resize(1100, 700)
        window.show()
        kept.append(window)
        return panel

    return make


@pytest.fixture
def surveyed(sample):
    """The Tianmen sample with the sample survey taken in."""
    take_in(sample, read(reference.path("sample_survey.gpx")))
    return sample


@pytest.fixture
def answered(qtbot):
    """answered(panel): wait until the likely places of the current point are shown."""
    return lambda panel: qtbot.waitUntil(lambda: panel.current is None or panel.answer_for == panel.current)


@pytest.fixture
def panel(make_panel, surveyed, answered):
    """The review with its first point and that point's candidates."""
    made = make_panel(surveyed)
    made.list.setFocus()
    answered(made)
    return made


@pytest.fixture
def show(panel, answered):
    """show("费湾"): look at the first point of this name; returns it."""

    def look(name):
        point = panel.gazetteer.find(SurveyPoint, SurveyPoint.name == name)[0]
        panel.look_at(point.id)
        answered(panel)
        return point

    return look


@pytest.fixture
def press(qtbot):
    """press("J") or press("Ctrl+Return"): a key to whatever has the focus."""

    def key(panel, keys):
        control = keys.startswith("Ctrl+")
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        target = panel.window().focusWidget() or panel
        qtbot.keyClick(target, getattr(Qt.Key, f"Key_{keys.removeprefix('Ctrl+')}"), modifier)

    return key


@pytest.fixture
def state_of(surveyed):
    """state_of(point): its state in the register now."""
    return lambda point: surveyed.get(SurveyPoint, point.id).state
