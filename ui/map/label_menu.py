"""What can be done with the name under the pointer, and with the names of what lies there that are not written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from gazetteer.record import table_of
from layers.labelling.hits import Target, decision_of, label_under, movable, orientations_of, target_of
from layers.labels import Placed
from layers.place_layer import PlaceLayer
from ui import icons
from ui.i18n import tr
from ui.map import label_doing

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas


def label_at(canvas: MapCanvas, at: QPointF) -> Placed | None:
    """The label under a pixel that a person may move."""
    label = label_under(canvas.labels, at.x(), at.y())
    return label if label is not None and movable(label) else None


def fill(menu: QMenu, canvas: MapCanvas, at: QPointF) -> None:
    """With the label tool in the menu itself, else in a menu of its own below it; read-only files have none."""
    label = label_at(canvas, at)
    if canvas.gazetteer.read_only:
        if label is not None and canvas.tool == "labels":
            menu.addAction(tr("工作空间只读，不能改注记")).setEnabled(False)
        return
    if label is not None:
        if canvas.tool == "labels":
            _fill(menu, canvas, label)
            menu.addSeparator()
        else:
            own = menu.addMenu(tr("注记“{name}”", name=label_doing.name_of(canvas, label)))
            icons.dress(own, "type")
            _fill(own, canvas, label)
    for target, name in _hidden(canvas, at):
        menu.addAction(tr("恢复注记“{name}”", name=name), partial(label_doing.reset, canvas, target, name))


def _fill(menu: QMenu, canvas: MapCanvas, label: Placed) -> None:
    view = canvas.navigator.view
    decision, target = decision_of(label, view, canvas.stack), target_of(label, view)
    ways = QActionGroup(menu)
    for way in orientations_of(label, canvas.stack):
        action = menu.addAction(tr(way or label_doing.AUTOMATIC), partial(label_doing.turn, canvas, label, way))
        action.setCheckable(True)
        action.setChecked(way == (decision.orientation if decision else None))
        ways.addAction(action)
    menu.addSeparator()
    hide = menu.addAction(tr("不注记这一处") if target.anchor else tr("不注记"),
                          partial(label_doing.hide, canvas, label))
    icons.dress(hide, "eye-off")
    if target.anchor:
        menu.addAction(tr("各处都不注记"), partial(label_doing.hide, canvas, label, everywhere=True))
    back = menu.addAction(tr("恢复自动位置"), partial(label_doing.reset, canvas, target,
                                                      label_doing.name_of(canvas, label)))
    icons.dress(back, "undo-2")
    back.setEnabled(decision is not None)
    scales = menu.addAction(tr("对 {scales} 的图有效", scales=label_doing.holds_text(view.scale)))
    scales.setEnabled(False)


def _hidden(canvas: MapCanvas, at: QPointF) -> list[tuple[Target, str]]:
    """Places under the pointer whose names a person does not want at this scale."""
    decided, found = canvas.stack[PlaceLayer].map_names.at(canvas.navigator.view.scale), []
    for model, number in canvas.hits(at)[:4]:
        if model.__tablename__ == "place" and any(one.hidden for one in decided.get(number, ())):
            place = canvas.gazetteer.get(model, number)
            if place is not None:
                anchor = next(one.anchor for one in decided[number] if one.hidden)
                found.append((Target(table_of(model), number, anchor), getattr(place, "name", "") or ""))
    return found
