"""What else an inspection's page offers: makers of buttons for its head, each in a module of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gazetteer.gazetteer import Gazetteer

# Called with the workspace and with what tells which inspection is shown (None: none); gives what stands in the head.
ToolMaker = Callable[[Gazetteer, Callable[[], int | None]], QWidget]


def tool_makers() -> tuple[ToolMaker, ...]:
    """In the order in which they stand."""
    from ui.boundaries.calendar_tool import calendar_tool
    from ui.boundaries.field_tools import field_tool
    from ui.boundaries.report_part import report_tool

    return calendar_tool, field_tool, report_tool
