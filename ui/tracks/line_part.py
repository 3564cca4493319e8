"""用航迹作线: a stretch by its times, or pointed at on the map, and how far the line may leave the track."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QDateTime, QTimeZone, Signal
from PySide6.QtWidgets import QDateTimeEdit, QDoubleSpinBox, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gazetteer.tracks.fixes import BEIJING_SECONDS, Fixes
from gazetteer.tracks.lines import between, stretch
from ui.common.small import said
from ui.i18n import tr
from ui.map.track_tool import AREA, LINE, RESHAPE, keep_tolerance, tolerance
from ui.tracks.track_card import Looked


class LinePart(QWidget):
    """Signals:
        pointing_wanted: the ends are to be clicked on the map.
        line_wanted: the stretch of the times shall go on in the drawing tool of this name.
    """

    pointing_wanted = Signal()
    line_wanted = Signal(str)

    def __init__(self, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start, self.end = _moment(tr("从")), _moment(tr("到"))
        self.tolerance = QDoubleSpinBox()
        self.tolerance.setRange(0.1, 1000)
        self.tolerance.setDecimals(1)
        self.tolerance.setSuffix(tr(" 米"))
        self.tolerance.setValue(tolerance())
        self.tolerance.setAccessibleName(tr("允许偏离"))
        self.tolerance.setToolTip(tr("线离开航迹最多这么远；越大顶点越少"))
        self.tolerance.valueChanged.connect(keep_tolerance)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        for label, box in ((tr("从"), self.start), (tr("到"), self.end), (tr("允许偏离"), self.tolerance)):
            form.addRow(label, box)
        self.untimed = said(tr("这条航迹没有时间，请在地图上点选起点和终点。"), role="muted")
        self.pointing = QPushButton(tr("点选（W）"))
        self.line, self.area, self.reshape = (QPushButton(tr(text)) for text in ("作线", "作面", "改界"))
        self.reshape.setToolTip(tr("用这一段改选中的面或线的一段：航迹两头须越过或落在它的边线上"))
        self.pointing.clicked.connect(self.pointing_wanted)
        for button, name in ((self.line, LINE), (self.area, AREA), (self.reshape, RESHAPE)):
            button.clicked.connect(partial(self.line_wanted.emit, name))
        buttons = QHBoxLayout()
        for button in (self.line, self.area, self.reshape, self.pointing):
            button.setEnabled(not read_only)
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.untimed)
        column.addLayout(buttons)

    def show_track(self, looked: Looked) -> None:
        """The whole of its time at first."""
        timed = bool(np.isfinite(looked.facts.start))
        for box, seconds in ((self.start, looked.facts.start), (self.end, looked.facts.end)):
            box.setEnabled(timed)
            if timed:
                box.setDateTime(_clock(seconds))
        self.untimed.setVisible(not timed)

    def chosen(self, looked: Looked) -> Fixes:
        """The cleaned stretch between the two times; all of a track without times. Raises GazetteerError."""
        fixes = looked.current
        if not np.isfinite(looked.facts.start):
            return fixes
        first, last = between(fixes, *(_seconds(box) for box in (self.start, self.end)))
        return stretch(fixes, first, last)


_BEIJING = QTimeZone(BEIJING_SECONDS)


def _clock(seconds: float) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(round(seconds * 1000), _BEIJING)


def _seconds(box: QDateTimeEdit) -> float:
    """Of the clock that is shown, which is Beijing's; the half second stands for what it does not show."""
    return box.dateTime().toMSecsSinceEpoch() / 1000


def _moment(name: str) -> QDateTimeEdit:
    box = QDateTimeEdit()
    box.setTimeZone(_BEIJING)
    box.setDisplayFormat("yyyy-MM-dd HH:mm:ss")
    box.setAccessibleName(name)
    return box
