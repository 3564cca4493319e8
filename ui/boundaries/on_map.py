"""The way from a form of the boundaries to the map of its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas


def map_of(widget: QWidget) -> MapCanvas | None:
    """The map beside a form, made now if it was not; None where there is no window with one."""
    window = widget.window()
    while not hasattr(window, "desk"):  # a floating panel is a window of its own
        parent = window.parentWidget()
        if parent is None:
            return None
        window = parent.window()
    return window.desk.map


def bring_map(widget: QWidget) -> MapCanvas | None:
    """The same, with the map in front."""
    found = map_of(widget)
    show = getattr(found.window(), "show_map", None) if found is not None else None
    if show is not None:
        show()
    return found
