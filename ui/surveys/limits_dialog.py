"""当日检查的限值: how far, how inaccurate and on how few satellites a point may be; kept in the workspace."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.day_limits import Allowed, ChangeDayLimits, allowed_of
from ui.common.small import said
from ui.doing import carry_out
from ui.i18n import tr

# Field of Allowed: what it is, its unit, decimals, least and most.
LIMITS = (("village", "距同名地名不超过", " 米", 0, 10, 50_000),
          ("township", "距写明的乡镇不超过", " 米", 0, 100, 100_000),
          ("hdop", "HDOP 不大于", "", 1, 0.5, 50), ("satellites", "卫星不少于", " 颗", 0, 1, 40))


class LimitsDialog(QDialog):
    """Saves all limits as one change that can be undone, or nothing."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.setWindowTitle(tr("当日检查的限值"))
        self.boxes = {name: _box(tr(label), unit, decimals, least, most)
                      for name, label, unit, decimals, least, most in LIMITS}
        self.flat = QCheckBox(tr("接受二维定位（没有可靠高程）"))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, label, *_ in LIMITS:
            form.addRow(tr(label), self.boxes[name])
        form.addRow("", self.flat)
        kinds = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        usual = buttons.addButton(tr("恢复默认"), kinds.ResetRole)
        leave = buttons.addButton(tr("取消"), kinds.RejectRole)
        self.keep = buttons.addButton(tr("保存"), kinds.AcceptRole)
        self.keep.setProperty("primary", True)
        self.keep.setEnabled(not gazetteer.read_only)
        usual.clicked.connect(lambda: self.show_limits(Allowed()))
        leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(said(tr("限值随工作空间保存，同一工作空间的人都按它检查。"), "muted"))
        column.addLayout(form)
        column.addWidget(buttons)
        self.show_limits(allowed_of(gazetteer))

    def show_limits(self, allowed: Allowed) -> None:
        """Put these into the fields."""
        for name, box in self.boxes.items():
            box.setValue(getattr(allowed, name))
        self.flat.setChecked(allowed.flat)

    @property
    def limits(self) -> Allowed:
        """What stands in the fields."""
        values = {name: box.value() for name, box in self.boxes.items()}
        return Allowed(values["village"], values["township"], values["hdop"], round(values["satellites"]),
                       self.flat.isChecked())

    def save(self) -> None:
        """Keep what stands in the fields; nothing is changed where it is as before."""
        home, command = self.parentWidget() or self, ChangeDayLimits(self.limits)
        if self.limits == allowed_of(self._gazetteer) or carry_out(home, self._gazetteer, command,
                                                                   tr("已修改当日检查的限值")):
            self.accept()


def _box(name: str, unit: str, decimals: int, least: float, most: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setAccessibleName(name)
    box.setDecimals(decimals)
    box.setRange(least, most)
    box.setSuffix(unit)
    box.setSingleStep(0.5 if decimals else 1 if most < 100 else 100)
    return box
