"""方位物 of a marker: what they are, azimuth and distance, where they are, and how well they agree on the marker."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gazetteer.boundaries.directions import azimuth_text
from gazetteer.boundaries.marker import NUMERALS, REFERENCES, BoundaryMarker
from gazetteer.boundaries.marker_changes import EditMarker
from gazetteer.boundaries.sighting import Limits, Resection, Residual, resect, residuals_at
from gazetteer.boundaries.tolerance import BoundaryTolerance, Tolerances
from gazetteer.coordinates.angles import read_angle
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record, field_of
from ui.boundaries.sight_sketch import SightSketch
from ui.common.errors import sentences
from ui.common.small import problem_line, said
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.values import NotUnderstood, parsed, shown

TOLD = ("what", "azimuth", "distance", "north", "east")
NUMBERS = (1, 2, 3)


class SightsPart:
    """Fifteen fields as three small tables; every accepted line is one change."""

    group = REFERENCES
    first = True
    replaces = tuple(f"ref{number}_{name}" for number in NUMBERS for name in TOLD)

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._form = gazetteer, form
        self._marker = BoundaryMarker()
        self._tolerances = Tolerances.of(gazetteer)
        self.edits: dict[str, QLineEdit] = {}
        self.misses = {number: said(role="muted") for number in NUMBERS}
        self.verdict = said()
        self.problem = problem_line()
        self.sketch = SightSketch()
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for number in NUMBERS:
            column.addLayout(self._object(number))
        for part in (self.problem, self.verdict, self.sketch):
            column.addWidget(part)

    def _object(self, number: int) -> QGridLayout:
        """Name above, azimuth and distance below it, then its own position where that is known."""
        grid = QGridLayout()
        grid.setSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(_quiet(tr("{numeral}号", numeral=NUMERALS[number - 1])), 0, 0)
        grid.addWidget(self._edit(number, "what", tr("地物及其部位")), 0, 1, 1, 2)
        grid.addWidget(_quiet(tr("观测")), 1, 0)
        grid.addWidget(self._edit(number, "azimuth", tr("坐标方位角，如 123°45′06″")), 1, 1)
        grid.addWidget(self._edit(number, "distance", tr("距离（米）")), 1, 2)
        grid.addWidget(_quiet(tr("坐标")), 2, 0)
        grid.addWidget(self._edit(number, "north", tr("纵坐标 X")), 2, 1)
        grid.addWidget(self._edit(number, "east", tr("横坐标 Y")), 2, 2)
        grid.addWidget(self.misses[number], 3, 1, 1, 2)
        return grid

    def _edit(self, number: int, name: str, hint: str) -> QLineEdit:
        key = f"ref{number}_{name}"
        edit = QLineEdit(placeholderText=hint)
        edit.setAccessibleName(field_of(BoundaryMarker, key).label)
        edit.setToolTip(f"{field_of(BoundaryMarker, key).label}：{hint}")
        edit.setReadOnly(self._gazetteer.read_only)
        edit.editingFinished.connect(partial(self._accept, key))
        self.edits[key] = edit
        return edit

    def show_record(self, record: Record) -> None:
        assert isinstance(record, BoundaryMarker)
        if record.id != self._marker.id:
            self.problem.hide()
        self._marker = record
        for key, edit in self.edits.items():
            if not edit.hasFocus() or not edit.isModified():
                edit.setText(_text(key, getattr(record, key)))
                edit.setCursorPosition(0)
                edit.setModified(False)
        self._judge()

    def concerns(self, changed: Changed) -> bool:
        if changed.ids(BoundaryTolerance):
            self._tolerances = Tolerances.of(self._gazetteer)
            return True
        return False

    def _judge(self) -> None:
        """Say what each object is off and where the marker would be by them."""
        marker, sights = self._marker, self._marker.sights()
        limits = Limits(self._tolerances["reference_distance"], self._tolerances["reference_azimuth"])
        found = resect(sights, limits)
        if found is not None and found.wrong is not None:
            residuals = found.residuals
        elif marker.north is not None and marker.east is not None:
            residuals = residuals_at(marker.north, marker.east, sights, limits)
        else:
            residuals = found.residuals if found else ()
        wrong = {residual.number for residual in residuals if residual.wrong}
        by_number = {residual.number: residual for residual in residuals}
        for number, label in self.misses.items():
            label.setText(_missed(by_number[number]) if number in by_number else "")
            label.setVisible(number in by_number)
            _mark(label, number in wrong)
        self.verdict.setText(self._verdict(found, wrong))
        _mark(self.verdict, bool(wrong) or "超过" in self.verdict.text())
        self.sketch.show_marker(marker, wrong)

    def _verdict(self, found: Resection | None, wrong: set[int]) -> str:
        marker = self._marker
        if found is None:
            return tr("方位物不足两个，或缺少观测和坐标，不能推算桩位。")
        if found.wrong is not None:
            return tr("{numeral}号方位物不符：去掉它，其余方位物彼此一致。", numeral=NUMERALS[found.wrong - 1])
        if marker.north is None or marker.east is None:
            return tr("由方位物推算的桩位：X {x}，Y {y}。", x=f"{found.north:.2f}", y=f"{found.east:.2f}")
        away = math.hypot(found.north - marker.north, found.east - marker.east)
        limit = self._tolerances["resected_position"]
        told = tr("由方位物推算的桩位与登记的桩位相差 {m} 米", m=f"{away:.2f}")
        return told + (tr("，超过限差 {limit} 米。", limit=f"{limit:g}") if away > limit else tr("，在限差内。"))

    def _accept(self, key: str) -> None:
        edit = self.edits[key]
        if not edit.isModified() or self._gazetteer.read_only:
            return
        edit.setModified(False)
        try:
            value = _value(key, edit.text())
        except GazetteerError as error:
            self._refused(error)
            return
        if value != getattr(self._marker, key):
            self.problem.hide()
            carry_out(self._form, self._gazetteer, EditMarker(int(self._marker.id or 0), {key: value}),
                      refused=self._refused)

    def _refused(self, error: GazetteerError) -> None:
        self.problem.setText("\n".join(part for part in sentences(error) if part))
        self.problem.show()


def _missed(residual: Residual) -> str:
    parts = []
    if residual.azimuth is not None:
        sign = "−" if residual.azimuth < 0 else "+"
        parts.append(tr("方位角差 {angle}", angle=sign + azimuth_text(abs(residual.azimuth))))
    if residual.distance is not None:
        parts.append(tr("距离差 {m} 米", m=f"{residual.distance:+.2f}".replace("-", "−")))
    return "　".join(parts)


def _text(key: str, value: Any) -> str:
    if value is None:
        return ""
    return azimuth_text(float(value)) if key.endswith("azimuth") else shown(field_of(BoundaryMarker, key), value)


def _value(key: str, text: str) -> Any:
    if key.endswith("azimuth") and text.strip():
        return read_angle(text).value
    try:
        return parsed(field_of(BoundaryMarker, key), text)
    except NotUnderstood as problem:
        raise GazetteerError(str(problem)) from None


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)
    return label


def _mark(label: QLabel, wrong: bool) -> None:
    """In the colour of what is wrong, or quiet again."""
    label.setProperty("danger", wrong)
    label.setProperty("muted", not wrong)
    label.style().unpolish(label)
    label.style().polish(label)
