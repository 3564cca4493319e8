"""图例: what is on a map, and only that, in the order of the symbol sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from layers.base_layer import BaseLayer
from layers.boundary_layer import BoundaryLayer
from layers.columns import Paths
from layers.division_layer import DivisionLayer
from layers.hot_spot_layer import HotSpotLayer
from layers.looks import part_of
from layers.marker_layer import DisputeLayer, MarkerLayer
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.view import View

TITLES = {
    "seat-city": "市级以上政区驻地", "seat-town": "街道、镇、乡", "village": "村民委员会",
    "community": "社区居民委员会", "hamlet": "自然村、村民小组",
    "housing": "住宅区", "area": "非行政区域", "polder": "垸", "hill": "山",
    "water": "水系", "dike": "堤", "sluice": "闸坝", "pump": "泵站", "culvert": "涵洞", "well": "井",
    "works": "其他水利设施", "bridge": "桥梁、隧道", "ferry": "渡口、港口", "road": "道路", "rail": "铁路",
    "station": "车站", "airport": "机场", "power": "电力设施", "mast": "通信设施", "memorial": "纪念地", "ruin": "遗址",
    "scenic": "风景名胜、保护区", "park": "公园", "tower": "塔", "building": "建筑物", "market": "市场", "unit": "单位",
    "sign": "地名标志", "marker-single": "单立界桩", "marker-double": "同号双立界桩",
    "marker-triple": "同号三立界桩", "marker-old": "界桩原址", "dispute": "边界争议",
    "point": "其他地名", "circle": "点",
}


@dataclass(frozen=True)
class LegendEntry:
    """A line of the legend: kind is symbol, border, river or heat; `name` is a symbol or part, the rest its look."""

    kind: str
    name: str
    text: str
    colour: str = ""
    fill: str = ""
    size: float = 0.0
    width: float = 0.0


def legend_of(stack: LayerStack, view: View, reach: float = 1.0) -> list[LegendEntry]:
    """What this view shows in a style of this reach."""
    found: list[LegendEntry] = []
    for layer in stack.shown(view):
        if isinstance(layer, PlaceLayer):
            found += _symbols(layer, view, reach)
        elif isinstance(layer, DivisionLayer):
            found += _borders(layer, view)
        elif isinstance(layer, BaseLayer) and len(_visible(layer.rivers, view)):
            look = layer.part("river")
            found += [LegendEntry("river", "river", "河流", look.colour, look.fill)] if look.shown else []
        elif isinstance(layer, BoundaryLayer):
            found += _lines(layer, view)
        elif isinstance(layer, MarkerLayer | DisputeLayer):
            found += _markers(layer, view)
        elif isinstance(layer, HotSpotLayer) and layer.count(view):
            look = layer.part("heat")
            found += [LegendEntry("heat", "heat", look.title, look.colour, look.fill)] if look.shown else []
    return sorted(found, key=lambda entry: ("symbol", "border", "river", "heat").index(entry.kind))


def drawn_rows(layer: PlaceLayer, view: View, reach: float = 1.0) -> np.ndarray:
    """Rows of the places whose symbol, line or area this view shows."""
    rows = layer.points.within(view.epsg, view.extent)
    rows = rows[layer.looks.drawn(view.scale, reach)[layer.look(rows)]]
    return rows[~layer.points.more["cancelled"][rows]]


def _symbols(layer: PlaceLayer, view: View, reach: float) -> list[LegendEntry]:
    """One line for all that look alike, as large as the most important of them."""
    styles = [layer.looks.styles[number] for number in np.unique(layer.look(drawn_rows(layer, view, reach)))]
    found: dict[tuple[str, str, str], LegendEntry] = {}
    for style in sorted(styles, key=lambda style: style.rank):
        text = _class_names().get(style.set_on) or TITLES[style.symbol]
        found.setdefault((style.symbol, style.tint, text),
                         LegendEntry("symbol", style.symbol, text, style.tint, size=style.size))
    order = list(TITLES)
    return sorted(found.values(), key=lambda entry: order.index(entry.name))


@cache
def _class_names() -> dict[str, str]:
    """What a class is called whose symbol or colour the office chose."""
    from gazetteer import reference

    return {part_of(row["code"]): row["name"] for row in reference.table("classes.csv")}


def _borders(layer: DivisionLayer, view: View) -> list[LegendEntry]:
    owners = layer.borders.owner[_visible(layer.borders, view)]
    county = layer.borders.more["level"][owners] == 0
    own = layer.borders.more["own"][owners]
    found = []
    if (county & own).any():
        found.append(_border(layer, 0, True, "own", "本市界（示意）"))
    if (county & ~own).any():
        found.append(_border(layer, 0, False, "outer", "县级界（示意）"))
    if (layer.borders.more["level"][owners] == 1).any() and view.scale <= 300_000:
        found.append(_border(layer, 1, True, "township", "乡级界（示意）"))
    return [entry for entry, shown in found if shown]


def _lines(layer: BoundaryLayer, view: View) -> list[LegendEntry]:
    kinds = set(layer.paths.more["part"][layer.paths.owner[_visible(layer.paths, view)]].tolist())
    looks = [(name, layer.part(name)) for number, name in enumerate(layer.symbols) if number in kinds]
    return [LegendEntry("border", name, look.title, look.colour, width=look.width) for name, look in looks
            if look.shown]


def _markers(layer: MarkerLayer | DisputeLayer, view: View) -> list[LegendEntry]:
    rows = layer.shown(layer.points.within(view.epsg, view.extent))
    kinds = set(layer.points.more["part"][rows].tolist())
    looks = [(symbol, layer.part(part)) for number, (part, symbol) in enumerate(layer.symbols.items())
             if number in kinds]
    return [LegendEntry("symbol", symbol, look.title, look.colour, size=look.size) for symbol, look in looks]


def _border(layer: DivisionLayer, level: int, own: bool, name: str, text: str) -> tuple[LegendEntry, bool]:
    """The line, with the band beside it, and whether it is drawn at all."""
    look, band = layer.border(level, own), layer.part("band")
    fill = band.colour if name == "own" and band.shown else ""
    return LegendEntry("border", name, text, look.colour, fill, width=look.width), look.shown


def _visible(paths: Paths, view: View) -> np.ndarray:
    """Parts of which some stretch lies in the view, not only their box."""
    parts = paths.within(view.epsg, view.extent)
    return parts[shapely.intersects(paths.lines(view.epsg, parts), shapely.box(*view.extent))]
