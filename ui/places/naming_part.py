"""新命名: beside stock that the office only enters, a name newly given brings its papers or its approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gazetteer.errors import RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.rules.materials import NAMING
from ui.common.small import problem_line
from ui.i18n import tr

if TYPE_CHECKING:
    from ui.rules.material_list import MaterialList


class NamingPart(QWidget):
    """A tick, and once it is set a line for the approval and a button that opens the list of papers."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.tick = QCheckBox(tr("新命名，须核对申报材料"))
        self.tick.setToolTip(tr("录入普查成果等已有的地名不必勾选"))
        self.authority = QLineEdit(placeholderText=tr("批准文号或依据"))
        self.authority.setAccessibleName(tr("批准文号或依据"))
        self.button = QPushButton(tr("申报材料…"))
        self.button.clicked.connect(self.open_papers)
        self.message = problem_line()
        self.papers: MaterialList | None = None
        self._popup: QFrame | None = None
        self._body = QWidget()
        self._lay_out()
        self._body.hide()
        self.tick.toggled.connect(self._unfold)
        self.authority.textEdited.connect(lambda _: self.message.hide())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(4)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.authority, 1)
        row.addWidget(self.button)
        inner.addLayout(row)
        inner.addWidget(self.message)
        column.addWidget(self.tick)
        column.addWidget(self._body)

    def begin(self) -> None:
        """As for a place that has its name already."""
        self.tick.setChecked(False)
        self.authority.clear()
        self.message.hide()
        if self._popup is not None:
            self._popup.deleteLater()
            self._popup = self.papers = None

    @property
    def basis(self) -> str:
        """What the record keeps of it: 命名依据：天政函〔2026〕1号; "" where nothing is newly named."""
        said = self.authority.text().strip() if self.tick.isChecked() else ""
        return tr("命名依据：{said}", said=said) if said else ""

    def refused(self) -> bool:
        """Whether a name is newly given without its papers and without an approval; it is said at the line then."""
        self.message.hide()
        try:
            if self.tick.isChecked():
                self._list().refuse(self.authority.text())
        except RuleBroken as error:
            self.message.setText(tr("申报材料不齐（N16），{lacking}；补齐后勾选，已经批准的写明批准文号",
                                    lacking=self._list().line.text()))
            self.message.setToolTip(str(error))
            self.message.show()
            self.authority.setFocus()
            return True
        return False

    def open_papers(self) -> None:
        """The list to tick, below the button; Esc closes it."""
        shown = self._list()
        assert self._popup is not None
        self._popup.adjustSize()
        corner = self.button.mapToGlobal(QPoint(self.button.width() - self._popup.width(), self.button.height() + 4))
        self._popup.move(corner)
        self._popup.show()
        next(iter(shown.boxes.values()), shown).setFocus()

    def _list(self) -> MaterialList:
        if self.papers is None:
            from ui.rules.material_list import MaterialList  # the rules are read when a name is given

            self._popup = QFrame(self, Qt.WindowType.Popup)
            self._popup.setObjectName("popup")
            self.papers = MaterialList(self._gazetteer, NAMING, Place(), self._popup)
            column = QVBoxLayout(self._popup)
            column.setContentsMargins(16, 8, 16, 12)
            column.addWidget(self.papers)
            for box in self.papers.boxes.values():
                box.toggled.connect(self._say_how_many)
            self._say_how_many()
        return self.papers

    def _say_how_many(self) -> None:
        assert self.papers is not None
        given = len(self.papers.given)
        self.button.setText(tr("申报材料（{n}）…", n=given) if given else tr("申报材料…"))
        self.message.hide()

    def _unfold(self, ticked: bool) -> None:
        self._body.setVisible(ticked)
        if ticked:
            self.authority.setFocus()
