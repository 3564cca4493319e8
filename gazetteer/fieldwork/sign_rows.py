"""The signs that a field package carries: their columns and rows, and which of them leave the office."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import shapely

from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import Row, Value
from gazetteer.fieldwork.extent import Extent
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.record import field_of
from gazetteer.signs.sign import REMOVED, Sign

OWNER = "SSDM"  # the place, by its identifier
# Field → column; what the form has no abbreviation for gets the initials of its label.
_KEYS = {"guid": "Id", "code": "DMBZDM", "name": "BZMC", "roman": "LMZMPX", "kind": "BZLX", "material": "CZ",
         "size": "GG", "maker": "SCCJ", "division_code": "XZQHDM", "spot": "WZSM", "state": "SYZT",
         "condition": "WHQK", "checked_on": "ZJJC", "checked_by": "JCR", "set_by": "SZDW", "set_on": "SZSJ",
         "remark": "BZ"}
COLUMNS = [Column(key, field_of(Sign, name).label, field_of(Sign, name).kind, name) for name, key in _KEYS.items()]
COLUMNS.insert(1, Column(OWNER, "所属地名", "text", "place_id"))


def signs_leaving(gazetteer: Gazetteer, extent: Extent, leaving: Collection[int]) -> list[Sign]:
    """The signs of the places that leave, and those of no place that stand in the unit or area."""
    found = []
    for sign in gazetteer.find(Sign, Sign.state.is_distinct_from(REMOVED), order_by=[Sign.division_code, Sign.id]):
        if sign.place_id is not None:
            inside = sign.place_id in leaving
        elif extent.area is not None:
            inside = extent.holds(sign.geom)
        else:
            inside = str(sign.division_code or "").startswith(extent.division)
        if inside:
            found.append(sign)
    return found


def rows_of_signs(gazetteer: Gazetteer, signs: Sequence[Sign]) -> list[Row]:
    """Signs as they stand in the register."""
    owners = gazetteer.get_many(Place, {int(sign.place_id) for sign in signs if sign.place_id})
    return [_row(sign, owners.get(int(sign.place_id or 0))) for sign in signs]


def _row(sign: Sign, owner: Place | None) -> Row:
    values: dict[str, Value] = {column.key: getattr(sign, column.field) or None for column in COLUMNS}
    values[OWNER] = str(owner.guid) if owner is not None else None
    shape = None if sign.geom is None or sign.geom.is_empty else shapely.force_2d(sign.geom)
    return Row(int(sign.id or 0), str(sign.name or ""), "", "", values, shape)
