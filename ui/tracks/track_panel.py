"""航迹: every track of the surveys, its card, cleaning, and lines made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy import select

from gazetteer.errors import GazetteerError
from gazetteer.history import Changed
from gazetteer.surveys.survey import Survey, SurveyTrack
from gazetteer.tracks.changes import CleanTrack, RestoreTrack
from gazetteer.tracks.cleaning import Thresholds
from ui.common.errors import show_error
from ui.common.latest import Latest
from ui.common.section import EmptyState, Section
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow
from ui.map.track_tool import TrackTool, give_stretch
from ui.tracks.cleaning_part import CleaningPart
from ui.tracks.line_part import LinePart
from ui.tracks.track_card import Looked, TrackCard, looked_at, track_name

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

ID = Qt.ItemDataRole.UserRole
LINE = 26
SETTLE_MS = 150


class TrackPanel(QWidget):
    """The list above, what belongs to the current track below.

    Signals:
        import_wanted: there is nothing yet, a file shall be taken in.
    """

    import_wanted = Signal()

    def __init__(self, canvas: MapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map, self.gazetteer, self.selection = canvas, canvas.gazetteer, canvas.selection
        self.current: int | None = None
        self.looked: Looked | None = None
        self.list, self.card = QListWidget(), TrackCard()
        self.list.setAccessibleName(tr("航迹"))
        self.cleaning = CleaningPart(self.gazetteer.read_only)
        self.lines = LinePart(self.gazetteer.read_only)
        self.sections = {"clean": Section(tr("清理（飞点、停留）"), "track-cleaning", open_at_first=False),
                         "line": Section(tr("用航迹作线"), "track-line")}
        self.empty = EmptyState("footprints", tr("还没有航迹"), tr("GPX、KML、NMEA、FIT 文件里的航迹导入后在这里。"),
                                tr("导入测量文件…"), self.import_wanted.emit)
        self._facts = Latest(self, SETTLE_MS)
        self._lay_out()
        self._connect()
        self._loaded = False

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.card)
        for key, part in (("line", self.lines), ("clean", self.cleaning)):
            self.sections[key].set_body(part)
            column.addWidget(self.sections[key])
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QSplitter(Qt.Orientation.Vertical)
        body.setChildrenCollapsible(False)
        body.addWidget(self.list)
        body.addWidget(self._scroll)
        body.setSizes([130, 500])
        self.list.setMinimumHeight(60)
        self._pages = QStackedWidget()
        self._pages.addWidget(body)
        self._pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._chosen)
        self.cleaning.changed.connect(self._look)
        self.cleaning.clean_wanted.connect(self.clean)
        self.cleaning.restore_wanted.connect(self.restore)
        self.lines.pointing_wanted.connect(self.point)
        self.lines.line_wanted.connect(self.draw)
        self.sections["clean"].folded.connect(lambda _: self._mark())
        self._facts.answered.connect(self._take)
        self._facts.failed.connect(lambda error: show_error(self.window(), error))
        self.selection.changed.connect(self._selected)
        follow(self.gazetteer, self, self._heard)

    # --- which track -----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._loaded:
            self.load()
        self._mark()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._mark()

    def load(self) -> None:
        """Read the list."""
        self._loaded = True
        rows = self.gazetteer.rows(select(SurveyTrack.id, SurveyTrack.name, Survey.name)
                                   .join(Survey, Survey.id == SurveyTrack.survey_id, isouter=True)
                                   .order_by(SurveyTrack.id))
        self.list.blockSignals(True)
        self.list.clear()
        for number, name, survey in rows:
            item = QListWidgetItem(f"{name or tr('航迹 {n}', n=number)}　{survey or ''}")
            item.setData(ID, int(number))
            item.setSizeHint(QSize(0, LINE))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._pages.setCurrentIndex(0 if self.list.count() else 1)
        ids = [self.list.item(row).data(ID) for row in range(self.list.count())]
        chosen = self.selection.of(SurveyTrack)
        wanted = next((each for each in (*chosen, self.current) if each in ids), ids[0] if ids else None)
        self.show_track(wanted)

    def show_track(self, track_id: int | None) -> None:
        """Look at this track."""
        fresh, self.current = track_id != self.current, track_id
        for row in range(self.list.count()):
            if self.list.item(row).data(ID) == track_id:
                self.list.blockSignals(True)
                self.list.setCurrentRow(row)
                self.list.blockSignals(False)
        if fresh:
            self.looked = None
            self._scroll.setEnabled(False)
            self.cleaning.show_thresholds(Thresholds())
        self._look()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_track(item.data(ID))
            self.selection.reveal(SurveyTrack, [item.data(ID)])

    def _selected(self) -> None:
        chosen = self.selection.of(SurveyTrack)
        if self._loaded and chosen and self.current not in chosen:
            self.show_track(chosen[0])

    def _look(self) -> None:
        if self.current is None:
            self._facts.forget()
            self._mark()
            return
        gazetteer, number, by = self.gazetteer, self.current, self.cleaning.thresholds
        self._facts.ask(lambda: looked_at(gazetteer, number, by))

    def _take(self, looked: Looked | None) -> None:
        if looked is None or looked.track.id != self.current:
            return
        first = self.looked is None
        self.looked = looked
        self._scroll.setEnabled(True)
        self.card.show_track(looked)
        self.cleaning.show_preview(looked)
        if first:
            self.lines.show_track(looked)
            held = looked.track.thresholds
            if held and Thresholds.of(held) != looked.by:
                self.cleaning.show_thresholds(Thresholds.of(held))
                self._look()
        self._mark()

    def _mark(self) -> None:
        """Cross what cleaning would take, while somebody looks at it."""
        looked = self.looked
        shown = self.isVisible() and self.sections["clean"].heading.isChecked() and looked is not None
        out = ~looked.cleaned.kept & looked.kept if shown and looked is not None else np.zeros(0, bool)
        self._map.tracks_shown.mark(*((looked.fixes.lon[out], looked.fixes.lat[out]) if shown and looked is not None
                                      else (np.empty(0), np.empty(0))))

    # --- what is done ----------------------------------------------------------------------------

    def clean(self) -> None:
        """Leave out what the thresholds find."""
        if self.current is not None and self.looked is not None:
            carry_out(self, self.gazetteer, CleanTrack(self.current, self.cleaning.thresholds),
                      tr("“{name}”已清理，原始记录保留", name=track_name(self.looked.track)))

    def restore(self) -> None:
        """As it was recorded."""
        if self.current is not None and self.looked is not None:
            carry_out(self, self.gazetteer, RestoreTrack(self.current),
                      tr("“{name}”已恢复原样", name=track_name(self.looked.track)))

    def point(self) -> None:
        """Ends are clicked on the map."""
        self._map.use("track")
        self._map.setFocus()

    def draw(self, name: str) -> None:
        """The stretch between the two times goes on in a drawing tool."""
        tool = self._map.tool_named("track")
        if self.looked is None or not isinstance(tool, TrackTool):
            return
        try:
            fixes = self.lines.chosen(self.looked)
        except GazetteerError as error:
            show_error(self.window(), error)
            return
        give_stretch(tool, fixes, name)

    # --- register --------------------------------------------------------------------------------

    def _heard(self, changed: Changed) -> None:
        if self._loaded and (changed.ids(SurveyTrack) or changed.ids(Survey)):
            self.load()
