"""The layer list shows, hides and fades the layers of the map, and remembers it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layers.stack import LayerStack
from ui.layers.layer_list import LayerList


@pytest.fixture
def make(qtbot):
    def make_list():
        redrawn: list[bool] = []
        made = LayerList(LayerStack.standard(), lambda: redrawn.append(True))
        qtbot.addWidget(made)
        made.show()
        return {line.layer.key: line for line in made.lines}, redrawn, made

    return make_list


def test_the_uppermost_layer_stands_first(make):
    lines, _, _ = make()
    assert list(lines)[-1] == "division"
    assert "selection" not in lines


def test_the_eye_hides_the_layer(make):
    lines, redrawn, _ = make()
    QTest.mouseClick(lines["place"].eye, Qt.MouseButton.LeftButton)
    assert lines["place"].layer.visible is False
    assert redrawn and not lines["place"].slider.isEnabled()


def test_the_slider_fades_the_layer(make):
    lines, redrawn, _ = make()
    lines["base"].slider.setValue(40)
    assert lines["base"].layer.opacity == pytest.approx(0.4)
    assert redrawn


def test_what_was_hidden_stays_hidden_next_time(make):
    lines, _, _ = make()
    lines["place"].eye.setChecked(False)
    again, _, _ = make()
    assert again["place"].layer.visible is False
    assert again["place"].eye.isChecked() is False
