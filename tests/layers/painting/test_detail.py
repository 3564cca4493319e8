"""Rivers, borders and the shapes of places are drawn from no more vertices than the picture can show."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from PySide6.QtGui import QImage, QPainter, QPdfWriter

from gazetteer.places.division import RIVER
from layers.base_layer import BaseLayer
from layers.columns import Paths
from layers.division_layer import DivisionLayer
from layers.layer import Layer
from layers.painting import ink
from layers.painting.frame import render
from layers.painting.paint import paint
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.view import View

FAR = View.at(113.1, 30.65, 400_000, 400, 300)
TURN = np.linspace(0, 2 * np.pi, 4000)


def winding() -> shapely.LineString:
    """A line with far more vertices than pixels."""
    return shapely.LineString(np.column_stack([113.0 + TURN / 30, 30.65 + 0.02 * np.sin(3 * TURN)]))


def round_area() -> shapely.Polygon:
    """An area with a hole, both of far too many vertices."""
    edge = np.column_stack([np.cos(TURN), np.sin(TURN)])
    return shapely.Polygon(edge * 0.08 + (113.1, 30.65), [edge * 0.02 + (113.1, 30.65)])


def layers() -> dict[str, tuple[Layer, str]]:
    area, line = round_area(), winding()
    return {
        "river": (BaseLayer.of([RIVER], ["汉江"], [1], [line]), "rivers"),
        "border": (DivisionLayer.of(["429006"], ["天门市"], [area]), "borders"),
        "area of a place": (PlaceLayer.of([1], [area], ["沉湖"], ["12200"]), "paths"),
        "line of a place": (PlaceLayer.of([1], [line], ["天门河"], ["12100"]), "paths"),
    }


def values(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).astype(int)


@pytest.mark.parametrize("kind", list(layers()))
def test_far_away_it_is_drawn_from_few_vertices_and_looks_the_same(kind, monkeypatch):
    layer, column = layers()[kind]
    monkeypatch.setattr(ink, "SOME", 10 ** 9)
    whole = values(render(FAR, LayerStack([layer]), LIGHT))
    monkeypatch.undo()
    few = values(render(FAR, LayerStack([layer]), LIGHT))
    paths: Paths = getattr(layer, column)
    drawn = [len(outlines.x) for (epsg, level), outlines in paths._levels.items() if epsg == 4547 and level > -100]
    assert drawn and max(drawn) < len(paths.lon) / 10
    apart = np.abs(whole - few).max(axis=2)
    assert (apart > 60).mean() < 0.004


def test_paper_keeps_every_vertex(tmp_path):
    layer = PlaceLayer.of([1], [round_area()], ["沉湖"], ["12200"])
    writer = QPdfWriter(str(tmp_path / "paper.pdf"))
    painter = QPainter(writer)
    paint(painter, FAR, LayerStack([layer]), LIGHT)
    painter.end()
    assert [level for _, level in layer.paths._levels if level > -100] == []
