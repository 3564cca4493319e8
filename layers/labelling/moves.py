"""What a person decided about names on the map, as a layer holds it while it draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazetteer.places.map_name import Decision, MapName, decisions, scale_of

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed


@dataclass(frozen=True)
class MapNames:
    """Scale → place → decision; never changed, an edit makes another."""

    by_scale: Mapping[int, Mapping[int, Decision]] = field(default_factory=dict)

    def at(self, denominator: float) -> Mapping[int, Decision]:
        """Place → decision for a map of 1∶`denominator`."""
        return self.by_scale.get(scale_of(denominator), {})

    def refreshed(self, gazetteer: Gazetteer, changed: Changed | None) -> MapNames:
        """These, or those after a change that concerns them."""
        if changed is not None and not changed.ids(MapName):
            return self
        return MapNames(decisions(gazetteer))
