"""The one undo of the program: two actions that say what they would take back or do again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from ui import icons
from ui.common.errors import show_error
from ui.common.tasks import run_task
from ui.i18n import tr
from ui.listening import follow

PATIENCE_S = 0.4


class UndoActions(QObject):
    """`undo` and `redo` as actions for menu, top bar and history."""

    def __init__(self, gazetteer: Gazetteer, window: QWidget) -> None:
        super().__init__(window)
        self._gazetteer, self._window = gazetteer, window
        self.undo = self._action("undo-2", "Ctrl+Z", gazetteer.undo)
        self.redo = self._action("redo-2", "Ctrl+Shift+Z", gazetteer.redo)
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self._running = False
        follow(gazetteer, self, lambda changed: self.refresh())
        self.refresh()

    def _action(self, name: str, keys: str, do: Callable[[], Changed]) -> QAction:
        action = QAction(self._window)
        action.setShortcut(QKeySequence(keys))
        icons.dress(action, name)
        action.triggered.connect(lambda: self._do(do, action.text()))
        return action

    def refresh(self) -> None:
        """Say what undo and redo would do now."""
        may = not self._gazetteer.read_only and not self._running
        for action, word, what in ((self.undo, tr("撤销"), self._gazetteer.undo_text),
                                   (self.redo, tr("重做"), self._gazetteer.redo_text)):
            action.setText(f"{word} {what}" if what else word)
            action.setToolTip(f"{action.text()}（{action.shortcut().toString()}）")
            action.setEnabled(bool(what) and may)

    def _do(self, do: Callable[[], Changed], title: str) -> None:
        """Beside the window, since taking back a large import takes its time; a small one is done on return."""
        self._running = True
        task = run_task(self._window, title, lambda progress, cancelled: do(), self._done, self._refused)
        task.wait(PATIENCE_S)

    def _done(self, changed: Changed) -> None:
        self._running = False
        self.refresh()

    def _refused(self, error: BaseException) -> None:
        self._running = False
        self.refresh()
        show_error(self._window, error)
