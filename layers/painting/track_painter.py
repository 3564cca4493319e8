"""Tracks in the colours of how fast, or when, they were walked."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from layers.generalise import Outlines
from layers.painting.crowds import paths_of
from layers.painting.ink import Ink
from layers.parts import PartLook
from layers.survey_layer import SurveyLayer
from layers.track_motion import NO_TIME, TOKENS, UNKNOWN

AT_ONCE = 400  # vertices of one path: Qt takes long over the crossings of a long one
PAPER = 0.25  # pixels: how fine tracks are on paper


def draw_tracks(ink: Ink, layer: SurveyLayer, look: PartLook) -> None:
    """Draws every track that touches what is painted, the slow below the fast."""
    fine = ink.view.resolution * (PAPER if ink.vector else 1 / ink.view.ratio)
    runs = layer.motion.runs(layer.tracks, look.by, ink.view.epsg, fine)
    if not len(runs.classes):
        return
    west, south, east, north = ink.extent
    margin = 4 * ink.view.resolution
    seen = ((runs.boxes[:, 0] <= east + margin) & (runs.boxes[:, 2] >= west - margin)
            & (runs.boxes[:, 1] <= north + margin) & (runs.boxes[:, 3] >= south - margin))
    px, py = ink.view.pixels(runs.outlines.x, runs.outlines.y)
    pixels = Outlines(px, py, runs.outlines.starts)
    ink.painter.setBrush(Qt.BrushStyle.NoBrush)
    for number in (UNKNOWN, *range(len(TOKENS))):
        parts = np.flatnonzero(seen & (runs.classes == number))
        if not len(parts):
            continue
        ink.painter.setPen(ink.pen(NO_TIME if number == UNKNOWN else TOKENS[number], look.width * 1.4))
        counts = np.cumsum(np.diff(pixels.starts)[parts])
        for path in paths_of(pixels, parts, counts // AT_ONCE):
            if ink.cancelled():
                return
            ink.painter.drawPath(path)
