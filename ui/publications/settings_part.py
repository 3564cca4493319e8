"""What can be said of each kind of publication, beyond its range."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gazetteer.record import Field
from layers.sheet import PAPERS
from ui.common.settings import remember, remembered
from ui.i18n import tr
from ui.publications.order import FORMATS, PLACE_LIST, SHARE_MAP, SHEET, Order
from ui.publications.setting_row import Choice, EditableChoice, SettingRow
from ui.records.editors import TextEditor
from ui.records.values import NotUnderstood, parsed

OFFERED_SCALES = (10_000, 25_000, 50_000, 100_000, 200_000, 250_000, 300_000, 500_000)
ROWS = {
    PLACE_LIST: ("formats", "edition", "cut_off", "apostrophe"),
    SHEET: ("title", "scale", "paper", "landscape", "approval_number", "unit"),
    SHARE_MAP: ("edition", "cut_off"),
}
_SCALE = re.compile(r"^(?:1\s*[:：/比]\s*)?(\d[\d\s,，]*(?:\.\d+)?)\s*(万?)$")


class SettingsPart(QWidget):
    """The rows of the chosen kind.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formats = {name: QCheckBox(label) for name, label in FORMATS.items()}
        self._day = Field(tr("资料截止"), kind="date")
        self.edition, self.cut_off = QLineEdit(), TextEditor(self._day)
        self.title, self.approval_number, self.unit = QLineEdit(), QLineEdit(), QLineEdit()
        self.scale = EditableChoice([(tr("自动"), None), *((_scale_text(one), one) for one in OFFERED_SCALES)])
        self.paper = Choice([(tr("自动"), ""), *((name, name) for name in PAPERS)])
        self.landscape = Choice([(tr("自动"), ""), (tr("纵向"), "tall"), (tr("横向"), "wide")])
        self.apostrophe = Choice([(tr("按本库设置"), ""), (tr("直的：Xī'ān"), "'"), (tr("弯的：Xī’ān"), "’")])
        self._hint()
        self.rows = {name: SettingRow(label, editor) for name, label, editor in self._lines()}
        self._recall()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in self.rows.values():
            column.addWidget(row)
        self._connect()

    def _lines(self) -> tuple[tuple[str, str, QWidget], ...]:
        return (("formats", tr("文件"), _beside(self.formats.values())), ("edition", tr("版次"), self.edition),
                ("cut_off", tr("资料截止"), self.cut_off), ("title", tr("图名"), self.title),
                ("scale", tr("比例尺"), self.scale), ("paper", tr("纸张"), self.paper),
                ("landscape", tr("方向"), self.landscape), ("approval_number", tr("审图号"), self.approval_number),
                ("unit", tr("编制单位"), self.unit), ("apostrophe", tr("隔音符号"), self.apostrophe))

    def _hint(self) -> None:
        self.edition.setPlaceholderText(tr("自动：截止年份加“年版”"))
        self.cut_off.setPlaceholderText(datetime.date.today().isoformat())
        self.title.setPlaceholderText(tr("自动：政区名加“地名图”"))
        self.approval_number.setPlaceholderText(tr("空着时印“送审样图”"))
        self.unit.setPlaceholderText(tr("空着时用本库登记的单位"))

    def _recall(self) -> None:
        kept = str(remembered("publish/formats", ",".join(FORMATS))).split(",")
        for name, box in self.formats.items():
            box.setChecked(name in kept)
        self.paper.choose(remembered("publish/paper", ""))
        self.landscape.choose(remembered("publish/landscape", ""))
        self.apostrophe.choose(remembered("publish/apostrophe", ""))
        self.unit.setText(str(remembered("publish/issuer", "")))

    def _connect(self) -> None:
        for box in self.formats.values():
            box.toggled.connect(self._change)
        for line in (self.edition, self.cut_off, self.title, self.approval_number, self.unit):
            line.textChanged.connect(self._change)
        self.scale.currentTextChanged.connect(self._change)
        for choice in (self.paper, self.landscape, self.apostrophe):
            choice.currentIndexChanged.connect(self._change)

    def _change(self) -> None:
        remember("publish/formats", ",".join(self._ticked()))
        remember("publish/paper", self.paper.currentData())
        remember("publish/landscape", self.landscape.currentData())
        remember("publish/apostrophe", self.apostrophe.currentData())
        remember("publish/issuer", self.unit.text().strip())
        self.judge()
        self.changed.emit()

    def show_kind(self, kind: str) -> None:
        """Show the rows of a kind."""
        for name, row in self.rows.items():
            row.setVisible(name in ROWS[kind])

    def _ticked(self) -> list[str]:
        return [name for name, box in self.formats.items() if box.isChecked()]

    def judge(self) -> None:
        """Say at each row what is wrong with it."""
        self.rows["formats"].complain("" if self._ticked() else tr("至少要选一种文件"))
        self.rows["scale"].complain(self._scale_problem())
        self.rows["cut_off"].complain(self._day_problem())

    def problem(self, kind: str) -> SettingRow | None:
        """The first row of a kind with something wrong."""
        self.judge()
        return next((self.rows[name] for name in ROWS[kind] if not self.rows[name].message.isHidden()), None)

    def _scale_problem(self) -> str:
        text = self.scale.currentText().strip()
        return "" if text in ("", tr("自动")) or scale_of(text) else tr("比例尺写作 1:50 000、50000 或 5万")

    def _day_problem(self) -> str:
        try:
            self._cut_off()
        except NotUnderstood as said:
            return str(said)
        return ""

    def _cut_off(self) -> datetime.date | None:
        text = parsed(self._day, self.cut_off.text())
        return datetime.date.fromisoformat(text) if text else None

    def order(self, kind: str, division: str | None, bbox: tuple[float, float, float, float] | None) -> Order:
        """The order as it stands."""
        about = Order(kind, division, bbox, edition=self.edition.text().strip(), cut_off=self._cut_off())
        if kind == PLACE_LIST:
            said = {"formats": tuple(self._ticked()), "apostrophe": self.apostrophe.currentData() or ""}
            return Order(**{**vars(about), **said})
        if kind == SHARE_MAP:
            return about
        way = self.landscape.currentData()
        return Order(kind, division, bbox, title=self.title.text().strip(),
                     scale=scale_of(self.scale.currentText()), paper=self.paper.currentData() or None,
                     landscape=way == "wide" if way else None,
                     approval_number=self.approval_number.text().strip(), unit=self.unit.text().strip())


def scale_of(text: str) -> int | None:
    """The denominator that a typed scale means (1:50 000, 5万, 50000); None for anything else.

    >>> scale_of("1：5万")
    50000
    """
    match = _SCALE.match(text.strip())
    if not match:
        return None
    number = float(re.sub(r"[\s,，]", "", match[1])) * (10_000 if match[2] else 1)
    return int(number) if number >= 1 and number == int(number) else None


def _scale_text(denominator: int) -> str:
    return f"1:{denominator:,}".replace(",", " ")


def _beside(boxes: Iterable[QWidget]) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for box in boxes:
        box.setMinimumHeight(28)
        row.addWidget(box)
    row.addStretch()
    return widget
