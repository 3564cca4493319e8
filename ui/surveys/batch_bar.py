"""接受把握大的: how certain is certain enough, and how many points that would take."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSlider, QVBoxLayout, QWidget

from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, Candidate
from ui.i18n import tr

LOWEST, HIGHEST = 60, 100


class BatchBar(QFrame):
    """A slider over the best candidate of every waiting point.

    Signals:
        taken: pairs (point, place) to accept in one change.
        left: the person does not want it.
    """

    taken = Signal(tuple)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._best: dict[int, Candidate] = {}
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
                                   ((self.text, leave, self.button), self.text)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, 1 if widget is stretched else 0)
            column.addLayout(row)
        self.value.setFixedWidth(28)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider.valueChanged.connect(self._count)
        self.button.clicked.connect(self.take)
        leave.clicked.connect(self.left)
        self.wait()

    def wait(self) -> None:
        """The likely places are being looked for."""
        self._best = {}
        self._count()
        self.text.setText(tr("正在比对……"))

    def show_best(self, best: dict[int, Candidate | None]) -> None:
        """Waiting point → its best candidate."""
        self._waiting = len(best)
        self._best = {point: found for point, found in best.items() if found is not None}
        self._count()
        self.slider.setFocus()

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """What would be accepted now: only what nothing speaks against."""
        least = self.slider.value() / 100
        return tuple((point, found.place_id) for point, found in self._best.items()
                     if found.certain and found.score >= least)

    def take(self) -> None:
        if self.pairs:
            self.taken.emit(self.pairs)

    def _count(self) -> None:
        self.value.setText(str(self.slider.value()))
        taken = len(self.pairs)
        self.button.setEnabled(taken > 0)
        self.button.setText(tr("接受 {n} 个", n=taken) if taken else tr("接受"))
        if self._best:
            self.text.setText(tr("将接受 {taken} 个测点，其余 {rest} 个留待逐个处理", taken=taken,
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
