"""Has the strip map of a line made beside the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from layers.strip_sheets import StripOrder
from ui.boundaries.strip_dialog import StripDialog
from ui.common.tasks import Task, run_task
from ui.i18n import tr

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class StripMaps:
    """Works on behalf of a window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def ask(self) -> StripDialog:
        """Open the dialog on the line that is selected, or on that of the selected marker."""
        dialog = StripDialog(self._window, self._window.gazetteer, self._line())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.asked.connect(lambda code, order, path: self.carry_out(code, order, path))
        dialog.show()
        return dialog

    def _line(self) -> int | None:
        selection = self._window.selection
        if selection.model is BoundaryMarker and selection.current is not None:
            marker = self._window.gazetteer.get(BoundaryMarker, selection.current)
            return marker.line_id if marker is not None else None
        return selection.current if selection.model is BoundaryLine else None

    def carry_out(self, code: str, order: StripOrder, path: Path) -> Task:
        """Write it; a cancel leaves nothing behind."""
        def work(progress, cancelled) -> dict[str, Any]:
            from layers.painting.publish_strips import publish_strips

            return publish_strips(self._window.gazetteer, code, path, order, progress, cancelled)

        return run_task(self._window, tr("制作条带图"), work, partial(self._told, path))

    def _told(self, path: Path, told: dict[str, Any]) -> None:
        text = tr("已制作条带图 {n} 幅：{name}", n=len(told["sheets"]), name=path.name)
        if told["missing_glyphs"]:
            text += tr("；有 {n} 个字没有字体，请查看生僻字", n=len(told["missing_glyphs"]))
        self._window.toaster.show(text)
