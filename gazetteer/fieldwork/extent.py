"""What a field package covers: a unit by its code, or an area drawn on the map or seen in its window."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.storage.geometry import shapes


@dataclass(frozen=True)
class Extent:
    """Either the first digits of a unit's code, or an area in EPSG:4490 with the title of its package."""

    division: str = ""
    area: BaseGeometry | None = None
    title: str = ""
    bare: bool = False  # whether it may hold no place

    def named(self, gazetteer: Gazetteer) -> str:
        """How the package is called."""
        if self.title or not self.division:
            return self.title or "所选范围"
        known = gazetteer.find(Division, Division.code == self.division)
        return str(known[0].name) if known else self.division

    def place_ids(self, gazetteer: Gazetteer) -> list[int]:
        """The places of the unit or of the area. Raises GazetteerError where there is none.

        To an area belong places that nobody has located yet where the middle of their township lies in it.
        """
        if self.area is None:
            found = [int(place.id or 0) for place in gazetteer.find(
                Place, Place.division_code.startswith(self.division, autoescape=True))]
        else:
            found = self._in_area(gazetteer)
        if not found and not self.bare:
            what = "这个政区没有地名" if self.area is None else "所选范围里没有地名"
            raise GazetteerError(what, where=self.division or self.named(gazetteer),
                                 remedy="请核对政区代码" if self.area is None else "请把范围画大一些，或移动地图再试")
        return found

    def _in_area(self, gazetteer: Gazetteer) -> list[int]:
        ids, blobs = gazetteer.geometries(Place)
        there: Any = shapes(blobs) if len(blobs) else ()
        located: dict[int, Any] = dict(zip(ids.tolist(), there, strict=True))
        inside = [number for number, shape in located.items() if self.holds(shape)]
        places = gazetteer.find(Place)
        seats: dict[str, list[Any]] = defaultdict(list)
        for place in places:
            if place.id in located:
                seats[str(place.division_code or "")[:9]].append(located[int(place.id or 0)].representative_point())
        middles = {code: shapely.centroid(shapely.multipoints(points)) for code, points in seats.items()}
        unlocated = [int(place.id or 0) for place in places if place.id not in located
                     and self.holds(middles.get(str(place.division_code or "")[:9]))]
        return sorted([*inside, *unlocated])

    def holds(self, shape: Any) -> bool:
        """Whether a shape lies in the area, wholly or in part."""
        return self.area is not None and shape is not None and bool(shapely.intersects(self.area, shape))


def of_box(west: float, south: float, east: float, north: float, title: str = "") -> Extent:
    """The extent of a window of the map, in degrees."""
    return Extent(area=shapely.box(west, south, east, north), title=title)
