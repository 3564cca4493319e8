"""收回外业成果: what would come in, what could not be read and why, and what nobody walked; then taken in at once."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.boundaries.field.brought import Brought
from gazetteer.boundaries.field.changes import take_in
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from ui.common.errors import show_error
from ui.common.small import said
from ui.common.tasks import Task, run_task
from ui.doing import say_done
from ui.i18n import tr
from ui.theme import theme

HEADS, WIDTHS = ("对象", "字段", "原有", "收回", "来处"), (210, 100, 140, 290)


class TakeInDialog(QDialog):
    """Groups that hold nothing are left out; what was not read stands first."""

    def __init__(self, parent: QWidget | None, gazetteer: Gazetteer, brought: Brought) -> None:
        super().__init__(parent)
        self._gazetteer, self._brought = gazetteer, brought
        self.head = said(tr("{title}：{text}。", title=brought.title, text=brought.text))
        self.notes = said("\n".join(brought.notes), "muted", selectable=True)
        self.notes.setVisible(bool(brought.notes))
        self.tree = QTreeWidget()
        self.accept_button = QPushButton(tr("收回"))
        self.accept_button.setProperty("primary", True)
        self.accept_button.setDefault(True)
        self.accept_button.setEnabled(not brought.empty and not gazetteer.read_only)
        self.accept_button.setToolTip("" if not brought.empty else tr("没有新的内容可收回"))
        self.leave = QPushButton(tr("取消"))
        self.bar = QProgressBar(textVisible=False)
        self.bar.hide()
        self._task: Task | None = None
        self._lay_out()
        self._fill()
        self.accept_button.clicked.connect(self.carry_out)
        self.leave.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("收回外业成果"))
        self.setMinimumSize(760, 420)
        self.resize(980, 560)
        self.tree.setHeaderLabels([tr(head) for head in HEADS])
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        for column, width in enumerate(WIDTHS):
            self.tree.setColumnWidth(column, width)
        self.tree.header().setStretchLastSection(True)
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.accept_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        for part in (self.head, self.notes):
            page.addWidget(part)
        page.addWidget(self.tree, 1)
        page.addLayout(foot)

    def _fill(self) -> None:
        brought = self._brought
        self._group(tr("未读取"), [(one.row or one.file, one.field, "", one.why, one.file) for one in brought.missed],
                    theme.tokens.danger)
        self._group(tr("记录"), [(one.target, one.field, one.before, one.after, f"{one.file}　{one.row}")
                               for one in brought.changes])
        self._group(tr("航迹"), [(one.name, one.walked_on or tr("没有日期"), "",
                                tr("{n} 个点", n=len(one.line.coords)), one.file) for one in brought.tracks])
        self._group(tr("照片"), [
            (brought.names.get((one.kind, one.key), ""), " ".join(filter(None, (one.view, one.stage))), "", one.name,
             one.why) for one in brought.photos])
        if brought.walk is not None and brought.walk.tracks:
            self._group(tr("没有走到"), [(f"{one.before}－{one.after}", "", "", one.text, "")
                                     for one in brought.walk.stretches], theme.tokens.warning)

    def _group(self, name: str, rows: list[tuple[str, str, str, str, str]], colour: str = "") -> None:
        if not rows:
            return
        top = QTreeWidgetItem(self.tree, [tr("{name}　{n}", name=name, n=len(rows))])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.setFirstColumnSpanned(True)
        for row in rows:
            line = QTreeWidgetItem(top, list(row))
            for column, text in enumerate(row):
                line.setToolTip(column, text)
            if colour:
                line.setForeground(3, QColor(colour))
        top.setExpanded(True)

    def carry_out(self) -> None:
        """Take everything in beside the window; a refusal is shown, and the dialog stays as after a cancel."""
        gazetteer, brought = self._gazetteer, self._brought
        self._set_working(True)
        self._task = run_task(self.parentWidget() or self, tr("收回外业成果"),
                              lambda progress, cancelled: take_in(gazetteer, brought, progress), self._done,
                              self._refused, lambda: self._set_working(False))
        self._task.progressed.connect(self._show_progress)

    def reject(self) -> None:
        """Cancel what is being taken in, which changes nothing; else close."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    def _set_working(self, working: bool) -> None:
        self.accept_button.setEnabled(not working)
        self.bar.setVisible(working)
        self.bar.setRange(0, 0)
        self._task = None

    def _show_progress(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _refused(self, error: BaseException) -> None:
        self._set_working(False)
        show_error(self, error, tr("收回外业成果没有完成"))

    def _done(self, changed: Changed) -> None:
        self._task = None
        home = self.parentWidget()
        if home is not None:
            say_done(home, self._gazetteer, tr("已收回：{text}", text=self._brought.text), changed)
        self.accept()
