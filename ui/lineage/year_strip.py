"""The strip that says which year is shown: a slider, a spin box that reads reigns too, and what is hidden."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget

from gazetteer.eras.reading import meanings
from gazetteer.eras.reigns import reigns_of
from gazetteer.eras.span import year_text
from ui.common.small import tool
from ui.i18n import tr
from ui.lineage.year_choice import YearChoice

FIRST_YEAR = -220  # 秦始皇二十六年
SETTLE_MS = 120


class YearSpin(QSpinBox):
    """A year: 936年, 公元前221年; 后晋天福元年 can be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(-2999, 2999)
        self.setKeyboardTracking(False)
        self.setAccessibleName(tr("年份"))
        self.setToolTip(tr("可以输入公元年或朝代年号，例如“936”“清雍正四年”"))

    def textFromValue(self, value: int) -> str:
        return year_text(value)

    def valueFromText(self, text: str) -> int:
        found = meanings(text)
        first = found[0].earliest if found else None
        return self.value() if first is None else first

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        fit = QValidator.State.Acceptable if len(meanings(text)) == 1 else QValidator.State.Intermediate
        return fit, text, position


class YearStrip(QFrame):
    """Hidden until a year is wanted; Esc or the cross go back to all times.

    Signals:
        closed: all times are shown again.
    """

    closed = Signal()

    def __init__(self, choice: YearChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("year_strip")
        self._choice = choice
        self.badge = QLabel()
        self.badge.setObjectName("year_badge")
        self.spin = YearSpin()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(FIRST_YEAR, date.today().year)
        self.slider.setMinimumWidth(160)
        self.slider.setAccessibleName(tr("年份"))
        self.told = QLabel()
        self.told.setProperty("muted", True)
        self.unknown = QCheckBox(tr("含年代不详"))
        self.unknown.setToolTip(tr("年代不详的地名也显示：它们那时可能已有"))
        self.close_button = tool("x", tr("回到现在（Esc）"), self.leave)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(lambda: choice.show_year(self.spin.value()))
        self._lay_out()
        self.spin.valueChanged.connect(self._take)
        self.slider.valueChanged.connect(self._take)
        self.unknown.toggled.connect(choice.show_unknown)
        choice.changed.connect(self._tell)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        self.spin.setFixedWidth(132)
        row.addWidget(self.badge)
        row.addWidget(self.spin)
        row.addWidget(self.slider, 1)
        row.addWidget(self.told, 2)
        row.addWidget(self.unknown)
        row.addWidget(self.close_button)

    def open(self, year: int | None = None) -> None:
        """Show the strip at a year; the last one, or that of today, where none is given."""
        wanted = year if year is not None else self._choice.year
        self.spin.setValue(wanted if wanted is not None else date.today().year)
        self.slider.setValue(self.spin.value())
        self._choice.show_year(self.spin.value())
        self.show()
        self._tell()
        self.spin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.spin.selectAll()

    def leave(self) -> None:
        """All times again."""
        self._settling.stop()
        self._choice.show_year(None)
        self.hide()
        self.closed.emit()

    def _take(self, year: int) -> None:
        for other in (self.spin, self.slider):
            other.blockSignals(True)
            other.setValue(year)
            other.blockSignals(False)
        self.badge.setText(year_text(year))
        self._settling.start()

    def _tell(self) -> None:
        year, then = self._choice.year, self._choice.then
        if year is None:
            return
        self.badge.setText(year_text(year))
        reigns = reigns_of(year)
        said = [reigns[0]] if reigns else []
        if then is None or then.year != year:
            said.append(tr("正在读取年代……"))
        else:
            said.append(tr("{n} 条地名", n=f"{len(then.ids):,}"))
            if len(then.unknown):
                hidden = tr("另有 {n} 条年代不详", n=f"{len(then.unknown):,}")
                said.append(hidden if then.with_unknown else tr("{hidden}，未显示", hidden=hidden))
        self.told.setText(tr("　").join(said))
        self.told.setToolTip("、".join(reigns))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
