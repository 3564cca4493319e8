"""A foldable section of a form, and the page an empty place shows instead of nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.common.settings import remember, remembered
from ui.theme import theme


class Section(QWidget):
    """A heading that folds its body and remembers it; the body is built at the first unfolding."""

    folded = Signal(bool)

    def __init__(self, title: str, key: str = "", parent: QWidget | None = None, *,
                 build: Callable[[], QWidget] | None = None, open_at_first: bool = True) -> None:
        super().__init__(parent)
        self._key = f"folded/{key or title}"
        self._build = build
        self._body: QWidget | None = None
        self.heading = QToolButton()
        self.heading.setText(title)
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setProperty("heading", True)
        self.heading.setIconSize(QSize(16, 16))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.heading)
        self.heading.setChecked(not remembered(self._key, not open_at_first))
        self.heading.toggled.connect(self._toggle)
        self._show()

    @property
    def body(self) -> QWidget | None:
        return self._body

    def set_body(self, body: QWidget) -> None:
        self._body = body
        self._column.addWidget(body)
        body.setVisible(self.heading.isChecked())

    def unfold(self) -> None:
        self.heading.setChecked(True)

    def _toggle(self, open_: bool) -> None:
        remember(self._key, not open_)
        self._show()
        self.folded.emit(not open_)

    def _show(self) -> None:
        open_ = self.heading.isChecked()
        self.heading.setIcon(icons.icon("chevron-down" if open_ else "chevron-right"))
        if open_ and self._body is None and self._build:
            self.set_body(self._build())
        if self._body:
            self._body.setVisible(open_)


class EmptyState(QFrame):
    """What to do next where there is nothing yet: an icon, a sentence, the reason and the button to act."""

    def __init__(self, name: str, title: str, text: str = "", button: str = "",
                 action: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._name = name
        self.title = QLabel(title, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.text = QLabel(text, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.text.setProperty("muted", True)
        for widget in (self._icon, self.title, self.text):
            column.addWidget(widget)
        self.text.setVisible(bool(text))
        self.button: QPushButton | None = None
        if button and action:
            self.button = QPushButton(button)
            self.button.clicked.connect(lambda: action())
            column.addSpacing(8)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def _paint_icon(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._name, 32, theme.tokens.faint, self.devicePixelRatioF()))
