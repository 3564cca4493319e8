"""The head of the window: workspace, undo and redo, search, 今日待办, theme and person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from gazetteer.gazetteer import Gazetteer
from ui.common.settings import recent_files
from ui.common.small import tool
from ui.i18n import tr
from ui.search.search_box import SearchBox
from ui.selection import Selection
from ui.theme import theme

HEIGHT = 48
SEARCH_WIDTH = (280, 560)


class DottedButton(QToolButton):
    """A button with a dot while something waits behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dotted = False

    def show_dot(self, dotted: bool) -> None:
        self.dotted = dotted
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.dotted:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens.accent))
            painter.drawEllipse(self.width() - 12, 4, 8, 8)


class TopBar(QFrame):
    """Signals:
        workbench_asked: the start page is wanted.
        file_asked(path): another workspace is to be opened.
    """

    workbench_asked = Signal()
    file_asked = Signal(object)

    def __init__(self, gazetteer: Gazetteer, selection: Selection, undo: QAction, redo: QAction,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self.setFixedHeight(HEIGHT)
        self._gazetteer = gazetteer
        self.workspace = tool("chevron-down", str(gazetteer.path), text=gazetteer.path.stem)
        self.workspace.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.workspace.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the name
        self._recent = QMenu(self.workspace)
        self._recent.aboutToShow.connect(self._fill_recent)
        self.workspace.setMenu(self._recent)
        self.search = SearchBox(gazetteer, selection)
        self.search.setMinimumWidth(SEARCH_WIDTH[0])
        self.search.setMaximumWidth(SEARCH_WIDTH[1])
        self.waiting = DottedButton()
        self.waiting.setText(tr("今日待办") + "  ")  # room for the dot
        self.waiting.clicked.connect(self.workbench_asked)
        self.person = tool("circle-user", tr("修改以此人的名义记入历史"), text=gazetteer.who)
        self.person.setEnabled(False)
        self._lay_out((undo, redo))

    def _lay_out(self, actions: tuple[QAction, ...]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        for button in (self.workspace, self.waiting, self.person):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.workspace)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setIconSize(QSize(20, 20))
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(self.waiting)
        row.addWidget(self.person)

    def show_waiting(self, count: int) -> None:
        """Mark 今日待办 while survey points wait."""
        self.waiting.show_dot(bool(count))
        self.waiting.setToolTip(tr("{n} 个测点等待处理", n=count) if count else "")

    def _fill_recent(self) -> None:
        self._recent.clear()
        others = [path for path in recent_files() if path != self._gazetteer.path]
        for path in others:
            self._recent.addAction(f"{path.stem}　{path.parent}", partial(self.file_asked.emit, path))
        if not others:
            nothing = self._recent.addAction(tr("没有打开过其他文件"))
            nothing.setEnabled(False)


class ReadOnlyBanner(QFrame):
    """Says that nothing can be changed, and who holds the workspace."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        said = tr("这个工作空间以只读方式打开，可以查看，不能修改。")
        if gazetteer.held_by:
            said = tr("{who} 正在修改这个工作空间，您可以查看，不能修改。", who=gazetteer.held_by)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(QLabel(said, wordWrap=True))
