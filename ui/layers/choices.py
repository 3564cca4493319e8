"""Buttons from which a colour or a symbol of the sheet is chosen, each from a small field that opens below it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QGridLayout, QMenu, QPushButton, QToolButton, QWidget, QWidgetAction

from layers.legend import TITLES
from layers.styles import ClassStyle
from ui.i18n import tr
from ui.layers.swatch import SIDE, class_swatch, colour_swatch

# Inks that stand apart from each other on light and dark ground.
COLOURS = ("#22262b", "#6b7280", "#c8382e", "#e07b39", "#d1a300", "#4d9560", "#0f7b7b", "#4f93c6",
           "#1f5fa8", "#7d5bb0", "#b5467f", "#8a6a45", "#e6d3e0", "#cfe4f3", "#d9ead3", "#fdfcf8")
ACROSS = 8
CELL = 30  # pixels of a field in the grid
LARGE = 22  # pixels of a symbol in it


class ColourButton(QToolButton):
    """Signal: chosen(colour) with #rrggbb, or "" for the usual one."""

    chosen = Signal(str)

    def __init__(self, title: str, usual: str) -> None:
        super().__init__()
        self._title = title
        self.setAccessibleName(title)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.colour = ""
        menu = QMenu(self)
        pictures = [(colour, colour, colour_swatch(colour, 2.0)) for colour in COLOURS]
        self.fields = _grid(menu, pictures, self.chosen.emit, SIDE)
        self.usual = menu.addAction(usual, lambda: self.chosen.emit(""))
        menu.addAction(tr("其他颜色…"), self._ask)
        self.setMenu(menu)

    def show_colour(self, colour: str) -> None:
        """A token of the map or #rrggbb; "" where each symbol has its own."""
        self.colour = colour
        self.setIcon(QIcon(colour_swatch(colour, self.devicePixelRatioF())))
        self.setToolTip(self._title)

    def _ask(self) -> None:
        start = QColor(self.colour if self.colour[:1] == "#" else COLOURS[0])
        found = QColorDialog.getColor(start, self.window(), self._title)
        if found.isValid():
            self.chosen.emit(found.name())


class SymbolButton(QPushButton):
    """Signal: chosen(name) of a symbol of the sheet."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("符号"))
        self.setToolTip(tr("从图式符号中另选"))
        self.setIconSize(QSize(SIDE, SIDE))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.fields: dict[str, QToolButton] = {}

    def show_style(self, style: ClassStyle) -> None:
        self.setIcon(QIcon(class_swatch(style, self.devicePixelRatioF())))
        self.setText(TITLES[style.symbol])

    def _fill(self) -> None:
        """Drawn when it is opened, in the colours of the theme there is then."""
        self._menu.clear()
        pictures = [(name, title, class_swatch(ClassStyle(name, LARGE - 2, 0, 0, 0), 2.0, LARGE))
                    for name, title in TITLES.items()]
        self.fields = _grid(self._menu, pictures, self.chosen.emit, LARGE)


def _grid(menu: QMenu, pictures: Iterable[tuple[str, str, QPixmap]], choose, side: int) -> dict[str, QToolButton]:
    """A field for each picture, reached by Tab and taken by Space as well."""
    home = QWidget()
    grid = QGridLayout(home)
    grid.setContentsMargins(8, 4, 8, 4)
    grid.setSpacing(2)
    fields: dict[str, QToolButton] = {}
    for number, (name, title, picture) in enumerate(pictures):
        field = fields[name] = QToolButton()
        field.setIcon(QIcon(picture))
        field.setIconSize(QSize(side, side))
        field.setFixedSize(CELL, CELL)
        field.setToolTip(title)
        field.setAccessibleName(title)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.clicked.connect(lambda _=False, name=name: (menu.close(), choose(name)))
        grid.addWidget(field, number // ACROSS, number % ACROSS)
    action = QWidgetAction(menu)
    action.setDefaultWidget(home)
    menu.addAction(action)
    return fields
