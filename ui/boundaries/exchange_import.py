"""导入界线和界桩: files are read and every change is seen before it is made, as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from ui.boundaries.exchange_mapping import MappingChoice
from ui.boundaries.exchange_tree import ImportTree
from ui.common.errors import sentences
from ui.common.settings import remember, remembered
from ui.common.small import problem_line, said
from ui.common.tasks import TaskList, run_task
from ui.doing import say_done
from ui.i18n import tr
from ui.status_line import TaskView
from ui.surveys.import_flow import FileDrop

if TYPE_CHECKING:
    from gazetteer.boundaries.exchange.imported import Imported
    from gazetteer.boundaries.exchange.reading import Reading
    from ui.common.tasks import Progress

KEY = "boundary_import/"
FILES = "界线和界桩 (*.csv *.xlsx *.shp *.gpkg)"
ASK = ("选择表格、Shapefile、GeoPackage，或整个数据包文件夹；也可以把文件拖到这里。\n"
       "导入前先列出每一处变化，不会马上改动。")


class BoundaryImportDialog(QDialog):
    """`tasks` are the dialog's own, so that long work shows and can be cancelled here."""

    def __init__(self, parent: QWidget | None, gazetteer: Gazetteer) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._paths: list[Path] = []
        self._reading: Reading | None = None
        self.tasks = TaskList(self)
        self.files, self.folder = QPushButton(tr("选择文件…")), QPushButton(tr("选择数据包文件夹…"))
        self.mapping = MappingChoice("", tr("数据包里的，或程序自带"))
        self.head, self.problem = said(tr(ASK), "muted"), problem_line()
        self.tree = ImportTree()
        self.go, self.leave = QPushButton(tr("导入")), QPushButton(tr("取消"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("导入界线和界桩"))
        self.setMinimumSize(760, 440)
        self.resize(1000, 600)
        self.go.setProperty("primary", True)
        self.go.setEnabled(False)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.files)
        top.addWidget(self.folder)
        top.addStretch()
        label = QLabel(tr("字段对照"))
        label.setProperty("muted", True)
        top.addWidget(label)
        top.addWidget(self.mapping, 1)
        foot = QHBoxLayout()
        foot.addWidget(TaskView(self.tasks))
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addLayout(top)
        for part in (self.head, self.problem):
            page.addWidget(part)
        page.addWidget(self.tree, 1)
        page.addLayout(foot)

    def _connect(self) -> None:
        FileDrop(self, self.read)
        self.files.clicked.connect(self._choose_files)
        self.folder.clicked.connect(self._choose_folder)
        self.mapping.box.currentIndexChanged.connect(self._read_again)
        self.go.clicked.connect(self.carry_out)
        self.leave.clicked.connect(self.reject)

    def _choose_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("导入界线和界桩"), _last_folder(), tr(FILES))
        if chosen:
            self.read([Path(name) for name in chosen])

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("数据包文件夹"), _last_folder())
        if chosen:
            self.read([Path(chosen)])

    def _read_again(self) -> None:
        if self._paths:
            self.read(self._paths)

    def read(self, paths: Sequence[Path]) -> None:
        """Read beside the window and try it; nothing is changed."""
        self._paths, self._reading = list(paths), None
        remember(KEY + "folder", str(paths[0].parent))
        self.head.setText(tr("正在读取 {files}……", files=_named(paths)))
        self.problem.hide()
        self.tree.clear()
        self.go.setEnabled(False)
        gazetteer, mapping = self._gazetteer, self.mapping.path

        def work(progress: Progress, cancelled: object) -> tuple[Reading, Imported]:
            from gazetteer.boundaries.exchange.importing import import_reading
            from gazetteer.boundaries.exchange.reading import read_files

            reading = read_files(paths, mapping, progress)
            return reading, import_reading(gazetteer, reading, dry_run=True, progress=progress)

        run_task(self, tr("读取"), work, self._show, self._complain, partial(self.head.setText, tr(ASK)))

    def _show(self, answer: tuple[Reading, Imported]) -> None:
        self._reading, tried = answer
        self.head.setText(f"{_named(self._paths)}：{tried.text}。" + (
            tr("没有新的内容可导入。") if not (tried.added or tried.changed) else ""))
        self.tree.show_imported(tried)
        self.go.setEnabled(bool(tried.added or tried.changed) and not self._gazetteer.read_only)
        self.go.setToolTip(tr("工作空间是只读的") if self._gazetteer.read_only else "")

    def _complain(self, error: BaseException) -> None:
        self.head.setText(tr(ASK))
        self.problem.setText("\n".join(part for part in sentences(error) if part))
        self.problem.show()

    def carry_out(self) -> None:
        """Take everything in as one change beside the window; a refusal is shown and the dialog stays."""
        if self._reading is None:
            return
        from gazetteer.boundaries.exchange.importing import import_reading

        self.go.setEnabled(False)
        work = partial(import_reading, self._gazetteer, self._reading)
        run_task(self, tr("导入"), lambda progress, cancelled: work(progress=progress), self._done, self._refused,
                 partial(self.go.setEnabled, True))

    def _refused(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        self._complain(error)

    def _done(self, told: Imported) -> None:
        home = self.parentWidget()
        if home is not None and told.change is not None:
            say_done(home, self._gazetteer, tr("导入界线和界桩：{text}", text=told.text), told.change)
        self.accept()

    def reject(self) -> None:
        """Leave; work that goes on is cancelled, and nothing of it stays."""
        self.tasks.cancel_all()
        super().reject()


def _last_folder() -> str:
    return str(remembered(KEY + "folder", str(Path.home())))


def _named(paths: Sequence[Path]) -> str:
    names = [path.name for path in paths]
    return "、".join(names) if len(names) <= 3 else tr("{first} 等 {n} 个文件", first=names[0], n=len(names))
