"""The inline forms of a decision: merged into another point, split into two, not adopted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.surveys.nearby import NearPoint
from gazetteer.surveys.splitting import names_of_two
from ui.i18n import tr
from ui.records.editors import ENTERS

REASONS = ("坐标明显错误", "重复测量", "不是地名", "不在本市范围")


class DecisionForm(QWidget):
    """A form in the place of the buttons: Enter or its button hands it over, Esc or 取消 leaves it.

    Signals:
        left: nothing is decided.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.message = QLabel(wordWrap=True)
        self.message.hide()
        self.message.setProperty("danger", True)

    def add_buttons(self, text: str) -> None:
        """The last row: leave, or hand over by the word that says what is done."""
        row = QHBoxLayout()
        row.addStretch()
        cancel, accept = QPushButton(tr("取消")), QPushButton(text)
        accept.setProperty("primary", True)
        cancel.clicked.connect(lambda: self.left.emit())
        accept.clicked.connect(lambda: self.hand_over())
        row.addWidget(cancel)
        row.addWidget(accept)
        self.column.addLayout(row)

    def hand_over(self) -> None:
        """Give what was entered to who asked for it."""
        raise NotImplementedError

    def say(self, wrong: str) -> None:
        """What keeps the form from being handed over; "" for nothing."""
        self.message.setText(wrong)
        self.message.setVisible(bool(wrong))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.hand_over()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class RejectForm(DecisionForm):
    """Why a point is not adopted; the usual reasons are a click away."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("不采用的理由，必须填写"))
        self.line.setAccessibleName(tr("不采用的理由"))
        self.column.addWidget(self.line)
        self.column.addWidget(self.message)
        self._buttons = [QPushButton(tr(reason)) for reason in REASONS]
        usual = QHBoxLayout()
        usual.setSpacing(4)
        for button in self._buttons:
            button.setProperty("link", True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, text=button.text(): self.line.setText(text))
            usual.addWidget(button)
        usual.addStretch()
        self.column.addLayout(usual)
        self.add_buttons(tr("不采用"))

    def begin(self) -> None:
        self.line.clear()
        self.say("")
        self.line.setFocus()

    def hand_over(self) -> None:
        reason = self.line.text().strip()
        self.say("" if reason else tr("请写明理由"))
        if reason:
            self.given.emit(reason)


class MergeForm(DecisionForm):
    """Which point this one repeats; 1–9 choose, Enter merges."""

    given = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("并入的测点"))
        self.none = QLabel(tr("附近没有别的测点，也没有同名的测点"))
        self.none.setProperty("muted", True)
        self.column.addWidget(self.list)
        self.column.addWidget(self.none)
        self.add_buttons(tr("并入"))
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


class SplitForm(DecisionForm):
    """The names of the two places that one point stands for."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = QLineEdit(), QLineEdit()
        self.said = QLabel(tr("两处都保留这条外业记录，各自处理；照片留在第一处，第二处可在地图上移动。"))
        self.said.setWordWrap(True)
        self.said.setProperty("muted", True)
        self.column.addWidget(self.said)
        names = QFormLayout()
        names.setHorizontalSpacing(12)
        names.setVerticalSpacing(8)
        for label, line in ((tr("第一处"), self.first), (tr("第二处"), self.second)):
            line.setAccessibleName(tr("{which}的名称", which=label))
            line.textEdited.connect(lambda _: self.say(""))
            names.addRow(label, line)
        self.second.setPlaceholderText(tr("名称，必须填写"))
        self.column.addLayout(names)
        self.column.addWidget(self.message)
        self.add_buttons(tr("拆分"))

    def begin(self, name: str | None) -> None:
        """Propose the names that the point's name holds."""
        first, second = names_of_two(name)
        self.first.setText(first)
        self.second.setText(second)
        self.say("")
        self.second.setFocus()
        self.second.selectAll()

    def hand_over(self) -> None:
        self.given.emit(self.first.text(), self.second.text())

    def show_refusal(self, error: GazetteerError) -> None:
        """Why it cannot be split so, at the names."""
        told = error.problems if isinstance(error, RuleBroken) else ()
        self.say("；".join(problem.text for problem in told) or str(error))
        self.second.setFocus()
