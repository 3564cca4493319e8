"""Finds the records that texts of a file call, among those that are there and those that came before in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gazetteer.boundaries.exchange.called import keeper_text
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.record import Record, called, column
from gazetteer.storage.work import Work

_BY: dict[str, tuple[type[Record], str]] = {
    "boundary_line": (BoundaryLine, "code"), "boundary_marker": (BoundaryMarker, "number"), "keeper": (Keeper, "name")}


class Finder:
    """Looks into the register as it stands within the transaction."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._ids: dict[tuple[str, str], int] = {}

    def id_of(self, table: str, text: str) -> int | None:
        """The line with this code or the marker with this number."""
        if (table, text) not in self._ids:
            model, name = _BY[table]
            found = self._work.find(model, column(model, name) == text)
            if len(found) != 1:
                return None
            self._ids[table, text] = int(found[0].id)
        return self._ids[table, text]

    def linked(self, table: str, text: str) -> tuple[int | None, str]:
        """The record that a cell calls; nothing and no reason where there is none."""
        found = self.id_of(table, text)
        if found is not None or table != "keeper":
            return found, ""
        alike = self._work.find(Keeper, column(Keeper, "name") == text)
        if alike:
            villages = "、".join(keeper_text(one) for one in alike)
            return None, f"管护员中有 {len(alike)} 个“{text}”，不知道是哪一个；文件里可写成{villages}"
        named = [one for one in self._work.find(Keeper) if keeper_text(one) == text]
        return (int(named[0].id or 0), "") if len(named) == 1 else (None, "")

    def text(self, table: str, record_id: int) -> str:
        """What a linked record is called."""
        found = self._work.get(_BY[table][0], record_id)
        return called(found) if found is not None else ""

    def known(self, model: type[Record], keys: Mapping[str, Any]) -> Record | None:
        """The record with these values of its key fields; an empty one is the same as none."""
        where = [column(model, name).is_(None) | (column(model, name) == "") if value in (None, "") else
                 column(model, name) == value for name, value in keys.items()]
        return next(iter(self._work.find(model, *where)), None)
