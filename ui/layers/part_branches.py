"""The lines below a layer of the tree: its classes or other parts, made when it is opened."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from gazetteer.map_layer import MapLayer
from layers.looks import style_of
from layers.parts import look_of
from layers.place_layer import PlaceLayer
from layers.register_points import RegisterPoints
from ui.i18n import tr
from ui.layers.arranging import Arranging
from ui.layers.part_line import PartLine
from ui.layers.part_list import PLACE, PartRow, class_rows, opens, part_rows
from ui.layers.swatch import class_swatch, part_swatch, symbol_swatch

KEY, GROUP, OF, PART = (Qt.ItemDataRole.UserRole + number for number in range(4))
LINE = 28
OPEN_AT_FIRST = ("1", "2")  # the two halves of the class table say little by themselves


class PartBranches:
    """Keeps the lines of the parts of one tree."""

    def __init__(self, tree: QTreeWidget, arranging: Arranging) -> None:
        self._tree, self._arranging = tree, arranging
        self.lines: dict[tuple[str, str], PartLine] = {}
        self._open: dict[tuple[str, str], bool] = {}
        self._counted: object = None
        self.every = False  # also the classes of which the map has none

    def begin(self, item: QTreeWidgetItem, key: str) -> None:
        """A layer that has parts can be opened, and is as open as it was."""
        if opens(key):
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            item.setExpanded(self._open.get((key, ""), False))
            if item.isExpanded():
                self.fill(item, key)

    def clear(self) -> None:
        """The items are gone."""
        self.lines.clear()

    def noted(self, item: QTreeWidgetItem, is_open: bool) -> None:
        """A line was opened or closed by the person."""
        key, part = self.of(item)
        self._open[key, part] = is_open
        if is_open and not part and not item.childCount():
            self.fill(item, key)

    @staticmethod
    def of(item: QTreeWidgetItem) -> tuple[str, str]:
        """Layer and part of a line; no part for the layer itself."""
        row = item.data(0, PART)
        return (item.data(0, OF), row.part) if row is not None else (item.data(0, KEY) or "", "")

    def fill(self, item: QTreeWidgetItem, key: str) -> None:
        """Make the lines of a layer's parts anew."""
        while item.childCount():
            gone = item.takeChild(0)
            del gone
        self.lines = {name: line for name, line in self.lines.items() if name[0] != key}
        homes = {"": item}
        for row in self._rows(key):
            homes[row.part] = self._add(homes.get(row.parent, item), key, row)
        for part, home in homes.items():
            if part:
                home.setExpanded(self._open.get((key, part), part in OPEN_AT_FIRST))
        self.show_layer(self._arranging.tree.find(key))

    def _rows(self, key: str) -> list[PartRow]:
        if key != PLACE:
            return part_rows(key)
        layer = self._arranging.layer(key)
        assert isinstance(layer, PlaceLayer)
        self._counted = layer.points
        return class_rows(self._arranging.gazetteer, layer, self._arranging.tree.find(key).styles, every=self.every)

    def _add(self, home: QTreeWidgetItem, key: str, row: PartRow) -> QTreeWidgetItem:
        item = QTreeWidgetItem(home)
        item.setData(0, OF, key)
        item.setData(0, PART, row)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, row.title)
        item.setSizeHint(0, QSize(0, LINE))
        item.setFlags(item.flags() & ~(Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsDragEnabled))
        line = self.lines[key, row.part] = PartLine(row)
        line.shown.connect(lambda on: self.show_part(key, row, on))
        self._tree.setItemWidget(item, 0, line)
        return item

    # --- showing ---------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Take over the styles."""
        for layer in self._arranging.tree.layers:
            self.show_layer(layer)

    def count_again(self) -> bool:
        """Classes that came or went with an edit get or lose their line; whether the lines were made anew."""
        points = self._arranging.layer(PLACE).points  # type: ignore[attr-defined]
        if self._counted is points or not any(key == PLACE for key, _ in self.lines):
            return False
        self.fill(next(item for item in walked(self._tree) if item.data(0, KEY) == PLACE), PLACE)
        return True

    def show_layer(self, about: MapLayer) -> None:
        """Take over the styles of one layer."""
        ratio = self._tree.devicePixelRatioF()
        for (key, part), line in self.lines.items():
            if key != about.key:
                continue
            if key == PLACE:
                style = style_of(line.row.code, about.styles)
                line.show_look(class_swatch(style, ratio), style.shown, part in about.styles)
            else:
                look, symbol = look_of(key, part, about.styles), self._symbol(key, part)
                swatch = symbol_swatch(symbol, look, ratio) if symbol else part_swatch(part, look, ratio)
                line.show_look(swatch, look.shown, part in about.styles)

    def _symbol(self, key: str, part: str) -> str:
        """The symbol of the sheet by which a part is drawn; "" for lines and plain dots."""
        layer = self._arranging.layer(key)
        return layer.symbols.get(part, "") if isinstance(layer, RegisterPoints) else ""

    # --- changing --------------------------------------------------------------------------------

    def show_part(self, key: str, row: PartRow, visible: bool) -> None:
        """Show or hide a part; nothing is set on it where the part above already says so."""
        tree = self._arranging.tree
        layer = tree.find(key).styled(row.part, shown=None)
        if self._shown(layer, row) != visible:
            layer = layer.styled(row.part, shown=visible)
        verb = tr("显示") if visible else tr("隐藏")
        self._arranging.apply(tree.replaced(layer), f"{verb}“{row.title}”")

    @staticmethod
    def _shown(layer: MapLayer, row: PartRow) -> bool:
        if layer.key == PLACE:
            return style_of(row.code, layer.styles).shown
        return look_of(layer.key, row.part, layer.styles).shown

    def restore(self, key: str, row: PartRow, below: bool) -> None:
        """A part as usual again; `below`: with all its classes."""
        layer = self._arranging.tree.find(key)
        parts = [part for part in layer.styles if part == row.part or (below and part.startswith(row.part))]
        self._arranging.apply(self._arranging.tree.replaced(layer.unstyled(*parts)),
                              tr("恢复默认样式“{title}”", title=row.title))


def walked(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """All lines from above; at once, as a walk that is left off harms a tree that is cleared afterwards."""
    walk, found = QTreeWidgetItemIterator(tree), []
    while (item := walk.value()) is not None:
        found.append(item)
        walk += 1
    return found
