"""Which papers of a marker, line or inspection are wanted, in which formats and for whom; then where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from gazetteer.boundaries.reports.write import FORMATS, Order
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from ui.common.errors import show_error
from ui.common.settings import remember, remembered
from ui.common.small import said
from ui.common.tasks import run_task
from ui.i18n import tr
from ui.publications.order import Outcome, draft_folder, moved
from ui.publications.publish_foot import PublishFoot
from ui.publications.result_card import ResultCard
from ui.publications.setting_row import FolderEditor

NAMES = {"docx": "Word", "pdf": "PDF"}
WIDTH = 520


class ReportDialog(QDialog):
    """Stays open until the person leaves, so that the files can be opened from it."""

    def __init__(self, parent: QWidget | None, gazetteer: Gazetteer, what: str, orders: Sequence[Order]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("写出文件：{what}", what=what))
        self._gazetteer, self._orders = gazetteer, list(orders)
        self.kinds = [_box(tr(order.kind), True) for order in self._orders]
        kept = str(remembered("reports/formats", ",".join(FORMATS))).split(",")
        self.formats = {name: _box(NAMES[name], name in kept) for name in FORMATS}
        self.purpose, self.hint = QComboBox(), said(role="muted")
        self.purpose.addItem(tr("内部"), False)
        self.purpose.addItem(tr("公开（不含准确坐标和方位物）"), True)
        self.folder = FolderEditor()
        self.wrong = said(role="danger")
        self.foot = PublishFoot(verb=tr("写出文件"))
        self.card: ResultCard | None = None
        self._lay_out()
        for box in (*self.kinds, *self.formats.values()):
            box.toggled.connect(self._allow)
        self.purpose.currentIndexChanged.connect(self._follow_purpose)
        self.folder.line.textChanged.connect(self._allow)
        self.foot.asked.connect(self.write)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.write)
        self._follow_purpose()
        self._allow()

    def _lay_out(self) -> None:
        self.setMinimumWidth(WIDTH)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if len(self.kinds) > 1:
            form.addRow(tr("文件"), _side_by_side(self.kinds))
        form.addRow(tr("格式"), _side_by_side(list(self.formats.values())))
        self.purpose.setAccessibleName(tr("密级"))
        form.addRow(tr("密级"), self.purpose)
        form.addRow("", self.hint)
        form.addRow(tr("存放在"), self.folder)
        form.addRow("", self.wrong)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(12)
        self._column.addLayout(form)
        self._column.addWidget(self.foot)
        self._column.addStretch()

    def orders(self) -> list[Order]:
        """What is ticked."""
        formats = tuple(name for name, box in self.formats.items() if box.isChecked())
        return [replace(order, formats=formats, public=bool(self.purpose.currentData()))
                for order, box in zip(self._orders, self.kinds, strict=True) if box.isChecked()]

    def _follow_purpose(self) -> None:
        self.hint.setText(tr("不含准确坐标、方位物、略图、管护员姓名和问题位置图；文中写的坐标也略去。")
                          if self.purpose.currentData() else tr("含准确坐标和方位物，密级为内部，只在本单位使用。"))

    def _allow(self) -> None:
        """Say what is missing before anybody presses."""
        orders = self.orders()
        problem = (tr("请至少选一种文件") if not orders else tr("请至少选一种格式") if not orders[0].formats
                   else tr("请填写完整的文件夹路径") if self.folder.folder is None else "")
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))
        self.foot.allow(not problem)

    def write(self) -> None:
        """Write beside the window."""
        folder, orders, gazetteer = self.folder.folder, self.orders(), self._gazetteer
        if folder is None or self.foot.running or not self.foot.allowed:
            return
        remember("reports/formats", ",".join(orders[0].formats))
        self._close_result()

        def work(progress: Any, cancelled: Any) -> Outcome:
            return written(gazetteer, orders, folder, progress, cancelled)

        self.foot.follow(run_task(self, self.windowTitle(), work, self._written, self._failed))

    def _written(self, outcome: Outcome) -> None:
        self.card = ResultCard(outcome)
        self.card.closed.connect(self._close_result)
        self._column.insertWidget(self._column.count() - 1, self.card)

    def _failed(self, error: BaseException) -> None:
        self.foot.show_error(error)
        if not isinstance(error, GazetteerError):
            show_error(self.window(), error)

    def _close_result(self) -> None:
        if self.card is not None:
            self.card.setParent(None)
            self.card.deleteLater()
            self.card = None

    def reject(self) -> None:
        """The first Esc stops the writing, the next one leaves."""
        if self.foot.running:
            self.foot.give_up()
        else:
            super().reject()


def written(gazetteer: Gazetteer, orders: Sequence[Order], folder: Path, progress: Any, cancelled: Any) -> Outcome:
    """All files beside what is in the folder, or none. Raises GazetteerError, Cancelled."""
    from gazetteer.boundaries.reports.write import write_papers
    from layers.painting.report_maps import ReportMaps

    with draft_folder(folder) as draft:
        told = write_papers(gazetteer, orders, draft, make_map=ReportMaps(gazetteer), progress=progress,
                            cancelled=cancelled)
        files = moved(told.files, folder)
    return Outcome(files, len(files), (), tuple(told.missing_glyphs), tuple(told.notes),
                   tr("已写出 {n} 个文件，密级：{secrecy}", n=len(files), secrecy=told.secrecy))


def _box(text: str, ticked: bool) -> QCheckBox:
    made = QCheckBox(text)
    made.setChecked(ticked)
    return made


def _side_by_side(boxes: Sequence[QWidget]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    for box in boxes:
        row.addWidget(box)
    row.addStretch()
    return made
