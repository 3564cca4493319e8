"""What is selected in the window. Table, map and form listen to it, never to each other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from gazetteer.places.place import Place
from gazetteer.record import Record


class Selection(QObject):
    """The selected records of one register, the one of them that the form shows, and the unit (政区) looked at.

    Signals:
        changed: the selected records are others now.
        revealed: whoever shows the selected records shall bring them into view.
        region_changed: another unit, or none, is looked at.
        suggested: the places to choose among are others now.
    """

    changed = Signal()
    revealed = Signal()
    region_changed = Signal()
    suggested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model: type[Record] = Place
        self.ids: tuple[int, ...] = ()
        self.current: int | None = None
        self.region = ""
        self.suggestions: tuple[int, ...] = ()

    def select(self, model: type[Record], ids: Iterable[int], current: int | None = None) -> None:
        """Select records; `current` is the one of them for the form, the first where none is given."""
        ids = tuple(ids)
        current = current if current in ids else (ids[0] if ids else None)
        if (model, ids, current) == (self.model, self.ids, self.current):
            return
        self.model, self.ids, self.current = model, ids, current
        self.changed.emit()

    def clear(self) -> None:
        self.select(self.model, ())

    def reveal(self, model: type[Record], ids: Iterable[int]) -> None:
        """Select records and have them brought into view: the map flies there, the table scrolls."""
        self.select(model, ids)
        self.revealed.emit()

    def of(self, model: type[Record]) -> tuple[int, ...]:
        """The selected ids if records of `model` are selected, else ()."""
        return self.ids if self.model is model else ()

    def look_at(self, division_code: str) -> None:
        """Narrow table and map to a unit by the code's first digits; "" for all."""
        if division_code != self.region:
            self.region = division_code
            self.region_changed.emit()

    def suggest(self, place_ids: Iterable[int]) -> None:
        """Point at the places that a person chooses among, in the order of their numbers 1, 2, 3 …"""
        place_ids = tuple(place_ids)
        if place_ids != self.suggestions:
            self.suggestions = place_ids
            self.suggested.emit()
