"""The next point of a drawing, typed: length and bearing, metres east and north, or coordinates in any form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit

from gazetteer.coordinates.positions import format_position, parse_position
from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from gazetteer.shapes.legs import by_bearing, by_shift, read_bearing
from gazetteer.shapes.measuring import measure
from ui.common.settings import remember, remembered
from ui.i18n import tr
from ui.map.position_panel import PositionPanel
from ui.map.sketch import measured_text
from ui.theme import theme

if TYPE_CHECKING:
    from ui.map.map_view import MapView

_PLANE = "map/typed_on_plane"


class NextPointPanel(PositionPanel):
    """Three ways to say one point; what is typed in one of them empties the others."""

    def __init__(self, home: MapView) -> None:
        super().__init__(home, tr("下一点"), tr("Tab 换格 · Enter 加点 · Esc 关闭"), 460)
        self.distance, self.bearing = self._line(tr("距离（米）")), self._line(tr("方位角 85°12′30″"))
        self.east, self.north = self._line(tr("向东（米）")), self._line(tr("向北（米）"))
        self.line = self._line(tr("坐标，任何写法"))
        self.reckoning = QComboBox()
        self.reckoning.addItems([tr("真方位"), tr("坐标方位")])
        self.reckoning.setCurrentIndex(int(bool(remembered(_PLANE, False))))
        self.reckoning.setToolTip(tr("真方位从真北起，按椭球推算；坐标方位从坐标北起，按平面推算"))
        self.reckoning.setFixedWidth(round(104 * theme.scale))
        self.reckoning.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.reckoning.currentIndexChanged.connect(self._reckon_otherwise)
        self._rows = ((self.distance, self.bearing), (self.east, self.north), (self.line,))
        self._start: Position | None = None
        self._lay_out()
        for row in self._rows:
            for line in row:
                line.textEdited.connect(lambda _, row=row: self._typed_in(row))
                line.returnPressed.connect(self.go)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        return made

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for row, (name, fields) in enumerate(((tr("距离方位"), (self.distance, self.bearing, self.reckoning)),
                                              (tr("增量"), (self.east, self.north)), (tr("坐标"), (self.line,)))):
            grid.addWidget(QLabel(name), row, 0)
            for place, field in enumerate(fields, 1):
                grid.addWidget(field, row, place, 1, 1 if len(fields) > 1 else 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._column.addLayout(grid)
        self._column.addWidget(self.understood)

    def open_from(self, start: Position | None) -> None:
        """Ask for a point; without a `start` only coordinates can say it."""
        self._start = start
        for row in self._rows:
            for line in row:
                line.clear()
                line.setEnabled(start is not None or row[0] is self.line)
        self.show()
        self.raise_()
        self._explain()
        (self.line if start is None else self.distance).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed_in(self, row: tuple[QLineEdit, ...]) -> None:
        for other in self._rows:
            if other is not row:
                for line in other:
                    line.clear()
        self._explain()

    def _reckon_otherwise(self, index: int) -> None:
        remember(_PLANE, bool(index))
        self._explain()

    def _explain(self) -> None:
        position, wrong = None, False
        try:
            position, text = self._understood()
        except GazetteerError as error:
            text, wrong = error.what + (f"：{error.why}" if error.why else ""), True
        if position is not None and self._start is not None:
            text = f"{text}\n{measured_text(measure([self._start, position]))}"
        self._tell(position, text, wrong)

    def _understood(self) -> tuple[Position | None, str]:
        """The position that is meant, None while too little is typed, and what to say of it. Raises GazetteerError."""
        distance, bearing, east, north, typed = (line.text().strip() for row in self._rows for line in row)
        if typed:
            found = parse_position(typed)
            return (found.lon, found.lat), f"{format_position(found.lon, found.lat)}\n{found.explanation}"
        if self._start is not None and (east or north):
            position = by_shift(self._start, number(tr("向东"), east or "0"), number(tr("向北"), north or "0"))
            return position, format_position(*position)
        if self._start is not None and distance and bearing:
            plane = self.reckoning.currentIndex() == 1
            position = by_bearing(self._start, number(tr("距离"), distance), read_bearing(bearing), plane)
            return position, format_position(*position)
        if distance or bearing:
            return None, tr("距离和方位角都要填")
        return None, (tr("填一行就可以：度分秒、十进制度、平面坐标都认得") if self._start is None
                      else tr("填一行就可以：距离和方位角，或增量，或坐标"))


def number(label: str, text: str) -> float:
    """A number as people type it. Raises GazetteerError."""
    try:
        return float(text.replace("。", ".").replace("−", "-").replace("－", "-").removesuffix("米"))
    except ValueError:
        raise GazetteerError(tr("{label}应为数字，不能是“{text}”", label=label, text=text)) from None
