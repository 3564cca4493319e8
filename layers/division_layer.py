"""政区: outlines by level, each common border once, the city's own told apart from its neighbours'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.places.division import COUNTY, TOWNSHIP, VILLAGE, Division
from gazetteer.record import table_of
from layers.columns import NO_PATHS, Paths
from layers.edits import joined
from layers.labelling.moves import MapNames
from layers.layer import Layer, bounds_of
from layers.parts import PartLook
from layers.picking import nearest_paths
from layers.reading import changed_ids, read_register
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed

HOME = "429006"  # 天门市
LEVELS = (COUNTY, TOWNSHIP, VILLAGE)
PARTS = ("own", "township", "village")  # by level
_READ = ("home", "codes", "names", "geometries", "own", "level", "areas", "borders", "map_names")


class DivisionLayer(Layer):
    """`areas` are the outlines' rings; `borders` the lines between them, with `level` (0 county …) and `own`;
    `map_names` what was moved."""

    key, label = "division", "政区界线（示意）"

    def __init__(self, home: str = HOME) -> None:
        super().__init__()
        self.home = home
        self.map_names = MapNames(table_of(Division))
        self._take(NO_PATHS.ids, np.empty(0, object), [], [], [])

    @classmethod
    def of(cls, codes: Sequence[str], names: Sequence[str], geometries: Sequence[shapely.Geometry],
           levels: Sequence[str] | None = None, home: str = HOME) -> DivisionLayer:
        """A layer of what is given, for tests and pictures without a workspace."""
        layer = cls(home)
        layer._take(np.arange(1, len(codes) + 1), np.asarray(geometries, object), codes, names,
                    levels or [COUNTY] * len(codes))
        return layer

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        before, self.map_names = self.map_names, self.map_names.refreshed(gazetteer, changed)
        only = changed_ids(changed, Division)
        if only is not None and not only:
            return self.map_names is not before
        self.home = gazetteer.setting("county", HOME) or HOME
        # Neighbouring outlines share their border, so a change of one redraws the lines of all.
        ids, geometries, more = read_register(gazetteer, Division, ("code", "name", "level"))
        self._take(ids, geometries, more["code"], more["name"], more["level"])
        return True

    def _take(self, ids, geometries, codes, names, levels) -> None:
        self.codes, self.names, self.geometries = list(codes), list(names), geometries
        level = np.array([LEVELS.index(name) if name in LEVELS else 0 for name in levels], np.int8)
        own = np.array([(code or "").startswith(self.home) for code in codes], bool)
        self.own, self.level = own, level
        more = {"level": level, "own": own, "area": np.ones(len(codes), bool)}
        self.areas = Paths.of(ids, geometries, more)
        self.borders = _borders(geometries, level, own)

    def outline(self, code: str) -> shapely.Geometry | None:
        """The outline of a division in degrees."""
        return self.geometries[self.codes.index(code)] if code in self.codes else None

    def border(self, level: int, own: bool) -> PartLook:
        """How the lines of a level are drawn, the city's own or those of its neighbours; these are finer."""
        outer = self.part("outer")
        if own or level == 0:
            return self.part(PARTS[level]) if own else outer
        look = self.part(PARTS[level])
        return replace(look, colour=outer.colour, width=look.width * 0.8)

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        return nearest_paths(self.areas, view, x, y, tolerance)

    def count(self, view: View) -> int:
        return self.areas.count(view.epsg, view.extent)

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        if not isinstance(old, DivisionLayer) or not self.differs_only_in(old, *_READ):
            return None
        return joined(self.areas.boxes_since(old.areas, view.epsg), self.borders.boxes_since(old.borders, view.epsg))

    @property
    def bounds(self) -> Bounds | None:
        """The box of the city itself when it is there."""
        chosen = self.geometries[self.own] if self.own.any() else self.geometries
        return tuple(shapely.total_bounds(chosen)) if len(chosen) else None

    @property
    def whole_bounds(self) -> Bounds | None:
        """The box of everything drawn."""
        return bounds_of(self.areas.lon, self.areas.lat)


def _borders(geometries: np.ndarray, level: np.ndarray, own: np.ndarray) -> Paths:
    """Lines by level, the city's own first; what a higher line covers is not drawn again below it."""
    lines, levels, owned = [], [], []
    drawn = shapely.GeometryCollection()
    for number in range(len(LEVELS)):
        for ours in (True, False):
            chosen = geometries[(level == number) & (own == ours)]
            if not len(chosen):
                continue
            fresh = shapely.difference(shapely.union_all(shapely.boundary(chosen)), drawn)
            drawn = shapely.union(drawn, fresh)
            for part in shapely.get_parts(shapely.line_merge(fresh)):
                lines.append(part)
                levels.append(number)
                owned.append(ours)
    more = {"level": np.array(levels, np.int8), "own": np.array(owned, bool)}
    return Paths.of(np.arange(len(lines)), np.array(lines, object), more)
