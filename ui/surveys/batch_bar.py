"""接受把握大的: by which rule points are taken together, how many that would be, and which."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gazetteer.record_changes import ChangeSetting
from gazetteer.surveys.batch import BatchRule, area_and_class
from gazetteer.surveys.brought import FILL_SETTING
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, Candidate
from gazetteer.surveys.scoring import far
from gazetteer.surveys.target_changes import Chosen, counted
from gazetteer.surveys.targets import PLACE_LABEL
from ui.common.small import choice
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.surveys.batch_list import BatchList

LOWEST, HIGHEST = 60, 100
DISTANCES = (100.0, 300.0, 500.0, 1000.0)  # metres


def told(chosen: Sequence[Chosen]) -> str:
    """How many, and of what where there is more than places: 21 个测点（地名 18、标志 2、界桩 1）."""
    counts = counted(chosen)
    if counts.keys() <= {PLACE_LABEL}:
        return tr("{n} 个测点", n=len(chosen))
    return tr("{n} 个测点（{counts}）", n=len(chosen), counts="、".join(f"{label} {n}" for label, n in counts.items()))


class BatchBar(QFrame):
    """A slider over the best candidate of every waiting point.

    Signals:
        taken: what is chosen for each point, to accept in one change.
        left: the person does not want it.
    """

    taken = Signal(tuple)
    left = Signal()

    def __init__(self, lookups: Lookups, called: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._lookups, self._called = lookups, called
        self._best: dict[int, Candidate] = {}
        self._waiting = 0
        self.same_name = QCheckBox(tr("只收名称相同的"))
        self.fill = QCheckBox(tr("同时补填空缺的登记项"))
        self.fill.setToolTip(tr("文件里带来的登记项只填空缺的，不改已有的；本单位的选择会记住"))
        self.fill.setEnabled(not lookups.gazetteer.read_only)
        self.distance, self.township, self.of_class = (choice(name, 6) for name in (tr("相距"), tr("乡镇"), tr("类别")))
        self.distance.addItem(tr("距离不限"), None)
        for metres in DISTANCES:
            self.distance.addItem(tr("相距 {far} 以内", far=far(metres)), metres)
        self.list_button = QPushButton(tr("查看名单…"))
        self.list_button.clicked.connect(self.show_list)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LOWEST, HIGHEST)
        self.slider.setValue(round(DEFAULT_MIN_SCORE * 100))
        self.slider.setAccessibleName(tr("把握不低于"))
        self.value = QLabel()
        self.text = QLabel()
        self.button = QPushButton(tr("接受"))
        self.button.setProperty("primary", True)
        leave = QPushButton(tr("取消"))
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        for widgets, stretched in (((QLabel(tr("把握不低于")), self.slider, self.value), self.slider),
                                   ((self.distance, self.township, self.of_class), None),
                                   ((self.same_name, self.fill, self.list_button), self.fill),
                                   ((self.text, leave, self.button), self.text)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, 1 if stretched in (widget, None) else 0)
            column.addLayout(row)
        self.value.setFixedWidth(28)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider.valueChanged.connect(self._count)
        self.same_name.toggled.connect(self._count)
        self.fill.clicked.connect(self._remember)
        for box in (self.distance, self.township, self.of_class):
            box.activated.connect(self._count)
        self.button.clicked.connect(self.take)
        leave.clicked.connect(self.left)
        self.wait()

    def wait(self) -> None:
        """The likely places are being looked for."""
        self._best = {}
        self.fill.setChecked(self._lookups.gazetteer.setting(FILL_SETTING) == "1")
        self._count()
        self.text.setText(tr("正在比对……"))

    def show_best(self, best: dict[int, Candidate | None]) -> None:
        """Waiting point → its best candidate."""
        self._waiting = len(best)
        self._best = {point: found for point, found in best.items() if found is not None}
        parts = [area_and_class(found) for found in self._best.values()]
        self._offer(self.township, tr("所有乡镇"), "division", {area for area, _ in parts})
        self._offer(self.of_class, tr("所有类别"), "class", {of_class for _, of_class in parts})
        self._count()
        self.slider.setFocus()

    def _offer(self, box: QComboBox, every: str, kind: str, codes: set[str]) -> None:
        box.clear()
        box.addItem(every, "")
        for code in sorted(codes - {""}):
            box.addItem(self._lookups.name(kind, code) or code, code)

    @property
    def rule(self) -> BatchRule:
        """What the person states."""
        return BatchRule(self.slider.value() / 100, self.same_name.isChecked(), self.distance.currentData(),
                         self.township.currentData() or "", self.of_class.currentData() or "")

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What would be accepted now: only what nothing speaks against."""
        return self.rule.taken(self._best)

    def show_list(self) -> None:
        """Every point that would be taken, with its record and the reasons."""
        taken = [(self._called(one.point_id), self._best[one.point_id]) for one in self.chosen]
        BatchList(taken, self.window()).exec()

    def _remember(self, ticked: bool) -> None:
        """The office keeps to it until somebody changes it."""
        carry_out(self, self._lookups.gazetteer, ChangeSetting(FILL_SETTING, "1" if ticked else "0"))

    def take(self) -> None:
        if self.chosen:
            self.taken.emit(self.chosen)

    def _count(self, *_: object) -> None:
        self.value.setText(str(self.slider.value()))
        chosen = self.chosen
        taken = len(chosen)
        self.button.setEnabled(taken > 0)
        self.list_button.setEnabled(taken > 0)
        self.button.setText(tr("接受 {n} 个", n=taken) if taken else tr("接受"))
        if self._best:
            self.text.setText(tr("将接受 {taken}，其余 {rest} 个留待逐个处理", taken=told(chosen),
                                 rest=self._waiting - taken))
        else:
            self.text.setText(tr("没有把握大的测点"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
