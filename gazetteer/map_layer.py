"""What a person sets on one layer of the map, or on a group of layers, and how the setting writes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

FILE, PACKAGE, SERVICE = "file", "mbtiles", "tiles"
BASE_KINDS = (FILE, PACKAGE, SERVICE)
# What may be set on a part of a layer: a class of the places by the start of its code, a kind of line …
STYLE_KINDS: dict[str, type | tuple[type, ...]] = {
    "shown": bool, "labelled": bool, "near": (int, float), "symbol_from": (int, float), "label_from": (int, float),
    "size": (int, float), "text": (int, float), "width": (int, float), "rank": int, "symbol": str, "tint": str,
    "colour": str, "fill": str, "by": str,
}
Styles = Mapping[str, Mapping[str, Any]]  # part → property → value


@dataclass(frozen=True)
class MapLayer:
    """A layer: one of the program's own (no kind), or a base map with its file or the template of its addresses.

    nearest, farthest: scale denominators between which it shows; epsg: chosen where the file names no system;
    styles: what is drawn otherwise than usual, by part of the layer.
    """

    key: str
    kind: str = ""
    source: str = ""
    title: str = ""
    group: str = ""
    visible: bool = True
    opacity: float = 1.0
    nearest: float = 0.0
    farthest: float = math.inf
    epsg: int | None = None
    finest: int = 18
    styles: Styles = field(default_factory=dict)

    @property
    def is_base(self) -> bool:
        """Whether a person added it."""
        return self.kind in BASE_KINDS

    def styled(self, part: str, **values: Any) -> MapLayer:
        """With other values for a part; None takes one back to what is usual."""
        kept = {name: value for name, value in {**self.styles.get(part, {}), **values}.items() if value is not None}
        styles = {**self.styles, part: kept}
        return replace(self, styles={name: about for name, about in styles.items() if about})

    def unstyled(self, *parts: str) -> MapLayer:
        """With these parts drawn as usual."""
        return replace(self, styles={name: about for name, about in self.styles.items() if name not in parts})


@dataclass(frozen=True)
class MapGroup:
    """What holds for all layers of a group besides what is set on each of them."""

    name: str
    visible: bool = True
    opacity: float = 1.0
    nearest: float = 0.0
    farthest: float = math.inf

    def over(self, layer: MapLayer) -> MapLayer:
        """A member as it is drawn."""
        return replace(layer, visible=layer.visible and self.visible, opacity=layer.opacity * self.opacity,
                       nearest=max(layer.nearest, self.nearest), farthest=min(layer.farthest, self.farthest))


def about(one: MapLayer | MapGroup) -> dict[str, Any]:
    """For the setting; what is as usual is left out."""
    name = fields(one)[0].name
    usual, held = asdict(type(one)(getattr(one, name))), asdict(one)
    return {name: held[name]} | {key: value for key, value in held.items() if value != usual[key] and value != math.inf}


def layer_of(held: dict[str, Any]) -> MapLayer:
    """A layer of the setting. Raises ValueError, TypeError, AttributeError when it is none."""
    layer = MapLayer(**_known(MapLayer, held))
    numbers = (layer.opacity, layer.nearest, layer.farthest, layer.finest)
    if not all(isinstance(number, (int, float)) for number in numbers) or not isinstance(layer.key, str):
        raise ValueError(f"{layer.key}: {numbers}")
    return replace(layer, opacity=_part(layer.opacity), styles=_styles(layer.styles))


def group_of(held: dict[str, Any]) -> MapGroup:
    """A group of the setting. Raises as `layer_of`."""
    group = MapGroup(**_known(MapGroup, held))
    numbers = (group.opacity, group.nearest, group.farthest)
    if not all(isinstance(number, (int, float)) for number in numbers) or not isinstance(group.name, str):
        raise ValueError(f"{group.name}: {numbers}")
    return replace(group, opacity=_part(group.opacity))


def _known(kind: type, held: dict[str, Any]) -> dict[str, Any]:
    known = {one.name for one in fields(kind)}
    return {name: value for name, value in held.items() if name in known}


def _part(number: float) -> float:
    return min(max(float(number), 0.0), 1.0)


def _styles(held: Styles) -> Styles:
    """Those that this program knows; a value of another kind than the property's is damage."""
    made = {}
    for part, values in held.items():
        known = {name: value for name, value in values.items() if name in STYLE_KINDS}
        wrong = [name for name, value in known.items() if not isinstance(value, STYLE_KINDS[name])]
        if wrong:
            raise ValueError(f"{part}: {wrong[0]}={known[wrong[0]]}")
        made[part] = known
    return made
