"""Short messages over the foot of the window: what was done, with the button to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gazetteer.errors import GazetteerError
from ui.common.errors import error_box, sentences
from ui.common.small import tool
from ui.i18n import tr

SHOWN_MS = 6000
MARGIN = 48


class Toast(QFrame):
    """One message; it goes by itself, unless it is an error."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self.setObjectName("toast")
        self.label = QLabel()
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton()
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._close = tool("x", tr("关闭"), self.hide, token="surface")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        for widget in (self.label, self.button, self._close):
            row.addWidget(widget)
        self._action: Callable[[], None] | None = None
        self.button.clicked.connect(self._act)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_text(self, text: str, label: str = "", action: Callable[[], None] | None = None,
                  stays: bool = False) -> None:
        self.label.setText(text)
        self.button.setText(label)
        self.button.setVisible(bool(label))
        self._action = action
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.stop() if stays else self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        home = self._home
        self.resize(min(self.sizeHint().width(), home.width() - 32), self.sizeHint().height())
        self.move((home.width() - self.width()) // 2, home.height() - self.height() - MARGIN)

    def _act(self) -> None:
        self.hide()
        if self._action:
            self._action()


class Toaster(QObject):
    """The toasts of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toast: Toast | None = None

    @property
    def toast(self) -> Toast:
        if self._toast is None:
            self._toast = Toast(self._window)
        return self._toast

    def show(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done; with `undo` the toast offers 撤销."""
        self.toast.show_text(text, tr("撤销") if undo else "", undo)

    def offer(self, text: str, label: str, action: Callable[[], None]) -> None:
        """Say what was done and offer what comes next."""
        self.toast.show_text(text, label, action)

    def show_error(self, error: BaseException, title: str = "") -> None:
        """Say what went wrong; it stays until closed, the reason is one click away."""
        what, rest = sentences(error)
        text = f"{title}：{what}" if title else what
        details = rest or not isinstance(error, GazetteerError)
        show = (lambda: error_box(self._window, error, title).open()) if details else None
        self.toast.show_text(text, tr("详情") if show else "", show, stays=True)
