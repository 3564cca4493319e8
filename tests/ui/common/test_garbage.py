"""Widgets that nobody holds are taken away by the window's thread alone."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtWidgets import QLabel

from ui.common import garbage
from ui.common.garbage import Sweeper


@pytest.fixture
def sweeper(qapp):
    made = Sweeper()
    yield made
    made.stop()


def ring() -> weakref.ref:
    """A widget that only its own ring of references holds."""
    label = QLabel("村")
    label.ring = [label]
    return weakref.ref(label)


def busy() -> None:
    kept = [[] for _ in range(200_000)]
    assert kept


def test_a_worker_takes_no_widget_away_but_the_sweep_does(sweeper, monkeypatch) -> None:
    seen = ring()
    worker = threading.Thread(target=busy)
    worker.start()
    worker.join()
    assert seen() is not None
    monkeypatch.setattr(garbage, "RARELY", (-1, -1, -1))
    sweeper.sweep()
    assert seen() is None


def test_what_is_not_due_is_left(sweeper, monkeypatch) -> None:
    gc.collect()
    seen = ring()
    sweeper.sweep()
    assert seen() is not None


def test_after_the_window_the_interpreter_collects_again(qapp) -> None:
    Sweeper().stop()
    assert gc.isenabled()
