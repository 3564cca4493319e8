"""The layer list beside a map of a workspace, in a window that has toasts."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

from gazetteer.places.changes import AddPlace
from ui.common.tasks import TaskList
from ui.common.toast import Toaster
from ui.layers.layer_list import LayerList
from ui.map.map_view import MapView

PLACES = (("东泵站", "24340"), ("西泵站", "24340"), ("南闸", "24440"), ("石桥", "23610"), ("李家湾", "22200"))


@pytest.fixture
def town(gazetteer):
    """A workspace with five places of four classes."""
    for number, (name, code) in enumerate(PLACES):
        gazetteer.do(AddPlace({"name": name, "class_code": code, "division_code": "429006"},
                              shapely.Point(113.10 + number * 0.02, 30.65)))
    return gazetteer


@pytest.fixture
def open_layers(qtbot):
    """open_layers(gazetteer): the list beside the map, whose first frame is there."""
    made = []

    def open_list(gazetteer, size=(900, 700)) -> LayerList:
        window = QMainWindow()
        window.toaster, window.tasks = Toaster(window), TaskList(window)
        home, view = QWidget(), MapView(gazetteer)
        layers = LayerList(view)
        layers.setFixedWidth(248)
        row = QHBoxLayout(home)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(layers)
        row.addWidget(view, 1)
        window.setCentralWidget(home)
        qtbot.addWidget(window, before_close_func=lambda _: view.release())
        window.resize(*size)
        window.show()
        view.data.load()
        made.append(window)
        qtbot.waitUntil(lambda: view._frame is not None, timeout=20_000)
        return layers

    return open_list


@pytest.fixture
def layers(open_layers, town):
    return open_layers(town)
