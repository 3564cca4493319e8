"""The vertices of a shifted line or area as they came, beside where they were put."""

from __future__ import annotations

from itertools import islice

import shapely
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from gazetteer.coordinates.stated import called
from gazetteer.surveys.survey import Survey
from ui.common.row_table import dress
from ui.common.section import Section
from ui.common.small import said, tool
from ui.i18n import tr
from ui.theme import theme

FIRST = 200  # vertices that are listed; all of them are copied
ROW_HEIGHT, MOST_ROWS = 38, 5
COLUMNS = ("顶点", "原坐标（东经、北纬）", "还原后")


class CameSection(QWidget):
    """Folded away; hidden where nothing was put right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._came = ""
        self.about, self.table = said(role="muted"), QTableWidget(0, len(COLUMNS))
        dress(self.table, COLUMNS, row_height=ROW_HEIGHT)
        self.table.setAccessibleName(tr("各顶点的原坐标"))
        self.copy = tool("copy", tr("复制原坐标（WKT）"), self._copy, text=tr("复制原坐标（WKT）"))
        body = QWidget()
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(6)
        for widget in (self.about, self.table, self.copy):
            lines.addWidget(widget)
        self.section = Section(tr("原坐标"), "survey-came", open_at_first=False)
        self.section.set_body(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _dress(self) -> None:
        self.table.setFont(theme.mono(8))

    def show_came(self, came: str | None, geometry: shapely.Geometry, survey: Survey | None) -> None:
        """Show what a shape or track came as; nothing where that is how it stands."""
        self._came = came or ""
        self.setVisible(bool(came))
        if not came:
            return
        before = shapely.get_coordinates(shapely.from_wkt(came)).tolist()
        after = shapely.get_coordinates(geometry).tolist()
        system = called(survey.crs) if survey is not None and survey.crs else ""
        shown = tr("，下面是前 {n} 个", n=FIRST) if len(before) > FIRST else ""
        self.about.setText(tr("文件里的坐标是 {system}，共 {n} 个顶点{shown}", system=system, n=len(before),
                              shown=shown))
        rows = list(islice(zip(before, after, strict=False), FIRST))
        self.table.setRowCount(len(rows))
        for row, (old, new) in enumerate(rows):
            for column, text in enumerate((str(row + 1), *(f"{lon:.8f}\n{lat:.8f}" for lon, lat in (old, new)))):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.setFixedHeight(min(len(rows), MOST_ROWS) * ROW_HEIGHT + 34)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._came)
