"""Classes and divisions to choose from: 100,000 of them, searched anywhere in code, name and reading while typing."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QObject
from sqlalchemy import select

from gazetteer.characters.odd_texts import offers_in
from gazetteer.characters.offers import Offer
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.division import Division
from gazetteer.places.place_class import PlaceClass
from gazetteer.registers import BY_TABLE
from ui.listening import follow

SHOWN_AT_MOST = 60
ABROAD = 100  # added to the level of other counties' units, so that one's own come first


@dataclass(frozen=True)
class Option:
    """One thing to choose: `value` is stored, `name` is read, `note` tells like ones apart."""

    value: str
    name: str
    note: str = ""
    level: int = 0
    offered: bool = True
    coded: bool = True  # whether its value is read with it

    @property
    def text(self) -> str:
        return f"{self.name}　{self.value}" if self.coded else self.name


class Options:
    """A list to choose from, with the search over it."""

    def __init__(self, options: list[Option], readings: list[str] | None = None) -> None:
        self.all = options
        self.by_value = {option.value: option for option in options}
        self._readings = readings or [""] * len(options)

    @cached_property
    def _keys(self) -> list[str]:
        pairs = zip(self.all, self._readings, strict=True)
        return [f"{one.value}\n{one.name}\n{one.note}\n{plain(reading)}".lower() for one, reading in pairs]

    def matching(self, typed: str, limit: int = SHOWN_AT_MOST) -> list[Option]:
        """What was typed anywhere in code, name, note or reading; names that begin with it first."""
        wanted = plain(typed.strip())
        if not wanted:
            return [option for option in self.all if option.offered][:limit]
        pairs = zip(self.all, self._keys, strict=True)
        found = [option for option, key in pairs if wanted in key and option.offered]
        return sorted(found, key=lambda option: _rank(option, wanted))[:limit]

    def only_match(self, typed: str) -> Option | None:
        """The one option whose code or name has the typed text in it."""
        found = [option for option in self.matching(typed) if typed in option.name or typed in option.value]
        return found[0] if len(found) == 1 else None

    def resolve(self, typed: str) -> Option | None:
        """The option a text means without doubt: its code, its whole text, or a name that only one has."""
        typed = typed.strip()
        for part in (typed, typed.split("　")[-1].strip()):
            if part in self.by_value:
                return self.by_value[part]
        named = [option for option in self.all if option.name == typed]
        return named[0] if len(named) == 1 else None


def _rank(option: Option, wanted: str) -> tuple[bool, bool, int, str]:
    exact = option.name == wanted or option.value == wanted
    begins = option.name.startswith(wanted) or option.value.startswith(wanted)
    return not exact, not begins, option.level, option.value


def plain(text: str) -> str:
    """Lower case without tone marks and word gaps of a romanised text; Chinese stays as it is."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(one for one in apart if not unicodedata.combining(one) and one not in " '’")


class Lookups(QObject):
    """Names for codes, kept until their register changes. One for each open workspace."""

    def __init__(self, gazetteer: Gazetteer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._kept: dict[str, Options] = {}
        follow(gazetteer, self, self._heard)

    @property
    def gazetteer(self) -> Gazetteer:
        """The workspace whose codes are named."""
        return self._gazetteer

    def options(self, kind: str) -> Options:
        """The options of a field kind, "class" or "division", or of the register that a link points to."""
        if kind not in self._kept:
            make = {"class": self._classes, "division": self._divisions}.get(kind)
            self._kept[kind] = make() if make else self._records(kind)
        return self._kept[kind]

    def name(self, kind: str, code: str | None) -> str:
        """The name of a class, division or record; the code itself where the register does not know it."""
        option = self.options(kind).by_value.get(code or "")
        return option.name if option else code or ""

    def offers(self, name: str, text: str) -> tuple[Offer, ...]:
        """What is offered for the odd characters of a text that is typed into the field `name`."""
        return offers_in(self._gazetteer, name, text)

    def _heard(self, changed: Changed) -> None:
        if changed.ids(PlaceClass):
            self._kept.pop("class", None)
        if changed.ids(Division):
            self._kept.pop("division", None)
        for table in changed.tables:
            self._kept.pop(table, None)

    def _classes(self) -> Options:
        """Every class that has a name; those no longer active are read but not offered."""
        columns = (PlaceClass.code, PlaceClass.name, PlaceClass.census_group, PlaceClass.level, PlaceClass.active)
        rows = self._gazetteer.rows(select(*columns).order_by(PlaceClass.code))
        return Options([Option(row.code, row.name, row.census_group or "", row.level or 0, bool(row.active))
                        for row in rows])

    def _records(self, table: str) -> Options:
        """The records of a register by what they are called; ids are read with names that several have."""
        model = BY_TABLE[table]
        columns = [model.__table__.c[name] for name in model.__named__]
        rows = self._gazetteer.rows(select(model.__table__.c.id, *columns).order_by(*columns))
        names = [" ".join(str(part) for part in row[1:] if part is not None) for row in rows]
        count = Counter(names)
        return Options([Option(str(row[0]), name or f"#{row[0]}", coded=count[name] > 1)
                        for row, name in zip(rows, names, strict=True)])

    def _divisions(self) -> Options:
        columns = (Division.code, Division.name, Division.parent, Division.roman)
        rows = self._gazetteer.rows(select(*columns).order_by(Division.code))
        names = {row.code: row.name for row in rows}
        home = self._gazetteer.setting("county") or ""
        rows = sorted(rows, key=lambda row: not row.code.startswith(home))
        made = [Option(row.code, row.name, names.get(row.parent, ""),
                       len(row.code) + (0 if row.code.startswith(home) else ABROAD)) for row in rows]
        return Options(made, [row.roman or "" for row in rows])
