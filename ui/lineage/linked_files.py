"""Linked Places files out of and into the window: what was refused or could not be read is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from gazetteer.formats.whole_file import fit_name
from ui.common.tasks import run_task
from ui.doing import say_done
from ui.i18n import tr

if TYPE_CHECKING:  # what reads and writes the format is loaded when it is first wanted
    from gazetteer.lineage.linked_import import LinkedReport
    from gazetteer.publications.linked_places import Exported
    from ui.main_window import MainWindow

SUFFIXES = "(*.json *.jsonld *.geojson *.jsonl)"
SHOWN_PROBLEMS = 12


class LinkedFiles:
    """Works on behalf of a window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def choose_export(self) -> None:
        """Ask where to, and write what may leave; of the unit that is looked at, if one is."""
        gazetteer = self._window.gazetteer
        start = gazetteer.path.parent / f"{fit_name(gazetteer.path.stem)}.lpf.json"
        chosen, _ = QFileDialog.getSaveFileName(self._window, tr("导出 Linked Places"), str(start),
                                                f"Linked Places {SUFFIXES}")
        if chosen:
            self.export(Path(chosen))

    def export(self, path: Path) -> None:
        """Write the file beside the window."""
        from gazetteer.publications.linked_places import export_linked_places

        gazetteer, division = self._window.gazetteer, self._window.selection.region or None
        run_task(self._window, tr("导出 Linked Places"),
                 lambda progress, cancelled: export_linked_places(gazetteer, path, division=division), self._told)

    def _told(self, done: Exported) -> None:
        said = tr("已导出 {n} 条地名到 {name}", n=f"{done.features:,}", name=done.path.name)
        if done.refused:
            said += tr("，{n} 条不能公开，未导出", n=f"{len(done.refused):,}")
        self._window.toaster.show(said)

    def choose_import(self) -> None:
        """Ask for a file and take it in."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("导入 Linked Places"), str(Path.home()),
                                                f"Linked Places {SUFFIXES}")
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Read beside the window, say what is wrong with it, then take the rest in as one step."""
        from gazetteer.lineage.linked_import import read_linked_places

        run_task(self._window, tr("读取 Linked Places"), lambda progress, cancelled: read_linked_places(path),
                 self._take)

    def _take(self, report: LinkedReport) -> None:
        if report.unread and not self._sure(report):
            return
        from gazetteer.lineage.linked_import import take_in_linked_places

        gazetteer = self._window.gazetteer
        run_task(self._window, tr("导入 Linked Places"),
                 lambda progress, cancelled: take_in_linked_places(gazetteer, report)[0],
                 lambda changed: say_done(self._window, gazetteer, changed.summary, changed))

    def _sure(self, report: LinkedReport) -> bool:
        box = QMessageBox(QMessageBox.Icon.Warning, tr("导入 Linked Places"),
                          tr("{n} 条地名不合格式，不会导入。导入其余 {rest} 条？", rest=f"{len(report.features):,}",
                             n=f"{report.read - len(report.features):,}"), parent=self._window)
        shown = [f"{problem.where}：{problem.why}" for problem in report.unread[:SHOWN_PROBLEMS]]
        box.setInformativeText("\n".join(shown))
        yes = box.addButton(tr("导入其余"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is yes
