"""The layers as a tree with groups, the uppermost first, each opening into its classes and other parts.

A line is dragged to its place, or moved by Alt and arrows.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from layers.raster_layer import RasterLayer
from ui.i18n import tr
from ui.layers.arranging import Arranging
from ui.layers.layer_line import GroupLine, LayerLine
from ui.layers.layer_moves import LayerMoves
from ui.layers.part_branches import GROUP, KEY, OF, PART, PartBranches, walked
from ui.layers.part_list import PLACE, PartRow
from ui.theme import theme

LINE, TALL_LINE = 32, 48


class LayerTreeView(QTreeWidget):
    """Signals: chosen(key), "" when no layer is; part_chosen(key, row or None); group_chosen(name), "" when none is;
    menu_asked(item, place on the screen).
    """

    chosen = Signal(str)
    part_chosen = Signal(str, object)
    group_chosen = Signal(str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, arranging: Arranging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arranging, self.moves = arranging, LayerMoves(self, arranging)
        self.lines: dict[str, LayerLine] = {}
        self.heads: dict[str, GroupLine] = {}
        self.branches = PartBranches(self, arranging)
        self._folded: set[str] = set()
        self._sought = ""
        self._structure: list[tuple[str, str]] = []
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self.setAccessibleName(tr("图层"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setToolTip(tr("拖动改变上下次序；Alt+↑ Alt+↓ 也可以"))
        self.currentItemChanged.connect(lambda item, _: self._tell_chosen(item))
        self.itemCollapsed.connect(lambda item: self._note(item, False))
        self.itemExpanded.connect(lambda item: self._note(item, True))
        arranging.changed.connect(self.show_tree)
        arranging.checked.connect(self._checked)
        theme.changed.connect(self.show_tree)
        self.show_tree()

    # --- showing ---------------------------------------------------------------------------------

    def show_tree(self) -> None:
        """Take over the tree; lines stay where nothing was moved."""
        tree = self._arranging.tree
        structure = [(layer.key, layer.group) for layer in tree.layers]
        if structure != self._structure:
            self._structure = structure
            self._build()
        for layer in tree.layers:
            self.lines[layer.key].show_layer(layer, self._arranging.title(layer), tree.drawn(layer).visible)
        for name, line in self.heads.items():
            line.show_group(tree.group(name))
        self.branches.show_all()
        self.show_remarks()

    def _checked(self) -> None:
        """A frame was drawn: what is in it may be new."""
        current = self._current()
        if self.branches.count_again():
            self._find_again()
            self._choose_again(*current)
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

    def choose_part(self, key: str, part: str) -> None:
        """Open a layer and make one of its parts the current line."""
        for item in self._items():
            if self.key_of(item) == key:
                item.setExpanded(True)
        for item in walked(self):
            if self.branches.of(item) == (key, part):
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def choose_group(self, name: str) -> None:
        """Make the heading of a group the current line."""
        for item in walked(self):
            if self.group_of(item) == name:
                self.setCurrentItem(item)

    @staticmethod
    def key_of(item: QTreeWidgetItem | None) -> str:
        return (item.data(0, KEY) or "") if item is not None else ""

    @staticmethod
    def row_of(item: QTreeWidgetItem | None) -> PartRow | None:
        """The part of a line, None for a layer or group."""
        return item.data(0, PART) if item is not None else None

    @classmethod
    def group_of(cls, item: QTreeWidgetItem | None) -> str:
        """The group of which a line is the heading, "" for every other line."""
        heading = item is not None and not cls.key_of(item) and cls.row_of(item) is None
        return (item.data(0, GROUP) or "") if heading and item is not None else ""

    def seek(self, text: str) -> None:
        """Show only the layers and classes that have this in their name or code; all again without a text."""
        self._sought = text = text.strip()
        place = next(item for item in self._items() if self.key_of(item) == PLACE)
        if self.branches.every != bool(text) or (text and not place.childCount()):
            self.branches.every = bool(text)
            if text or place.childCount():
                self.branches.fill(place, PLACE)
        for item in _below(self.invisibleRootItem()):
            self._filter(item, text)

    def _find_again(self) -> None:
        if self._sought:
            self.seek(self._sought)

    def _filter(self, item: QTreeWidgetItem, text: str) -> bool:
        """Whether this line or one below it is shown."""
        row, key = self.row_of(item), self.key_of(item)
        if row is not None:
            named = text in row.title or row.code.startswith(text)
        else:
            named = text in (self._arranging.title(self._arranging.tree.find(key)) if key else self.group_of(item))
        below = [self._filter(child, "" if named and row else text) for child in _below(item)]
        item.setHidden(bool(text) and not named and not any(below))
        if text and any(below) and not (named and row):
            self.blockSignals(True)  # opened for the search only
            item.setExpanded(True)
            self.blockSignals(False)
        return not item.isHidden()

    def _tell_chosen(self, item: QTreeWidgetItem | None) -> None:
        row = self.row_of(item)
        self.chosen.emit(self.key_of(item))
        self.part_chosen.emit(item.data(0, OF) if row is not None and item is not None else "", row)
        self.group_chosen.emit(self.group_of(item))

    def _note(self, item: QTreeWidgetItem, is_open: bool) -> None:
        group = self.group_of(item)
        if not group:
            self.branches.noted(item, is_open)
        elif is_open:
            self._folded.discard(group)
        else:
            self._folded.add(group)

    def _build(self) -> None:
        current = self._current()
        heads: dict[str, QTreeWidgetItem] = {}
        self.blockSignals(True)
        self.clear()
        for lines in (self.lines, self.heads, self.branches):
            lines.clear()
        for layer in self._arranging.tree.layers:
            home = self.invisibleRootItem()
            if layer.group:
                if layer.group not in heads:
                    heads[layer.group] = self._head(layer.group)
                home = heads[layer.group]
            self._add(home, layer.key)
        self.blockSignals(False)
        self._find_again()
        self._choose_again(*current)

    def _current(self) -> tuple[str, str, str]:
        """Layer, part and group of the current line."""
        item = self.currentItem()
        return (*self.branches.of(item), self.group_of(item)) if item is not None else ("", "", "")

    def _choose_again(self, key: str, part: str, group: str) -> None:
        if part:
            self.choose_part(key, part)
        elif key:
            self.choose(key)
        elif group:
            self.choose_group(group)
        if self.currentItem() is None:
            self._tell_chosen(None)

    def _head(self, group: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self)
        item.setData(0, GROUP, group)
        item.setSizeHint(0, QSize(0, LINE))
        line = self.heads[group] = GroupLine(group)
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
        self.branches.begin(item, key)

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for item in walked(self) if self.key_of(item)]

    # --- changing --------------------------------------------------------------------------------

    def _change(self, key: str, verb: str, **values: object) -> None:
        tree = self._arranging.tree
        self._arranging.apply(tree.changed(key, **values), f"{verb}“{self._arranging.title(tree.find(key))}”")

    def _show_group(self, group: str, visible: bool) -> None:
        said = tr("显示组“{group}”", group=group) if visible else tr("隐藏组“{group}”", group=group)
        self._arranging.apply(self._arranging.tree.changed_group(group, visible=visible), said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A form that opens below takes room: the line it is about stays in sight."""
        super().resizeEvent(event)
        current = self.currentItem()
        if current is not None:
            self.scrollToItem(current)

    def dropEvent(self, event: QDropEvent) -> None:
        """The lines are made anew from the tree; the view itself moves nothing."""
        moving = self.currentItem()
        if moving is not None and self.row_of(moving) is None:
            self.moves.drop_at(moving, event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        item, key = self.currentItem(), self.key_of(self.currentItem())
        if step and key and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moves.step(key, step)
        elif event.key() == Qt.Key.Key_Space and item is not None:
            self.itemWidget(item, 0).eye.toggle()  # type: ignore[attr-defined]
        elif event.key() == Qt.Key.Key_Delete and key and self._arranging.tree.find(key).is_base:
            self.moves.remove(key)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse for the line under it, by the key for the current one."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        if item is None:
            return
        self.setCurrentItem(item)
        at = event.pos() if by_mouse else self.visualItemRect(item).bottomLeft()
        self.menu_asked.emit(item, self.viewport().mapToGlobal(at))


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for number in range(item.childCount()) if (child := item.child(number)) is not None]
