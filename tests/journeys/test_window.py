"""One office day through the real window: sample, survey, decisions, an edit, all undone, all redone, printed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from gazetteer import reference
from gazetteer.formats import PointRecord, Report
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.surveys.changes import AddSurvey
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


def test_a_point_that_is_two_places_is_split_moved_decided_twice_and_made_one_again(window, sample, qtbot, tmp_path):
    hand = Hand(window, qtbot)
    points = [PointRecord("张湾、李湾", 113.2, 30.6, number=1), PointRecord("王湾", 113.25, 30.62, number=2)]
    sample.do(AddSurvey(Report(tmp_path / "样例.gpx", "GPX 1.1", file_name="样例.gpx", points=points, read=2)))
    beginning = contents(sample.path)
    window.bring_up(panels.REVIEW)
    review = window.docks[panels.REVIEW].content
    qtbot.waitUntil(lambda: review.answered, timeout=20_000)
    review.list.setFocus()
    hand.press(Qt.Key.Key_S)
    form = review.area.split
    assert (form.first.text(), form.second.text()) == ("张湾", "李湾")
    hand.press(Qt.Key.Key_Return)
    whole, part = (sample.find(SurveyPoint, SurveyPoint.name == name)[0] for name in ("张湾", "李湾"))
    assert review.current == whole.id and review.card.head.head.name == "张湾"
    assert "0 / 3" in review.head.progress.text() and not review.card.to_map.isVisible()

    hand.press(Qt.Key.Key_J)
    assert review.current == part.id and review.model.points[part.id].label == "1-2"
    review.card.to_map.click()
    assert window.map.tool == "move" and "李湾" in window.map.tool_named("move").prompt
    assert window.wait_for_map(20)
    drag_on_map(window, qtbot, part.geom, 80, -40)
    moved = sample.get(SurveyPoint, part.id).geom
    assert moved.x > part.geom.x and moved.y > part.geom.y
    assert sample.get(SurveyPoint, whole.id).geom.equals(whole.geom)

    qtbot.waitUntil(lambda: review.answered, timeout=20_000)
    review.list.setFocus()
    hand.press(Qt.Key.Key_A)
    review.area.new_place.given.emit({"name": "李湾", "class_code": "22200", "division_code": "429006107"})
    assert sample.find(Place, Place.name == "李湾")[0].geom.equals(moved)
    assert "1 / 3" in review.head.progress.text()
    sample.undo()
    sample.undo()
    assert sample.get(SurveyPoint, part.id).geom.equals(part.geom)
    review.look_at(part.id)
    qtbot.waitUntil(lambda: review.answered, timeout=20_000)
    assert "并回" in review.area.buttons["reopen"].text() and review.area.buttons["reopen"].isVisible()
    review.list.setFocus()
    hand.press(Qt.Key.Key_R)
    assert review.current == whole.id and review.card.head.head.name == "张湾、李湾"
    assert contents(sample.path) == beginning


def drag_on_map(window, qtbot, start, right, down):
    """Take what stands at a position and let it go some pixels away."""
    canvas = window.map
    qtbot.waitUntil(lambda: canvas.navigator.goal is canvas.navigator.view and not canvas.frames.busy, timeout=20_000)
    at = canvas.pixel_of(start.x, start.y).toPoint()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    for step in (0.5, 1.0):
        to = at + QPoint(round(right * step), round(down * step))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(to), QPointF(canvas.mapToGlobal(to)),
                            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, event)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=to)


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
