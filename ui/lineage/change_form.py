"""The card in which a change in the line of a place is entered or corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from gazetteer.eras.wording import other_calendar
from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.lineage.lineage import RENAMED, Lineage, Member
from gazetteer.lineage.naming import written
from gazetteer.record import Field, field_of
from ui.common.small import problem_line, said
from ui.common.year_choices import with_choices
from ui.i18n import tr

FIELDS = ("year", "dynasty", "certainty", "document", "source", "volume", "page", "remark")
Named = Callable[[str], list[Member]]


class ChangeForm(QFrame):
    """Signals:
        submitted(values, before, after): the person wants this change, sides as members.
        removed: the person wants the change that is shown taken out.
        left: nothing more is wanted.
    """

    submitted = Signal(dict, list, list)
    removed = Signal()
    left = Signal()

    def __init__(self, named: Named, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._named = named
        self.title = QLabel()
        self.kind = QComboBox()
        self.kind.addItems(field_of(Lineage, "kind").choices)
        self.sides = {side: QLineEdit(placeholderText=tr("几个地名之间用顿号")) for side in ("before", "after")}
        self.told = {side: said(role="muted") for side in self.sides}
        self.lines: dict[str, QLineEdit | QComboBox] = {name: _editor(field_of(Lineage, name)) for name in FIELDS}
        self.hint = said(role="muted")
        self.hint.linkActivated.connect(lambda text: self.lines["year"].setText(text))  # type: ignore[union-attr]
        self.message = problem_line()
        self.accept = QPushButton(tr("确定"))
        self.remove = QPushButton(tr("删除此沿革"))
        self.leave = QPushButton(tr("取消"))
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.addWidget(self.title, 0, 0, 1, 4)
        _pair(grid, 1, 0, tr("沿革种类"), self.kind)
        for row, (side, label) in enumerate((("before", tr("变更前")), ("after", tr("变更后"))), start=1):
            grid.addWidget(_muted(label), 2 * row, 0)
            grid.addWidget(self.sides[side], 2 * row, 1, 1, 3)
            grid.addWidget(self.told[side], 2 * row + 1, 1, 1, 3)
        _pair(grid, 6, 0, field_of(Lineage, "year").label, self.lines["year"])
        _pair(grid, 6, 2, field_of(Lineage, "dynasty").label, self.lines["dynasty"])
        grid.addWidget(self.hint, 7, 1, 1, 3)
        for place, name in enumerate(FIELDS[2:]):
            _pair(grid, 8 + place // 2, place % 2 * 2, field_of(Lineage, name).label, self.lines[name])
        grid.addWidget(self.message, 12, 0, 1, 4)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.setContentsMargins(0, 4, 0, 0)
        foot.addWidget(self.remove)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.accept)
        self.accept.setProperty("primary", True)
        grid.addLayout(foot, 13, 0, 1, 4)

    def _connect(self) -> None:
        self.accept.clicked.connect(self.submit)
        self.leave.clicked.connect(self._leave)
        self.remove.clicked.connect(self.removed)
        for edit in (*self.sides.values(), *self.lines.values()):
            if isinstance(edit, QLineEdit):
                edit.returnPressed.connect(self.submit)
                edit.textChanged.connect(self._tell)

    def ask(self, change: Lineage | None, before: list[Member], after: list[Member]) -> None:
        """Open for a change, or for a new one with what is known of its sides."""
        self.title.setText(tr("修改沿革") if change else tr("增加沿革"))
        self.kind.setCurrentText(change.kind or RENAMED if change else RENAMED)
        for name, edit in self.lines.items():
            text = str(getattr(change, name, None) or "") if change else ""
            _write(edit, text)
        self.sides["before"].setText(written(before))
        self.sides["after"].setText(written(after))
        self.remove.setVisible(change is not None)
        self.message.hide()
        self._tell()
        self.show()
        self.sides["after" if before and not after else "before"].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Hand over what stands in the card."""
        values: dict[str, Any] = {"kind": self.kind.currentText()}
        for name, edit in self.lines.items():
            values[name] = (edit.currentText() if isinstance(edit, QComboBox) else edit.text()).strip() or None
        sides = [self._named(self.sides[side].text()) for side in ("before", "after")]
        self.submitted.emit(values, *sides)

    def refuse(self, error: GazetteerError) -> None:
        """Say in the card why it was not done."""
        problems = error.problems if isinstance(error, RuleBroken) else []
        self.message.setText("\n".join(problem.text for problem in problems) or error.what)
        self.message.show()

    def _tell(self) -> None:
        year, dynasty = self.lines["year"], self.lines["dynasty"]
        assert isinstance(year, QLineEdit) and isinstance(dynasty, QLineEdit)
        self.hint.setText(with_choices(other_calendar(year.text(), dynasty.text()), year.text()))
        self.hint.setVisible(bool(self.hint.text()))
        for side, edit in self.sides.items():
            strangers = [member.name for member in self._named(edit.text()) if member.place_id is None]
            self.told[side].setText(tr("{names}不在登记中，只记名称", names="、".join(strangers)) if strangers else "")
            self.told[side].setVisible(bool(strangers))

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)


def _editor(field: Field) -> QLineEdit | QComboBox:
    if field.choices:
        box = QComboBox()
        box.addItems(["", *field.choices])
        return box
    edit = QLineEdit()
    edit.setAccessibleName(field.label)
    return edit


def _write(edit: QLineEdit | QComboBox, text: str) -> None:
    if isinstance(edit, QComboBox):
        edit.setCurrentText(text)
    else:
        edit.setText(text)
        edit.setCursorPosition(0)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)
    return label


def _pair(grid: QGridLayout, row: int, column: int, label: str, editor: QWidget) -> None:
    grid.addWidget(_muted(label), row, column)
    grid.addWidget(editor, row, column + 1)
