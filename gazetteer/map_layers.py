"""图层: order, strength, scales and groups of the map's layers, and the base maps added; kept in the workspace."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerError
from gazetteer.map_layer import BASE_KINDS, FILE, PACKAGE, SERVICE, MapGroup, MapLayer, about, group_of, layer_of
from gazetteer.record_changes import ChangeSetting
from gazetteer.storage.work import Reader, Work

SETTING = "map_layers"
HIDDEN_AT_FIRST = ("graticule", "hot_spot")
__all__ = ["BASE_KINDS", "FILE", "PACKAGE", "SERVICE", "SETTING", "ArrangeLayers", "LayerTree", "MapGroup", "MapLayer",
           "kept_path", "new_base", "path_of", "read_tree"]


@dataclass(frozen=True)
class LayerTree:
    """All layers, the uppermost first; those of one group stand together. `of_groups`: what is set on whole groups."""

    layers: tuple[MapLayer, ...] = ()
    of_groups: tuple[MapGroup, ...] = ()

    @classmethod
    def of_text(cls, text: str | None) -> LayerTree:
        """The tree that a setting holds. Raises GazetteerError when it is none."""
        try:
            held = json.loads(text or "[]")
            if isinstance(held, list):
                return cls(_base_maps_below(layer_of(one) for one in held))
            return cls(tuple(map(layer_of, held["layers"])), tuple(map(group_of, held.get("groups", ()))))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise GazetteerError("图层设置读不出来", where=SETTING, why=str(error),
                                 remedy="图层先按程序的次序显示；重新调整一次图层即可恢复") from error

    @property
    def text(self) -> str:
        """For the setting; what is as usual is left out."""
        held = {"layers": list(map(about, self.layers)), "groups": list(map(about, self.of_groups))}
        return json.dumps(held if self.of_groups else {"layers": held["layers"]}, ensure_ascii=False)

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

    def group(self, name: str) -> MapGroup:
        """What is set on a group as a whole."""
        return next((group for group in self.of_groups if group.name == name), MapGroup(name))

    def drawn(self, layer: MapLayer) -> MapLayer:
        """A layer as it is drawn: with what holds for its group."""
        return self.group(layer.group).over(layer) if layer.group else layer

    def completed(self, keys: Sequence[str]) -> LayerTree:
        """With the program's own layers (uppermost first) that are missing, each below the one it usually follows."""
        made = [layer for layer in self.layers if layer.is_base or layer.key in keys]
        for number, key in enumerate(keys):
            if all(layer.key != key for layer in made):
                places = {layer.key: place for place, layer in enumerate(made)}
                above = next((places[other] for other in reversed(keys[:number]) if other in places), -1)
                made.insert(above + 1, MapLayer(key, visible=key not in HIDDEN_AT_FIRST))
        return self._with(made)

    def changed(self, key: str, **values: Any) -> LayerTree:
        """With other values for one layer."""
        return self._with(replace(layer, **values) if layer.key == key else layer for layer in self.layers)

    def replaced(self, layer: MapLayer) -> LayerTree:
        """With another state of the layer of this key."""
        return self._with(layer if layer.key == other.key else other for other in self.layers)

    def changed_group(self, name: str, /, **values: Any) -> LayerTree:
        """With other values for a group as a whole; a new name that another group has joins the two."""
        group = replace(self.group(name), **values)
        others = tuple(other for other in self.of_groups if other.name not in (name, group.name))
        layers = [replace(layer, group=group.name) if layer.group == name else layer for layer in self.layers]
        return LayerTree(_gathered(layers), others if group == MapGroup(group.name) else (*others, group))

    def without_group(self, name: str) -> LayerTree:
        """With the members of a group standing alone in its place, drawn as they were."""
        group = self.group(name)
        layers = tuple(replace(group.over(layer), group="") if layer.group == name else layer for layer in self.layers)
        return LayerTree(layers, tuple(other for other in self.of_groups if other.name != name))

    def moved(self, key: str, above: str | None, group: str = "") -> LayerTree:
        """With a layer put above another (below all without one) and into a group."""
        if key == above:
            return self.changed(key, group=group)
        moving = replace(self.find(key), group=group)
        rest = [layer for layer in self.layers if layer.key != key]
        at = next((i for i, layer in enumerate(rest) if layer.key == above), len(rest))
        return self._with([*rest[:at], moving, *rest[at:]])

    def moved_group(self, name: str, above: str | None) -> LayerTree:
        """With a whole group put above a layer, or above that layer's group; below all without one."""
        members = [layer for layer in self.layers if layer.group == name]
        rest = [layer for layer in self.layers if layer.group != name]
        at = next((i for i, layer in enumerate(rest) if layer.key == above), len(rest))
        while 0 < at < len(rest) and rest[at].group and rest[at - 1].group == rest[at].group:
            at -= 1
        return self._with([*rest[:at], *members, *rest[at:]])

    def added(self, layer: MapLayer) -> LayerTree:
        """With a new base map below the program's layers, above the base maps that lie there already."""
        lowest = list(takewhile(lambda other: other.is_base, reversed(self.layers)))
        return self._with((*self.layers, layer)).moved(layer.key, lowest[-1].key if lowest else None, layer.group)

    def removed(self, key: str) -> LayerTree:
        """Without a layer."""
        return self._with(layer for layer in self.layers if layer.key != key)

    def _with(self, layers: Iterable[MapLayer]) -> LayerTree:
        """Other layers; what was set on a group that has no more members is forgotten."""
        made = _gathered(layers)
        return LayerTree(made, tuple(group for group in self.of_groups
                                     if any(layer.group == group.name for layer in made)))


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
    title = title or Path(source).stem
    return MapLayer(f"base-{uuid.uuid4().hex[:8]}", kind, kept_path(Path(source), folder), title, **more)


def kept_path(path: Path, folder: Path) -> str:
    """As a layer keeps it: relative to the workspace's folder where it lies in there."""
    try:
        return path.absolute().relative_to(folder.absolute()).as_posix()
    except ValueError:
        return str(path.absolute())


def path_of(layer: MapLayer, folder: Path) -> Path:
    """Where the file of a base map lies."""
    return folder.absolute() / layer.source


def _base_maps_below(layers: Iterable[MapLayer]) -> tuple[MapLayer, ...]:
    """Until now base maps lay below all else wherever they stood in the list: they go to where they were drawn."""
    return _gathered(sorted(layers, key=lambda layer: layer.is_base))


def _gathered(layers: Iterable[MapLayer]) -> tuple[MapLayer, ...]:
    """The members of each group brought to where its first one stands."""
    made: list[MapLayer] = []
    held = list(layers)
    for layer in held:
        if layer in made:
            continue
        made += [other for other in held if other.group == layer.group] if layer.group else [layer]
    return tuple(made)
