"""Carrying out a change of shape: a refusal shows its spot, a doubtful result offers the repair."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command
from gazetteer.history import Changed
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.record import Record, table_of
from gazetteer.shapes.changes import TakeRepair
from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.findings import ShapeFinding, may_leave_city, shape_findings
from gazetteer.shapes.surroundings import touching
from ui.common.errors import show_error
from ui.doing import carry_out
from ui.i18n import tr

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

SKETCHED = 0.005  # degrees: the outline of the city is a sketch, what lies nearer to it is not called outside


def change_shape(canvas: MapCanvas, command: Command, said: str, model: type[Record], number: int,
                 refused: Callable[[MapCanvas, GazetteerError], None] | None = None) -> Changed | None:
    """Do it; None when it was refused, with a mark at the spot of the refusal."""
    tell = refused or refuse
    changed = carry_out(canvas, canvas.gazetteer, command, said, refused=lambda error: tell(canvas, error))
    if changed is not None:
        canvas.mark = None
        found = doubts(canvas, model, number)
        if found:
            offer_repair(canvas, found[0], model)
    return changed


def refuse(canvas: MapCanvas, error: GazetteerError) -> None:
    """Tell why not, and show where."""
    mark_refusal(canvas, error)
    show_error(canvas.window(), error)


def mark_refusal(canvas: MapCanvas, error: GazetteerError) -> None:
    """Show where a shape is wrong."""
    if isinstance(error, WrongShape) and error.spot is not None:
        show_spot(canvas, *error.spot)
        canvas.drawing.refused_at = error.spot


def show_spot(canvas: MapCanvas, lon: float, lat: float) -> None:
    canvas.mark = (lon, lat)
    if not canvas.navigator.sees(lon, lat):
        canvas.navigator.show_position(lon, lat)
    canvas.update()


def doubts(canvas: MapCanvas, model: type[Record], number: int) -> list[ShapeFinding]:
    """What the rules of the edit find about a record's shape as it is now."""
    record: Any = canvas.gazetteer.get(model, number)
    if record is None or record.geom is None:
        return []
    others = touching(canvas.gazetteer, record)
    city = None
    if isinstance(record, Place) and not may_leave_city(record.class_code):
        home = canvas.gazetteer.find(Division, Division.code == canvas.gazetteer.setting("county"))
        city = home[0].geom.buffer(SKETCHED) if home and home[0].geom is not None else None
    return shape_findings(number, record.geom, others, city)


def offer_repair(canvas: MapCanvas, finding: ShapeFinding, model: type[Record]) -> None:
    """Show where the doubt is, and the repair on a button."""
    show_spot(canvas, *finding.spot)
    toaster = getattr(canvas.window(), "toaster", None)
    if toaster is None:
        return
    if finding.repair is None:
        toaster.show(finding.text)
        return

    def repair() -> None:
        canvas.mark = None
        carry_out(canvas, canvas.gazetteer, TakeRepair(table_of(model), finding.repair()),  # type: ignore[misc]
                  tr(finding.repair_text), refused=lambda error: refuse(canvas, error))

    toaster.offer(tr(finding.text), tr(finding.repair_text), repair)
