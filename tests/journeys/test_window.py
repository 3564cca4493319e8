"""One office day through the real window: sample, survey, decisions, an edit, all undone, all redone, printed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from gazetteer import reference
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.surveys.survey import ACCEPTED, NEW, REJECTED, WAITING, SurveyPoint
from ui import panels, rail
from ui.common.garbage import Sweeper
from ui.main_window import MainWindow
from ui.publications.order import PLACE_LIST, SHEET
from ui.publications.range_part import UNIT

REGISTERS = ("place", "place_name", "survey", "survey_point", "survey_track", "media", "division")


@pytest.fixture
def window(sample, qtbot, tmp_path):
    """The real window on the sample, on the screen of the test."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    sweeper, made = Sweeper(), MainWindow(sample)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.tasks.cancel_all())
    made.show()
    qtbot.waitExposed(made)
    yield made
    sweeper.stop()


class Hand:
    """A person at the keyboard: keys go to whatever has the focus."""

    def __init__(self, window, qtbot):
        self.window, self.qtbot = window, qtbot

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def accept(self):
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def type(self, text):
        target = self.window.focusWidget()
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))


def contents(path):
    """Every record of every register, as the file has it."""
    with closing(sqlite3.connect(path)) as file:
        return {table: file.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in REGISTERS}


def states(sample):
    return {state: sample.count(SurveyPoint, SurveyPoint.state == state)
            for state in (WAITING, ACCEPTED, NEW, REJECTED)}


def test_an_office_day_in_the_window(window, sample, qtbot, tmp_path):
    hand, beginning = Hand(window, qtbot), contents(sample.path)
    take_in_the_survey(window, sample, qtbot)
    located = decide_on_its_points(window, sample, qtbot, hand)
    edit_the_form(window, sample, qtbot, hand, located)
    assert window.wait_for_map(20)
    end = contents(sample.path)
    undo_all(window, sample, qtbot, steps=6)
    assert contents(sample.path) == beginning
    redo_all(window, sample, qtbot)
    assert contents(sample.path) == end
    publish_a_township(window, qtbot, tmp_path / "成果")
    assert sorted(file.suffix for file in (tmp_path / "成果").iterdir()) == [".docx", ".pdf", ".pdf", ".xlsx"]


def take_in_the_survey(window, sample, qtbot):
    window.import_files([reference.path("sample_survey.gpx")])
    review = window.docks[panels.REVIEW].content
    qtbot.waitUntil(lambda: review.importer.reading is not None, timeout=20_000)
    review.importer.accept_button.click()
    qtbot.waitUntil(lambda: states(sample)[WAITING] == 72, timeout=20_000)


def decide_on_its_points(window, sample, qtbot, hand):
    """Adopt one, leave one out, make one a new place, by the keyboard; then all that are certain. The first place."""
    review = window.docks[panels.REVIEW].content

    def answered():
        qtbot.waitUntil(lambda: review.current is not None and review.answer_for == review.current, timeout=20_000)

    answered()
    first = sample.get(SurveyPoint, review.current)
    chosen = review.area.candidates.chosen.candidate.place_id
    hand.accept()
    assert sample.get(Place, chosen).geom.equals(first.geom)
    answered()
    hand.press(Qt.Key.Key_X)
    hand.type("重复测量")
    hand.press(Qt.Key.Key_Return)
    answered()
    hand.press(Qt.Key.Key_A)
    hand.press(Qt.Key.Key_Return)
    answered()
    assert states(sample) == {WAITING: 69, ACCEPTED: 1, NEW: 1, REJECTED: 1}
    review.open_batch()
    qtbot.waitUntil(lambda: review.batch.button.isEnabled(), timeout=30_000)
    review.batch.button.click()
    assert sample.count(Place, Place.geom.is_not(None)) >= 22 + 50
    return chosen


def edit_the_form(window, sample, qtbot, hand, place):
    window.show_subject(rail.PLACES)
    window.selection.reveal(Place, [place])
    form = window.docks[panels.FORM].content
    qtbot.waitUntil(lambda: form.head.head.name == sample.get(Place, place).name)
    form.row("meaning").editor.setFocus()
    hand.type("样例含义")
    hand.accept()
    assert sample.get(Place, place).meaning == "样例含义"
    assert window.undoing.undo.text().endswith("修改地名的含义")


def undo_all(window, sample, qtbot, steps):
    form, done = window.docks[panels.FORM].content, 0
    while sample.undo_text:
        window.undo()
        qtbot.waitUntil(lambda: window.undoing.redo.isEnabled())
        if not done:
            assert form.row("meaning").editor.read() == ""
        done += 1
        qtbot.waitUntil(lambda: window.undoing.undo.isEnabled() or not sample.undo_text)
    assert done == steps


def redo_all(window, sample, qtbot):
    while sample.redo_text:
        window.redo()
        qtbot.waitUntil(lambda: window.undoing.redo.isEnabled() or not sample.redo_text)


def publish_a_township(window, qtbot, folder):
    window.show_subject(rail.PUBLICATIONS)
    publishing = window.publishing
    publishing.folder.line.setText(str(folder))
    publishing.range.buttons[UNIT].click()
    publishing.range.unit.choose("429006112")
    for kind in (PLACE_LIST, SHEET):
        publishing.kinds.cards[kind].click()
        qtbot.waitUntil(lambda: publishing.foot.allowed and publishing.foot.button.isEnabled(), timeout=30_000)
        with qtbot.waitSignal(publishing.published, timeout=60_000):
            publishing.publish()


def test_a_name_found_by_its_initials_is_shown_in_map_table_and_form(window, sample, qtbot):
    hand = Hand(window, qtbot)
    window.show_subject(rail.PLACES)
    hand.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    hand.type("gyz")
    search = window.top.search
    qtbot.waitUntil(lambda: not search.busy and search.popup.model.rowCount() > 0, timeout=30_000)
    hand.press(Qt.Key.Key_Return)
    place = sample.find(Place, Place.name == "干驿镇")[0]
    assert window.selection.of(Place) == (place.id,)
    form = window.docks[panels.FORM].content
    qtbot.waitUntil(lambda: form.head.head.name == "干驿镇")
    assert window.wait_for_map(20)
    assert window.map.navigator.view.bounds[0] < place.geom.x < window.map.navigator.view.bounds[2]
    assert sample.find(PlaceName, PlaceName.place_id == place.id)[0].roman == "Gānyì Zhèn"
