"""The layers as a tree with groups, the uppermost first; a line is dragged to its place, or moved by Alt and arrows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from layers.raster_layer import RasterLayer
from ui.i18n import tr
from ui.layers.arranging import Arranging
from ui.layers.layer_line import GroupLine, LayerLine

KEY, GROUP = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
LINE, TALL_LINE = 32, 48


class LayerTreeView(QTreeWidget):
    """Signals: chosen(key), "" when no layer is."""

    chosen = Signal(str)

    def __init__(self, arranging: Arranging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arranging = arranging
        self.lines: dict[str, LayerLine] = {}
        self._folded: set[str] = set()
        self._structure: list[tuple[str, str]] = []
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self.setRootIsDecorated(True)
        self.setAccessibleName(tr("图层"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setToolTip(tr("拖动改变上下次序；Alt+↑ Alt+↓ 也可以"))
        self.currentItemChanged.connect(lambda item, _: self.chosen.emit(self.key_of(item)))
        self.itemCollapsed.connect(lambda item: self._folded.add(item.data(0, GROUP)))
        self.itemExpanded.connect(lambda item: self._folded.discard(item.data(0, GROUP)))
        arranging.changed.connect(self.show_tree)
        arranging.checked.connect(self.show_remarks)
        self.show_tree()

    # --- showing ---------------------------------------------------------------------------------

    def show_tree(self) -> None:
        """Take over the tree; lines stay where nothing was moved."""
        tree = self._arranging.tree
        structure = [(layer.key, layer.group) for layer in tree.layers]
        groups = [(name, all(layer.visible for layer in tree.layers if layer.group == name)) for name in tree.groups]
        if structure + groups != self._structure:
            self._structure = structure + groups  # type: ignore[operator]
            self._build(dict(groups))
        for layer in tree.layers:
            self.lines[layer.key].show_layer(layer, self._arranging.title(layer))
        self.show_remarks()

    def show_remarks(self) -> None:
        """What base maps say of themselves."""
        for item in self._items():
            line = self.lines[self.key_of(item)]
            layer = self._arranging.layer(line.key)
            if isinstance(layer, RasterLayer):
                shown = layer.visible
                line.show_remark(layer.problem if shown else "", layer.source.note if shown else "")
                height = TALL_LINE if line.remark.isVisibleTo(line) else LINE
                if item.sizeHint(0).height() != height:
                    item.setSizeHint(0, QSize(0, height))

    def choose(self, key: str) -> None:
        """Make a layer the current one; "" for none."""
        if not key:
            self.setCurrentIndex(QModelIndex())
        for item in self._items():
            if self.key_of(item) == key:
                self.setCurrentItem(item)

    @staticmethod
    def key_of(item: QTreeWidgetItem | None) -> str:
        return (item.data(0, KEY) or "") if item is not None else ""

    def _build(self, groups: dict[str, bool]) -> None:
        current, heads = self.key_of(self.currentItem()), dict[str, QTreeWidgetItem]()
        self.blockSignals(True)
        self.clear()
        self.lines.clear()
        for layer in self._arranging.tree.layers:
            home = self.invisibleRootItem()
            if layer.group:
                if layer.group not in heads:
                    heads[layer.group] = self._head(layer.group, groups[layer.group])
                home = heads[layer.group]
            self._add(home, layer.key)
        self.setRootIsDecorated(bool(heads))
        self.blockSignals(False)
        self.choose(current)
        if not self.key_of(self.currentItem()):
            self.chosen.emit("")

    def _head(self, group: str, visible: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self)
        item.setData(0, GROUP, group)
        item.setSizeHint(0, QSize(0, LINE))
        line = GroupLine(group, visible)
        line.shown.connect(lambda on: self._show_group(group, on))
        self.setItemWidget(item, 0, line)
        item.setExpanded(group not in self._folded)
        return item

    def _add(self, home: QTreeWidgetItem, key: str) -> None:
        about = self._arranging.tree.find(key)
        item = QTreeWidgetItem(home)
        item.setData(0, KEY, key)
        item.setData(0, GROUP, about.group)
        item.setSizeHint(0, QSize(0, LINE))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        line = self.lines[key] = LayerLine(about, self._arranging.title(about))
        line.shown.connect(lambda on: self._change(key, tr("显示") if on else tr("隐藏"), visible=on))
        self.setItemWidget(item, 0, line)
        if home is not self.invisibleRootItem() and about.group not in self._folded:
            home.setExpanded(True)

    def _items(self) -> list[QTreeWidgetItem]:
        walk, found = QTreeWidgetItemIterator(self), []
        while (item := walk.value()) is not None:
            if self.key_of(item):
                found.append(item)
            walk += 1
        return found

    # --- changing --------------------------------------------------------------------------------

    def _change(self, key: str, verb: str, **values: object) -> None:
        tree = self._arranging.tree
        self._arranging.apply(tree.changed(key, **values), f"{verb}“{self._arranging.title(tree.find(key))}”")

    def _show_group(self, group: str, visible: bool) -> None:
        said = tr("显示组“{group}”", group=group) if visible else tr("隐藏组“{group}”", group=group)
        self._arranging.apply(self._arranging.tree.changed_group(group, visible=visible), said)

    def move_layer(self, key: str, above: str | None, group: str) -> None:
        """Put a layer above another, into a group."""
        tree = self._arranging.tree
        name = self._arranging.title(tree.find(key))
        self._arranging.apply(tree.moved(key, above, group), tr("移动“{name}”", name=name))
        self.choose(key)

    def dropEvent(self, event: QDropEvent) -> None:
        """The lines are made anew from the tree; the view itself moves nothing."""
        moving = self.currentItem()
        if moving is not None:
            self.drop_at(moving, event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def drop_at(self, moving: QTreeWidgetItem, at: QPoint) -> None:
        """Put a layer, or a whole group, where the pointer let it go."""
        target = self.itemAt(at)
        above, group = self._place_of(target, at)
        key = self.key_of(moving)
        if key:
            self.move_layer(key, above, group)
            return
        tree = self._arranging.tree
        for member in [layer for layer in tree.layers if layer.group == moving.data(0, GROUP)]:
            if above is not None and tree.find(above).group == member.group:
                return  # dropped on itself
            tree = tree.moved(member.key, above)
        for layer in self._arranging.tree.layers:  # on the way each stood alone
            if layer.group == moving.data(0, GROUP):
                tree = tree.changed(layer.key, group=layer.group)
        self._arranging.apply(tree, tr("移动组“{group}”", group=moving.data(0, GROUP)))

    def _place_of(self, target: QTreeWidgetItem | None, at: QPoint) -> tuple[str | None, str]:
        """Above which layer and in which group a drop at this pixel puts it."""
        keys = [layer.key for layer in self._arranging.tree.layers]
        if target is None:
            return None, ""
        box = self.visualItemRect(target)
        upper = at.y() < box.center().y()
        if not self.key_of(target):  # the heading of a group: above it, or first in it
            first = self.key_of(target.child(0))
            return (first, "") if at.y() < box.top() + box.height() / 4 else (first, target.data(0, GROUP))
        key = self.key_of(target)
        if upper:
            return key, target.data(0, GROUP)
        after = keys.index(key) + 1
        return (keys[after] if after < len(keys) else None), target.data(0, GROUP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        key = self.key_of(self.currentItem())
        if step and key and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(key, step)
        elif event.key() == Qt.Key.Key_Space and key:
            self.lines[key].eye.toggle()
        else:
            super().keyPressEvent(event)

    def _step(self, key: str, step: int) -> None:
        layers = self._arranging.tree.layers
        at = next(number for number, layer in enumerate(layers) if layer.key == key)
        if not 0 <= at + step < len(layers):
            return
        before = at - 1 if step < 0 else at + 2
        group = layers[at + step].group
        self.move_layer(key, layers[before].key if before < len(layers) else None, group)
