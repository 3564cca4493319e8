"""A coordinate to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from ui.i18n import tr
from ui.map.position_panel import PositionPanel

if TYPE_CHECKING:
    from ui.map.map_view import MapView


class GoToPanel(PositionPanel):
    """A line that takes a position in any usual form and says below how it understands it."""

    def __init__(self, home: MapView, title: str = "", hint: str = "") -> None:
        title = title or tr("转到坐标")
        super().__init__(home, title, hint or tr("Enter 转到 · Esc 关闭"), 440)
        self.line = QLineEdit(clearButtonEnabled=True)
        self.line.setPlaceholderText(tr("例如 113°10′12″E 30°39′36″N，或 113.17, 30.66"))
        self.line.setAccessibleName(title)
        self._column.addWidget(self.line)
        self._column.addWidget(self.understood)
        self.line.textChanged.connect(self._explain)
        self.line.returnPressed.connect(self.go)

    def open(self) -> None:
        self.show()
        self.raise_()
        self._explain(self.line.text())
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _explain(self, text: str) -> None:
        self._tell(*_understand(text))


def _understand(text: str) -> tuple[Position | None, str, bool]:
    """The position, how it was understood or why not, and whether that is an error."""
    if not text.strip():
        return None, tr("度分秒、十进制度、度分秒连写、平面坐标都可以"), False
    from gazetteer.coordinates.positions import format_position, parse_position

    try:
        position = parse_position(text)
    except GazetteerError as error:
        return None, error.what + (f"：{error.why}" if error.why else ""), True
    here = format_position(position.lon, position.lat)
    return (position.lon, position.lat), f"{here}\n{position.explanation}", False
