"""The parameters of one old datum, as fields: none, four in the plane, or seven in space."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from gazetteer.coordinates.office import Datum, Four, Parameters, Seven, effect
from gazetteer.errors import GazetteerError
from ui.common.small import said
from ui.i18n import tr

LABELS = {
    "dx": "ΔX（米）", "dy": "ΔY（米）", "dz": "ΔZ（米）", "rx": "εX（″）", "ry": "εY（″）", "rz": "εZ（″）",
    "north": "Δx 北（米）", "east": "Δy 东（米）", "rotation": "旋转 α（″）", "scale": "尺度 m（ppm）"}
ABOUT = {
    Four: "天门所在 3° 带（中央经线 114°，东坐标不带带号）：x′ = Δx + (1+m)(x cos α − y sin α)，"
          "y′ = Δy + (1+m)(x sin α + y cos α)。x 为北，y 为东。",
    Seven: "布尔莎模型，由旧坐标系到 CGCS2000，旋转按坐标框方向；高程按 0 计，不作换算。",
}


class DatumCard(QFrame):
    """Signals changed with each character typed."""

    changed = Signal()

    def __init__(self, datum: Datum, held: Parameters | None) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.datum = datum
        self.kind = QComboBox()
        self.pages: dict[type, QWidget] = {}
        self.kind.setAccessibleName(tr("{datum}的参数", datum=datum.name))
        self.cells: dict[type, dict[str, QLineEdit]] = {}
        self.kind.addItem(tr("不填（用公开近似参数，标为近似）"), None)
        for model in (Four, Seven):
            self.kind.addItem(model.label, model)
            self.pages[model] = self._page(model, held if isinstance(held, model) else None)
        self.told = said(role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (QLabel(datum.name), self.kind, *self.pages.values(), self.told):
            column.addWidget(part)
        self.kind.currentIndexChanged.connect(self._follow)
        self.kind.setCurrentIndex(0 if held is None else self.kind.findData(type(held)))
        self._follow()

    def _page(self, model: type[Four] | type[Seven], held: Parameters | None) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(said(tr(ABOUT[model]), "muted"))
        cells = self.cells[model] = {}
        for each in fields(model):
            cell = cells[each.name] = QLineEdit("" if held is None else repr(getattr(held, each.name)))
            cell.setValidator(QDoubleValidator())
            cell.setAccessibleName(tr(LABELS[each.name]))
            cell.textChanged.connect(self._follow)
            form.addRow(tr(LABELS[each.name]), cell)
        return page

    @property
    def parameters(self) -> Parameters | None:
        """What stands in the fields. Raises GazetteerError where one is empty or no number."""
        model = self.kind.currentData()
        if model is None:
            return None
        values = {}
        for name, cell in self.cells[model].items():
            try:
                values[name] = float(cell.text())
            except ValueError as error:
                raise GazetteerError(f"“{LABELS[name]}”没有填", where=self.datum.name,
                                     remedy="没有这一项的填 0") from error
        return model(**values)

    def _follow(self) -> None:
        """Show the fields of the kind, and what the parameters do to a point of 天门."""
        for model, page in self.pages.items():
            page.setVisible(model is self.kind.currentData())
        wrong = False
        try:
            made = self.parameters
            text = "" if made is None else tr("天门一点的坐标数值改变 {metres} 米",
                                              metres=f"{effect(self.datum, made):.3f}")
        except GazetteerError as error:
            wrong = "没有填" not in error.what
            text = error.what + (f"。{error.remedy}" if error.remedy else "")
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self.told.setProperty("danger", wrong)
        self.told.setProperty("muted", not wrong)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        self.changed.emit()
