"""外业记录: task after task what was found, by hand or as it came in; the map follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gazetteer.boundaries.boundary_media import STAGES, VIEWS
from gazetteer.boundaries.inspecting.recording import ClearRecord, RecordMarker, RecordSection
from gazetteer.boundaries.inspecting.round import Round, Task
from gazetteer.boundaries.inspection import MarkerRecord, SectionRecord
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.coordinates.systems import to_plane
from gazetteer.gazetteer import Gazetteer
from ui.boundaries.condition_bar import ConditionBar
from ui.boundaries.field_grid import Asked, FieldGrid
from ui.boundaries.inspection_step import Step, scrolled, standing
from ui.boundaries.photo_row import PhotoRow, Shows
from ui.boundaries.task_list import TaskList
from ui.boundaries.walk_part import WalkPart
from ui.common.small import foot, said
from ui.i18n import tr
from ui.records.options import Lookups
from ui.selection import Selection

FOUND = ("inspected_on", "inspectors", "reference_state", "reference_note", "cleared", "repainted")
OF_MARKER: list[Asked] = [
    *((MarkerRecord, name) for name in FOUND), (BoundaryMarker, "north"), (BoundaryMarker, "east"),
    *((MarkerRecord, name) for name in ("measured_method", "measured_elevation", "remark"))]
OF_SECTION: list[Asked] = [(SectionRecord, name) for name in (
    "inspected_on", "inspectors", "clear", "features_changed", "one_sided_markers", "encroachment", "remark")]

MARKER_PHOTOS: tuple[Shows, ...] = (*((view, None) for view in VIEWS[:4]), *((None, stage) for stage in STAGES))
SECTION_PHOTOS: tuple[Shows, ...] = (*((view, None) for view in VIEWS[4:]), *((None, stage) for stage in STAGES))
NARROW = 80  # pixels of a label beside the map


class RecordsStep(Step):
    """The list of tasks and the record of the one that is current."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__(gazetteer, selection, lookups)
        self._last: dict[str, str] = {}  # day and people of the record before, likely those of the next
        self.list = TaskList(tr("联检任务"))
        self.conditions = ConditionBar()
        self.title, self.agreed = QLabel(), said(role="muted")
        self.photos, self.walk = PhotoRow(gazetteer), WalkPart(gazetteer, selection)
        self.marker = FieldGrid(lookups, OF_MARKER, gazetteer.read_only, beside=("repainted", "measured_elevation"),
                                label_width=NARROW)
        self.section = FieldGrid(lookups, OF_SECTION, gazetteer.read_only, label_width=NARROW)
        self.grids = QStackedWidget()
        self.record, self.clear = QPushButton(tr("记录，下一处")), QPushButton(tr("清空记录"))
        self.record.setToolTip("Ctrl+Enter")
        self.record.clicked.connect(self.submit)
        self.clear.clicked.connect(self._clear)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _: self._show_task(moved=True))
        self.list.digit.connect(self._press)
        selection.changed.connect(self._follow)

    def _lay_out(self) -> None:
        for grid in (self.marker, self.section):
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(grid)
            column.addStretch()
            self.grids.addWidget(page)
        self.title.setProperty("title", True)
        self.side = standing(scrolled(self.title, self.agreed, self.conditions, self.grids, self.photos, close=True),
                             foot(self.photos.more, self.clear, primary=self.record))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 3)
        row.addWidget(self.walk, 2)

    @property
    def task(self) -> Task | None:
        """The current task."""
        tasks = self.round.tasks if self.round is not None else ()
        return next((task for task in tasks if task.key == self.list.current), None)

    def show_round(self, round_: Round) -> None:
        self.round = round_
        self.list.show_tasks(round_.tasks)
        self.walk.show_round(round_)
        self._show_task(moved=False)

    def _show_task(self, moved: bool) -> None:
        task = self.task
        for part in (self.title, self.conditions, self.grids, self.photos, self.photos.more, self.record, self.clear):
            part.setVisible(task is not None)
        if task is None:
            self.agreed.setText(tr("这次联检没有检查任务。"))
            self.record.setEnabled(False)
            return
        about = (task.key, task.done)
        of_marker = isinstance(task.record, MarkerRecord)
        self.grids.setCurrentIndex(0 if of_marker else 1)
        self.conditions.setVisible(of_marker)
        self.conditions.setEnabled(not self.fixed)
        self.title.setText(task.name)
        self.agreed.setText(_agreed(task))
        grid = self.grid
        if isinstance(task.record, MarkerRecord) and grid.shown != about:
            self.conditions.choose(task.record.conditions or [])
        grid.show_values(about, _values(task.record))
        if not task.done and not self.fixed:
            day = self._last.get("inspected_on") or task.record.planned_on or date.today().isoformat()
            grid.propose({"inspected_on": day, "inspectors": self._last.get("inspectors")})
        self.photos.show_photos(*task.key, MARKER_PHOTOS if of_marker else SECTION_PHOTOS, self.fixed)
        self.record.setEnabled(not self.fixed)
        self.clear.setEnabled(task.done and not self.fixed)
        if moved and self.isVisible():
            self.look_at(task.marker.id if task.marker else None, task.section.id if task.section else None)

    @property
    def grid(self) -> FieldGrid:
        """The fields of the current task."""
        return self.marker if self.grids.currentIndex() == 0 else self.section

    def submit(self) -> None:
        """Write the record and go on to the next task that waits."""
        task, values = self.task, self.grid.values()
        if task is None or values is None or self.fixed:
            return
        self.grid.say("")
        command: RecordMarker | RecordSection
        if isinstance(task.record, MarkerRecord):
            command = RecordMarker(int(task.record.id or 0), {**values, "conditions": self.conditions.chosen})
        else:
            command = RecordSection(int(task.record.id or 0), values)
        if self.do(command, tr("已记录{name}", name=task.name), self.grid.refuse) is not None:
            self._last = {name: str(values.get(name) or "") for name in ("inspected_on", "inspectors")}
            self._go_on()

    def _go_on(self) -> None:
        tasks = self.round.tasks if self.round is not None else ()
        here = self.list.currentRow()
        order = [*range(here + 1, len(tasks)), *range(here)]
        following = next((row for row in order if not tasks[row].done), None)
        if following is not None:
            self.list.setCurrentRow(following)
        self.list.setFocus()

    def _clear(self) -> None:
        if self.task is not None:
            self.do(ClearRecord(*self.task.key), tr("已清空记录"), self.grid.refuse)

    def _press(self, digit: int) -> None:
        if self.task is not None and isinstance(self.task.record, MarkerRecord) and not self.fixed:
            self.conditions.press(digit)

    def _follow(self) -> None:
        """A marker that is chosen on the map is the task."""
        ids = self.selection.of(BoundaryMarker)
        if not self.isVisible() or len(ids) != 1 or self.round is None:
            return
        task = next((task for task in self.round.tasks if task.marker and task.marker.id == ids[0]), None)
        if task is not None and task is not self.task:
            self.list.go_to(task.key)


def _agreed(task: Task) -> str:
    """What is agreed about the marker or section, to hold what was found against."""
    marker, section = task.marker, task.section
    if marker is not None:
        objects = "；".join(sight.what for sight in marker.sights() if sight.what)
        keeps = tr("管理方 {who}", who=marker.responsible or tr("不明"))
        told = [marker.standing, marker.material, keeps,
                tr("方位物：{objects}", objects=objects) if objects else ""]
    else:
        told = [section.carrier_kind if section else "", section.carrier if section else ""]
    return "　".join(str(one) for one in told if one)


def _values(record: MarkerRecord | SectionRecord) -> Mapping[str, Any]:
    values = record.values()
    if isinstance(record, MarkerRecord) and record.geom is not None:
        east, north = to_plane(record.geom.x, record.geom.y)
        values = {**values, "north": round(north, 3), "east": round(east, 3)}
    return values
