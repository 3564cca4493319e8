"""Narrowing the findings by rule, severity and unit; each choice says how many it holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gazetteer.rules.checking import title_of
from gazetteer.rules.finding import ERROR, NOTICE, WARNING, Finding
from gazetteer.rules.summary import Summary
from ui.i18n import tr
from ui.records.options import Lookups
from ui.theme import theme


class FindingFilter(QWidget):
    """Signals changed: another choice."""

    changed = Signal()

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self.rule, self.severity, self.unit = QComboBox(), QComboBox(), QComboBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for box, label, wide in ((self.severity, tr("严重程度"), 96), (self.rule, tr("规则"), 176),
                                 (self.unit, tr("政区"), 104)):
            box.setAccessibleName(label)
            box.setFixedWidth(round(wide * theme.scale))
            box.currentIndexChanged.connect(self.changed)
            row.addWidget(box)

    def offer(self, figures: Summary) -> None:
        """The choices that the findings give; what was chosen stays chosen."""
        _fill(self.severity, tr("全部级别"), [(one, one, figures.severities[one]) for one in (ERROR, WARNING, NOTICE)
                                              if figures.severities[one]])
        _fill(self.rule, tr("全部规则"), [(one, f"{one} {title_of(one)}", n)
                                          for one, n in sorted(figures.rules.items())])
        _fill(self.unit, tr("全部政区"), [(one, self._lookups.name("division", one), n)
                                          for one, n in sorted(figures.units.items())])

    def choose(self, rule: str = "", severity: str = "") -> None:
        """Narrow to a rule and a severity, in all units."""
        for box, value in ((self.rule, rule), (self.severity, severity), (self.unit, "")):
            box.setCurrentIndex(max(0, box.findData(value)))

    def chosen(self, found: Sequence[Finding]) -> list[Finding]:
        """The findings that were chosen."""
        rule, severity, unit = (box.currentData() for box in (self.rule, self.severity, self.unit))
        if not (rule or severity or unit):
            return list(found)
        return [one for one in found if (not rule or one.rule == rule) and (not severity or one.severity == severity)
                and (not unit or one.division[:9] == unit)]


def _fill(box: QComboBox, everything: str, choices: list[tuple[str, str, int]]) -> None:
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for value, label, count in choices:
        box.addItem(f"{label}　{count:,}", value)
    widest = max((box.fontMetrics().horizontalAdvance(box.itemText(n)) for n in range(box.count())), default=0)
    box.view().setMinimumWidth(min(widest + 48, 480))
    box.setCurrentIndex(max(0, box.findData(kept)))
    box.blockSignals(False)
