"""配准: a scanned map is fixed to the ground by points that are known in the picture and on the map."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gazetteer.coordinates.control_points import KINDS, LEAST, Fit
from gazetteer.errors import GazetteerError
from layers.control_file import Controls, draft_of, keep_draft, read_controls, read_draft, save_controls
from layers.raster_file import RasterFile
from ui.common.errors import sentences
from ui.common.small import problem_line, said, tool
from ui.common.tasks import Task, run_task
from ui.i18n import tr
from ui.layers.control_table import ControlTable, Row
from ui.layers.map_click import MapClick
from ui.layers.picture_view import Mark, PictureView
from ui.map.map_view import MapView

HEIGHT = 400  # pixels under the map
MOST = 5000  # pixels of the longer side that are shown; points are exact in larger ones too


class GeoreferencePanel(QWidget):
    """Stands below the map, which stays to be clicked on: the picture, its points, how well they agree.

    Signals: saved(path) when the points are kept beside the picture; closed when the panel has done its work.
    """

    saved = Signal(Path)
    closed = Signal()

    def __init__(self, path: Path, map_view: MapView) -> None:
        super().__init__()
        self.setWindowTitle(tr("配准 {name}", name=path.name))
        self.path, self._kept = path, read_controls(path) or Controls()
        self._draft = draft_of(path, map_view.gazetteer.cache_folder)
        self._begun = self._unfinished() or self._kept
        self.picture, self.table = PictureView(), ControlTable()
        self.map_click = MapClick(map_view, self)
        self._task: Task | None = None
        self._leaving = False
        self._suspect: int | None = None
        self._build()
        self._connect()
        self._load()

    def _build(self) -> None:
        self.kind = QComboBox()
        for key, name in KINDS.items():
            self.kind.addItem(name, key)
        self.kind.setCurrentIndex(self.kind.findData(self._begun.kind))
        self.kind.setAccessibleName(tr("变换"))
        self.kind.setMinimumWidth(168)
        self.hint, self.result, self.problem = said(role="muted"), said(), problem_line()
        side = QFrame()
        side.setProperty("panel", True)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.hint)
        column.addLayout(self._tools())
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        column.addWidget(self.result)
        column.addWidget(self._leave_bar())
        column.addLayout(self._foot())
        both = QSplitter()
        both.addWidget(self.picture)
        both.addWidget(side)
        both.setSizes([400, 500])
        both.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)

    def _tools(self) -> QHBoxLayout:
        self.pick = tool("crosshair", tr("在主地图上点击当前点的位置"), text=tr("在地图上点"), checkable=True)
        self.drop = tool("trash-2", tr("删除当前点（Delete）"), self.table.remove_current)
        row = QHBoxLayout()
        row.addWidget(self.pick)
        row.addWidget(self.drop)
        row.addStretch()
        row.addWidget(self.kind)
        return row

    def _leave_bar(self) -> QWidget:
        """Asked instead of a dialog when the window is closed with points that are not kept."""
        self.leave_bar = QFrame()
        self.leave_bar.setProperty("card", True)
        stay, leave = QPushButton(tr("继续配准")), QPushButton(tr("放弃"))
        stay.clicked.connect(self.leave_bar.hide)
        leave.clicked.connect(self._give_up)
        row = QHBoxLayout(self.leave_bar)
        row.addWidget(said(tr("控制点还没有保存。")), 1)
        row.addWidget(leave)
        row.addWidget(stay)
        self.leave_bar.hide()
        return self.leave_bar

    def _foot(self) -> QHBoxLayout:
        self.save = QPushButton(tr("保存并加到地图"))
        self.save.setProperty("primary", True)
        self.save.setEnabled(False)
        self.save.clicked.connect(self._save)
        row = QHBoxLayout()
        leave = QPushButton(tr("关闭"))
        leave.clicked.connect(self.close)
        row.addStretch()
        row.addWidget(leave)
        row.addWidget(self.save)
        return row

    def _connect(self) -> None:
        self.picture.spotted.connect(self.add_spot)
        self.table.edited.connect(self._edited)
        self.table.refused.connect(self._refused)
        self.table.itemSelectionChanged.connect(self._show_marks)
        self.kind.currentIndexChanged.connect(self._edited)
        self.pick.toggled.connect(self.map_click.wait)
        self.map_click.clicked.connect(self._clicked_on_map)
        self.map_click.given_up.connect(lambda: self.pick.setChecked(False))

    def _load(self) -> None:
        path = self.path
        self.hint.setText(tr("正在打开图像……"))
        self._task = run_task(self, tr("打开扫描图"), lambda progress, cancelled: RasterFile(path).whole(MOST),
                              self._loaded, lambda error: self._refused("\n".join(filter(None, sentences(error)))))

    def _loaded(self, picture: tuple) -> None:
        self.picture.show_picture(*picture)
        for spot in self._begun.spots:
            self.table.add(Row(spot.column, spot.row, (spot.lon, spot.lat), spot.used))
        self._edited()

    # --- points ----------------------------------------------------------------------------------

    def add_spot(self, column: float, row: float) -> None:
        """A new point there in the picture; its position is typed, or clicked on the map."""
        self.table.add(Row(column, row))
        self.pick.setChecked(True)
        self._edited()

    def _clicked_on_map(self, lon: float, lat: float) -> None:
        self.pick.setChecked(False)
        self.table.place(lon, lat)

    def _refused(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def controls(self) -> Controls:
        """The points that have their position, and the transformation chosen."""
        return Controls(self.kind.currentData(), tuple(self.table.spots()))

    def _edited(self) -> None:
        self.leave_bar.hide()
        if not any(row.text for row in self.table.rows):
            self.problem.hide()
        fit, why = self._fit()
        self._suspect = suspect = self.table.show_fit(fit)
        self.save.setEnabled(fit is not None)
        self.result.setText(self._words(fit, suspect, why))
        self._show_marks()
        self._show_hint()
        self._keep_draft()

    def _unfinished(self) -> Controls | None:
        """Points of a time when the program ended before they were kept."""
        try:
            return read_draft(self._draft)
        except GazetteerError:
            self._draft.unlink(missing_ok=True)  # cut off while it was written: nothing to go on from
            return None

    def _keep_draft(self) -> None:
        """Written at each step, so that an hour's points survive a crash."""
        if not self.picture.width_of_file:
            return  # the points of last time are not in the table yet
        if self.controls() == self._kept:
            self._draft.unlink(missing_ok=True)
            return
        try:
            keep_draft(self._draft, self.controls())
        except GazetteerError as error:
            self._refused("\n".join(filter(None, sentences(error))))

    def _fit(self) -> tuple[Fit | None, str]:
        controls = self.controls()
        count, least = sum(spot.used for spot in controls.spots), LEAST[controls.kind]
        if count < least:
            return None, tr("已有 {count} 个点，{kind}至少要 {least} 个。", count=count, least=least,
                            kind=KINDS[controls.kind].split("（")[0])
        try:
            return controls.fit(), ""
        except GazetteerError as error:
            return None, str(error)

    def _words(self, fit: Fit | None, suspect: int | None, why: str) -> str:
        if fit is None:
            return why
        said_ = tr("中误差 {rms} 米", rms=f"{fit.rms:.1f}")
        if len(fit.residuals) == LEAST[fit.kind]:
            said_ += tr("：点数刚够，没有多余的点可供检核，请再加点。")
        elif suspect is not None:
            said_ += tr("。第 {number} 点可能有错（残差 {miss} 米）：请核对它，或取消勾选。", number=suspect + 1,
                        miss=f"{fit.residuals[fit.suspect]:.1f}")
        return said_

    def _show_marks(self) -> None:
        self.picture.show_marks([Mark(row.column, row.row, str(number + 1), self._token(number))
                                 for number, row in enumerate(self.table.rows)])

    def _token(self, number: int) -> str:
        if number == self._suspect:
            return "danger"
        return "accent" if self.table.rows[number].used else "faint"

    def _show_hint(self) -> None:
        if self.pick.isChecked():
            self.hint.setText(tr("在主地图上点击这个点的位置，或在“坐标”格里输入（度分秒、平面坐标都可以）。"))
        else:
            self.hint.setText(tr("在左边图上点一个认得出的地方（路口、桥、经纬网交点），滚轮放大，拖动移图。"))

    # --- end -------------------------------------------------------------------------------------

    def _save(self) -> None:
        controls = self.controls()
        try:
            save_controls(self.path, controls)
        except GazetteerError as error:
            self._refused("\n".join(filter(None, sentences(error))))
            return
        self._kept = controls
        self._draft.unlink(missing_ok=True)
        self.saved.emit(self.path)
        self.close()

    def _give_up(self) -> None:
        self._leaving = True
        self._draft.unlink(missing_ok=True)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        unsaved = self.table.spots() and self.controls() != self._kept
        if unsaved and not self._leaving:
            self.leave_bar.show()
            event.ignore()
            return
        self.map_click.wait(False)
        super().closeEvent(event)
        self.closed.emit()


def stand_below(map_view: MapView, panel: GeoreferencePanel) -> None:
    """Dock the panel under the map while it is open; where the map stands alone it gets a window of its own."""
    home = map_view.parentWidget()
    while home is not None and not isinstance(home, QMainWindow):
        home = home.parentWidget()
    if home is None:
        panel.closed.connect(panel.deleteLater)
        panel.resize(980, 560)
        panel.show()
        return
    dock = QDockWidget(panel.windowTitle(), home)
    dock.setObjectName("georeference")
    dock.setTitleBarWidget(QWidget(dock))
    dock.setWidget(panel)
    others = [other for other in home.findChildren(QDockWidget) if other is not dock
              and home.dockWidgetArea(other) == Qt.DockWidgetArea.BottomDockWidgetArea]
    home.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    if others:
        home.tabifyDockWidget(others[-1], dock)
    dock.show()
    dock.raise_()
    home.resizeDocks([dock], [HEIGHT], Qt.Orientation.Vertical)
    panel.closed.connect(dock.hide)
    panel.closed.connect(dock.deleteLater)
