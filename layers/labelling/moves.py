"""What a person decided about names on the map, as a layer holds it while it draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazetteer.places.map_name import Decision, MapName, decisions, scale_of

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed

NONE: Mapping[int, tuple[Decision, ...]] = {}


@dataclass(frozen=True)
class MapNames:
    """Scale → record of a register → its decisions; never changed, an edit makes another."""

    table: str = "place"
    by_scale: Mapping[int, Mapping[int, tuple[Decision, ...]]] = field(default_factory=dict)

    def at(self, denominator: float) -> Mapping[int, tuple[Decision, ...]]:
        """Record → decisions for a map of 1∶`denominator`."""
        return self.by_scale.get(scale_of(denominator), NONE)

    def refreshed(self, gazetteer: Gazetteer, changed: Changed | None) -> MapNames:
        """These, or those after a change that concerns them."""
        if changed is not None and not changed.ids(MapName):
            return self
        return MapNames(self.table, decisions(gazetteer, self.table))


def of_all(decided: tuple[Decision, ...]) -> Decision | None:
    """The decision that holds for every name of a record."""
    return next((one for one in decided if one.anchor is None), None)
