"""外业记录: task after task what was found, by hand or as it came in; the map follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gazetteer.boundaries.boundary_media import STAGES
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.inspecting.recording import ClearRecord, RecordMarker, RecordSection
from gazetteer.boundaries.inspecting.round import Round, Task
from gazetteer.boundaries.inspection import MarkerRecord, SectionRecord
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.media_changes import AddBoundaryMedia
from gazetteer.coordinates.systems import to_plane
from gazetteer.gazetteer import Gazetteer
from ui.boundaries.condition_bar import ConditionBar
from ui.boundaries.field_grid import Asked, FieldGrid
from ui.boundaries.inspection_step import LIST_WIDTH, Step, foot, scrolled
from ui.boundaries.task_list import TaskList
from ui.common.small import said
from ui.i18n import tr
from ui.records.options import Lookups
from ui.selection import Selection

FOUND = ("inspected_on", "inspectors", "reference_state", "reference_note", "cleared", "repainted")
OF_MARKER: list[Asked] = [
    *((MarkerRecord, name) for name in FOUND), (BoundaryMarker, "north"), (BoundaryMarker, "east"),
    *((MarkerRecord, name) for name in ("measured_method", "measured_elevation", "remark"))]
OF_SECTION: list[Asked] = [(SectionRecord, name) for name in (
    "inspected_on", "inspectors", "clear", "features_changed", "one_sided_markers", "encroachment", "remark")]


class RecordsStep(Step):
    """The list of tasks and the record of the one that is current."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__(gazetteer, selection, lookups)
        self._last: dict[str, str] = {}  # day and people of the record before, likely those of the next
        self.list = TaskList(tr("联检任务"))
        self.list.setFixedWidth(LIST_WIDTH)
        self.conditions = ConditionBar()
        self.agreed, self.photos = said(role="muted"), said(role="muted")
        self.marker = FieldGrid(lookups, OF_MARKER, gazetteer.read_only)
        self.section = FieldGrid(lookups, OF_SECTION, gazetteer.read_only)
        self.grids = QStackedWidget()
        self.record, self.clear = QPushButton(tr("记录，下一处")), QPushButton(tr("清空记录"))
        self.record.setToolTip("Ctrl+Enter")
        self.record.clicked.connect(self.submit)
        self.clear.clicked.connect(self._clear)
        self.photo_buttons = [QPushButton(tr("{stage}照片…", stage=stage)) for stage in STAGES]
        for button, stage in zip(self.photo_buttons, STAGES, strict=True):
            button.clicked.connect(lambda _=False, stage=stage: self._choose_photos(stage))
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
        form = scrolled(self.agreed, self.conditions, self.grids, self.photos,
                        foot(*self.photo_buttons, self.clear, primary=self.record))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(form, 1)

    @property
    def task(self) -> Task | None:
        """The current task."""
        tasks = self.round.tasks if self.round is not None else ()
        return next((task for task in tasks if task.key == self.list.current), None)

    def show_round(self, round_: Round) -> None:
        self.round = round_
        self.list.show_tasks(round_.tasks)
        self._show_task(moved=False)

    def _show_task(self, moved: bool) -> None:
        task = self.task
        for part in (self.conditions, self.grids, *self.photo_buttons, self.record, self.clear):
            part.setVisible(task is not None)
        if task is None:
            self.agreed.setText(tr("这次联检没有检查任务。"))
            self.photos.hide()
            self.record.setEnabled(False)
            return
        about = (task.key, task.done)
        of_marker = isinstance(task.record, MarkerRecord)
        self.grids.setCurrentIndex(0 if of_marker else 1)
        self.conditions.setVisible(of_marker)
        self.conditions.setEnabled(not self.fixed)
        self.agreed.setText(_agreed(task))
        grid = self.grid
        if isinstance(task.record, MarkerRecord) and grid.shown != about:
            self.conditions.choose(task.record.conditions or [])
        grid.show_values(about, _values(task.record))
        if not task.done and not self.fixed:
            day = self._last.get("inspected_on") or task.record.planned_on or date.today().isoformat()
            grid.propose({"inspected_on": day, "inspectors": self._last.get("inspectors")})
        self._show_photos(task)
        self.record.setEnabled(not self.fixed)
        self.clear.setEnabled(task.done and not self.fixed)
        if moved and self.isVisible():
            self.look_at(task.marker.id if task.marker else None, task.section.id if task.section else None)

    @property
    def grid(self) -> FieldGrid:
        """The fields of the current task."""
        return self.marker if self.grids.currentIndex() == 0 else self.section

    def _show_photos(self, task: Task) -> None:
        kept = media_of(self.gazetteer, *task.key)
        told = [tr("{stage} {n} 张", stage=stage, n=sum(one.stage == stage for one in kept)) for stage in STAGES]
        self.photos.setText(tr("照片：{told}", told="，".join(told)) if kept else "")
        self.photos.setVisible(bool(kept))
        for button in self.photo_buttons:
            button.setEnabled(not self.fixed)

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

    def _choose_photos(self, stage: str) -> None:
        files, _ = QFileDialog.getOpenFileNames(self, tr("{stage}的照片", stage=stage), "",
                                                tr("照片") + " (*.jpg *.jpeg *.png *.heic *.webp)")
        self.add_photos([Path(file) for file in files], stage)

    def add_photos(self, files: list[Path], stage: str) -> None:
        """Keep photos with the current record, each one change."""
        for file in files:
            if self.task is not None:
                table, record = self.task.key
                self.do(AddBoundaryMedia(table, record, file, self.gazetteer.media_folder, stage=stage),
                        tr("已添加{stage}照片 {name}", stage=stage, name=file.name), self.grid.refuse)

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
        told = [marker.number, marker.standing, marker.material, keeps,
                tr("方位物：{objects}", objects=objects) if objects else ""]
    else:
        told = [task.name, section.carrier_kind if section else "", section.carrier if section else ""]
    return "　".join(str(one) for one in told if one)


def _values(record: MarkerRecord | SectionRecord) -> Mapping[str, Any]:
    values = record.values()
    if isinstance(record, MarkerRecord) and record.geom is not None:
        east, north = to_plane(record.geom.x, record.geom.y)
        values = {**values, "north": round(north, 3), "east": round(east, 3)}
    return values
