"""What can be done to areas that share their boundaries: each knows its reach and makes the change of a net."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from gazetteer.shapes import boundary, ground, thinning
from gazetteer.shapes.errors import Position
from gazetteer.shapes.net import Change, Net


@dataclass(frozen=True)
class MoveVertex:
    """A vertex of a common boundary put elsewhere."""

    at: Position
    to: Position
    text = "移动界点"

    @property
    def reach(self) -> list[Position]:
        return [self.at, self.to]

    def change(self, net: Net, record_id: int) -> Change:
        return net.move_vertex(self.at, self.to)


@dataclass(frozen=True)
class InsertVertex:
    """A new vertex on the edge between two vertices."""

    start: Position
    end: Position
    at: Position
    text = "加界点"

    @property
    def reach(self) -> list[Position]:
        return [self.at]

    def change(self, net: Net, record_id: int) -> Change:
        return net.insert_vertex(self.start, self.end, self.at)


@dataclass(frozen=True)
class DeleteVertex:
    """A vertex taken out."""

    at: Position
    text = "删界点"

    @property
    def reach(self) -> list[Position]:
        return [self.at]

    def change(self, net: Net, record_id: int) -> Change:
        return net.delete_vertex(self.at)


@dataclass(frozen=True)
class Reshape:
    """A stretch replaced by a drawn line."""

    line: Any
    text = "界线改形"

    def change(self, net: Net, record_id: int) -> Change:
        return boundary.reshape(net, record_id, self.line)

    @property
    def reach(self) -> list[Position]:
        return list(self.line.coords)


@dataclass(frozen=True)
class Simplify:
    """The whole outline with fewer vertices, on both sides."""

    metres: float
    text = "简化界线"
    reach = ()

    def change(self, net: Net, record_id: int) -> Change:
        return thinning.simplify(net, record_id, self.metres)


@dataclass(frozen=True)
class Densify:
    """The whole outline with more vertices, on both sides."""

    metres: float
    text = "加密界线"
    reach = ()

    def change(self, net: Net, record_id: int) -> Change:
        return thinning.densify(net, record_id, self.metres)


@dataclass(frozen=True)
class TakeRing:
    """The ground in a drawn ring comes to the area."""

    ring: Any
    text = "划入"

    @property
    def reach(self) -> list[Position]:
        return list(self.ring.exterior.coords)

    def change(self, net: Net, record_id: int) -> Change:
        return ground.take_ring(net, record_id, self.ring)


@dataclass(frozen=True)
class TakePiece:
    """The hole or exclave at a position comes to the area."""

    at: Position
    text = "划入飞地"

    @property
    def reach(self) -> list[Position]:
        return [self.at]

    def around(self, areas: Mapping[int, shapely.Geometry]) -> list[Position]:
        """How far the piece may go: the corners of what lies around the position."""
        lon, lat = self.at
        boxes = [shape.bounds for shape in areas.values()]
        return [self.at, *(corner for west, south, east, north in boxes
                           if west <= lon <= east and south <= lat <= north
                           for corner in ((west, south), (east, north)))]

    def change(self, net: Net, record_id: int) -> Change:
        return ground.take_piece(net, record_id, self.at)


SharedEdit = MoveVertex | InsertVertex | DeleteVertex | Reshape | Simplify | Densify | TakeRing | TakePiece
