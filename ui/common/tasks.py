"""Long work beside the window: a thread with progress, cancel and errors in plain words.

    run_task(self, tr("导入测量"), lambda progress, cancelled: read(path, progress=progress), self._show)

`progress(done, total, text)` may be called from the work as often as it likes; it raises `Cancelled` once the
person has pressed cancel, so that work which knows only `progress` can be cancelled too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gazetteer.errors import Cancelled
from ui.common.errors import show_error
from ui.i18n import tr

Progress = Callable[..., None]
Work = Callable[[Progress, Callable[[], bool]], Any]
SHOW_AFTER_MS = 500


class Task(QObject):
    """One piece of long work. Signals arrive on the window's thread."""

    progressed = Signal(int, int, str)
    ended = Signal(object)
    _answered = Signal(object)
    _failed = Signal(object)

    def __init__(self, title: str, work: Work) -> None:
        super().__init__()  # no parent: the thread may outlive the window
        self.title = title
        self.done, self.total, self.text = 0, 0, ""
        self._work = work
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, name=title, daemon=True)
        self.on_done: Callable[[Any], None] | None = None
        self.on_error: Callable[[BaseException], None] | None = None
        self.on_cancelled: Callable[[], None] | None = None
        self.progressed.connect(self._remember)
        self._answered.connect(self._finish)
        self._failed.connect(self._fail)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next progress report."""
        self._cancel.set()

    def cancelled(self) -> bool:
        return self._cancel.is_set()

    def wait(self, seconds: float | None = None) -> None:
        self._thread.join(seconds)

    def progress(self, done: int | float | str = 0, total: int | float = 0, text: str = "") -> None:
        """Report from the work; `total` 0 means that the end is not known."""
        if self._cancel.is_set():
            raise Cancelled
        if isinstance(done, str):
            self.progressed.emit(self.done, self.total, done)
        else:
            self.progressed.emit(int(done), int(total), text)

    def _run(self) -> None:
        try:
            answer = self._work(self.progress, self.cancelled)
        except BaseException as error:  # noqa: BLE001 - whatever happens is told on the window's thread
            self._tell(self._failed, error)
        else:
            self._tell(self._answered, answer)

    def _tell(self, signal: Any, value: object) -> None:
        try:
            signal.emit(value)
        except RuntimeError:
            return  # the window is gone, and nobody is left to tell

    @Slot(int, int, str)
    def _remember(self, done: int, total: int, text: str) -> None:
        self.done, self.total, self.text = done, total, text or self.text

    @Slot(object)
    def _finish(self, answer: object) -> None:
        self.ended.emit(self)
        if self.on_done:
            self.on_done(answer)

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self.ended.emit(self)
        if isinstance(error, Cancelled):
            if self.on_cancelled:
                self.on_cancelled()
        elif self.on_error:
            self.on_error(error)


class TaskList(QObject):
    """The tasks of a window that are running; the status bar shows those that take long."""

    shown = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Task] = []

    def add(self, task: Task) -> None:
        self.running.append(task)
        task.ended.connect(self._drop)
        QTimer.singleShot(SHOW_AFTER_MS, self, lambda: self._show(task))

    def _show(self, task: Task) -> None:
        if task in self.running:
            self.shown.emit(task)

    def cancel_all(self, seconds: float = 5.0) -> None:
        """Cancel everything and wait a little for it to stop (used when the window closes)."""
        for task in list(self.running):
            task.cancel()
        for task in list(self.running):
            task.wait(seconds)

    @Slot(object)
    def _drop(self, task: Task) -> None:
        if task in self.running:
            self.running.remove(task)
            self.ended.emit(task)


def run_task(window: QWidget, title: str, work: Work, on_done: Callable[[Any], None] | None = None,
             on_error: Callable[[BaseException], None] | None = None,
             on_cancelled: Callable[[], None] | None = None) -> Task:
    """Run `work(progress, cancelled)` in a thread; `on_done(answer)` and `on_error(error)` on this one.

    Without `on_error` the window shows the error; `on_cancelled()` comes when the work stopped because it was asked to.
    """
    home = window.window()
    task = Task(title, work)
    tell_error = on_error or (lambda error: show_error(home, error, tr("{title}没有完成", title=title)))
    if on_done is not None:
        task.on_done = lambda answer: on_done(answer) if shiboken6.isValid(window) else None
    task.on_error = lambda error: tell_error(error) if shiboken6.isValid(window) else None
    if on_cancelled is not None:
        task.on_cancelled = lambda: on_cancelled() if shiboken6.isValid(window) else None
    tasks = getattr(home, "tasks", None)
    if isinstance(tasks, TaskList):
        tasks.add(task)
    task.start()
    return task
