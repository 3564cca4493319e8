"""Carries an export out beside the window, and tells what was written and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.exports.export import export_places
from gazetteer.exports.places_table import Exported
from gazetteer.places.place import Place
from ui import icons
from ui.common.small import said
from ui.common.tasks import run_task
from ui.exports.export_dialog import ExportDialog, Order, Range
from ui.i18n import tr

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.records.record_table import RecordTable

MOST_SHOWN = 1000
MOST_FILES = 5  # of a package only the folder is told


class Exporting:
    """Works on behalf of a window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def ask(self, listed: Sequence[int] | None = None) -> ExportDialog:
        """Open the dialog; `listed` are the places that a table shows, after its filters."""
        dialog = ExportDialog(self._window, self._window.gazetteer, self.ranges(listed))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.carry_out(dialog.order))
        dialog.show()
        return dialog

    def ranges(self, listed: Sequence[int] | None = None) -> list[Range]:
        """What can be chosen now, the narrowest first."""
        selection, gazetteer = self._window.selection, self._window.gazetteer
        selected, region, made = selection.of(Place), selection.region, []
        if len(selected) > 1:
            made.append(Range(tr("选中的 {n} 条", n=f"{len(selected):,}"), tuple(selected)))
        if listed is not None:
            made.append(Range(tr("表中列出的 {n} 条", n=f"{len(listed):,}"), tuple(listed)))
        if region:
            made.append(Range(self._window.lookups.name("division", region), None, region))
        made.append(Range(tr("全部 {n} 条", n=f"{gazetteer.count(Place):,}")))
        if len(selected) == 1:
            made.append(Range(tr("选中的 1 条"), tuple(selected)))
        return made

    def carry_out(self, order: Order | None) -> None:
        """Write beside the window; a cancel leaves nothing behind."""
        if order is None:
            return
        work = partial(export_places, self._window.gazetteer, order.format.key, order.path, ids=order.range.ids,
                       division=order.range.division, keys=order.keys, crs=order.crs, encoding=order.encoding,
                       internal=order.internal)
        run_task(self._window, tr("导出地名"), lambda progress, cancelled: work(progress=progress), self._told)

    def _told(self, done: Exported) -> None:
        self._window.toaster.show(tr("已导出 {n} 条地名到 {name}", n=f"{done.features:,}", name=done.files[0].name))
        if done.refused or done.dropped or done.changed or done.notes:
            show_told(self._window, done)


def show_told(parent: QWidget, done: Exported, said_first: str = "", folder: Path | None = None) -> QDialog:
    """List what was refused, dropped or written otherwise; the folder of the files can be opened."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("导出结果"))
    dialog.setMinimumWidth(640)
    page = QVBoxLayout(dialog)
    page.setContentsMargins(16, 16, 16, 16)
    page.setSpacing(8)
    first = said_first or tr("已导出 {n} 条地名。密级：{level}", n=f"{done.features:,}", level=done.secrecy)
    folder = folder or done.files[0].parent
    page.addWidget(QLabel(first))
    listed = [str(folder)] if len(done.files) > MOST_FILES else [str(path) for path in done.files]
    page.addWidget(said("\n".join(listed), "muted", selectable=True))
    for note in done.notes:
        page.addWidget(said(note))
    if done.dropped:
        page.addWidget(said(tr("不公开、没有写出的字段：{fields}", fields="、".join(done.dropped))))
    rows = [(tr("“{name}”", name=one.name), tr("未导出：{why}", why=one.why)) for one in done.refused]
    rows += [(one.where, one.why) for one in done.changed]
    if rows:
        page.addWidget(_list(rows), 1)
        dialog.resize(640, 400)
    else:
        page.addStretch()
    box = QDialogButtonBox()
    opening = box.addButton(tr("打开文件夹"), QDialogButtonBox.ButtonRole.ActionRole)
    opening.clicked.connect(lambda: open_folder(dialog, folder))
    box.addButton(tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
    box.rejected.connect(dialog.reject)
    page.addWidget(box)
    dialog.show()
    return dialog


def open_folder(widget: QWidget, folder: Path) -> None:
    """Show a folder in the program that the system has for it."""
    from ui.publications.result_card import open_path

    open_path(widget, folder)


def _list(rows: list[tuple[str, str]]) -> QTableWidget:
    table = QTableWidget(min(len(rows), MOST_SHOWN), 2)
    table.setHorizontalHeaderLabels([tr("对象"), tr("说明（共 {n} 条）", n=f"{len(rows):,}")])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, 200)
    for row, texts in enumerate(rows[:MOST_SHOWN]):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    return table


def offer_in_table(window: MainWindow, table: RecordTable) -> None:
    """A table of places offers the export of what it lists under the right button."""
    def show(at: QPoint) -> None:
        menu = QMenu(table)
        action = menu.addAction(tr("导出…"), lambda: Exporting(window).ask(table.model.ids))
        icons.dress(action, "file-up")
        menu.exec(table.view.viewport().mapToGlobal(at))

    table.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.view.customContextMenuRequested.connect(show)
