"""The line of a place as a small graph: time from left to right, boxes lead to their places, keys move about."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gazetteer.formats.whole_file import write_whole
from gazetteer.lineage.line import Line
from gazetteer.lineage.picture import Box, Picture, lay_out
from ui.i18n import tr
from ui.lineage.lineage_painting import Dress, Sheet, paint
from ui.theme import LIGHT, theme

PNG_SCALE = 2.0


class LineageGraph(QWidget):
    """Signals:
        place_asked(id): the place of a box is wanted.
        change_asked(id): the change behind an arrow into a box is wanted.
    """

    place_asked = Signal(int)
    change_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = Picture()
        self.own: int | None = None
        self.focused: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("沿革图"))
        theme.changed.connect(self._resize)

    def show_line(self, line: Line, own: int | None) -> None:
        """Show another line; `own` is the place whose boxes stand out."""
        self.picture, self.own, self.focused = lay_out(line), own, None
        self._resize()

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.picture, theme.scale)

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return self.sheet.size.toSize() if self.picture.boxes else QSize(0, 0)

    def _dress(self) -> Dress:
        return Dress(theme.tokens, theme.font(), theme.font(8.5), theme.scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.tokens.surface))
        paint(painter, self.sheet, self._dress(), self.own, self.focused if self.hasFocus() else None)

    # -- pointing and keys --------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.sheet.at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if place is not None else Qt.CursorShape.ArrowCursor)
        if place is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self.told(place), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.sheet.at(event.position())
        if place is not None:
            self.focused = place
            self._open(self.picture.boxes[place])

    def told(self, place: int) -> str:
        """What is known of a box: how it came about, where that is written, and whether the register holds it."""
        box = self.picture.boxes[place]
        lines = [f"{box.name}　{box.years}".rstrip()]
        for arrow in self.picture.arrows:
            record = arrow.change.record
            if arrow.end == place:
                cited = "　".join(filter(None, (record.source, record.volume, record.page and f"第{record.page}页",
                                               record.document)))
                lines.append("　".join(filter(None, (arrow.change.text, record.certainty, cited))))
                lines += [record.remark] if record.remark else []
        if box.place_id is None:
            lines.append(tr("登记中没有这个地名，只有名称"))
        return "\n".join(dict.fromkeys(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if event.key() in steps:
            self._step(*steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.focused is not None:
            self._open(self.picture.boxes[self.focused])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.focused is None and self.picture.boxes:
            own = [place for place, box in enumerate(self.picture.boxes) if box.place_id == self.own]
            self.focused = own[-1] if own else 0
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _step(self, right: int, down: int) -> None:
        """To the nearest box in that direction."""
        if self.focused is None:
            return
        here = self.picture.boxes[self.focused]
        ahead = [(abs(box.column - here.column) + abs(box.row - here.row), place)
                 for place, box in enumerate(self.picture.boxes)
                 if (box.column - here.column) * right > 0 or (not right and box.column == here.column
                                                               and (box.row - here.row) * down > 0)]
        if ahead:
            self.focused = min(ahead)[1]
            self.setAccessibleDescription(self.told(self.focused))
            self.update()

    def _open(self, box: Box) -> None:
        if box.place_id is not None and box.place_id != self.own:
            self.place_asked.emit(box.place_id)
            return
        place = self.picture.boxes.index(box)
        change = next((arrow.change for arrow in self.picture.arrows if place in (arrow.end, arrow.start)), None)
        if change is not None:
            self.change_asked.emit(int(change.record.id or 0))

    # -- leaving ------------------------------------------------------------------------------------------------

    def export(self, path: Path) -> None:
        """Write the graph as SVG or PNG, always in the light colours of paper."""
        sheet = Sheet(self.picture, 1.0 if path.suffix.lower() == ".svg" else PNG_SCALE)
        large, small = theme.font(10.0), theme.font(8.5)
        for font in (large, small):
            font.setPixelSize(max(1, round(font.pointSizeF() * 4 / 3 * sheet.scale / theme.scale)))
        dress = Dress(LIGHT, large, small, sheet.scale)
        spell = _as_svg if path.suffix.lower() == ".svg" else _as_png
        write_whole(path, spell(sheet, dress, self.own))


def _as_png(sheet: Sheet, dress: Dress, own: int | None) -> bytes:
    image = QImage(sheet.size.toSize(), QImage.Format.Format_ARGB32)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    paint(painter, sheet, dress, own)
    painter.end()
    buffer = QBuffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only
    return bytes(buffer.data().data())


def _as_svg(sheet: Sheet, dress: Dress, own: int | None) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    size, buffer = sheet.size.toSize(), QBuffer()
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setSize(size)
    made.setResolution(96)
    made.setViewBox(QRect(0, 0, size.width(), size.height()))
    made.setTitle(tr("地名沿革图"))
    painter = QPainter(made)
    painter.fillRect(0, 0, size.width(), size.height(), QColor(LIGHT.surface))
    paint(painter, sheet, dress, own)
    painter.end()
    return bytes(buffer.data().data())
