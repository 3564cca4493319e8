"""What the rules need to know of the whole workspace, read once for a run of checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import shapely
from sqlalchemy import func, select

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import COUNTY, TOWNSHIP, Division
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.places.place_name import FORMER, PlaceName
from gazetteer.places.upkeep import local_dictionary
from gazetteer.rules.acceptance import Accepted
from gazetteer.rules.finding import Basis
from gazetteer.rules.likeness import Compared, Likeness, compared
from gazetteer.rules.measure_limit import MeasureLimit
from gazetteer.rules.name_table import Known, NameTable
from gazetteer.rules.naming_rule import RuleBook
from gazetteer.rules.scope import scope_of
from gazetteer.rules.similar_names import table_of_names
from gazetteer.rules.word_list import OFFENSIVE, Words

_SKETCH = 0.005  # degrees, some 500 m: the outlines that come with the program are sketches


@dataclass(frozen=True)
class Renamed:
    """A name that a place no longer has, and the one it has now."""

    old: str
    new: str
    place_id: int
    until: str


@dataclass
class Context:
    """Everything beside the place itself; `on` is the day whose rules count."""

    gazetteer: Gazetteer
    on: date
    book: RuleBook
    words: Words
    accepted: Accepted
    names: NameTable
    classes: Mapping[str, PlaceClass]
    townships: Mapping[str, Division]
    outline: shapely.Geometry | None
    code_uses: Counter[str] = field(default_factory=Counter)
    _last: tuple[Place, Compared, list[tuple[Known, Likeness]]] | None = None

    @classmethod
    def of(cls, gazetteer: Gazetteer, on: date | None = None) -> Context:
        """Read rules, words, classes, divisions, all names, and which codes are used more than once."""
        divisions = gazetteer.find(Division, Division.level.in_((COUNTY, TOWNSHIP)))
        home = gazetteer.setting("county")
        return cls(
            gazetteer, on or date.today(), RuleBook.of(gazetteer), Words.of(gazetteer), Accepted.of(gazetteer),
            table_of_names(gazetteer), {str(row.code): row for row in gazetteer.find(PlaceClass)},
            {str(row.code): row for row in divisions if row.level == TOWNSHIP},
            _widened(next((row.geom for row in divisions if row.code == home), None)),
            Counter({code: uses for code, uses in gazetteer.rows(
                select(Place.code, func.count()).where(Place.code.is_not(None)).group_by(Place.code)
                .having(func.count() > 1))}))

    def basis(self, number: str) -> Basis | None:
        """What a rule rests on; None while it does not act."""
        return self.book.in_force(number, self.on)

    def names_like(self, before: str, after: str) -> list[str]:
        """Standard names that differ from a name in one place only."""
        query = select(Place.name).where(Place.name.startswith(before, autoescape=True),
                                         Place.name.endswith(after, autoescape=True),
                                         func.length(Place.name) == len(before) + len(after) + 1)
        return [str(name) for (name,) in self.gazetteer.rows(query.limit(50))] if before or after else []

    @cached_property
    def local(self) -> dict[str, str]:
        """The office's own readings."""
        return local_dictionary(self.gazetteer)

    def form_of(self, place: Place) -> Compared:
        """The place's name as it is compared with others; worked out once for the rules of one place."""
        return self._of(place)[0]

    def alike(self, place: Place) -> list[tuple[Known, Likeness]]:
        """The names in the place's scope that are like its own, other than by one character."""
        return self._of(place)[1]

    def _of(self, place: Place) -> tuple[Compared, list[tuple[Known, Likeness]]]:
        if self._last is None or self._last[0] is not place:
            form = compared(place.name or "", place.roman, self.local)
            scope = scope_of(place.class_code, place.division_code)
            found = self.names.alike(form, scope, without=place.id, strong=True)
            self._last = (place, form, [(known, likeness) for known, likeness, inside in found if inside])
        return self._last[1], self._last[2]

    @cached_property
    def offensive(self) -> list[tuple[str, str]]:
        """(word, its syllables with tones) of what nobody wants to hear in a name."""
        spoken = [(word.word, "".join(word.reading.split())) for word in self.words.lists[OFFENSIVE]]
        forms = [(word, compared(word, reading or None, self.local)) for word, reading in spoken]
        return [(word, form.toned) for word, form in forms if form.toned]

    @cached_property
    def limits(self) -> Mapping[str, list[MeasureLimit]]:
        """通名 → the measures that a place of that name must have."""
        found: dict[str, list[MeasureLimit]] = {}
        for limit in self.gazetteer.find(MeasureLimit, MeasureLimit.active == 1):
            found.setdefault(str(limit.generic), []).append(limit)
        return found

    @cached_property
    def renamed(self) -> Mapping[str, Renamed]:
        """Former standard name → today's, of places in use."""
        query = select(PlaceName.name, Place.name, Place.id, PlaceName.until).join(
            Place, Place.id == PlaceName.place_id).where(PlaceName.kind == FORMER, Place.status != CANCELLED)
        return {old: Renamed(old, new, place_id, until or "")
                for old, new, place_id, until in self.gazetteer.rows(query) if old and new and old != new}

    @cached_property
    def former_names(self) -> Mapping[int, list[str]]:
        """Place → the names that it had before."""
        found: dict[int, list[str]] = {}
        for place_id, name in self.gazetteer.rows(select(PlaceName.place_id, PlaceName.name).where(
                PlaceName.kind == FORMER)):
            found.setdefault(place_id, []).append(name or "")
        return found

    @cached_property
    def dated_names(self) -> Mapping[int, list[PlaceName]]:
        """Place → its names with both a beginning and an end."""
        found: dict[int, list[PlaceName]] = {}
        for name in self.gazetteer.find(PlaceName, PlaceName.since.is_not(None), PlaceName.until.is_not(None)):
            found.setdefault(int(name.place_id or 0), []).append(name)
        return found


def _widened(outline: shapely.Geometry | None) -> shapely.Geometry | None:
    if outline is None:
        return None
    widened = outline.buffer(_SKETCH)
    shapely.prepare(widened)
    return widened
