"""What a file holds, seen before it is taken in: the first points, and what was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem

from gazetteer.formats.times import in_beijing
from ui.common.row_table import dress
from ui.i18n import tr
from ui.surveys.import_reading import Reading

if TYPE_CHECKING:
    from gazetteer.formats.report import PointRecord, Report

FIRST = 50
COLUMNS = ("序号", "名称", "东经", "北纬", "高程（米）", "北京时间", "说明")
_RIGHT = (0, 2, 3, 4)


class FirstPoints(QTableWidget):
    """The first points of a file, as they were understood."""

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        dress(self, COLUMNS)
        self.setAccessibleName(tr("前 {n} 个测点", n=FIRST))

    def show_points(self, report: Report) -> None:
        points = report.points[:FIRST]
        self.setRowCount(len(points))
        for row, point in enumerate(points):
            for column, text in enumerate(_cells(row + 1, point)):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(text if column == len(COLUMNS) - 1 else "")
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)


def _cells(row: int, point: PointRecord) -> tuple[str, ...]:
    from gazetteer.coordinates.angles import format_dms

    height = "" if point.elevation is None else f"{point.elevation:.10g}"
    return (str(point.number or row), point.name or tr("（无名）"), format_dms(point.lon),
            format_dms(point.lat, "lat"), height, in_beijing(point.taken_at or ""), point.note)


class WhereLine(QLabel):
    """Whether the points lie where they should: 位置在天门市范围内 68 / 72."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)

    def show_reading(self, reading: Reading) -> None:
        count = len(reading.report.points)
        self.setVisible(reading.inside is not None and count > 0)
        if reading.inside is None or not count:
            return
        said = tr("位置在{county}范围内 {inside} / {count}", county=reading.county, inside=reading.inside, count=count)
        wrong = reading.inside * 2 < count
        self.setText(said + (tr("。多数测点不在{county}，请核对坐标系", county=reading.county) if wrong else ""))
        self.setProperty("danger", wrong)
        self.style().unpolish(self)
        self.style().polish(self)


def counts(reading: Reading) -> str:
    """68 个测点，3 条航迹，12 张照片，2 处没有读取."""
    report = reading.report
    parts = [tr("{n} 个测点", n=len(report.points))]
    if report.tracks:
        parts.append(tr("{n} 条航迹", n=len(report.tracks)))
    if report.shapes:
        parts.append(tr("{n} 个图形", n=len(report.shapes)))
    if report.photos:
        parts.append(tr("{n} 张照片", n=len(report.photos)))
    if report.unread:
        parts.append(tr("{n} 处没有读取", n=len(report.unread)))
    return "，".join(parts)
