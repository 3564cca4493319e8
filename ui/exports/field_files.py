"""Field packages out of and into the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from gazetteer.formats.whole_file import fit_name
from ui.common.tasks import run_task
from ui.i18n import tr

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    # loaded when a package is made or comes back: typesetting and readers take their time
    from gazetteer.fieldwork.comparing import FieldReturn
    from gazetteer.fieldwork.extent import Extent
    from gazetteer.fieldwork.packing import FieldPackage
    from ui.exports.return_dialog import ReturnDialog
    from ui.main_window import MainWindow

MOST_SHOWN = 12


class FieldFiles:
    """Works on behalf of a window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._listening = False

    def choose_package(self) -> None:
        """Ask where to, for the unit that is looked at; a whole city is too much for a day."""
        window = self._window
        division = window.selection.region
        if not division:
            QMessageBox.information(window, tr("外业数据包"), tr("请先在政区树里选一个乡镇，再制作它的外业数据包。"))
            return
        self._ask_file(window.lookups.name("division", division), division)

    def choose_seen(self) -> None:
        """Ask where to, for what the map shows."""
        from gazetteer.fieldwork.extent import of_box

        window = self._window
        window.show_map()
        bounds = window.map.navigator.view.bounds
        self._ask_file(tr("地图范围"), of_box(*bounds, tr("地图范围")))

    def choose_drawn(self) -> None:
        """Have an area drawn on the map, then ask where to."""
        window = self._window
        window.use_tool("extent")
        if not self._listening:
            self._listening = True
            window.map.extent_drawn.connect(self._drawn)

    def _drawn(self, area: BaseGeometry) -> None:
        from gazetteer.fieldwork.extent import Extent

        self._window.map.use("pan")
        self._ask_file(tr("所画范围"), Extent(area=area, title=tr("所画范围")))

    def _ask_file(self, name: str, extent: str | Extent) -> None:
        start = self._window.gazetteer.path.parent / f"{fit_name(name)}外业.zip"
        chosen, _ = QFileDialog.getSaveFileName(self._window, tr("制作{name}的外业数据包", name=name), str(start),
                                                tr("压缩包 (*.zip)"))
        if chosen:
            self.pack(extent, Path(chosen).with_suffix(".zip"))

    def pack(self, extent: str | Extent, path: Path) -> None:
        """Pack beside the window."""
        from layers.painting.field_package import make_field_package

        gazetteer = self._window.gazetteer
        run_task(self._window, tr("制作外业数据包"),
                 lambda progress, cancelled: make_field_package(gazetteer, extent, path, progress), self._packed)

    def _packed(self, made: FieldPackage) -> None:
        self._window.toaster.show(tr("外业数据包已做好：地名 {n} 条，标志 {signs} 个，任务 {tasks} 项，{name}",
                                     n=f"{made.places:,}", signs=f"{made.signs:,}",
                                     tasks=f"{made.tasks:,}", name=made.path.name))
        told = [tr("没有带出：“{name}”，{why}", name=one.name, why=one.why) for one in made.refused[:MOST_SHOWN]]
        if told or made.notes:
            QMessageBox.information(self._window, tr("外业数据包"), "\n".join([*made.notes, *told]))

    def choose_return(self) -> None:
        """Ask for the package that came back."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("回收外业数据"), str(Path.home()),
                                                tr("外业数据包 (*.zip *.gpkg)"))
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Compare beside the window, then show both sides."""
        from gazetteer.fieldwork.comparing import read_return

        gazetteer = self._window.gazetteer
        run_task(self._window, tr("读取外业数据"), lambda progress, cancelled: read_return(gazetteer, path), self._show)

    def _show(self, brought: FieldReturn) -> None:
        self.show(brought)

    def show(self, brought: FieldReturn) -> ReturnDialog:
        """Open the page with both sides."""
        from ui.exports.return_dialog import ReturnDialog

        dialog = ReturnDialog(self._window, self._window.gazetteer, brought)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()
        return dialog
