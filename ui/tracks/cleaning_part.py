"""清理航迹: the thresholds, what they would take out, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gazetteer.shapes.measuring import length_text
from gazetteer.tracks.cleaning import Thresholds
from ui.common.small import said
from ui.i18n import tr
from ui.tracks.track_card import Looked

FIELDS = (("fastest", "最高速度", "千米/时", 2000.0, "往返都比这快的点是飞点"),
          ("spike", "飞点距离", "米", 100_000.0, "离前后两点都超过这么远、而前后两点相近的点是飞点"),
          ("stop_seconds", "停留时间", "秒", 86_400.0, "停了这么久才算停留"),
          ("stop_radius", "停留范围", "米", 10_000.0, "在这个范围里算没有走动"))


class CleaningPart(QWidget):
    """What would go is crossed on the map while the section is open.

    Signals:
        changed: other thresholds.
        clean_wanted, restore_wanted: a button was pressed.
    """

    changed = Signal()
    clean_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_only = read_only
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        self.boxes: dict[str, QDoubleSpinBox] = {}
        for name, label, unit, most, tip in FIELDS:
            box = self.boxes[name] = QDoubleSpinBox()
            box.setRange(0, most)
            box.setDecimals(0)
            box.setSuffix(f" {tr(unit)}")
            box.setSpecialValueText(tr("不用"))
            box.setAccessibleName(tr(label))
            box.setToolTip(tr(tip))
            box.valueChanged.connect(lambda _: self.changed.emit())
            form.addRow(tr(label), box)
        self.show_thresholds(Thresholds())
        self.preview = said()
        self.clean, self.restore = QPushButton(tr("清理")), QPushButton(tr("恢复原样"))
        self.clean.clicked.connect(self.clean_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self.clean)
        buttons.addWidget(self.restore)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.preview)
        column.addLayout(buttons)

    @property
    def thresholds(self) -> Thresholds:
        """What the person states."""
        return Thresholds(**{name: box.value() for name, box in self.boxes.items()})

    def show_thresholds(self, by: Thresholds) -> None:
        """Take these over without telling of a change."""
        for name, box in self.boxes.items():
            box.blockSignals(True)
            box.setValue(getattr(by, name))
            box.blockSignals(False)

    def show_preview(self, looked: Looked) -> None:
        """What cleaning by these thresholds would do."""
        found = looked.cleaned
        done = bool((found.kept == looked.kept).all())
        if not found.left_out:
            self.preview.setText(tr("按这些条件没有要去掉的点"))
        else:
            in_stops = found.left_out - len(found.spikes)
            self.preview.setText(tr(
                "{verb} {n} 个点：飞点 {spikes} 个，停留 {stops} 处（{rest} 个点）；长度 {before} → {after}。"
                "原始记录始终保留。", verb=tr("已去掉") if done else tr("将去掉"), n=f"{found.left_out:,}",
                spikes=len(found.spikes), stops=len(found.stops), rest=f"{in_stops:,}",
                before=length_text(looked.before.length), after=length_text(looked.after.length)))
        self.clean.setEnabled(not self._read_only and bool(found.left_out) and not done)
        self.restore.setEnabled(not self._read_only and bool(looked.track.left_out))
