"""A course that may be taken: for which stretch of the line, how much thinner, on what ground, and what it changes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gazetteer.boundaries.course_edits import Proposed, propose
from gazetteer.boundaries.network import Network, Station, View
from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import length_text
from ui.common.errors import sentences
from ui.common.small import choice, problem_line, said
from ui.i18n import tr

MOST_TOLD = 4  # markers off the line that are named


class CourseCard(QFrame):
    """Everything that is changed in it shows at once.

    Signals:
        changed(proposed): another course is proposed; None where what is said makes none.
        taken(geometry, reason): it shall be the line's course.
        left: it shall not.
    """

    changed = Signal(object)
    taken = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._network: Network | None = None
        self._view: View | None = None
        self._path: list[Position] = []
        self._source = ""
        self.proposed: Proposed | None = None
        self.title = said()
        self.first, self.last = choice(tr("起"), 6), choice(tr("止"), 6)
        self.thin = QLineEdit()
        self.thin.setAccessibleName(tr("允许偏离（米）"))
        self.thin.setToolTip(tr("去掉多余的点：新走向离所取的线不超过这么多米；0 为原样"))
        self.told, self.warned, self.message = said(), said(role="danger"), problem_line()
        self.reason = QLineEdit(placeholderText=tr("依据：协议书附图、修测成果……"))
        self.reason.setAccessibleName(tr("依据"))
        self.take = QPushButton(tr("采用"))
        self.take.setProperty("primary", True)
        self.leave = QPushButton(tr("取消"))
        self._lay_out()
        self.first.currentIndexChanged.connect(self._reckon)
        self.last.currentIndexChanged.connect(self._reckon)
        self.thin.textEdited.connect(self._reckon)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.left)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, edit) in enumerate(((tr("从"), self.first), (tr("到"), self.last),
                                            (tr("允许偏离（米）"), self.thin))):
            label = QLabel(name)
            label.setProperty("muted", True)
            grid.addWidget(label, row, 0)
            grid.addWidget(edit, row, 1)
        column.addLayout(grid)
        for part in (self.told, self.warned, self.message, self.reason):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.take)
        column.addLayout(buttons)

    def open(self, network: Network, view: View, path: list[Position], source: str, thin: float = 0.0) -> None:
        """Propose a path for a line; `source` tells where it comes from."""
        self._network, self._view, self._path, self._source = network, view, path, source
        self.title.setText(tr("“{name}”的走向：{source}", name=view.line.name, source=source))
        self._list_stations(view)
        self.thin.setText(f"{thin:g}")
        self.reason.clear()
        self.show()
        self._reckon()

    def renew(self, network: Network, view: View) -> None:
        """Line, markers or tolerances were changed meanwhile: the same path and range on them as they are now."""
        kept = self.first.currentText(), self.last.currentText()
        self._network, self._view = network, view
        self._list_stations(view)
        for box, text in zip((self.first, self.last), kept, strict=True):
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findText(text)))
            box.blockSignals(False)
        self._reckon()

    def _list_stations(self, view: View) -> None:
        stations = view.stations if view.course is not None else []
        for box, end in ((self.first, tr("界线起点")), (self.last, tr("界线止点"))):
            box.blockSignals(True)
            box.clear()
            box.addItem(end, None)
            for number, station in enumerate(stations):
                box.addItem(station.label, number)
            box.blockSignals(False)
            box.setEnabled(bool(stations))

    def _station(self, number: int | None) -> Station | None:
        return self._view.stations[number] if self._view is not None and number is not None else None

    def _reckon(self) -> None:
        """What it would be as things stand in the card."""
        assert self._view is not None and self._network is not None
        self.proposed = None
        try:
            self.proposed = propose(self._view, self._network.tolerances, self._path,
                                    self._station(self.first.currentData()), self._station(self.last.currentData()),
                                    _metres(self.thin.text()))
        except GazetteerError as error:
            self.message.setText("\n".join(part for part in sentences(error) if part))
        self.message.setVisible(self.proposed is None)
        self.take.setEnabled(self.proposed is not None)
        self.told.setText(_told(self.proposed) if self.proposed else "")
        warned = _warned(self.proposed) if self.proposed else ""
        self.warned.setText(warned)
        for label in (self.told, self.warned):
            label.setVisible(bool(label.text()))
        self.changed.emit(self.proposed)

    def _take(self) -> None:
        if self.proposed is not None:
            told = (self._source, self._range(), self.reason.text().strip())
            self.taken.emit(self.proposed.line, "；".join(part for part in told if part))

    def _range(self) -> str:
        if self.first.currentData() is None and self.last.currentData() is None:
            return tr("整条")
        return tr("{first}至{last}", first=self.first.currentText(), last=self.last.currentText())


def _metres(text: str) -> float:
    from ui.map.next_point import number

    return number(tr("允许偏离"), text) if text.strip() else 0.0


def _told(made: Proposed) -> str:
    parts = [tr("这一段 {n} 个点", n=len(made.stretch)),
             tr("界线全长 {length}", length=length_text(made.length))]
    if made.length_before is not None:
        parts[1] += tr("，现在 {length}", length=length_text(made.length_before))
    if made.farthest is not None:
        parts.append(tr("离现在的走向最远 {m} 米", m=f"{made.farthest:.0f}"))
    joins = [f"{one:.0f}" for one in made.joins if one >= 0.5]
    if joins:
        parts.append(tr("两头不在界线上，各直线接上：{m} 米", m="、".join(joins)) if len(joins) > 1
                     else tr("一头不在界线上，直线接上 {m} 米", m=joins[0]))
    return "\n".join(parts)


def _warned(made: Proposed) -> str:
    parts = [tr("新走向与自己相交。")] if made.crosses else []
    if made.off:
        named = [tr("{label} {m} 米（限 {limit} 米）", label=one.label, m=f"{one.after:.0f}", limit=f"{one.limit:g}")
                 for one in made.off[:MOST_TOLD]]
        more = tr("，等 {n} 颗", n=len(made.off)) if len(made.off) > MOST_TOLD else ""
        parts.append(tr("这些界桩将不在界线上：{all}{more}", all="、".join(named), more=more))
    return "\n".join(parts)
