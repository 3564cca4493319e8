"""The list of points: by file and state, in step with the register and the selection."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.changes import RejectPoint
from gazetteer.surveys.survey import REJECTED, WAITING, SurveyPoint
from ui.surveys.point_list import PointModel, SurveyRow


@pytest.fixture
def model(surveyed):
    made = PointModel(surveyed)
    made.reload()
    return made


def test_the_points_stand_under_their_file(model, surveyed):
    heading = model.rows[0]
    assert isinstance(heading, SurveyRow)
    assert (heading.waiting, heading.count) == (len(model.points), len(model.points))
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert [model.points[one].number for one in model.shown] == sorted(p.number for p in model.points.values())


def test_only_points_of_the_chosen_state_are_shown(model, surveyed):
    first = model.shown[0]
    surveyed.do(RejectPoint(first, "试验"))
    model.refresh([first])
    assert first not in model.shown and model.count(REJECTED) == 1
    model.show_state(REJECTED)
    assert model.shown == [first]
    model.show_state(None)
    assert len(model.shown) == len(model.points)


def test_after_the_last_point_the_first_that_waits_is_next(model):
    ids = list(model.points)
    assert model.next_waiting(ids[-1]) == ids[0]
    assert model.next_waiting(None) == ids[0]


def test_stepping_from_a_point_that_is_not_shown_goes_on_at_its_place(model, surveyed):
    ids = model.shown
    surveyed.do(RejectPoint(ids[3], "试验"))
    model.refresh([ids[3]])
    assert (model.next_to(ids[3], 1), model.next_to(ids[3], -1)) == (ids[4], ids[2])


def test_choosing_a_row_shows_its_point_and_tells_the_selection(panel, qtbot, answered):
    wanted = panel.model.shown[4]
    rectangle = panel.list.visualRect(panel.model.index_of(wanted))
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=rectangle.center())
    answered(panel)
    assert panel.current == wanted
    assert (panel.selection.model, panel.selection.current) == (SurveyPoint, wanted)
    assert panel.selection.suggestions == tuple(c.likely.place.id for c in panel.area.candidates.cards)


def test_a_point_chosen_on_the_map_is_shown(panel, answered):
    wanted = panel.model.shown[7]
    panel.selection.select(SurveyPoint, [wanted])
    answered(panel)
    assert panel.current == wanted
    panel.selection.select(Place, [1])
    assert panel.current == wanted


def test_a_decision_made_elsewhere_is_shown(panel, surveyed, qtbot):
    thread = threading.Thread(target=surveyed.do, args=(RejectPoint(panel.current, "另一处处理"),))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "另一处处理" in panel.card._decided.text())
    assert panel.area.buttons["reopen"].isVisible()


def test_undoing_the_import_leaves_nothing_to_review(panel, surveyed):
    surveyed.undo()
    assert panel.current is None and panel.empty.isVisible()
    assert panel.empty.button.text().startswith("导入测量文件")
    surveyed.redo()
    assert panel.model.count(WAITING) > 0 and panel.current is not None


def test_the_filter_shows_what_was_decided(panel, surveyed, press, qtbot):
    first = panel.current
    press(panel, "Ctrl+Return")
    box = panel.head.filter
    box.setCurrentIndex(box.findData("已采用"))
    box.activated.emit(box.currentIndex())
    assert panel.current == first and panel.model.shown == [first]


def test_a_read_only_workspace_can_be_looked_through(surveyed, make_panel, answered, press):
    path = surveyed.path
    surveyed.close()
    opened = Gazetteer.open(path, read_only=True)
    panel = make_panel(opened)
    panel.list.setFocus()
    answered(panel)
    for button in (panel.area.accept, panel.area.buttons["new"], panel.head.batch, panel.head.files):
        assert not button.isEnabled()
    press(panel, "X")
    assert panel.area.form == ""
    press(panel, "J")
    answered(panel)
    assert panel.area.candidates.cards
    opened.close()


def test_the_list_stays_where_it_is_when_a_decided_point_leaves_it(panel, press, answered, qtbot):
    panel.look_at(panel.model.shown[40])
    answered(panel)
    bar = panel.list.verticalScrollBar()
    bar.setValue(bar.value() + 200)
    before = bar.value()
    press(panel, "X")
    qtbot.keyClicks(panel.area.reject.line, "test")
    press(panel, "Return")
    assert before > 0 and abs(bar.value() - before) <= 28
