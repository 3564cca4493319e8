"""The line above the review: which points, how many are done, many at once, and taking files in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStyledItemDelegate, QWidget

from gazetteer.surveys.survey import STATES, WAITING
from ui import icons
from ui.i18n import tr
from ui.surveys.point_list import PointModel

NARROW = 560
ROOM_FOR_COUNT = 424


class ReviewHead(QWidget):
    """Filter, progress and buttons.

    Signals:
        state_chosen: only points of this state, None for all.
    """

    state_chosen = Signal(object)
    batch_wanted = Signal()
    check_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_only = read_only
        self.filter = QComboBox()
        self.filter.setItemDelegate(QStyledItemDelegate(self.filter))
        # The stylesheet makes the box forget how wide its texts are.
        self.filter.setMinimumWidth(self.fontMetrics().horizontalAdvance("不采用　00000") + 44)
        self.filter.setAccessibleName(tr("显示哪些测点"))
        self.filter.activated.connect(lambda _: self.state_chosen.emit(self.filter.currentData()))
        self.progress = QLabel()
        self.progress.setProperty("muted", True)
        self.batch, self.check, self.files = QPushButton(), QPushButton(), QPushButton()
        for button, icon, wanted, text in ((self.batch, "list-checks", self.batch_wanted, tr("接受把握大的…")),
                                           (self.check, "shield-check", self.check_wanted, tr("当日检查…")),
                                           (self.files, "file-up", self.import_wanted, tr("导入测量文件…"))):
            icons.dress(button, icon)
            button.setAccessibleName(text)
            button.setToolTip(text)
            button.setEnabled(not read_only or button is self.check)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.filter)
        row.addWidget(self.progress, 1)
        row.addWidget(self.batch)
        row.addWidget(self.check)
        row.addWidget(self.files)

    def minimumSizeHint(self) -> QSize:
        """That of the buttons without words."""
        return QSize(280, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words on the buttons, and the count beside them, only where there is room for them."""
        self.progress.setVisible(self.width() >= ROOM_FOR_COUNT)
        for button in (self.batch, self.check, self.files):
            button.setText(button.accessibleName() if self.width() >= NARROW else "")

    def show_counts(self, model: PointModel) -> None:
        """How many points there are of each state."""
        self.filter.clear()
        for state in STATES:
            self.filter.addItem(f"{state}　{model.count(state)}", state)
        self.filter.addItem(tr("全部　{n}", n=len(model.points)), None)
        self.filter.setCurrentIndex(STATES.index(model.state) if model.state else len(STATES))
        waiting, count = model.count(WAITING), len(model.points)
        self.progress.setText(tr("已处理 {done} / {count}", done=count - waiting, count=count) if count else "")
        self.check.setEnabled(waiting > 0)
        self.batch.setEnabled(waiting > 0 and not self._read_only)
