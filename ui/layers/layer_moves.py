"""Where a layer or group goes when its line is let go over another, or moved by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTreeWidgetItem

from ui.i18n import tr
from ui.layers.arranging import Arranging

if TYPE_CHECKING:
    from ui.layers.layer_tree import LayerTreeView


class LayerMoves:
    """Turns places in the view into changes of the layer tree."""

    def __init__(self, view: LayerTreeView, arranging: Arranging) -> None:
        self._view, self._arranging = view, arranging

    def move_layer(self, key: str, above: str | None, group: str) -> None:
        """Put a layer above another, into a group."""
        tree = self._arranging.tree
        name = self._arranging.title(tree.find(key))
        self._arranging.apply(tree.moved(key, above, group), tr("移动“{name}”", name=name))
        self._view.choose(key)

    def step(self, key: str, step: int) -> None:
        """One line up (-1) or down (1); at the edge of a group it joins or leaves it."""
        layers = self._arranging.tree.layers
        at = next(number for number, layer in enumerate(layers) if layer.key == key)
        if not 0 <= at + step < len(layers):
            return
        before = at - 1 if step < 0 else at + 2
        group = layers[at + step].group
        self.move_layer(key, layers[before].key if before < len(layers) else None, group)

    def remove(self, key: str) -> None:
        """Take a base map off the map; its file stays."""
        tree = self._arranging.tree
        title = self._arranging.title(tree.find(key))
        self._arranging.apply(tree.removed(key), tr("已移除图层“{title}”", title=title), toast=True)

    def drop_at(self, moving: QTreeWidgetItem, at: QPoint) -> None:
        """Put a layer, or a whole group, where the pointer let it go."""
        above, group = self._place_of(self._view.itemAt(at), at)
        key = self._view.key_of(moving)
        if key:
            self.move_layer(key, above, group)
        else:
            self._move_group(self._view.group_of(moving), above)

    def _move_group(self, name: str, above: str | None) -> None:
        tree = self._arranging.tree
        if above is not None and tree.find(above).group == name:
            return  # dropped on itself
        self._arranging.apply(tree.moved_group(name, above), tr("移动组“{group}”", group=name))
        self._view.choose_group(name)

    def _place_of(self, target: QTreeWidgetItem | None, at: QPoint) -> tuple[str | None, str]:
        """Above which layer and in which group a drop at this pixel puts it."""
        view, keys = self._view, [layer.key for layer in self._arranging.tree.layers]
        below = False
        while target is not None and view.row_of(target) is not None:
            target, below = target.parent(), True  # among the parts of a layer means below that layer
        if target is None:
            return None, ""
        box, key = view.visualItemRect(target), view.key_of(target)
        group = self._arranging.tree.find(key).group if key else view.group_of(target)
        if not key:  # the heading of a group: above it, or first in it
            first = view.key_of(target.child(0))
            return (first, "") if at.y() < box.top() + box.height() / 4 else (first, group)
        if not below and at.y() < box.center().y():
            return key, group
        after = keys.index(key) + 1
        return (keys[after] if after < len(keys) else None), group
