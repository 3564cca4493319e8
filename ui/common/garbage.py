"""Garbage is collected in the window's thread only: a worker that takes away a widget by chance crashes Qt."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 5000
# Objects until garbage of the three generations is collected: looking through everything that a register of 100,000
# names holds in memory is a pause that a person feels.
RARELY = (20_000, 20, 20)


class Sweeper(QObject):
    """Takes the interpreter's own collecting, which any thread may run, into its timer for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()
        gc.disable()

    def sweep(self) -> None:
        """Collect the generations whose time has come."""
        due = [count > limit for count, limit in zip(gc.get_count(), RARELY, strict=True)]
        if due[0]:
            gc.collect(2 if due[1] and due[2] else 1 if due[1] else 0)

    def stop(self) -> None:
        """Let the interpreter collect as it does by itself."""
        self._timer.stop()
        gc.enable()
