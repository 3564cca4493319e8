"""Names of rivers along the water, and of neighbouring places."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from layers.base_layer import BaseLayer
from layers.labelling.decided import along, one_name
from layers.labelling.ground import Ground
from layers.labelling.moves import of_all
from layers.labelling.occupancy import WATER
from layers.labels import Name
from layers.lettering import letters_of
from layers.styles import Style

RIVER_WIDTHS = (4.6, 3.6, 2.4, 1.7, 1.2, 0.9)  # pixels by rank, the greatest first
NEIGHBOURS_FROM, COUNTIES_FROM = 400_000.0, 2_500_000.0  # largest denominators
SPACING, APART = 1.6, 380.0
CLEAR = 2.5  # pixels between a river's line and its letters, more than a cell of the grid that keeps off water


def keep_off(ground: Ground, layer: BaseLayer) -> None:
    """Names keep off the water where there is other room, and off the neighbours' symbols."""
    rivers, look = layer.rivers, layer.part("river")
    for part in ground.parts(rivers).tolist() if look.shown else ():
        rank = int(rivers.more["rank"][rivers.owner[part]])
        ground.block(*ground.along(rivers, part), look.width * river_width(ground.view.scale, rank) / 2, WATER)
    rows, px, py = _neighbours_seen(ground, layer)
    ranks = layer.neighbours.more["rank"][rows]
    for rank in np.unique(ranks):
        ground.block(px[ranks == rank], py[ranks == rank], _radius(ground, layer, int(rank)))


def names(ground: Ground, layer: BaseLayer) -> Iterable[Name]:
    """Rivers, then neighbours."""
    yield from _rivers(ground, layer)
    yield from _neighbours(ground, layer)


def _rivers(ground: Ground, layer: BaseLayer) -> Iterable[Name]:
    rivers, decided = layer.rivers, layer.map_names.at(ground.view.scale)
    parts: dict[int, list[int]] = {}
    for part in ground.parts(rivers).tolist():
        parts.setdefault(int(rivers.owner[part]), []).append(part)
    for row, together in parts.items():
        name = river_name(ground.view.scale, ground.style, layer, row)
        decisions = decided.get(name.key, ())
        every = of_all(decisions)
        if name.text and not (every is not None and every.hidden):
            least = name.size * (1 + SPACING) * (len(letters_of(name.text)) + 1)
            yield from along(ground, rivers, together, name, least, decisions)


def river_name(scale: float, style: Style, layer: BaseLayer, row: int) -> Name:
    """How a river's name is written, wherever that is."""
    rivers = layer.rivers
    rank = int(rivers.more["rank"][row])
    size = (15.0 if rank <= 2 else 12.5) * style.symbol
    return Name(rivers.more["name"][row], 0.0, 0.0, 3, int(rivers.ids[row]), size,
                gap=river_width(scale, rank) / 2 + CLEAR, face="water", colour="water_text", spacing=SPACING,
                apart=APART, of=layer.key)


def _neighbours(ground: Ground, layer: BaseLayer) -> Iterable[Name]:
    points, decided = layer.neighbours, layer.map_names.at(ground.view.scale)
    rows, px, py = _neighbours_seen(ground, layer)
    for row, x, y in zip(rows.tolist(), px.tolist(), py.tolist(), strict=True):
        rank = int(points.more["rank"][row])
        name = Name(points.more["name"][row], x, y, 2 if rank == 1 else 4, int(points.ids[row]),
                    (13.5 if rank == 1 else 12.0) * ground.style.symbol,
                    gap=neighbour_radius(ground.style.symbol, rank), face="song", colour="neighbour",
                    halo="outer_halo", spacing=0.12, keeps_out=True, of=layer.key)
        yield from one_name(name, of_all(decided.get(name.key, ())))


def seats(ground: Ground, layer: BaseLayer) -> dict[str, tuple[float, float]]:
    """Where the seats of the neighbouring counties stand, wherever that is; none where they are not drawn."""
    points = layer.neighbours
    rows = neighbours_shown(layer, np.arange(len(points)), ground.view.scale / ground.style.reach)
    rows = rows[points.more["rank"][rows] == 1]
    x, y = points.projected(ground.view.epsg)
    px, py = ground.pixels(x[rows], y[rows])
    return dict(zip(points.more["name"][rows], zip(px.tolist(), py.tolist(), strict=True), strict=True))


def _neighbours_seen(ground: Ground, layer: BaseLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    points = layer.neighbours
    rows = neighbours_shown(layer, points.within(ground.view.epsg, ground.extent),
                            ground.view.scale / ground.style.reach)
    x, y = points.projected(ground.view.epsg)
    return rows, *ground.pixels(x[rows], y[rows])


def neighbours_shown(layer: BaseLayer, rows: np.ndarray, scale: float) -> np.ndarray:
    """Of these rows the ones that are drawn; farther out only the county seats."""
    if not layer.part("neighbour").shown:
        return rows[:0]
    county = layer.neighbours.more["rank"][rows] == 1
    return rows[np.where(county, COUNTIES_FROM, NEIGHBOURS_FROM) >= scale]


def _radius(ground: Ground, layer: BaseLayer, rank: int) -> float:
    return neighbour_radius(ground.style.symbol * layer.part("neighbour").size, rank)


def river_width(scale: float, rank: int) -> float:
    """Pixels of a river's line."""
    closer = float(np.clip(250_000 / scale, 0.7, 2.2))
    return RIVER_WIDTHS[min(max(rank - 1, 0), len(RIVER_WIDTHS) - 1)] * closer


def neighbour_radius(symbol: float, rank: int) -> float:
    """Pixels of a neighbour's symbol."""
    return (3.2 if rank == 1 else 2.3) * symbol
