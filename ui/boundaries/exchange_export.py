"""导出界线和界桩: which lines, in what format, encoding and system, for whom, and what stays behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
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

from gazetteer.boundaries.exchange.export import KINDS, PACKAGE
from gazetteer.boundaries.exchange.foreseen import foreseen
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.coordinates.systems import CGCS2000, system
from gazetteer.errors import GazetteerError
from gazetteer.exports.export import ENCODINGS, FORMATS
from gazetteer.formats.whole_file import fit_name
from gazetteer.gazetteer import Gazetteer
from ui.boundaries.exchange_mapping import MappingChoice
from ui.common.errors import sentences
from ui.common.settings import remember, remembered
from ui.common.small import choice, foot, problem_line, said, tool
from ui.exports.export_dialog import SYSTEMS, offer_systems
from ui.i18n import tr

KEY = "boundary_export/"
PACKAGE_LABEL = "数据包（文件夹，含分段、文件和资料）"


@dataclass(frozen=True)
class Order:
    """What a person asked for; `lines` None: all."""

    kind: str
    path: Path
    lines: tuple[str, ...] | None
    internal: bool
    crs: int | None
    encoding: str | None
    mapping: Path | None


class BoundaryExportDialog(QDialog):
    """Asks everything on one page.

    Signals:
        asked(order): the person wants it written.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None, gazetteer: Gazetteer, chosen: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.lines = QListWidget()
        self.format, self.encoding, self.system, self.purpose = (
            choice(label) for label in (tr("格式"), tr("文字编码"), tr("坐标系"), tr("用途")))
        self.mapping = MappingChoice(KEY)
        self.what, self.dropped, self.problem = said(), said(role="muted"), problem_line()
        self.go, self.leave = QPushButton(tr("导出…")), QPushButton(tr("取消"))
        self._fill(set(chosen))
        self._lay_out()
        self._connect()
        self._follow_format()

    def _fill(self, chosen: set[str]) -> None:
        for line in self._gazetteer.find(BoundaryLine, order_by=BoundaryLine.code):
            item = QListWidgetItem(f"{line.code}　{line.name}", self.lines)
            item.setData(Qt.ItemDataRole.UserRole, str(line.code))
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
            item.setCheckState(_checked(not chosen or line.code in chosen))
        for kind in KINDS:
            self.format.addItem(FORMATS[kind].label, kind)
        self.format.addItem(tr(PACKAGE_LABEL), PACKAGE)
        self.purpose.addItem(tr("公开副本"), False)
        self.purpose.addItem(tr("内部使用"), True)
        _choose(self.format, remembered(KEY + "format", "xlsx"))

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("导出界线和界桩"))
        self.setMinimumSize(560, 520)
        self.resize(600, 640)
        self.lines.setAccessibleName(tr("界线"))
        self.lines.setMinimumHeight(120)
        self.lines.ensurePolished()  # rows are as high as the style has them
        heads = QHBoxLayout()
        heads.addWidget(QLabel(tr("界线")))
        heads.addStretch()
        heads.addWidget(tool("", tr("全选"), lambda: self.check_all(True), text=tr("全选")))
        heads.addWidget(tool("", tr("全不选"), lambda: self.check_all(False), text=tr("全不选")))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget in ((tr("用途"), self.purpose), (tr("格式"), self.format), (tr("文字编码"), self.encoding),
                              (tr("坐标系"), self.system), (tr("字段对照"), self.mapping)):
            form.addRow(label, widget)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addLayout(heads)
        page.addWidget(self.lines, 1)
        page.addLayout(form)
        for part in (self.what, self.dropped, self.problem):
            page.addWidget(part)
        page.addLayout(foot(self.leave, primary=self.go))
        self.lines.setFocus()

    def _connect(self) -> None:
        self.lines.itemChanged.connect(self.foresee)
        self.format.currentIndexChanged.connect(self._follow_format)
        self.purpose.currentIndexChanged.connect(self.foresee)
        self.go.clicked.connect(self.choose_place)
        self.leave.clicked.connect(self.reject)

    def _follow_format(self) -> None:
        """Only the encodings and systems that the format knows; a package has its own."""
        made = FORMATS.get(self.format.currentData())
        self.encoding.clear()
        for key in made.encodings if made else ():
            self.encoding.addItem(ENCODINGS[key], key)
        offer_systems(self.system, SYSTEMS if made else ())
        if made is None:
            self.encoding.addItem(tr("GB 18030（按 MZ/T 150）"), None)
            self.system.addItem(system(CGCS2000).name, None)
        _choose(self.encoding, remembered(KEY + "encoding", ""))
        _choose(self.system, remembered(KEY + "system", CGCS2000))
        self.encoding.setEnabled(self.encoding.count() > 1)
        self.system.setEnabled(made is not None)
        self.mapping.setEnabled(made is None)
        self.foresee()

    @property
    def codes(self) -> tuple[str, ...]:
        """The lines that are ticked."""
        items = [self.lines.item(row) for row in range(self.lines.count())]
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items
                     if item.checkState() == Qt.CheckState.Checked)

    def check_all(self, on: bool) -> None:
        """Tick every line, or none."""
        self.lines.blockSignals(True)
        for row in range(self.lines.count()):
            self.lines.item(row).setCheckState(_checked(on))
        self.lines.blockSignals(False)
        self.foresee()

    def foresee(self) -> None:
        """Tell what goes out, and what a public copy leaves behind."""
        codes = self.codes
        self.problem.hide()
        self.go.setEnabled(bool(codes))
        if not codes:
            self.what.setText(tr("还没有登记界线。") if not self.lines.count() else tr("请至少勾选一条界线。"))
            self.dropped.setText("")
            return
        told = foreseen(self._gazetteer, codes, package=self.format.currentData() == PACKAGE,
                        internal=bool(self.purpose.currentData()))
        self.what.setText(tr("写出：{text}", text=told.text))
        self.dropped.setText("\n".join(told.dropped))

    def choose_place(self) -> None:
        """Ask where to, and be done; a package gets a new folder of its own."""
        folder = Path(remembered(KEY + "folder", str(self._gazetteer.path.parent)))
        name = fit_name(tr("{name}界线界桩", name=self._gazetteer.path.stem))
        if self.format.currentData() == PACKAGE:
            chosen = QFileDialog.getExistingDirectory(self, tr("数据包放在哪个文件夹里"), str(folder))
            if chosen:
                self.accept_to(_free(Path(chosen) / fit_name(tr("{name}数据包", name=name))))
            return
        made = FORMATS[self.format.currentData()]
        chosen, _ = QFileDialog.getSaveFileName(self, tr("导出界线和界桩"), str(folder / (name + made.suffix)),
                                                f"{made.label} (*{made.suffix})")
        if chosen:
            self.accept_to(Path(chosen))

    def accept_to(self, path: Path) -> None:
        """Take the page as it stands; a mapping that cannot be followed is told here."""
        try:
            mapping = self.mapping.checked() if self.mapping.isEnabled() else None
        except GazetteerError as refused:
            self.problem.setText("\n".join(part for part in sentences(refused) if part))
            self.problem.show()
            return
        kind, codes = self.format.currentData(), self.codes
        remember(KEY + "format", kind)
        remember(KEY + "folder", str(path.parent))
        if kind != PACKAGE:
            remember(KEY + "encoding", self.encoding.currentData())
            remember(KEY + "system", self.system.currentData())
        order = Order(kind, path, None if len(codes) == self.lines.count() else codes,
                      bool(self.purpose.currentData()), self.system.currentData(), self.encoding.currentData(), mapping)
        self.accept()
        self.asked.emit(order)


def _checked(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(box.findData(value), 0))


def _free(folder: Path) -> Path:
    """A folder that is not there yet: 数据包, 数据包_2 …"""
    number, made = 1, folder
    while made.exists():
        number += 1
        made = folder.with_name(f"{folder.name}_{number}")
    return made
