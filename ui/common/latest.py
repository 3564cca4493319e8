"""Questions asked while a person types: answered beside the window, and only the newest answer counts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Latest(QObject):
    """Runs one question at a time in a thread; a newer question replaces one that still waits."""

    answered = Signal(object)
    failed = Signal(object)
    _arrived = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None, delay_ms: int = 0) -> None:
        super().__init__(parent)
        self._asked = 0
        self._waiting: Callable[[], Any] | None = None
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self, singleShot=True, interval=delay_ms)
        self._timer.timeout.connect(self._start)
        self._arrived.connect(self._deliver)

    def ask(self, question: Callable[[], Any]) -> None:
        """Ask after the delay, unless another question comes first."""
        self._asked += 1
        self._waiting = question
        self._timer.start()

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._asked += 1
        self._waiting = None
        self._timer.stop()

    @property
    def busy(self) -> bool:
        return self._thread is not None or self._waiting is not None

    def _start(self) -> None:
        if self._thread is None and self._waiting is not None:
            question, self._waiting = self._waiting, None
            self._thread = threading.Thread(target=self._run, args=(self._asked, question), daemon=True)
            self._thread.start()

    def _run(self, number: int, question: Callable[[], Any]) -> None:
        answer, error = None, None
        try:
            answer = question()
        except Exception as raised:  # noqa: BLE001 - told on the window's thread
            error = raised
        try:
            self._arrived.emit(number, answer, error)
        except RuntimeError:
            return  # the widget that asked is gone

    @Slot(int, object, object)
    def _deliver(self, number: int, answer: object, error: object) -> None:
        self._thread = None
        if number == self._asked:
            if error is None:
                self.answered.emit(answer)
            else:
                self.failed.emit(error)
        self._start()
