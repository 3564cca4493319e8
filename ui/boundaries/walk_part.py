"""What nobody walked, beside the tasks of an inspection: how far, between which markers; a line leads to them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gazetteer.boundaries.field.walked import Stretch, Walk, walk_of
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import InspectionTrack
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.gazetteer import Gazetteer
from ui.common.latest import Latest
from ui.common.small import said
from ui.i18n import tr
from ui.selection import Selection

STRETCH = Qt.ItemDataRole.UserRole


class WalkPart(QWidget):
    """Compared beside the window whenever there are other tracks."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection) -> None:
        super().__init__()
        self._gazetteer, self._selection = gazetteer, selection
        self._shown: object = None
        self.told = said(role="muted")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("没有走到的界线段"))
        self.list.setToolTip(tr("选一段，地图上显示两端的界桩"))
        self.list.itemClicked.connect(lambda item: lead_to(item.data(STRETCH), gazetteer, selection))
        self.list.itemActivated.connect(lambda item: lead_to(item.data(STRETCH), gazetteer, selection))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        column.addStretch()
        self._latest = Latest(self)
        self._latest.answered.connect(self._show)
        self._latest.failed.connect(lambda error: self._say(str(error)))

    @property
    def busy(self) -> bool:
        """Whether tracks and line are being compared."""
        return self._latest.busy

    def show_round(self, round_: Round) -> None:
        """Compare the tracks of an inspection with its line, unless both are those that are shown."""
        gazetteer, inspection = self._gazetteer, int(round_.inspection.id or 0)
        tracks = gazetteer.find(InspectionTrack, InspectionTrack.inspection_id == inspection)
        line = round_.line.geom
        now = inspection, [one.id for one in tracks], None if line is None else line.wkb
        if now == self._shown:
            return
        self._shown = now
        if line is None or line.is_empty:
            self._say(tr("界线还没有图形，不能与航迹比较。"))
        elif not tracks:
            self._latest.forget()
            self._say(tr("还没有收回航迹。收回后这里列出没有走到的界线段。"))
        else:
            self._say(tr("正在比较航迹和界线…"))
            self._latest.ask(lambda: walk_of(gazetteer, inspection))

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.list.clear()
        self.list.hide()

    def _show(self, walk: Walk) -> None:
        self._say(tr("{text}。", text=walk.text))
        for one in walk.stretches:
            item = QListWidgetItem(one.text)
            item.setData(STRETCH, one)
            item.setToolTip(one.text)
            self.list.addItem(item)
        self.list.setVisible(bool(walk.stretches))


def lead_to(stretch: Stretch, gazetteer: Gazetteer, selection: Selection) -> None:
    """Let map and form follow to the markers on both sides of a stretch."""
    found = gazetteer.find(BoundaryMarker, BoundaryMarker.number.in_([stretch.before, stretch.after]))
    if found:
        selection.reveal(BoundaryMarker, [int(marker.id or 0) for marker in found])
