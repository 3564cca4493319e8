"""The button that writes the days of plans and due dates as a calendar file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gazetteer.boundaries.inspecting.calendar import write_calendar
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from ui.common.errors import show_error
from ui.common.small import tool
from ui.i18n import tr


def calendar_tool(gazetteer: Gazetteer, shown: Callable[[], int | None]) -> QWidget:
    """Of the inspection that is shown; of all inspections and due lines where none is."""
    button = tool("clock", tr("日程和期限存为日历文件（.ics）"), lambda: save_calendar(button, gazetteer, shown()))
    return button


def save_calendar(widget: QWidget, gazetteer: Gazetteer, inspection_id: int | None) -> None:
    """Ask where to, and write the file."""
    name = tr("联检日程") + ".ics"
    chosen, _ = QFileDialog.getSaveFileName(widget, tr("保存联检日历"), str(gazetteer.path.parent / name),
                                            tr("日历") + " (*.ics)")
    if not chosen:
        return
    try:
        count = write_calendar(gazetteer, Path(chosen).with_suffix(".ics"), str(gazetteer.setting("uuid") or ""),
                               date.today(), inspection_id)
    except GazetteerError as error:
        show_error(widget.window(), error)
        return
    toaster = getattr(widget.window(), "toaster", None)
    if toaster is not None:
        toaster.show(tr("已保存日历：{n} 项", n=count))
