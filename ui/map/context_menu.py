"""The menu under the right button: what stands here, its coordinates, and what can be done here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMenu

from gazetteer.coordinates.positions import FORMS, format_position
from ui import icons
from ui.i18n import tr
from ui.map import label_menu
from ui.map.picking import name_of

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas


def context_menu(canvas: MapCanvas, at: QPointF) -> QMenu:
    """The menu for a pixel of the map."""
    menu = QMenu(canvas)
    lon, lat = canvas.position_at(at)
    for model, number in canvas.hits(at)[:4]:
        name = name_of(canvas.gazetteer, (model, number)) or tr("（无名）")
        menu.addAction(tr("选中“{name}”", name=name), partial(canvas.selection.select, model, [number]))
    label_menu.fill(menu, canvas, at)
    if not menu.isEmpty():
        menu.addSeparator()
    if not canvas.gazetteer.read_only:
        add = menu.addAction(tr("在此新增地名"), lambda: canvas.add_at(lon, lat))
        icons.dress(add, "map-pin-plus")
        place = canvas.selected_place()
        if place is not None and place.geom is None:
            locate = menu.addAction(tr("把“{name}”定位在此", name=place.name), lambda: canvas.locate(place, lon, lat))
            icons.dress(locate, "locate-fixed")
    canvas.drawing.shape_card.fill(menu, (lon, lat))
    menu.addAction(tr("以此为中心"), lambda: canvas.navigator.show_position(lon, lat))
    menu.addAction(canvas.actions_by_name["go_to"])
    menu.addSeparator()
    for form, label in FORMS.items():
        text = format_position(lon, lat, form)
        action = menu.addAction(f"{text}　{tr(label)}", partial(canvas.copy_position, form, (lon, lat)))
        action.setToolTip(tr("复制坐标：{form}", form=tr(label)))
        icons.dress(action, "copy")
    return menu

