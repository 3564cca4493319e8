"""Which command changes fields of a record: places have their own, plain registers share one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gazetteer.boundaries.changes import EditLine
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import EditMarker
from gazetteer.gazetteer import Command
from gazetteer.places.changes import EditPlace, EditPlaces
from gazetteer.places.name_changes import EditName
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.record import Record, table_of
from gazetteer.record_changes import PLAIN, EditRecord

Edits = Sequence[tuple[int, Mapping[str, Any]]]


def can_edit(model: type[Record]) -> bool:
    """Whether fields of this register are edited in place (survey points are decided on, history never changes)."""
    return model in (Place, PlaceName, BoundaryLine, BoundaryMarker) or table_of(model) in PLAIN


def edit(model: type[Record], record_id: int, values: Mapping[str, Any]) -> Command:
    """The command that writes values into one record."""
    if model is Place:
        return EditPlace(record_id, values)
    if model is PlaceName:
        return EditName(record_id, values)
    if model is BoundaryLine:
        return EditLine(record_id, values)
    if model is BoundaryMarker:
        return EditMarker(record_id, values)
    return EditRecord(table_of(model), record_id, values)


def edit_many(model: type[Record], edits: Edits) -> Command | None:
    """The one command for many records; None where the register knows none."""
    if model is Place:
        return EditPlaces(edits)
    return edit(model, *edits[0]) if len(edits) == 1 else None
