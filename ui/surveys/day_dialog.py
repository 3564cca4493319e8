"""当日检查: what the surveys of the points in the list lack, with the way to each point."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.day_checks import DayFinding, day_findings
from gazetteer.surveys.survey import WAITING, Survey, SurveyPoint
from ui.common.row_table import row_table
from ui.common.small import said
from ui.i18n import tr

COLUMNS = ("测量", "测点", "发现", "说明")
WIDTHS = (150, 150, 120)
SIZE = (760, 480)
Found = tuple[str, str, DayFinding]


def findings_of_waiting(gazetteer: Gazetteer) -> list[Found]:
    """Survey, point and finding, for every survey of which a point waits."""
    surveys = {point.survey_id for point in gazetteer.find(SurveyPoint, SurveyPoint.state == WAITING)}
    found = []
    for survey in gazetteer.find(Survey, Survey.id.in_(surveys), order_by=Survey.id):
        names = {point.id: f"{point.label}　{point.name or tr('（无名）')}"
                 for point in gazetteer.find(SurveyPoint, SurveyPoint.survey_id == survey.id)}
        found += [(survey.name or survey.file_name or "", names.get(one.point_id or 0, ""), one)
                  for one in day_findings(gazetteer, int(survey.id or 0))]
    return found


class DayDialog(QDialog):
    """A row each; a double click or Enter goes to the point.

    Signals:
        point_asked: the id of a point to look at.
        limits_asked: the limits shall be others.
    """

    point_asked = Signal(int)
    limits_asked = Signal()

    def __init__(self, found: Sequence[Found], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(tr("当日检查：{n} 处", n=len(found)))
        self.resize(*SIZE)
        self.text = said()
        self.text.setText(tr("双击或按回车转到测点。") if found else tr("没有发现问题：测点都有名称，位置和精度合格。"))
        self.table = row_table(COLUMNS, WIDTHS, [(survey, point, one.kind, one.text) for survey, point, one in found])
        self.table.setVisible(bool(found))
        self.table.activated.connect(lambda index: self._go(index.row()))
        buttons = QDialogButtonBox()
        self.limits = buttons.addButton(tr("限值…"), QDialogButtonBox.ButtonRole.ResetRole)
        self.limits.clicked.connect(self.limits_asked)
        buttons.addButton(tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        lines = QVBoxLayout(self)
        lines.addWidget(self.text)
        lines.addWidget(self.table, 1)
        if not found:
            lines.addStretch()
        lines.addWidget(buttons)

    def _go(self, row: int) -> None:
        point = self._found[row][2].point_id
        if point is not None:
            self.point_asked.emit(point)
            self.accept()
