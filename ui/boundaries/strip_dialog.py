"""条带图: which line, at which scale and on which paper; how many sheets that makes is seen before they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import shapely
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.strips import MOST_OVERLAP, Strip
from gazetteer.gazetteer import Gazetteer
from layers.sheet import PAPERS
from layers.strip_sheets import SCALES, USUAL_PAPER, USUAL_SCALE, StripOrder, lay_strips, plane_line
from ui.boundaries.strip_preview import StripPreview
from ui.common.errors import sentences
from ui.common.latest import Latest
from ui.common.settings import remember, remembered
from ui.common.small import choice, foot, said
from ui.i18n import tr
from ui.theme import theme

KEY = "strips/"
ASK_AFTER_MS = 150
LABEL = 60  # pixels for the labels of the second column


@dataclass(frozen=True)
class Foreseen:
    """A line in plane metres with the sheets that an order gives, and whether the paper lies."""

    line: shapely.Geometry
    strips: list[Strip]
    landscape: bool


class StripDialog(QDialog):
    """Asks everything on one page.

    Signals:
        asked(code, order, path): the person wants it written there.
    """

    asked = Signal(str, object, object)

    def __init__(self, parent: QWidget | None, gazetteer: Gazetteer, line_id: int | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._foreseeing = Latest(self, ASK_AFTER_MS)
        self.line, self.scale, self.paper, self.way, self.turn, self.purpose = (
            choice(label)
            for label in (tr("界线"), tr("比例尺"), tr("纸张"), tr("图幅方向"), tr("纸张方向"), tr("用途")))
        self.overlap = QSpinBox(minimum=0, maximum=round(MOST_OVERLAP * 100), singleStep=5, suffix=" %")
        self.preview = StripPreview()
        self.note, self.problem, self.hint = said(), said(role="danger"), said(role="muted")
        self.go, self.leave = QPushButton(tr("制作…")), QPushButton(tr("取消"))
        self._fill(line_id)
        self._lay_out()
        self._connect()
        self.foresee()

    def _fill(self, line_id: int | None) -> None:
        for line in self._gazetteer.find(BoundaryLine, order_by=BoundaryLine.code):
            self.line.addItem(f"{line.code}　{line.name}", line.id)
        self.line.setCurrentIndex(max(self.line.findData(line_id), 0))
        offered: dict[QComboBox, list[tuple[str, object]]] = {
            self.scale: [(f"1:{scale:,}".replace(",", " "), scale) for scale in SCALES],
            self.paper: [(paper, paper) for paper in PAPERS],
            self.way: [(tr("北朝上"), False), (tr("界线走向朝上"), True)],
            self.turn: [(tr("自动"), ""), (tr("纵向"), "portrait"), (tr("横向"), "landscape")],
            self.purpose: [(tr("内部使用"), False), (tr("公开副本"), True)],
        }
        for box, options in offered.items():
            for text, value in options:
                box.addItem(text, value)
        for box, key, usual in ((self.scale, "scale", USUAL_SCALE), (self.paper, "paper", USUAL_PAPER),
                                (self.way, "line_up", False), (self.turn, "turn", "")):
            box.setCurrentIndex(max(box.findData(remembered(KEY + key, usual)), 0))
        self.overlap.setValue(remembered(KEY + "overlap", 15))

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("条带图"))
        self.setMinimumSize(520, 560)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("界线"), self.line)
        form.addRow(tr("比例尺"), _beside(self.scale, tr("相邻重叠"), self.overlap))
        form.addRow(tr("纸张"), _beside(self.paper, tr("纸张方向"), self.turn))
        form.addRow(tr("图幅方向"), _beside(self.way, tr("用途"), self.purpose))
        form.addRow("", self.hint)
        self.overlap.setAccessibleName(tr("相邻重叠"))
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addLayout(form)
        page.addWidget(self.preview, 1)
        page.addWidget(self.note)
        page.addWidget(self.problem)
        page.addLayout(foot(self.leave, primary=self.go))

    def _connect(self) -> None:
        for box in (self.line, self.scale, self.paper, self.way, self.turn, self.purpose):
            box.currentIndexChanged.connect(self.foresee)
        self.overlap.valueChanged.connect(self.foresee)
        self._foreseeing.answered.connect(self._show)
        self._foreseeing.failed.connect(self._complain)
        self.go.clicked.connect(self.choose_file)
        self.leave.clicked.connect(self.reject)

    @property
    def order(self) -> StripOrder:
        """The page as it stands."""
        landscape = {"landscape": True, "portrait": False}.get(self.turn.currentData())
        return StripOrder(int(self.scale.currentData()), str(self.paper.currentData()), landscape,
                          self.overlap.value() / 100, bool(self.way.currentData()), bool(self.purpose.currentData()))

    def foresee(self) -> None:
        """Lay the sheets out beside the window."""
        self.go.setEnabled(False)
        self.hint.setText(tr("位置概略处理，不注界桩坐标，印“送审样图”。") if self.order.public else
                          tr("注界桩编号、坐标和高程，只在界线双方内部使用。"))
        if self.line.count() == 0:
            self._tell(tr("还没有登记界线。"), "")
            return
        number, order = int(self.line.currentData()), self.order
        self._foreseeing.ask(lambda: _foreseen(self._gazetteer, number, order))

    def _show(self, found: Foreseen) -> None:
        self.preview.show_strips(found.line, found.strips)
        way = tr("横向") if found.landscape else tr("纵向")
        self._tell(tr("共 {n} 幅，{paper} {way}，另加接合图一幅；界线长 {length} 公里",
                      n=len(found.strips), paper=self.paper.currentText(), way=way,
                      length=f"{found.line.length / 1000:.1f}"), "")
        self.go.setEnabled(True)

    def _complain(self, error: BaseException) -> None:
        self.preview.show_strips(None, ())
        self._tell("", "\n".join(part for part in sentences(error) if part))

    def _tell(self, note: str, problem: str) -> None:
        for label, text in ((self.note, note), (self.problem, problem)):
            label.setText(text)
            label.setVisible(bool(text))

    def choose_file(self) -> None:
        """Ask where to, and be done."""
        folder = Path(remembered(KEY + "folder", str(self._gazetteer.path.parent)))
        name = f"{self.line.currentText().replace('　', '')}{tr('条带图')}_1比{self.order.scale}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("条带图"), str(folder / name), "PDF (*.pdf)")
        if chosen:
            self.accept_to(Path(chosen))

    def accept_to(self, path: Path) -> None:
        """Take the page as it stands for a file, and keep it for the next time."""
        order, path = self.order, path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        kept = {"scale": order.scale, "paper": order.paper, "line_up": order.line_up, "overlap": self.overlap.value(),
                "turn": self.turn.currentData(), "folder": str(path.parent)}
        for key, value in kept.items():
            remember(KEY + key, value)
        line = self._gazetteer.get(BoundaryLine, int(self.line.currentData()))
        self.accept()
        if line is not None:
            self.asked.emit(str(line.code), order, path)


def _foreseen(gazetteer: Gazetteer, line_id: int, order: StripOrder) -> Foreseen:
    line = gazetteer.get(BoundaryLine, line_id)
    plane = plane_line(line or BoundaryLine())
    return Foreseen(plane, *lay_strips(plane, order))


def _beside(first: QWidget, label: str, second: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(first, 1)
    row.addSpacing(8)
    told = said(label)
    told.setFixedWidth(round(LABEL * theme.scale))
    row.addWidget(told)
    row.addWidget(second, 1)
    return row
