"""图层: order, strength, scales and groups of the map's layers, and the base maps added; kept in the workspace."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerError
from gazetteer.record_changes import ChangeSetting
from gazetteer.storage.work import Reader, Work

SETTING = "map_layers"
FILE, PACKAGE, SERVICE = "file", "mbtiles", "tiles"
BASE_KINDS = (FILE, PACKAGE, SERVICE)
HIDDEN_AT_FIRST = ("graticule",)
GROUND = "division"  # a new base map lies just above the ground that this layer paints


@dataclass(frozen=True)
class MapLayer:
    """A layer: one of the program's own (no kind), or a base map with its file or the template of its addresses.

    nearest, farthest: scale denominators between which it shows; epsg: chosen where the file names no system.
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

    @property
    def is_base(self) -> bool:
        """Whether a person added it."""
        return self.kind in BASE_KINDS


@dataclass(frozen=True)
class LayerTree:
    """All layers, the uppermost first; those of one group stand together."""

    layers: tuple[MapLayer, ...] = ()

    @classmethod
    def of_text(cls, text: str | None) -> LayerTree:
        """The tree that a setting holds. Raises GazetteerError when it is none."""
        try:
            held = json.loads(text or "[]")
            return cls(tuple(_layer(about) for about in held))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise GazetteerError("图层设置读不出来", where=SETTING, why=str(error),
                                 remedy="图层先按程序的次序显示；重新调整一次图层即可恢复") from error

    @property
    def text(self) -> str:
        """For the setting; what is as usual is left out."""
        return json.dumps([_about(layer) for layer in self.layers], ensure_ascii=False)

    @property
    def groups(self) -> list[str]:
        """Names of the groups in their order."""
        return list(dict.fromkeys(layer.group for layer in self.layers if layer.group))

    def find(self, key: str) -> MapLayer:
        """The layer with this key; KeyError without one."""
        for layer in self.layers:
            if layer.key == key:
                return layer
        raise KeyError(key)

    def completed(self, keys: Sequence[str]) -> LayerTree:
        """With the program's own layers (uppermost first) that are missing, each below the one it usually follows."""
        made = [layer for layer in self.layers if layer.is_base or layer.key in keys]
        for number, key in enumerate(keys):
            if all(layer.key != key for layer in made):
                places = {layer.key: place for place, layer in enumerate(made)}
                above = next((places[other] for other in reversed(keys[:number]) if other in places), -1)
                made.insert(above + 1, MapLayer(key, visible=key not in HIDDEN_AT_FIRST))
        return LayerTree(_gathered(made))

    def changed(self, key: str, **values: Any) -> LayerTree:
        """With other values for one layer."""
        made = tuple(replace(layer, **values) if layer.key == key else layer for layer in self.layers)
        return LayerTree(_gathered(made))

    def changed_group(self, group: str, **values: Any) -> LayerTree:
        """With other values for all layers of a group."""
        return LayerTree(tuple(replace(layer, **values) if layer.group == group else layer for layer in self.layers))

    def moved(self, key: str, above: str | None, group: str = "") -> LayerTree:
        """With a layer put above another (below all without one) and into a group."""
        if key == above:
            return self.changed(key, group=group)
        moving = replace(self.find(key), group=group)
        rest = [layer for layer in self.layers if layer.key != key]
        at = next((i for i, layer in enumerate(rest) if layer.key == above), len(rest))
        return LayerTree(_gathered([*rest[:at], moving, *rest[at:]]))

    def added(self, layer: MapLayer) -> LayerTree:
        """With a new base map just above the ground."""
        return LayerTree((*self.layers, layer)).moved(layer.key, self._ground, layer.group)

    def removed(self, key: str) -> LayerTree:
        """Without a layer."""
        return LayerTree(tuple(layer for layer in self.layers if layer.key != key))

    @property
    def _ground(self) -> str | None:
        return next((layer.key for layer in self.layers if layer.key == GROUND), None)


@dataclass(frozen=True)
class ArrangeLayers:
    """调整图层"""

    tree: LayerTree
    summary: str = "调整图层"

    def apply(self, work: Work) -> None:
        ChangeSetting(SETTING, self.tree.text).apply(work)


def read_tree(reader: Reader, keys: Sequence[str]) -> LayerTree:
    """The tree of a workspace, completed with the program's own layers. Raises GazetteerError."""
    from sqlalchemy import select

    from gazetteer.storage.setting import Setting

    held = reader.scalar(select(Setting.value).where(Setting.key == SETTING))
    return LayerTree.of_text(held).completed(keys)


def new_base(kind: str, source: str | Path, folder: Path, title: str = "", **more: Any) -> MapLayer:
    """A base map under a key of its own; files in the workspace's folder are kept relative to it, and move with it."""
    if kind == SERVICE:
        return MapLayer(f"base-{uuid.uuid4().hex[:8]}", kind, str(source), title, **more)
    path = Path(source).absolute()
    try:
        kept = path.relative_to(folder.absolute()).as_posix()
    except ValueError:
        kept = str(path)
    return MapLayer(f"base-{uuid.uuid4().hex[:8]}", kind, kept, title or path.stem, **more)


def path_of(layer: MapLayer, folder: Path) -> Path:
    """Where the file of a base map lies."""
    return folder.absolute() / layer.source


def _gathered(layers: Iterable[MapLayer]) -> tuple[MapLayer, ...]:
    """The members of each group brought to where its first one stands."""
    made: list[MapLayer] = []
    held = list(layers)
    for layer in held:
        if layer in made:
            continue
        made += [other for other in held if other.group == layer.group] if layer.group else [layer]
    return tuple(made)


def _about(layer: MapLayer) -> dict[str, Any]:
    usual = asdict(MapLayer(layer.key))
    return {"key": layer.key} | {name: value for name, value in asdict(layer).items()
                                 if value != usual[name] and value != math.inf}


def _layer(about: dict[str, Any]) -> MapLayer:
    known = {field.name for field in fields(MapLayer)}
    layer = MapLayer(**{name: value for name, value in about.items() if name in known})
    numbers = (layer.opacity, layer.nearest, layer.farthest, layer.finest)
    if not all(isinstance(number, (int, float)) for number in numbers) or not isinstance(layer.key, str):
        raise ValueError(f"{layer.key}: {numbers}")
    return replace(layer, opacity=min(max(float(layer.opacity), 0.0), 1.0))
