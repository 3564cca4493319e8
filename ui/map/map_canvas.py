"""The map in the window: shows frames, passes the pointer to the tool in hand, follows register and selection."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.survey import SurveyPoint
from layers.division_layer import DivisionLayer
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.styles import STYLES, Style
from layers.survey_layer import SurveyLayer
from ui.common.errors import show_error
from ui.i18n import tr
from ui.map import actions, overlay
from ui.map.controls import ScaleLine, map_buttons
from ui.map.editing import AddPlaceTool, LocateTool, MoveTool
from ui.map.frames import Frame, FrameMaker
from ui.map.gestures import BoxZoom, Gesture, Hand, Modifiers, RectangleSelect
from ui.map.map_data import MapData
from ui.map.navigator import Navigator
from ui.map.panels import GoToPanel, NewPlacePanel, PlaceTip
from ui.map.picking import Hit, hits, within
from ui.map.following import Following
from ui.records.heads import head_of
from ui.records.options import Lookups
from ui.selection import Selection
from ui.theme import theme
