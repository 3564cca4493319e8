"""What is seen of a file before it is taken in: its points on the map, its columns, and what it would change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.foreseen import Foreseen, foresee
from gazetteer.surveys.mapping import ColumnMapping
from ui.common.tasks import run_task
from ui.i18n import tr
from ui.surveys.foreseen_view import ForeseenView
from ui.surveys.import_map import PreviewMap
from ui.surveys.import_preview import FirstPoints
from ui.surveys.import_reading import Reading
from ui.surveys.mapping_part import MappingPart


class ImportPages(QTabWidget):
    """点位, 列对应 and 逐项变化 of one file; pages that a file has nothing for are not there.

    Signals:
        mapped: the mapping that a person made.
        profile_chosen: a profile to read the file with, None to find the columns anew.
    """

    mapped = Signal(object)
    profile_chosen = Signal(object)

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._gazetteer = gazetteer
        self._reading: Reading | None = None
        self._compared: ColumnMapping | None = None  # the mapping whose changes are shown or being worked out
        self.map, self.points = PreviewMap(), FirstPoints()
        self.where = QSplitter(Qt.Orientation.Vertical)
        self.where.setChildrenCollapsible(False)
        for part in (self.map, self.points):
            self.where.addWidget(part)
        self.where.setSizes([260, 300])
        self.columns, self.foreseen = MappingPart(gazetteer), ForeseenView()
        for page, title in ((self.where, tr("点位")), (self.columns, tr("列对应")), (self.foreseen, tr("逐项变化"))):
            self.addTab(page, title)
        self.columns.changed.connect(self.mapped)
        self.columns.profile_chosen.connect(self.profile_chosen)
        self.currentChanged.connect(lambda _: self._foresee())

    @property
    def mapping(self) -> ColumnMapping:
        """The mapping as it stands."""
        return self.columns.mapping

    def begin(self) -> None:
        """Another file: nothing is known of it."""
        self._reading = self._compared = None
        self.setCurrentIndex(0)

    def show_reading(self, reading: Reading, team: str) -> None:
        """A file that was read."""
        self._reading = reading
        self.points.show_points(reading.report)
        if reading.sketch is not None:
            self.map.show_sketch(reading.sketch)
        self.show_mapping(reading.mapping, team)

    def show_mapping(self, mapping: ColumnMapping, team: str) -> None:
        """Its columns as they are understood now."""
        self.columns.show_mapping(mapping, team)
        read = self._reading is not None
        self.setTabVisible(0, read)
        self.setTabVisible(1, bool(mapping.columns))
        self.setTabVisible(2, self._reading is not None and bool(self._reading.report.points))
        self._compared = None
        self._foresee()

    def ask_columns(self, mapping: ColumnMapping) -> None:
        """Nobody can tell where the points lie: a person says which columns do."""
        self._reading = None
        self.show_mapping(mapping, "")
        self.show()
        self.setCurrentWidget(self.columns)
        self.columns.table.setFocus()

    def _foresee(self) -> None:
        """逐项变化, once it is looked at."""
        mapping = self.mapping
        if self._reading is None or self._compared is mapping or self.currentWidget() is not self.foreseen:
            return
        self._compared, report = mapping, self._reading.report
        self.foreseen.wait()
        run_task(self, tr("比对测点与地名"),
                 lambda progress, cancelled: foresee(self._gazetteer, report, mapping, progress),
                 lambda points: self._show_foreseen(mapping, points))

    def _show_foreseen(self, mapping: ColumnMapping, points: list[Foreseen]) -> None:
        if self._compared is mapping:
            self.foreseen.show_points(points)
