"""The course of a line in its form: drawn on the map, or taken from a track, a file or the outlines of both sides."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gazetteer.boundaries.changes import EditLine
from gazetteer.boundaries.course_sources import TrackTold, border_of, line_of, track_path, tracks_for
from gazetteer.boundaries.line import COURSE, BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.network import Network, View
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record
from gazetteer.shapes.errors import Position
from ui import icons
from ui.boundaries.course_card import CourseCard
from ui.boundaries.on_map import bring_map, map_of
from ui.common.errors import show_error
from ui.common.tasks import run_task
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups

if TYPE_CHECKING:
    from ui.map.course_tool import CourseTool
    from ui.map.map_canvas import MapCanvas

MEASURED: tuple[type[Record], ...] = (BoundaryLine, BoundaryMarker, BoundaryTolerance)


class CoursePart(QObject):
    """A button with the ways to a course, and the card in which it is looked at before it is taken."""

    group = COURSE

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self.widget = QWidget()
        super().__init__(self.widget)
        self._gazetteer, self._form = gazetteer, form
        self._line = BoundaryLine()
        self._map: MapCanvas | None = None
        self._taking = False
        self.card = CourseCard()
        self.button = QPushButton(tr("画出或取得走向"))
        icons.dress(self.button, "spline")
        self.menu = QMenu(self.button)
        self.tracks = QMenu(tr("从航迹"), self.menu)
        self._fill_menu()
        self.button.setMenu(self.menu)
        self.button.setVisible(not gazetteer.read_only)
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.card)
        self.card.changed.connect(self._show)
        self.card.taken.connect(self._take)
        self.card.left.connect(self._leave)

    def _fill_menu(self) -> None:
        self.menu.addAction(tr("在图上画"), self.draw)
        self.menu.addMenu(self.tracks)
        self.menu.addAction(tr("从文件…"), self.choose_file)
        self.menu.addAction(tr("沿两侧行政区划的共同轮廓"), self.take_border)
        self.menu.aboutToShow.connect(self.list_tracks)

    def list_tracks(self) -> None:
        """The tracks that may be taken now."""
        self.tracks.clear()
        for track in tracks_for(self._gazetteer, self._line):
            self.tracks.addAction("　".join(part for part in (track.name, track.about) if part),
                                  partial(self.take_track, track))
        if self.tracks.isEmpty():
            self.tracks.addAction(tr("联检和勘测里还没有这一带的航迹")).setEnabled(False)

    def show_record(self, record: Record) -> None:
        assert isinstance(record, BoundaryLine)
        if record.id != self._line.id:
            self._close()
        self._line = record
        QTimer.singleShot(0, self, self._listen_if_seen)
        if not self.card.isHidden() and not self._taking:
            self._renew()

    def concerns(self, changed: Changed) -> bool:
        """While a course is looked at, what it is measured against."""
        return not self.card.isHidden() and any(changed.ids(model) for model in MEASURED)

    def _listen_if_seen(self) -> None:
        if self._form.isVisible():
            self._listen()

    def _listen(self) -> MapCanvas | None:
        """A course that is drawn comes here, also one that was begun before the form was there."""
        if self._map is None:
            self._map = map_of(self._form)
            if self._map is not None:
                self._map.drawing.course_drawn.connect(self._drawn)
                self._map.drawing.course_left.connect(self.card.hide)
        return self._map

    # --- the ways to a course --------------------------------------------------------------------

    def draw(self) -> None:
        """Point by point on the map."""
        self._close()
        if self._listen() is not None and bring_map(self._form) is not None:
            assert self._map is not None
            self._map.use("course")
            self._map.setFocus()

    def _drawn(self, line_id: int, path: list[Position]) -> None:
        if line_id == self._line.id:
            self.open(path, tr("在图上画的"))

    def take_track(self, track: TrackTold) -> None:
        """A long one is read beside the window."""
        from ui.map.track_tool import tolerance

        gazetteer, line_id = self._gazetteer, self._line.id
        source = tr("取自航迹“{name}”", name=track.name)
        run_task(self._form, tr("读取航迹"), lambda progress, cancelled: track_path(gazetteer, track.model, track.id),
                 lambda path: self._found(line_id, path, source, tolerance()))

    def choose_file(self) -> None:
        """Ask for a file with the line."""
        chosen, _ = QFileDialog.getOpenFileName(self._form, tr("取第一条线或航迹"), str(Path.home()),
                                                tr("所有文件 (*)"))
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """The first line of a file that any reader knows."""
        from gazetteer.formats import read

        line_id = self._line.id
        run_task(self._form, tr("读取文件"),
                 lambda progress, cancelled: line_of(read(path, progress=lambda done, total: progress(done, total))),
                 lambda found: self._found(line_id, found[1], tr("取自文件“{file}”", file=path.name), 0.0))

    def take_border(self) -> None:
        """What the outlines of both sides have in common; of several pieces the longest."""
        try:
            pieces = border_of(self._gazetteer, self._line)
        except GazetteerError as error:
            show_error(self._form.window(), error)
            return
        source = tr("取自两侧行政区划的共同轮廓")
        if len(pieces) > 1:
            source += tr("（{n} 段中最长的一段）", n=len(pieces))
        self.open(pieces[0], source)

    def _found(self, line_id: int | None, path: list[Position], source: str, thin: float) -> None:
        if line_id == self._line.id:  # else somebody went on to another line meanwhile
            self.open(path, source, thin)

    # --- looked at, and taken --------------------------------------------------------------------

    def open(self, path: list[Position], source: str, thin: float = 0.0) -> None:
        """Show a course in card and map."""
        network, view = self._network()
        if view is None or self._listen() is None or bring_map(self._form) is None:
            return
        assert self._map is not None
        if self._map.tool != "course":
            self._map.use("course")
        self.card.open(network, view, path, source, thin)
        bring_into_view = getattr(self._form, "bring_into_view", None)
        if bring_into_view is not None:
            bring_into_view(self.card)
        made = self.card.proposed
        if made is not None and not any(self._map.navigator.sees(*spot) for spot in made.stretch):
            self._map.navigator.show_bounds(shapely.LineString(made.stretch).bounds)

    def _network(self) -> tuple[Network, View | None]:
        network = Network.of(self._gazetteer)
        return network, next((one for one in network.views.values() if one.line.id == self._line.id), None)

    def _renew(self) -> None:
        network, view = self._network()
        if view is None:
            self._close()
        else:
            self.card.renew(network, view)

    @property
    def _tool(self) -> CourseTool | None:
        tool: Any = self._map.tool_named("course") if self._map is not None else None
        return tool

    def _show(self, proposed: object) -> None:
        if self._tool is not None:
            self._tool.look_at(proposed)  # type: ignore[arg-type]

    def _take(self, geometry: shapely.Geometry, reason: str) -> None:
        self._taking = True
        done = carry_out(self._form, self._gazetteer, EditLine(int(self._line.id or 0), {"geom": geometry}),
                         tr("已改“{name}”的走向", name=self._line.name), reason)
        self._taking = False
        if done is None or self._tool is None or self._map is None:
            return
        self._tool.clear()
        self._close()

    def _leave(self) -> None:
        """Not this one: back to the drawing, where it was drawn."""
        self.card.hide()
        if self._tool is not None and self._map is not None:
            self._tool.go_on()
            if self._map.tool == "course" and not self._tool.begun:
                self._map.use("pan")

    def _close(self) -> None:
        """Done with, or somebody turned to another line."""
        was = not self.card.isHidden()
        self.card.hide()
        if was and self._map is not None and self._tool is not None:
            self._tool.go_on()
            if self._map.tool == "course":
                self._map.use("pan")
