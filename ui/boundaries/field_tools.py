"""The buttons of an inspection's page for the field: what goes out, what comes back, and what nobody walked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QToolButton, QWidget

from gazetteer.boundaries.inspection import CONFIRMED, Inspection
from gazetteer.formats.whole_file import fit_name
from gazetteer.gazetteer import Gazetteer
from ui.common.small import tool
from ui.common.tasks import run_task
from ui.i18n import tr

if TYPE_CHECKING:
    from gazetteer.boundaries.field.brought import Brought
    from gazetteer.boundaries.field.going_out import FieldFolder
    from gazetteer.boundaries.field.walked import Walk
    from ui.boundaries.field_dialog import TakeInDialog

Shown = Callable[[], int | None]


def field_tool(gazetteer: Gazetteer, shown: Shown) -> QWidget:
    """One button with a menu of all that has to do with the field."""
    button = tool("footprints", tr("外业资料、收回和航迹"), text=tr("外业"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    work = FieldWork(button, gazetteer, shown)
    menu = QMenu(button)
    out = menu.addAction(tr("制作外业资料…"), work.choose_out)
    menu.addSeparator()
    files = menu.addAction(tr("收回外业成果…"), work.choose_files)
    folder = menu.addAction(tr("收回整个文件夹…"), work.choose_folder)
    menu.addSeparator()
    menu.addAction(tr("没有走到的界线段…"), work.show_walk)

    def enable() -> None:
        held = gazetteer.get(Inspection, shown() or 0)
        open_ = held is not None and held.state != CONFIRMED
        out.setEnabled(open_)
        for action in (files, folder):
            action.setEnabled(open_ and not gazetteer.read_only)

    menu.aboutToShow.connect(enable)
    button.setMenu(menu)
    button.setProperty("work", work)
    return button


class FieldWork:
    """Works on behalf of the page's button; long work runs beside the window."""

    def __init__(self, home: QWidget, gazetteer: Gazetteer, shown: Shown) -> None:
        self._home, self._gazetteer, self._shown = home, gazetteer, shown

    def choose_out(self) -> None:
        """Ask for the folder that the folder of this inspection is put into."""
        start = str(self._gazetteer.path.parent)
        chosen = QFileDialog.getExistingDirectory(self._home, tr("外业资料放在哪里"), start)
        if chosen:
            self.write_out(Path(chosen))

    def write_out(self, parent: Path) -> None:
        """Write the folder beside the window."""
        from gazetteer.boundaries.inspecting.round import Round
        from layers.painting.inspection_package import write_whole_field_folder

        gazetteer, inspection = self._gazetteer, self._shown() or 0
        folder = parent / fit_name(Round.of(gazetteer, inspection).title + tr("外业"))
        run_task(self._home, tr("制作外业资料"),
                 lambda progress, cancelled: write_whole_field_folder(gazetteer, inspection, folder,
                                                                      progress=progress), self._written)

    def _written(self, made: FieldFolder) -> None:
        self._toast(tr("外业资料已做好：界桩 {m} 颗，界线 {s} 段，在“{name}”", m=made.markers, s=made.sections,
                       name=made.path.name))
        if made.notes:
            box = QMessageBox(QMessageBox.Icon.Information, tr("外业资料"), "\n".join(made.notes),
                              parent=self._home.window())
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.open()  # nobody has to wait for it

    def choose_files(self) -> None:
        """Ask for what came back."""
        chosen, _ = QFileDialog.getOpenFileNames(self._home, tr("收回外业成果：记录表、航迹、测点、照片"),
                                                 str(Path.home()), tr("所有文件 (*)"))
        if chosen:
            self.read([Path(name) for name in chosen])

    def choose_folder(self) -> None:
        """Ask for the folder that came back."""
        chosen = QFileDialog.getExistingDirectory(self._home, tr("收回整个文件夹"), str(Path.home()))
        if chosen:
            self.read([Path(chosen)])

    def read(self, paths: list[Path]) -> None:
        """Read beside the window, then show what would come in."""
        from gazetteer.boundaries.field.taking_in import read_brought

        gazetteer, inspection = self._gazetteer, self._shown() or 0
        run_task(self._home, tr("读取外业成果"),
                 lambda progress, cancelled: read_brought(gazetteer, inspection, paths, progress), self._show)

    def _show(self, brought: Brought) -> None:
        self.show(brought)

    def show(self, brought: Brought) -> TakeInDialog:
        """What would come in, to be accepted."""
        from ui.boundaries.field_dialog import TakeInDialog

        dialog = TakeInDialog(self._home.window(), self._gazetteer, brought)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()
        return dialog

    def show_walk(self) -> None:
        """Compare the tracks with the line beside the window."""
        from gazetteer.boundaries.field.walked import walk_of

        gazetteer, inspection = self._gazetteer, self._shown() or 0
        run_task(self._home, tr("比较航迹和界线"), lambda progress, cancelled: walk_of(gazetteer, inspection),
                 self._walked)

    def _walked(self, walk: Walk) -> None:
        from ui.boundaries.walk_dialog import WalkDialog

        dialog = WalkDialog(self._home.window(), self._gazetteer, walk)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _toast(self, text: str) -> None:
        toaster = getattr(self._home.window(), "toaster", None)
        if toaster is not None:
            toaster.show(text)
