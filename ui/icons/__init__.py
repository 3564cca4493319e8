"""Icons of one family and weight (Lucide, ISC licence beside), drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent
WEIGHT = "1.75"  # of 24: one weight for all, a little finer than the family's own


@lru_cache(maxsize=None)
def source(name: str) -> str:
    """The SVG text of an icon, in `currentColor`."""
    return (FOLDER / f"{name}.svg").read_text("utf-8").replace('stroke-width="2"', f'stroke-width="{WEIGHT}"')


@lru_cache(maxsize=512)
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """An icon of `size` logical pixels in `colour` (#RRGGBB)."""
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    svg = source(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


class _Engine(QIconEngine):
    """Draws an icon in the palette of the moment, so that a change of theme needs no new icons."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, ratio: float) -> QPixmap:
        side = min(size.width(), size.height()) / ratio
        return pixmap(self._name, max(1, round(side)), self._colour_for(mode, state), ratio)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap(self._name, side, self._colour_for(mode, state), ratio)
        left = rect.left() + (rect.width() - side) // 2
        painter.drawPixmap(left, rect.top() + (rect.height() - side) // 2, drawn)

    def clone(self) -> QIconEngine:
        return _kept(_Engine(self._name, self._colour))

    def _colour_for(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        colours = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
        if state == QIcon.State.On:
            return colours.color(QPalette.ColorRole.Accent).name()
        return self._colour or colours.color(QPalette.ColorRole.Text).name()


_engines: list[QIconEngine] = []


def _kept(engine: QIconEngine) -> QIconEngine:
    # Qt owns the C++ half and calls the Python half; without a reference Python would free it.
    _engines.append(engine)
    return engine


@lru_cache(maxsize=None)
def icon(name: str, colour: str = "") -> QIcon:
    """The icon `name`, in the text colour of the theme unless a colour is given."""
    source(name)
    return QIcon(_kept(_Engine(name, colour)))


@lru_cache(maxsize=None)
def file_of(name: str, colour: str) -> str:
    """A file with the icon in `colour`, for stylesheets, which read images from files only."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation))
    path = folder / f"placename-icon-{name}-{colour.lstrip('#')}.svg"
    if not path.exists():
        path.write_text(source(name).replace("currentColor", colour), "utf-8")
    return path.as_posix()
