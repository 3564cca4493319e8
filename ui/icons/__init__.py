"""Icons of one family and weight (Lucide, ISC licence beside), drawn in the colours of the theme."""

from __future__ import annotations

import weakref
from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from typing import Protocol

import shiboken6
from PySide6.QtCore import QByteArray, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton

FOLDER = Path(__file__).parent
WEIGHT = "1.75"  # of 24: one weight for all, a little finer than the family's own
SIZES = (16, 20)
GAP = "\u2009"  # a thin space: Qt leaves too little between icon and text of a push button


class HasIcon(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...


@cache
def source(name: str) -> str:
    """The SVG text of an icon, in `currentColor`."""
    return (FOLDER / f"{name}.svg").read_text("utf-8").replace('stroke-width="2"', f'stroke-width="{WEIGHT}"')


@lru_cache(maxsize=1024)
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


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, faint: str, accent: str) -> QIcon:
    made = QIcon()
    for mode, state, ink in (
        (QIcon.Mode.Normal, QIcon.State.Off, colour),
        (QIcon.Mode.Disabled, QIcon.State.Off, faint),
        (QIcon.Mode.Normal, QIcon.State.On, accent),
    ):
        for size in SIZES:
            for ratio in _ratios():
                made.addPixmap(pixmap(name, size, ink, ratio), mode, state)
    return made


def _ratios() -> set[float]:
    return {1.0, float(ceil(QGuiApplication.instance().devicePixelRatio()))}  # type: ignore[union-attr]


def icon(name: str, token: str = "text") -> QIcon:
    """The icon in the theme of this moment; `token` names its colour. Where it stays, use `dress`."""
    from ui.theme import theme

    tokens = theme.tokens
    return _drawn(name, getattr(tokens, token), tokens.border_strong, tokens.accent)


_dressed: list[tuple[weakref.ref[HasIcon], str, str]] = []


def dress(target: HasIcon, name: str, token: str = "text") -> None:
    """Give an action or button an icon that follows the theme."""
    from ui.theme import theme

    if not _dressed:
        theme.changed.connect(_dress_again)
    _dressed[:] = [entry for entry in _dressed if entry[0]() is not target]
    _dressed.append((weakref.ref(target), name, token))
    if isinstance(target, QPushButton) and not target.text().startswith(GAP):
        target.setText(GAP + target.text())
    target.setIcon(icon(name, token))


def _dress_again() -> None:
    for entry in list(_dressed):
        target = entry[0]()
        if target is None or not shiboken6.isValid(target):
            _dressed.remove(entry)
        else:
            target.setIcon(icon(entry[1], entry[2]))


@cache
def file_of(name: str, colour: str) -> str:
    """A file with the icon in `colour`, for stylesheets, which read images from files only."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation))
    path = folder / f"placename-icon-{name}-{colour.lstrip('#')}.svg"
    if not path.exists():
        path.write_text(source(name).replace("currentColor", colour), "utf-8")
    return path.as_posix()
