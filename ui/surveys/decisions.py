"""The inline forms of a decision: as a new place, merged into another point, not adopted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gazetteer.surveys.nearby import NearPoint
from ui.i18n import tr
from ui.records.editors import ENTERS

REASONS = ("坐标明显错误", "重复测量", "不是地名", "不在本市范围")


class RejectForm(QWidget):
    """Why a point is not adopted; the usual reasons are a click away."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("不采用的理由，必须填写"))
        self.line.setAccessibleName(tr("不采用的理由"))
        self.message = QLabel(tr("请写明理由"))
        self.message.hide()
        self.message.setProperty("danger", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.message)
        self._buttons = [QPushButton(tr(reason)) for reason in REASONS]
        usual = QHBoxLayout()
        usual.setSpacing(4)
        for button in self._buttons:
            button.setProperty("link", True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, text=button.text(): self.line.setText(text))
            usual.addWidget(button)
        usual.addStretch()
        column.addLayout(usual)
        column.addLayout(_buttons(tr("不采用"), self.hand_over, self.left.emit))

    def begin(self) -> None:
        self.line.clear()
        self.message.hide()
        self.line.setFocus()

    def hand_over(self) -> None:
        reason = self.line.text().strip()
        self.message.setVisible(not reason)
        if reason:
            self.given.emit(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.hand_over()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class MergeForm(QWidget):
    """Which point this one repeats; 1–9 choose, Enter merges."""

    given = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("并入的测点"))
        self.none = QLabel(tr("附近没有别的测点，也没有同名的测点"))
        self.none.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addWidget(self.none)
        column.addLayout(_buttons(tr("并入"), self.hand_over, self.left.emit))
        self.list.itemDoubleClicked.connect(lambda _: self.hand_over())  # Enter comes to the form itself

    def begin(self, near: Sequence[NearPoint]) -> None:
        self.list.clear()
        for number, one in enumerate(near[:9], 1):
            name = one.name or tr("（无名）")
            item = QListWidgetItem(f"{number}　{name}　{'，'.join(one.why)}　{one.state}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.list.addItem(item)
        self.none.setVisible(not near)
        self.list.setVisible(bool(near))
        self.list.setFixedHeight(min(len(near), 9) * 30 + 4)
        self.choose(1)
        self.list.setFocus()

    def choose(self, number: int) -> None:
        if 1 <= number <= self.list.count():
            self.list.setCurrentRow(number - 1)

    def hand_over(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.given.emit(item.data(Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.hand_over()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _buttons(text: str, hand_over, leave) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch()
    cancel, accept = QPushButton(tr("取消")), QPushButton(text)
    accept.setProperty("primary", True)
    cancel.clicked.connect(lambda: leave())
    accept.clicked.connect(lambda: hand_over())
    row.addWidget(cancel)
    row.addWidget(accept)
    return row
