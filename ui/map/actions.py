"""What can be done on the map as actions, for menu, toolbar and the buttons on the map."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from gazetteer.coordinates.positions import FORMS
from ui import icons
from ui.i18n import tr

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

TOOLS = ("pan", "select", "add", "locate", "move", "labels")
DRAWING = ("measure", "draw_line", "draw_area", "vertices", "transform", "reshape", "split", "hole", "part", "take",
           "track")
OTHERS = ("extent", "course", "point")  # taken in hand by what needs them, without a button
HOVERING = (*DRAWING, *OTHERS, "labels")  # tools that want to know where the pointer is
_HARMLESS = ("pan", "select", "measure", "extent")
_TOOL_TEXTS = {
    "pan": ("浏览", "hand", "H"), "select": ("框选", "square-dashed-mouse-pointer", "S"),
    "add": ("新增地名", "map-pin-plus", "N"), "locate": ("给选中的地名定位", "locate-fixed", "L"),
    "move": ("移动地名", "move", "V"), "labels": ("移动注记", "type", "T"),
    "measure": ("量测", "ruler", "M"), "draw_line": ("画线", "spline", "D"),
    "draw_area": ("画面", "pentagon", "A"), "vertices": ("编辑顶点", "waypoints", "E"),
    "transform": ("移动、旋转、缩放", "vector-square", "X"),
    "reshape": ("改形", "route", "R"), "split": ("分割", "scissors", "K"), "hole": ("挖洞", "circle-dot", "O"),
    "part": ("加一部分", "diamond-plus", "J"), "take": ("划入（飞地）", "land-plot", "G"),
    "track": ("用航迹作线", "footprints", "W"), "extent": ("画范围", "square-dashed-mouse-pointer", ""),
    "course": ("画界线走向", "spline", ""), "point": ("点位置", "crosshair", ""),
}
_ZOOM_STEP = 1.6


def build(canvas: MapCanvas) -> dict[str, QAction]:
    """Every action of the map by name; the tools are exclusive."""
    made = _tools(canvas)
    go = canvas.navigator
    for name, text, icon, keys, act in (
        ("zoom_in", "放大", "plus", ("+", "="), lambda: go.zoom(_ZOOM_STEP)),
        ("zoom_out", "缩小", "minus", ("-",), lambda: go.zoom(1 / _ZOOM_STEP)),
        ("whole", "全图", "maximize", ("Home",), go.whole),
        ("back", "上一视图", "arrow-left", ("Backspace",), go.back),
        ("forward", "下一视图", "arrow-right", ("Shift+Backspace",), go.forward),
    ):
        made[name] = action(canvas, text, icon, keys, act)
    go_to = action(canvas, "转到坐标…", "crosshair", ("Ctrl+G",), canvas.open_go_to)
    go_to.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    made["go_to"] = go_to
    for form, label in FORMS.items():
        made[f"copy_{form}"] = action(canvas, tr("复制坐标：{form}", form=label), "copy", (),
                                       partial(canvas.copy_position, form))
    return made


def _tools(canvas: MapCanvas) -> dict[str, QAction]:
    group, made = QActionGroup(canvas), {}
    for name in TOOLS + DRAWING + OTHERS:
        text, icon, key = _TOOL_TEXTS[name]
        tool = action(canvas, text, icon, (key,) if key else (), partial(canvas.use, name))
        tool.setCheckable(True)
        tool.setEnabled(name in _HARMLESS or not canvas.gazetteer.read_only)
        group.addAction(tool)
        made[name] = tool
    made["pan"].setChecked(True)
    return made


def action(canvas: MapCanvas, text: str, icon: str, keys: tuple[str, ...], act: Callable[[], object]) -> QAction:
    """Letters work while the map has the focus only: elsewhere they are typed."""
    made = QAction(tr(text), canvas)
    made.setShortcuts([QKeySequence(key) for key in keys])
    made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    made.setToolTip(f"{tr(text)}（{keys[0]}）" if keys else tr(text))
    made.triggered.connect(lambda: act())
    icons.dress(made, icon)
    canvas.addAction(made)
    return made
