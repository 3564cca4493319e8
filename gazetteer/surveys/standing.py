"""What matching knows of a workspace between two questions: names, points, classes; the history says what is new."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from gazetteer.gazetteer import COUNTY, Gazetteer
from gazetteer.history import HistoryChange, HistoryEntry
from gazetteer.places.division import Division
from gazetteer.places.place_class import PlaceClass
from gazetteer.record import table_of
from gazetteer.storage.work import MOST_IN_ONE_STATEMENT
from gazetteer.surveys.name_index import NameIndex, index_of
from gazetteer.surveys.spellings import Written, written
from gazetteer.surveys.survey import ACCEPTED, NEW, WAITING, SurveyPoint

_RULES = frozenset((table_of(PlaceClass), table_of(Division), "setting"))
_LOOKED_AT = (WAITING, ACCEPTED, NEW)


@dataclass
class Standing:
    """One state of the workspace; `points` are those that wait or have a place, by id."""

    index: NameIndex
    cursor: int = -1
    points: dict[int, SurveyPoint] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    county: Division | None = None
    _read: dict[tuple[str | None, ...], Written] = field(default_factory=dict)

    def written(self, point: SurveyPoint) -> Written:
        """What a point says about itself, read once as long as the names of the register stay."""
        key = point.name, point.note, point.kind, point.raw
        known = self._read.get(key)
        if known is None:
            townships = {code: place.name for code, place in self.index.townships.items()}
            known = self._read[key] = written(point, townships, self.index.local)
        return known

    def take(self, index: NameIndex) -> None:
        """Another index: what points wrote is read by other names."""
        if index is not self.index:
            self.index, self._read = index, {}


_kept: WeakKeyDictionary[Gazetteer, Standing] = WeakKeyDictionary()
_building = threading.Lock()


def standing_of(gazetteer: Gazetteer) -> Standing:
    """The workspace as it is now; only what has changed since the last question is read again."""
    with _building:
        now = int(gazetteer.scalar(select(func.max(HistoryEntry.id))) or 0)
        kept = _kept.get(gazetteer)
        if kept is None:
            kept = _kept[gazetteer] = Standing(index_of(gazetteer))
            _read_rules(gazetteer, kept)
            _read_points(gazetteer, kept, None)
        elif kept.cursor != now:
            kept.take(index_of(gazetteer))
            changed = _changed(gazetteer, kept.cursor)
            if _RULES & changed.keys():
                _read_rules(gazetteer, kept)
            _read_points(gazetteer, kept, changed.get(table_of(SurveyPoint), ()))
        kept.cursor = now
        return kept


def _changed(gazetteer: Gazetteer, cursor: int) -> dict[str, set[int]]:
    """Table → ids of the records that were touched after an entry."""
    query = select(HistoryChange.table_name, HistoryChange.record_id).where(HistoryChange.entry_id > cursor)
    found: dict[str, set[int]] = {}
    for table, record_id in gazetteer.rows(query):
        found.setdefault(str(table), set()).add(int(record_id))
    return found


def _read_rules(gazetteer: Gazetteer, kept: Standing) -> None:
    code = gazetteer.setting("county", COUNTY)
    kept.county = next(iter(gazetteer.find(Division, Division.code == code)), None)
    kept.classes = {text: str(known.code) for known in gazetteer.find(PlaceClass)
                    for text in (known.name or "", known.code or "")}


def _read_points(gazetteer: Gazetteer, kept: Standing, ids: Iterable[int] | None) -> None:
    """Read points again, all where no ids are given; who still reads the points of before keeps those."""
    known, wanted = dict(kept.points), None if ids is None else sorted(ids)
    usable = SurveyPoint.state.in_(_LOOKED_AT)
    if wanted is None or len(wanted) > MOST_IN_ONE_STATEMENT:
        known = {int(point.id or 0): point for point in gazetteer.find(SurveyPoint, usable)}
    elif wanted:
        for gone in wanted:
            known.pop(gone, None)
        known |= {int(point.id or 0): point
                  for point in gazetteer.find(SurveyPoint, usable, SurveyPoint.id.in_(wanted))}
    kept.points = known
