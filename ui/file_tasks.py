"""What the file menu does: new, open, back up, restore, look whether the file is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from gazetteer.errors import WorkspaceError
from gazetteer.gazetteer import Gazetteer
from ui.common.errors import show_error
from ui.common.tasks import run_task
from ui.i18n import tr

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SUFFIX = ".gpkg"


class FileTasks:
    """Works on behalf of a window; another workspace is opened by whoever listens to `window.file_asked`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._pattern = tr("工作空间") + f" (*{SUFFIX})"

    @property
    def _folder(self) -> str:
        return str(self._window.gazetteer.path.parent)

    def open(self) -> None:
        """Choose another workspace."""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("打开工作空间"), self._folder, self._pattern)
        if name:
            self._window.file_asked.emit(Path(name))

    def new(self) -> None:
        """Make an empty workspace with the reference tables."""
        path = self._ask_new(tr("新建工作空间"), tr("新工作空间"))
        if path:
            self._make(path, tr("新建工作空间"), lambda: Gazetteer.create(path).close())

    def new_sample(self) -> None:
        """Make the Tianmen sample."""
        path = self._ask_new(tr("建立天门样例"), tr("天门样例"))
        if path:
            self._make(path, tr("建立天门样例"), lambda: Gazetteer.create_sample(path).close())

    def _ask_new(self, title: str, name: str) -> Path | None:
        start = str(Path(self._folder) / f"{name}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, start, self._pattern)
        return Path(chosen).with_suffix(SUFFIX) if chosen else None

    def _make(self, path: Path, title: str, make) -> None:
        def work(progress, cancelled) -> None:
            if path.exists():  # the person has just confirmed in the file dialog that it may be replaced
                _set_aside(path)
            make()

        run_task(self._window, title, work, lambda done: self._window.file_asked.emit(path))

    def back_up(self) -> None:
        """Copy workspace and attachments into a folder."""
        folder = QFileDialog.getExistingDirectory(self._window, tr("备份到哪个文件夹"), self._folder)
        if not folder:
            return
        from gazetteer.storage.backup import back_up

        source = self._window.gazetteer.path
        run_task(self._window, tr("备份"), lambda progress, cancelled: back_up(source, Path(folder)),
                 lambda copy: self._window.toaster.show(tr("已备份到 {copy}", copy=copy)))

    def restore(self) -> None:
        """Put a backup in the workspace's place; what was there is kept beside it."""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("从哪个备份恢复"), self._folder, self._pattern)
        if not name or not self._sure(Path(name)):
            return
        from gazetteer.storage.backup import restore

        path = self._window.gazetteer.path
        self._window.leave()
        try:
            restore(Path(name), path)
        except WorkspaceError as error:
            show_error(None, error)
        self._window.file_asked.emit(path)

    def _sure(self, backup: Path) -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, tr("从备份恢复"), tr("用这个备份替换当前的工作空间？"),
                          parent=self._window)
        box.setInformativeText(tr("备份：{name}\n当前的文件会改名保留在同一文件夹。", name=backup.name))
        yes = box.addButton(tr("恢复"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is yes

    def check_file(self) -> None:
        """Look whether the file is whole."""
        from gazetteer.storage.backup import integrity

        path = self._window.gazetteer.path
        run_task(self._window, tr("完整性检查"), lambda progress, cancelled: integrity(path), self._tell_whole)

    def _tell_whole(self, faults: list[str]) -> None:
        if faults:
            show_error(self._window, WorkspaceError(
                tr("工作空间文件有损坏"), why="\n".join(faults[:10]), remedy=tr("请从最近的备份恢复")))
        else:
            self._window.toaster.show(tr("文件完好"))


def _set_aside(path: Path) -> None:
    """Move a file that is to be replaced out of the way: nothing is ever overwritten."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.原有{number}{path.suffix}")).exists():
        number += 1
    path.rename(aside)
