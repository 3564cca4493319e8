"""What a layer of the tree opens into: the classes of the places, or the kinds of lines, points and areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place_class import PlaceClass
from layers.looks import part_of
from layers.parts import PARTS
from layers.place_layer import PlaceLayer

PLACE = PlaceLayer.key


@dataclass(frozen=True)
class PartRow:
    """A part under its layer: `parent` is the part above it, "" right below the layer; `code` that of a class."""

    part: str
    title: str
    parent: str = ""
    code: str = ""
    count: int | None = None


def opens(key: str) -> bool:
    """Whether a layer has parts."""
    return key == PLACE or key in PARTS


def part_rows(key: str) -> list[PartRow]:
    """The parts of one of the program's own layers other than the places."""
    return [PartRow(part, look.title) for part, look in PARTS[key].items()]


def class_rows(gazetteer: Gazetteer, layer: PlaceLayer, styles: Iterable[str], *, every: bool = False) -> list[PartRow]:
    """The classes that occur or have a style of their own, and those above them; `every` one of the register.

    Each stands behind the one above it; its count takes in the classes below it.
    """
    known = {found.code: found for found in gazetteer.find(PlaceClass, order_by=PlaceClass.code) if found.code}
    counts = class_counts(layer)
    parents = {code: (found.parent or "") for code, found in known.items()}
    wanted = {code for code in counts if code} | {code for code in known if part_of(code) in set(styles)}
    if every:
        wanted |= {code for code, found in known.items() if found.active}
    shown, total = set(wanted), dict.fromkeys(wanted, 0)
    for code in wanted:
        for above in _upwards(code, parents):
            shown.add(above)
            total[above] = total.get(above, 0) + counts.get(code, 0)
    titles = {code: (known[code].name or code) if code in known else code for code in shown}
    return [PartRow(part_of(code), titles[code], part_of(parents.get(code, "")), code, total[code])
            for code in sorted(shown, key=lambda code: [*reversed(list(_upwards(code, parents)))])]


def class_counts(layer: PlaceLayer) -> dict[str, int]:
    """How many places of each class the layer holds; cancelled ones are not drawn and not counted."""
    column = layer.points.more["class"][~layer.points.more["cancelled"]]
    codes, counts = np.unique(column, return_counts=True)
    return {f"{code:05d}" if code else "": int(count) for code, count in zip(codes.tolist(), counts, strict=True)}


def _upwards(code: str, parents: Mapping[str, str]) -> Iterable[str]:
    """A class and those above it; a circle in the register ends where it began."""
    seen: list[str] = []
    while code and code not in seen:
        seen.append(code)
        code = parents.get(code, "")
    return seen
