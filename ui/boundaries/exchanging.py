"""Lines and markers out of and into the window: asked in a dialog, carried out beside it, the result told."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from ui.common.tasks import Task, run_task
from ui.i18n import tr

if TYPE_CHECKING:
    # loaded when lines go out or come in: readers and writers take their time
    from gazetteer.exports.places_table import Exported
    from ui.boundaries.exchange_export import BoundaryExportDialog, Order
    from ui.boundaries.exchange_import import BoundaryImportDialog
    from ui.main_window import MainWindow


class Exchanging:
    """Works on behalf of a window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def ask_export(self) -> BoundaryExportDialog:
        """Open the dialog with the lines ticked that are selected, or those of the selected markers; else all."""
        from ui.boundaries.exchange_export import BoundaryExportDialog

        dialog = BoundaryExportDialog(self._window, self._window.gazetteer, self._selected())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.asked.connect(lambda order: self.carry_out(order))  # a bound method would not keep this object
        dialog.show()
        return dialog

    def _selected(self) -> list[str]:
        selection, gazetteer = self._window.selection, self._window.gazetteer
        if selection.model is BoundaryLine:
            return [str(one.code) for one in gazetteer.get_many(BoundaryLine, selection.ids).values()]
        if selection.model is BoundaryMarker:
            return [str(one.line_code) for one in gazetteer.get_many(BoundaryMarker, selection.ids).values()]
        return []

    def carry_out(self, order: Order) -> Task:
        """Write beside the window; a cancel leaves nothing behind."""
        from gazetteer.boundaries.exchange.export import export_boundaries

        work = partial(export_boundaries, self._window.gazetteer, order.kind, order.path, lines=order.lines,
                       internal=order.internal, crs=order.crs, encoding=order.encoding, mapping=order.mapping)
        return run_task(self._window, tr("导出界线和界桩"), lambda progress, cancelled: work(progress=progress),
                        partial(self._told, order))

    def _told(self, order: Order, done: Exported) -> None:
        from gazetteer.boundaries.exchange.export import PACKAGE
        from ui.exports.exporting import show_told

        said = tr("已导出 {n} 条记录，{files} 个文件。密级：{level}", n=f"{done.features:,}", files=len(done.files),
                  level=done.secrecy)
        show_told(self._window, done, said, order.path if order.kind == PACKAGE else order.path.parent)

    def ask_import(self, files: list[Path] | None = None) -> BoundaryImportDialog:
        """Open the dialog; `files` are read at once."""
        from ui.boundaries.exchange_import import BoundaryImportDialog

        dialog = BoundaryImportDialog(self._window, self._window.gazetteer)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()
        if files:
            dialog.read(files)
        return dialog
