"""The publish panel in a window, on the sample."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow

from gazetteer.places.changes import EditPlaces
from gazetteer.places.place import Place
from ui.common.tasks import TaskList
from ui.common.toast import Toaster
from ui.publications.publish_panel import PublishPanel
from ui.selection import Selection

PRIVATE_USE = "\ue003"
TOWNSHIP = "429006107"


@pytest.fixture
def mixed(sample):
    """The sample with three secret places, and one whose name has a character of the private use area."""
    places = sample.find(Place, Place.geom.is_not(None), order_by=Place.code, limit=5)
    sample.do(EditPlaces([(place.id, {"secrecy": "秘密"}) for place in places[:3]]))
    sample.do(EditPlaces([(places[4].id, {"name": f"{places[4].name}{PRIVATE_USE}"})]))
    return sample


@dataclass
class Steps:
    """Takes what a task reports."""

    told: list = field(default_factory=list)

    def __call__(self, done=0, total=0, text=""):
        self.told.append((done, total, text))


@pytest.fixture
def steps():
    return Steps()


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "成果"


@pytest.fixture
def make_panel(qtbot, folder):
    """make_panel(gazetteer): a shown panel in a window, when its first preview is there."""

    def make(gazetteer, size=(1100, 900), **more):
        window = QMainWindow()
        window.toaster, window.tasks = Toaster(window), TaskList(window)
        panel = PublishPanel(gazetteer, Selection(window), window, **more)
        panel.folder.line.setText(str(folder))
        window.setCentralWidget(panel)
        qtbot.addWidget(window, before_close_func=lambda _: window.tasks.cancel_all())
        window.resize(*size)
        window.show()
        settle(panel)
        return panel

    def settle(panel):
        qtbot.waitUntil(lambda: not panel._asking.busy and not panel.foot.running, timeout=20_000)

    make.settle = settle
    return make


@pytest.fixture
def settled(make_panel):
    """settled(panel): wait until preview and publishing have ended."""
    return make_panel.settle


@pytest.fixture
def panel(make_panel, sample):
    return make_panel(sample)
