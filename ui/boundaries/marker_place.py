"""The position of a marker by a click on the map; an agreed marker is not moved without the event that moved it."""

from __future__ import annotations

import shapely
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gazetteer.boundaries.marker import CANCELLED, POSITION, BoundaryMarker
from gazetteer.boundaries.marker_changes import EditMarker
from gazetteer.boundaries.marker_event import MOVED
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record
from gazetteer.shapes.errors import Position
from ui.boundaries.events_part import EventsPart
from ui.boundaries.pointing import BY_HAND, ask_map, leave_map, metres_of, pointing_button
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups


class MarkerPlacePart:
    """One button over the fields of the position; numbers can be typed there as before."""

    group = POSITION
    first = True

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._form = gazetteer, form
        self._marker = BoundaryMarker()
        self.button = pointing_button(self.point)
        self.widget = QWidget()
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 4)
        row.addWidget(self.button)
        row.addStretch()

    @property
    def _agreed(self) -> bool:
        """Whether the marker has a position that only an event may change."""
        return self._marker.geom is not None and not self._marker.geom.is_empty

    def show_record(self, record: Record) -> None:
        assert isinstance(record, BoundaryMarker)
        if record.id != self._marker.id and self._marker.id is not None:
            leave_map(self._form)
        self._marker = record
        self.widget.setVisible(not self._gazetteer.read_only and record.status != CANCELLED)
        self.button.setText(tr("在图上点新位置（移位）") if self._agreed else tr("在图上点位置"))
        self.button.setToolTip(tr("点后须登记移位：双方在场、批准；改正抄错的数字请直接改下面的坐标")
                               if self._agreed else "")

    def concerns(self, changed: Changed) -> bool:
        return False

    def point(self) -> None:
        """Ask the map."""
        if self._agreed:
            events = next(part for part in self._form.parts if isinstance(part, EventsPart))  # type: ignore[attr-defined]
            self._form.sections.unfold(EventsPart.group)  # type: ignore[attr-defined]
            events.ask(MOVED)
            events.pointing.start(self._marker)
            self._form.bring_into_view(events.card)  # type: ignore[attr-defined]
            return
        ask_map(self._form, self._gazetteer, self._marker, self._put,
                tr("点击地图，确定{number}号界桩的位置", number=self._marker.number))

    def _put(self, at: Position) -> None:
        done = carry_out(self._form, self._gazetteer,
                         EditMarker(int(self._marker.id or 0), {"geom": shapely.Point(*at), "survey_method": BY_HAND}),
                         tr("已给{number}号界桩定位：X {x}，Y {y}", number=self._marker.number, **metres_of(at)))
        if done is not None:
            leave_map(self._form)
