"""What correcting, adding or removing an entry of the local dictionary changes, shown before it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.places.reading_changes import (
    CorrectLocalReading,
    Effect,
    Effects,
    RemoveLocalReading,
    effects_of,
)
from ui.common.latest import Latest
from ui.common.small import foot, problem_line, said
from ui.common.tasks import run_task
from ui.doing import carry_out, say_done
from ui.i18n import tr
from ui.records.wording import in_chinese

TYPING_PAUSE_MS = 250
MOST_SHOWN = 2000
AT_ONCE = 300  # more names than this are spelled anew beside the window


class EffectsDialog(QDialog):
    """Word, syllables and source; below them every name that changes, and those that stay as they are."""

    def __init__(self, parent: QWidget, gazetteer: Gazetteer, word: str, syllables: str | None, *, source: str = "",
                 instead_of: str = "") -> None:
        super().__init__(parent)
        self._gazetteer, self._instead_of, self._removing = gazetteer, instead_of, syllables is None
        self.effects: Effects | None = None
        self.word = self._line(word, tr("字词"))
        self.syllables = self._line(syllables or "", tr("读音，如 gan1 yi4"))
        self.source = self._line(source, tr("依据"))
        self.summary = said()
        self.message = problem_line()
        self.table = _table()
        self.apply = QPushButton(tr("删除并重拼") if self._removing else tr("保存并重拼"))
        self.leave = QPushButton(tr("取消"))
        self._lay_out()
        self._answers = Latest(self, TYPING_PAUSE_MS)
        self._answers.answered.connect(self._show)
        self._answers.failed.connect(self._refuse)
        self.apply.clicked.connect(self.carry_out)
        self.leave.clicked.connect(self.reject)
        self._ask()

    @classmethod
    def correct(cls, parent: QWidget, gazetteer: Gazetteer, word: str, syllables: str, *, source: str = "",
                instead_of: str = "") -> EffectsDialog:
        """Open for an entry that is new or to be corrected."""
        return _opened(cls(parent, gazetteer, word, syllables, source=source, instead_of=instead_of))

    @classmethod
    def remove(cls, parent: QWidget, gazetteer: Gazetteer, word: str) -> EffectsDialog:
        """Open for an entry that is to go."""
        return _opened(cls(parent, gazetteer, word, None))

    def _line(self, text: str, label: str) -> QLineEdit:
        line = QLineEdit(text, placeholderText=label)
        line.setAccessibleName(label)
        line.setReadOnly(self._removing)
        line.textEdited.connect(self._ask)
        return line

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("删除本地读音") if self._removing else tr("本地读音"))
        self.setMinimumSize(720, 440)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        rows = [(tr("字词"), self.word), (tr("读音"), self.syllables), (tr("依据"), self.source)]
        for row, (label, line) in enumerate(rows[:1] if self._removing else rows):
            grid.addWidget(QLabel(label), row, 0)
            grid.addWidget(line, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(grid)
        for widget in (self.message, self.summary):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(foot(self.leave, primary=self.apply))

    @property
    def command(self) -> Command:
        """The one change: the entry and every name that follows it."""
        word = self.word.text().strip()
        if self._removing:
            return RemoveLocalReading(word)
        return CorrectLocalReading(word, self.syllables.text(), self.source.text().strip(),
                                   instead_of=self._instead_of)

    def _ask(self) -> None:
        self.apply.setEnabled(False)
        self.message.hide()
        word, typed = self.word.text().strip(), None if self._removing else self.syllables.text()
        self._answers.ask(partial(effects_of, self._gazetteer, word, typed, self._instead_of))

    def _show(self, effects: Effects) -> None:
        self.effects = effects
        changed, untouched = len(effects.changed), len(effects.untouched)
        said_so = [tr("将重拼 {n} 个名称", n=f"{changed:,}") if changed else tr("没有名称要重拼")]
        if untouched:
            said_so.append(tr("{n} 个已审定或外来的拼写不动", n=f"{untouched:,}"))
        self.summary.setText("，".join(said_so))
        rows = [(effect, True) for effect in effects.changed] + [(effect, False) for effect in effects.untouched]
        self.table.setRowCount(min(len(rows), MOST_SHOWN))
        for row, (effect, changes) in enumerate(rows[:MOST_SHOWN]):
            self._show_row(row, effect, changes)
        self.apply.setEnabled(True)

    def _show_row(self, row: int, effect: Effect, changes: bool) -> None:
        status = in_chinese(effect.table, "reading_status", effect.status) or tr("外来")
        what = tr("重拼") if changes else tr("不动（{status}）", status=status)
        for column, text in enumerate((effect.name, effect.old, effect.new, what)):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
            if not changes:
                item.setForeground(self.palette().placeholderText())
            self.table.setItem(row, column, item)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, GazetteerError):
            raise error
        problems = error.problems if isinstance(error, RuleBroken) else []
        self.message.setText("；".join(problem.text for problem in problems) or error.what)
        self.message.show()
        self.summary.setText("")
        self.table.setRowCount(0)

    def carry_out(self) -> None:
        """Do it as one change, beside the window where there are many names; a refusal stays in the dialog."""
        command, gazetteer, home = self.command, self._gazetteer, self.parentWidget() or self
        count = len(self.effects.changed) if self.effects else 0
        said_so = tr("{what}，重拼 {n} 个名称", what=getattr(command, "summary", ""), n=f"{count:,}")
        if count > AT_ONCE:
            self.accept()
            run_task(home, tr("重拼 {n} 个名称", n=f"{count:,}"), lambda progress, cancelled: gazetteer.do(command),
                     lambda changed: say_done(home, gazetteer, said_so, changed))
        elif carry_out(home, gazetteer, command, said_so, refused=self._refuse):
            self.accept()


def _opened(dialog: EffectsDialog) -> EffectsDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def _table() -> QTableWidget:
    table = QTableWidget(0, 4)
    table.setHorizontalHeaderLabels([tr("名称"), tr("现拼写"), tr("新拼写"), tr("处理")])
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(28)
    table.setShowGrid(False)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column in range(3):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
    return table
