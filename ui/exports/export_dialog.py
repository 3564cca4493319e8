"""导出地名: which places, in what format, encoding and system, for whom, and with which fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import select

from gazetteer.coordinates.systems import CGCS2000, PLANE, PLANE_WITH_ZONE, WGS84, system
from gazetteer.exports.columns import columns_for
from gazetteer.exports.export import ENCODINGS, FORMATS, Format
from gazetteer.formats.whole_file import fit_name
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.record import column
from ui.common.settings import remember, remembered
from ui.common.small import foot, said, tool
from ui.i18n import tr

SYSTEMS = (CGCS2000, PLANE, PLANE_WITH_ZONE, WGS84, 4610, 2383, 4214, 2435)
NARROW = 560


@dataclass(frozen=True)
class Range:
    """A choice of places: a text with its number, and the ids (None: all, or those of the unit)."""

    text: str
    ids: tuple[int, ...] | None = None
    division: str | None = None


@dataclass(frozen=True)
class Order:
    """What a person asked for."""

    format: Format
    path: Path
    range: Range
    keys: tuple[str, ...] | None
    crs: int
    encoding: str
    internal: bool


class ExportDialog(QDialog):
    """Asks everything on one page; `order` is there once it was accepted."""

    def __init__(self, parent: QWidget | None, gazetteer: Gazetteer, ranges: Sequence[Range]) -> None:
        super().__init__(parent)
        self._gazetteer, self._ranges = gazetteer, list(ranges)
        self.order: Order | None = None
        self.range, self.format, self.encoding, self.system, self.purpose = (QComboBox() for _ in range(5))
        self.fields = QListWidget()
        self.hint = said(role="muted")
        self.go = QPushButton(tr("导出…"))
        self.leave = QPushButton(tr("取消"))
        self._fill()
        self._lay_out()
        self._connect()
        self._follow_format()
        self._follow_purpose()

    def _fill(self) -> None:
        for one in self._ranges:
            self.range.addItem(one.text)
        for made in FORMATS.values():
            self.format.addItem(made.label, made.key)
        self.format.setCurrentIndex(max(self.format.findData(remembered("export/format", "xlsx")), 0))
        self.purpose.addItem(tr("公开副本"), False)
        self.purpose.addItem(tr("内部使用"), True)
        codes = self._gazetteer.rows(select(column(Place, "class_code")).distinct())
        for about in columns_for(self._gazetteer, {str(row[0] or "") for row in codes}):
            item = QListWidgetItem(f"{about.label}　{about.key}", self.fields)
            item.setData(Qt.ItemDataRole.UserRole, about)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
            item.setCheckState(Qt.CheckState.Checked)

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("导出地名"))
        self.setMinimumSize(NARROW, 560)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = ((tr("范围"), self.range), (tr("格式"), self.format), (tr("文字编码"), self.encoding),
                (tr("坐标系"), self.system), (tr("用途"), self.purpose))
        for label, widget in rows:
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        form.addRow("", self.hint)
        heads = QHBoxLayout()
        heads.addWidget(QLabel(tr("字段")))
        heads.addStretch()
        heads.addWidget(tool("", tr("全选"), lambda: self._check_all(True), text=tr("全选")))
        heads.addWidget(tool("", tr("全不选"), lambda: self._check_all(False), text=tr("全不选")))
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addLayout(form)
        page.addLayout(heads)
        page.addWidget(self.fields, 1)
        page.addLayout(foot(self.leave, primary=self.go))

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._follow_format)
        self.purpose.currentIndexChanged.connect(self._follow_purpose)
        self.fields.itemChanged.connect(self._allow)
        self.go.clicked.connect(self.choose_file)
        self.leave.clicked.connect(self.reject)

    @property
    def chosen_format(self) -> Format:
        """The format that is chosen."""
        return FORMATS[self.format.currentData()]

    def _follow_format(self) -> None:
        """Only the encodings and systems that the format knows."""
        made = self.chosen_format
        self.encoding.clear()
        for key in made.encodings:
            self.encoding.addItem(ENCODINGS[key], key)
        self.encoding.setEnabled(len(made.encodings) > 1)
        offer_systems(self.system, (CGCS2000,) if made.degrees else SYSTEMS)
        self.system.setCurrentIndex(max(self.system.findData(made.crs), 0))
        self.system.setEnabled(not made.degrees)

    def _follow_purpose(self) -> None:
        internal = bool(self.purpose.currentData())
        self.hint.setText(tr("准确位置，全部字段；秘密以上的不导出。只在本单位内部使用。") if internal else
                          tr("位置概略处理，不公开的地名和字段不导出。"))
        for row in range(self.fields.count()):
            item = self.fields.item(row)
            item.setHidden(not (internal or item.data(Qt.ItemDataRole.UserRole).public))
        self._allow()

    def _check_all(self, on: bool) -> None:
        for row in range(self.fields.count()):
            self.fields.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _allow(self) -> None:
        self.go.setEnabled(self.keys() != ())

    def keys(self) -> tuple[str, ...] | None:
        """The fields that are ticked and may leave; None for all."""
        items = [self.fields.item(row) for row in range(self.fields.count())]
        ticked = [item.checkState() == Qt.CheckState.Checked for item in items]
        if all(ticked):
            return None
        return tuple(item.data(Qt.ItemDataRole.UserRole).key for item, on in zip(items, ticked, strict=True)
                     if on and not item.isHidden())

    def choose_file(self) -> None:
        """Ask where to, and be done."""
        made = self.chosen_format
        folder = remembered("export/folder", str(self._gazetteer.path.parent))
        start = Path(folder) / f"{fit_name(self._gazetteer.path.stem)}{made.suffix}"
        name, _ = QFileDialog.getSaveFileName(self, tr("导出地名"), str(start), f"{made.label} (*{made.suffix})")
        if name:
            self.accept_to(Path(name))

    def accept_to(self, path: Path) -> None:
        """Take the page as it stands for a file."""
        made = self.chosen_format
        path = path if path.suffix.lower() == made.suffix else path.with_name(path.name + made.suffix)
        remember("export/format", made.key)
        remember("export/folder", str(path.parent))
        self.order = Order(made, path, self._ranges[self.range.currentIndex()], self.keys(),
                           int(self.system.currentData()), str(self.encoding.currentData()),
                           bool(self.purpose.currentData()))
        self.accept()


def offer_systems(box: QComboBox, numbers: Sequence[int]) -> None:
    """Let a person choose among coordinate systems; one whose shift is rough says so."""
    box.clear()
    for epsg in numbers:
        about = system(epsg)
        box.addItem(about.name + (tr("（近似）") if about.approximate else ""), epsg)
