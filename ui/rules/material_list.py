"""The papers of an application as a list to tick, with the article that asks for each."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.rules.finding import ERROR
from gazetteer.rules.materials import attached_papers, materials_for, missing_materials, refuse_incomplete
from ui.common.small import said
from ui.i18n import tr


class MaterialList(QWidget):
    """What hangs on the place already is ticked; a line says what is still missing and why it is asked for."""

    def __init__(self, gazetteer: Gazetteer, action: str, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._action, self._place = gazetteer, action, place
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(said(tr("申报材料"), "muted"))
        there = attached_papers(gazetteer, int(place.id or 0))
        self.boxes: dict[str, QCheckBox] = {}
        for material in materials_for(gazetteer, action):
            box = QCheckBox(material.name if material.required else tr("{name}（按情形）", name=material.name))
            box.setToolTip("\n".join(filter(None, (material.law + material.article, material.remark))))
            box.setChecked(material.is_among(there))
            box.toggled.connect(self._look)
            self.boxes[material.name] = box
            column.addWidget(box)
        self.line = QLabel(wordWrap=True)
        column.addWidget(self.line)
        self._look()

    @property
    def given(self) -> list[str]:
        """The names of the papers that are ticked."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def refuse(self, authority: str) -> None:
        """Raise RuleBroken when papers are missing and no approval is named."""
        refuse_incomplete(self._gazetteer, self._action, self.given, self._place, authority)

    def _look(self) -> None:
        found = missing_materials(self._gazetteer, self._action, self.given, self._place)
        lacking = [one for one in found if one.severity == ERROR]
        self.line.setText(tr("尚缺 {n} 项：{names}", n=len(lacking), names="、".join(one.about for one in lacking))
                          if lacking else tr("必交材料齐全"))
        self.line.setToolTip("\n".join(one.explanation for one in lacking))
        self.line.setProperty("danger", bool(lacking))
        self.line.setProperty("muted", not lacking)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
