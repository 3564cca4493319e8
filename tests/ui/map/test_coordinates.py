"""Coordinates under the pointer, copied, and gone to in any usual form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from gazetteer.coordinates.positions import FORMS, format_position
from ui.map.context_menu import context_menu
from ui.map.overlay import length_text, nice_length


def test_the_position_under_the_pointer_is_told_and_that_it_left(point_at, canvas):
    heard = []
    canvas.pointed.connect(heard.append)
    point_at(canvas, 200, 150)
    assert heard[-1] == pytest.approx(canvas.position_at(QPoint(200, 150).toPointF()))
    canvas.leaveEvent(None)
    assert heard[-1] is None


@pytest.mark.parametrize("form", FORMS)
def test_the_position_under_the_pointer_is_copied_in_each_form(point_at, canvas, form):
    point_at(canvas, 200, 150)
    canvas.actions_by_name[f"copy_{form}"].trigger()
    assert QApplication.clipboard().text() == format_position(*canvas.position_at(QPoint(200, 150).toPointF()), form)


def test_the_menu_offers_each_form_of_the_position_clicked(canvas):
    at = QPoint(333, 222).toPointF()
    texts = [action.text() for action in context_menu(canvas, at).actions()]
    for form in FORMS:
        wanted = format_position(*canvas.position_at(at), form)
        assert any(text.startswith(wanted) for text in texts)


@pytest.mark.parametrize("text", [
    "113°10′12″E 30°39′36″N", "东经113度10分12秒 北纬30度39分36秒", "113.17, 30.66", "1131012 303936",
    "X=3393573.532 Y=420450.269", "38420450.269 3393573.532", "30°39.6′N 113°10.2′E",
])
def test_control_g_goes_to_a_coordinate_in_any_form_and_marks_it(qtbot, canvas, text, settled, type_text):
    qtbot.keyClick(canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    panel = canvas.go_to
    assert panel.isVisible() and panel.line.hasFocus()
    type_text(panel.line, text)
    assert "113°10′12.00″E 30°39′36.00″N" in panel.understood.text()
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    settled(canvas)
    assert canvas.navigator.view.center == pytest.approx((113.17, 30.66), abs=1e-6)
    assert canvas.mark == pytest.approx((113.17, 30.66), abs=1e-6)
    assert not panel.isVisible() and canvas.hasFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mark is None


@pytest.mark.parametrize("text", ["天门", "113.17", "200, 100", "999999 99"])
def test_what_is_no_position_says_why_and_goes_nowhere(qtbot, canvas, text, type_text):
    before = canvas.navigator.view
    canvas.open_go_to()
    type_text(canvas.go_to.line, text)
    qtbot.keyClick(canvas.go_to.line, Qt.Key.Key_Return)
    assert canvas.go_to.isVisible() and canvas.go_to.understood.property("danger") is True
    assert canvas.go_to.understood.text()
    assert canvas.navigator.view == before and canvas.mark is None


@given(st.floats(1e-3, 1e8))
def test_a_scale_bar_is_round_and_as_long_as_it_may_be(most):
    length = nice_length(most)
    assert length <= most < 2.5 * length * (1 + 1e-9)
    assert f"{length:.3e}"[0] in "125"


@pytest.mark.parametrize(("metres", "text"), [(500, "500 米"), (1000, "1 千米"), (20_000, "20 千米"), (0.5, "0.5 米")])
def test_lengths_are_told_in_metres_and_kilometres(metres, text):
    assert length_text(metres) == text
