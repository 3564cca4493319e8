"""Small panels over the map: a new place, what lies under the pointer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import AddPlace
from gazetteer.places.place import Place
from ui.common.record_head import Head, head_height, name_size, paint_head
from ui.doing import carry_out
from ui.i18n import tr
from ui.places.new_place import NewPlaceForm
from ui.records.options import Lookups

if TYPE_CHECKING:
    from ui.map.map_view import MapView

EDGE = 12


class Panel(QFrame):
    """A popup frame inside the map."""

    def __init__(self, home: MapView) -> None:
        super().__init__(home)
        self._home = home
        self.setObjectName("popup")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.free_from = 0  # pixels from the left that are the buttons'
        self.hide()

    def place_beside(self, x: float, y: float) -> None:
        """To the right of a pixel and below, or where there is room; the pixel itself stays free."""
        home, size = self._home.rect(), self.sizeHint().expandedTo(self.minimumSize())
        self.resize(size)
        left = x + 24 if x + 24 + size.width() + EDGE <= home.width() else x - 24 - size.width()
        top = min(max(y - 24, EDGE), home.height() - size.height() - EDGE)
        self.move(round(max(left, EDGE)), round(max(top, EDGE)))

    def place_on_top(self) -> None:
        """In the middle of the upper edge, or as near to it as the buttons let it."""
        self.resize(self.sizeHint().expandedTo(self.minimumSize()))
        left = max((self._home.width() - self.width()) // 2, self.free_from)
        self.move(min(left, max(self._home.width() - self.width() - EDGE, 0)), EDGE)


class NewPlacePanel(Panel):
    """Name, class and unit of a place that stands where the person clicked."""

    added = Signal(int)
    closed = Signal()

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, home: MapView) -> None:
        super().__init__(home)
        self._gazetteer = gazetteer
        self.position = (0.0, 0.0)
        self.shape: shapely.Geometry | None = None
        self.unit: Callable[[float, float], str] = lambda lon, lat: ""
        self._class = ""
        self._where = QLabel()
        self._where.setProperty("muted", True)
        self.form = NewPlaceForm(lookups)
        self.form.given.connect(self._add)
        self.form.given_up.connect(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._where)
        column.addWidget(self.form)
        self.setMinimumWidth(380)

    def open_at(self, lon: float, lat: float, shape: shapely.Geometry | None = None) -> None:
        """Ask for a new place there, or of that shape; unit and class are proposed from what is around and was last."""
        from gazetteer.coordinates.positions import format_position

        self.position, self.shape = (lon, lat), shape
        self._where.setText("　".join(filter(None, (format_position(lon, lat), _size_of(shape)))))
        kept = {name: row.typed_text for name, row in self.form.rows.items()} if self.isVisible() else {}
        self.show()
        self.raise_()
        self.form.begin({"class_code": self._class, "division_code": self.unit(lon, lat)}, same=bool(kept.get("name")))
        if kept.get("name"):  # the person only corrects the position
            self.form.rows["name"].type_in(kept["name"])
        self.follow()

    def follow(self) -> None:
        """Stay beside the position while the map moves."""
        if self.isVisible():
            at = self._home.pixel_of(*self.position)
            self.place_beside(at.x(), at.y())

    def event(self, event: QEvent) -> bool:
        """The frame grows and shrinks with what is asked and said in it."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.follow()
        return done

    def leave(self) -> None:
        if self.isVisible():
            self.hide()
            self._home.setFocus()
            self.closed.emit()

    def _add(self, values: dict) -> None:
        done = carry_out(self, self._gazetteer, AddPlace(values, self.shape or shapely.Point(*self.position)),
                         tr("已新增“{name}”", name=values["name"]), refused=self.form.show_refusal)
        if done:
            self._class = values["class_code"]
            self.leave()
            self.added.emit(next(iter(done.ids(Place))))


def _size_of(shape: shapely.Geometry | None) -> str:
    """The area or length of what was drawn; "" for a point."""
    if shape is None or shape.geom_type.endswith("Point"):
        return ""
    from gazetteer.shapes.measuring import area_text, length_text, measure_geometry

    measured = measure_geometry(shape)
    return area_text(measured.area) if measured.area is not None else length_text(measured.length)


class PlaceTip(QFrame):
    """The head of the record under the pointer."""

    WIDEST = 300

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._head = Head()
        self.hide()

    def show_at(self, at: QPointF, head: Head) -> None:
        self._head = head
        named = name_size(head.name, head.roman, width=self.WIDEST).width() if head.name else 0
        notes = max((self.fontMetrics().horizontalAdvance(line) for line in (head.note, head.former)), default=0)
        marks = 244 if head.code else 0
        width = round(min(max(named, notes, marks, 80), self.WIDEST))
        size = QSize(width + 24, round(head_height(head, width)) + 20)
        home = self._home.rect()
        left = at.x() + 16 if at.x() + 16 + size.width() <= home.width() else at.x() - 16 - size.width()
        top = at.y() + 16 if at.y() + 16 + size.height() <= home.height() else at.y() - 16 - size.height()
        self.setGeometry(round(left), round(top), size.width(), size.height())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint_head(painter, QRectF(self.rect()).adjusted(12, 10, -12, -10), self._head)
