"""What can be done with a line of the layer tree, as its context menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QTreeWidgetItem

from gazetteer.map_layers import FILE, PACKAGE, SERVICE
from ui import icons
from ui.i18n import tr
from ui.layers.part_branches import OF
from ui.layers.part_list import PLACE, PartRow

if TYPE_CHECKING:
    from ui.layers.layer_list import LayerList


def menu_of(home: LayerList, item: QTreeWidgetItem) -> QMenu:
    """The menu for a layer, a group or a part."""
    menu, view = QMenu(home), home.tree
    row = view.row_of(item)
    if row is not None:
        _part(menu, home, item.data(0, OF), row)
    elif view.key_of(item):
        _layer(menu, home, view.key_of(item))
    else:
        _group(menu, home, view.group_of(item))
    return menu


def _part(menu: QMenu, home: LayerList, key: str, row: PartRow) -> None:
    branches = home.tree.branches
    styles = home.arranging.tree.find(key).styles
    _show(menu, branches.lines[key, row.part].eye.toggle, branches.lines[key, row.part].eye.isChecked())
    menu.addSeparator()
    own = menu.addAction(tr("恢复默认样式"), lambda: branches.restore(key, row, below=False))
    own.setEnabled(row.part in styles)
    if key == PLACE:
        below = menu.addAction(tr("连同下级恢复默认样式"), lambda: branches.restore(key, row, below=True))
        below.setEnabled(any(part.startswith(row.part) for part in styles))


def _group(menu: QMenu, home: LayerList, name: str) -> None:
    _show(menu, home.tree.heads[name].eye.toggle, home.tree.heads[name].eye.isChecked())
    menu.addSeparator()
    menu.addAction(tr("改组名"), lambda: home.rename(home.group_details.title))
    menu.addAction(tr("解散组"), lambda: home.group_details.take_apart(name))


def _layer(menu: QMenu, home: LayerList, key: str) -> None:
    about, moves = home.arranging.tree.find(key), home.tree.moves
    _show(menu, home.tree.lines[key].eye.toggle, about.visible)
    menu.addAction(tr("上移（Alt+↑）"), lambda: moves.step(key, -1))
    menu.addAction(tr("下移（Alt+↓）"), lambda: moves.step(key, 1))
    _groups(menu, home, key, about.group)
    menu.addSeparator()
    if about.styles:
        menu.addAction(tr("全部恢复默认样式"), lambda: home.restore_styles(key))
    if not about.is_base:
        return
    menu.addAction(tr("改名"), lambda: home.rename(home.details.title))
    if about.kind != SERVICE:
        icons.dress(menu.addAction(tr("缩放到这个图层"), lambda: home.zoom_to(key)), "maximize")
    if about.kind == FILE:
        icons.dress(menu.addAction(tr("控制点配准…"), lambda: home.georeference_layer(key)), "crosshair")
    if about.kind in (FILE, PACKAGE):
        icons.dress(menu.addAction(tr("重新指定文件…"), lambda: home.choose_file_again(key)), "folder-open")
    icons.dress(menu.addAction(tr("移除图层（Delete）"), lambda: moves.remove(key)), "trash-2")


def _groups(menu: QMenu, home: LayerList, key: str, group: str) -> None:
    into = menu.addMenu(tr("放进组"))
    for name in home.arranging.tree.groups:
        action = into.addAction(name, partial(home.put_into, key, name))
        action.setEnabled(name != group)
    into.addAction(tr("新建组"), lambda: home.put_into_new(key))
    if group:
        menu.addAction(tr("移出组“{group}”", group=group), lambda: home.put_into(key, ""))


def _show(menu: QMenu, toggle: Callable[[], None], visible: bool) -> None:
    icons.dress(menu.addAction(tr("隐藏") if visible else tr("显示"), toggle), "eye-off" if visible else "eye")
