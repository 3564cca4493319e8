"""All names of the register in memory, so that the likely places of thousands of points are found at once."""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryChange, HistoryEntry
from gazetteer.language.similar import COUNTY, TOWNSHIP, VILLAGE, Form, form_of, one_apart
from gazetteer.places.place import CURRENT, Place
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.places.upkeep import local_dictionary
from gazetteer.record import table_of
from gazetteer.storage.geometry import shapes
from gazetteer.storage.work import MOST_IN_ONE_STATEMENT

METRES_PER_DEGREE = 111_195.0
_FARTHEST = 2
_NAMING_COLUMNS = frozenset(("name", "roman", "class_code", "division_code", "status", "code", "kind", "place_id"))
_LEVELS = (("214", COUNTY), ("215", TOWNSHIP), ("2172", TOWNSHIP), ("216", VILLAGE), ("22", VILLAGE))


@dataclass(frozen=True, slots=True)
class Known:
    """A place as far as matching needs it; `township` has nine digits or is '', `generic` as in `similar`."""

    id: int
    code: str
    name: str
    class_code: str
    township: str
    generic: str

    @property
    def level(self) -> str:
        """村级, 乡级, 县级, or '' for what is no unit or settlement."""
        return next((level for prefix, level in _LEVELS if self.class_code.startswith(prefix)), "")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place, ready to be compared; `kind` as in the register of names."""

    place_id: int
    kind: str
    form: Form
    township: str


@dataclass
class NameIndex:
    """Names by core and sound, cores by their first and last character; positions by place."""

    local: dict[str, str]
    places: dict[int, Known] = field(default_factory=dict)
    townships: dict[str, Known] = field(default_factory=dict)
    positions: dict[int, Any] = field(default_factory=dict)
    points: dict[int, tuple[float, float]] = field(default_factory=dict)
    by_core: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    by_sound: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    by_edge: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, name: Name) -> None:
        """Take a name in under everything it may be looked for by."""
        form = name.form
        for sound in {form.sound, form.whole}:
            self.by_sound[sound].append(name)
        if form.core and not form.latin:
            self.by_core[form.core].append(name)
            for edge in _edges(form.core, len(form.core)):
                self.by_edge[edge].add(form.core)

    def like(self, form: Form, around: Collection[str]) -> Iterator[Name]:
        """Names that may be the same as this one, some twice; the less alike only of the townships `around`."""
        for sound in {form.sound, form.whole} - {""}:
            yield from self.by_sound.get(sound, ())
        if not form.core or form.latin:
            return
        yield from self.by_core.get(form.core, ())
        for core in self._near(form.core):
            if len(core) > 2 < len(form.core) and one_apart(core, form.core):
                yield from self.by_core[core]
            else:
                yield from (name for name in self.by_core[core] if name.township in around)

    def wanted_by(self, forms: Iterable[Form]) -> set[int]:
        """Ids of the places that have a name of the same core or sound as one of these."""
        return {name.place_id for form in forms
                for name in (*self.by_core.get(form.core, ()), *self.by_sound.get(form.sound, ()))}

    def distance(self, place_id: int, point: Any) -> float | None:
        """Metres from a point to a place; None while nobody knows where the place is."""
        there = self.points.get(place_id)
        if there is not None:
            return _metres(there, (point.x, point.y))
        position = self.positions.get(place_id)
        return None if position is None else metres(position, point)

    def townships_from(self, point: Any) -> dict[str, float]:
        """Nine digits of each township whose seat is known → metres from the point, nearest first."""
        away = {code: self.distance(known.id, point) for code, known in self.townships.items()}
        return dict(sorted(((c, d) for c, d in away.items() if d is not None), key=lambda one: one[1]))

    def nearest(self, point: Any, limit: int) -> list[int]:
        """Ids of the located places nearest to a point."""
        if not self.positions:
            return []
        ids = np.fromiter(self.positions, dtype=np.int64)
        there = np.array(list(self.positions.values()), dtype=object)
        away = shapely.distance(there, point)
        return [int(i) for i in ids[np.argsort(away, kind="stable")[:limit]]]

    def set_positions(self, ids: Iterable[int], there: Iterable[Any], touched: Iterable[int] | None = None) -> None:
        """Where the places are now: geometries in EPSG:4490. Where only some were `touched`, the others stay."""
        gone = set(self.positions if touched is None else touched)
        kept = {i: shape for i, shape in self.positions.items() if i not in gone}
        self.positions = kept | {int(i): shape for i, shape in zip(ids, there, strict=True)
                                 if int(i) in self.places and not shape.is_empty}
        self.points = {i: (shape.x, shape.y) for i, shape in self.positions.items() if shape.geom_type == "Point"}

    def _near(self, core: str) -> set[str]:
        """The cores that differ from this one in one character, or hold it or are held by it at an end."""
        found: set[str] = set()
        for length in range(max(1, len(core) - _FARTHEST), len(core) + _FARTHEST + 1):
            filed = {other for edge in _edges(core, length) for other in self.by_edge.get(edge, ())}
            if length == len(core) == 2:
                found |= filed  # two of two characters share one or both
            else:
                found.update(other for other in filed if one_apart(core, other) or core in other or other in core)
        found.discard(core)
        return found


def _edges(core: str, length: int) -> tuple[tuple[str, int], tuple[str, int]]:
    """What a core is filed under: two names that differ in one character share their first or their last."""
    return ("^" + core[0], length), (core[-1] + "$", length)


def metres(a: Any, b: Any) -> float:
    """Metres between two geometries in degrees, good to half a percent within a county."""
    one, other = shapely.get_coordinates(shapely.shortest_line(a, b))
    return _metres(one, other)


def _metres(a: Sequence[float], b: Sequence[float]) -> float:
    across = (b[0] - a[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot(across, b[1] - a[1]) * METRES_PER_DEGREE


_kept: WeakKeyDictionary[Gazetteer, tuple[int, NameIndex]] = WeakKeyDictionary()
_building = threading.Lock()


def index_of(gazetteer: Gazetteer) -> NameIndex:
    """The index of a workspace as it is now; names and positions are read again only where they have changed."""
    with _building:
        now = int(gazetteer.scalar(select(func.max(HistoryEntry.id))) or 0)
        cursor, index = _kept.get(gazetteer, (-1, None))
        if index is not None and cursor == now:
            return index
        moved = None if index is None else _moved(gazetteer, cursor)
        if index is None or moved is None or len(moved) > MOST_IN_ONE_STATEMENT:
            index = _read(gazetteer)
            index.set_positions(*_positions(gazetteer))
        elif moved:
            index.set_positions(*_positions(gazetteer, Place.id.in_(moved)), moved)
        _kept[gazetteer] = (now, index)
        return index


def _positions(gazetteer: Gazetteer, *where: ColumnElement[bool]) -> tuple[Iterable[int], Iterable[Any]]:
    ids, blobs = gazetteer.geometries(Place, *where)
    return ids, shapes(blobs) if blobs else ()


def _read(gazetteer: Gazetteer) -> NameIndex:
    index = NameIndex(local_dictionary(gazetteer))
    columns = (Place.id, Place.code, Place.name, Place.class_code, Place.division_code, Place.roman)
    for place_id, code, name, class_code, division, roman in gazetteer.rows(
            select(*columns).where(Place.status == CURRENT)):
        township = division[:9] if division and len(division) >= 9 else ""
        form = form_of(name or "", index.local, roman)
        known = Known(place_id, code or "", name or "", class_code or "", township, form.generic)
        index.places[place_id] = known
        if known.level == TOWNSHIP and township:
            index.townships[known.township] = known
        index.add(Name(place_id, STANDARD, form, township))
    names = (PlaceName.place_id, PlaceName.kind, PlaceName.name, PlaceName.roman)
    for place_id, kind, name, roman in gazetteer.rows(select(*names).where(PlaceName.kind != STANDARD)):
        if name and place_id in index.places:
            form = form_of(name, index.local, roman)
            index.add(Name(place_id, kind or "", form, index.places[place_id].township))
    return index


def _moved(gazetteer: Gazetteer, cursor: int) -> set[int] | None:
    """The places that entries after `cursor` touched without changing a name; None where a name has changed."""
    tables = (table_of(Place), table_of(PlaceName), "local_reading")
    query = select(HistoryChange.table_name, HistoryChange.record_id, HistoryChange.operation,
                   HistoryChange.after).where(HistoryChange.entry_id > cursor, HistoryChange.table_name.in_(tables))
    rows = gazetteer.rows(query)
    if any(operation != "update" or _NAMING_COLUMNS & set(after or ()) for _, _, operation, after in rows):
        return None
    return {int(record_id) for table, record_id, _, _ in rows if table == table_of(Place)}
