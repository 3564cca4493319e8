"""The drawn map: like the approved pictures, the same each time, from any thread, and stoppable."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import shapely
from PySide6.QtGui import QImage, QPainter

from gazetteer.characters.font_order import MADE, rare_fonts
from gazetteer.map_layers import LayerTree, MapLayer
from layers.arrangement import dress
from layers.division_layer import DivisionLayer
from layers.graticule_layer import GraticuleLayer
from layers.painting.frame import render
from layers.painting.ink import polygon, symbol_image
from layers.painting.paint import PAINTERS, paint
from layers.painting.text import font
from layers.place_layer import PlaceLayer
from layers.raster_layer import RasterLayer, RasterSource
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.styles import DARK, LIGHT, PRINT, STYLES
from layers.symbols import symbol_names
from layers.vector_layer import VectorLayer
from layers.view import View


def same(one: QImage, other: QImage) -> bool:
    return one == other


@pytest.mark.parametrize("style,ratio", [(LIGHT, 1.0), (LIGHT, 2.0), (DARK, 1.0), (PRINT, 1.0)],
                         ids=lambda value: getattr(value, "name", value))
def test_the_map_looks_as_approved(city, view, like_approved, style, ratio):
    city[SelectionLayer].select([4])
    city[GraticuleLayer].visible = style is DARK
    near = view.scaled(95_000).resized(view.width, view.height, ratio)
    like_approved(render(near, city, style), f"map_{style.name}_{ratio:g}x")


def test_the_same_view_gives_the_same_picture(city, view):
    assert same(render(view, city, LIGHT), render(view, city.snapshot(), LIGHT))


def test_a_worker_draws_what_the_window_thread_draws(city, view):
    frames = []
    snapshot = city.snapshot()
    threads = [threading.Thread(target=lambda: frames.append(render(view, snapshot, LIGHT))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same(frame, render(view, city, LIGHT)) for frame in frames)


def test_a_picture_of_twice_the_ratio_has_twice_the_pixels(city, view):
    image = render(view.resized(640, 420, 2.0), city, LIGHT)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (1280, 840, 2.0)


def test_a_cancelled_frame_is_left_unfinished(city, view):
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    image = QImage(640, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert paint(painter, view, city, LIGHT, cancelled) == []
    painter.end()
    assert len(asked) < 20


def test_names_placed_on_the_map_are_told_and_overlap_nowhere(city, view):
    image = QImage(640, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    placed = paint(painter, view, city, LIGHT)
    painter.end()
    assert {"天门市", "干驿镇", "石家河镇"} <= {label.name.text for label in placed}
    boxes = [shapely.box(*label.box) for label in placed]
    for number, box in enumerate(boxes):
        assert not any(box.intersection(other).area for other in boxes[:number])


def test_no_name_crosses_a_border(city, view):
    image = QImage(640, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    placed = paint(painter, view, city, LIGHT)
    painter.end()
    for part in shapely.get_parts(shapely.boundary(city[DivisionLayer].geometries)):
        line = shapely.LineString(np.column_stack(view.to_screen(*shapely.get_coordinates(part).T)))
        assert not any(line.intersects(shapely.box(*label.box)) for label in placed)


def test_the_city_has_a_soft_band_on_its_own_side_only(city, view):
    image = render(view, LayerStack([city[DivisionLayer]]), LIGHT)
    x, y = (float(value) for value in view.to_screen(113.0, 30.65))  # the west border, from south to north
    assert image.pixelColor(round(x) + 5, round(y)).name() == LIGHT["band"]
    assert image.pixelColor(round(x) + 30, round(y)).name() == LIGHT["home"]
    assert image.pixelColor(round(x) - 5, round(y)).name() == LIGHT["ground"]


def test_a_hidden_layer_leaves_no_trace_and_a_faint_one_is_fainter(city, view):
    whole = render(view, city, LIGHT)
    city[DivisionLayer].opacity = 0.3
    assert not same(render(view, city, LIGHT), whole)
    city[DivisionLayer].visible = False
    x, y = (float(value) for value in view.to_screen(113.05, 30.69))
    assert render(view, city, LIGHT).pixelColor(round(x), round(y)).name() == LIGHT["ground"]


def test_a_crowd_is_thinned_but_the_important_stay(view):
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(113.0, 113.24, 20_000), rng.uniform(30.58, 30.71, 20_000)
    codes = ["22200"] * 19_999 + ["21500"]
    crowd = PlaceLayer.of(range(1, 20_001), shapely.points(lon, lat), ["村"] * 19_999 + ["皂市镇"], codes)
    image = QImage(640, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    placed = paint(painter, view, LayerStack([crowd]), LIGHT)
    painter.end()
    assert placed[0].name.text == "皂市镇"


@pytest.mark.parametrize("place", [(112.0, 30.0), (-70.0, -30.0), (113.1, 89.9)])
def test_places_far_off_do_no_harm(place, view):
    layer = PlaceLayer.of([1, 2], shapely.points([113.1, place[0]], [30.65, place[1]]), ["近村", "远村"], ["21610"] * 2)
    assert not render(view, LayerStack([layer]), LIGHT).isNull()
    assert not render(view.scaled(50_000_000), LayerStack([layer]), LIGHT).isNull()


@pytest.mark.parametrize("epsg", [4547, 4526, 4490, 3857])
def test_every_map_system_draws_the_place_at_its_own_pixel(city, view, epsg):
    turned = view.in_system(epsg)
    x, y = (float(value) for value in turned.to_screen(113.12, 30.67))
    image = render(turned, LayerStack([city[PlaceLayer]]), LIGHT)
    assert image.pixelColor(round(x), round(y)).name() == LIGHT["paper"]


def test_every_symbol_is_told_apart_at_sixteen_pixels():
    pictures = {}
    for name in symbol_names():
        image = symbol_image(name, 16.0, 1.0, LIGHT).convertToFormat(QImage.Format.Format_ARGB32)
        values = np.frombuffer(image.constBits(), np.uint8).reshape(18, 18, 4).astype(int)
        assert (values[..., 3] > 100).sum() > 25, f"{name} is hardly to be seen"
        pictures[name] = values * (values[..., 3:] > 0)
    for name, picture in pictures.items():
        for other, another in pictures.items():
            if name < other:
                assert (np.abs(picture - another).max(axis=2) > 60).sum() > 8, f"{name} looks like {other}"


@pytest.mark.parametrize("style", STYLES.values(), ids=lambda style: style.name)
def test_text_stands_out_from_its_ground(style):
    def light(token):
        parts = [int(style[token][i:i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for token, ground in (("ink", "home"), ("water_text", "home"), ("park_text", "home"), ("relief_text", "home")):
        high, low = sorted((light(token), light(ground)), reverse=True)
        assert (high + 0.05) / (low + 0.05) > 4.5, token


def test_fonts_name_the_rare_character_faces_last_and_then_the_made_one():
    for face in ("hei", "song"):
        families = font(face, 12).families()
        assert families[-len(rare_fonts()) - 1:] == [*rare_fonts(), MADE]


def test_every_kind_of_layer_has_its_painter(city):
    assert {type(layer) for layer in LayerStack.standard()} | {RasterLayer, VectorLayer} == set(PAINTERS)


def test_columns_of_pixels_become_a_polygon():
    x, y = np.array([1.5, 2.5, -3.0]), np.array([0.25, 7.0, 1e6])
    made = polygon(x, y)
    assert [(point.x(), point.y()) for point in made] == list(zip(x, y, strict=True))
    assert polygon(np.empty(0), np.empty(0)).isEmpty()


def test_zooming_far_into_a_border_stays_cheap_and_right(city):
    near = View.at(113.0, 30.65, 500, 640, 420)
    image = render(near, LayerStack([city[DivisionLayer]]), LIGHT)
    assert image.pixelColor(20, 210).name() == LIGHT["ground"]
    assert image.pixelColor(620, 210).name() == LIGHT["home"]


def test_classes_and_lines_are_drawn_as_they_were_set(city, view, like_approved):
    dress(city, LayerTree((
        MapLayer("place").styled("24", tint="#b5467f", size=18).styled("2444", symbol="tower")
        .styled("216", shown=False).styled("215", labelled=False)
        .styled("22", colour="#c8382e", text=20, label_from=200_000, symbol_from=200_000),
        MapLayer("division").styled("band", colour="#cfe4f3", width=16.0).styled("own", colour="#1f5fa8", width=3.0)
        .styled("ground", fill="#d9ead3"),
        MapLayer("base").styled("river", colour="#c8382e", fill="#fdfcf8", width=2.0).styled("neighbour", shown=False),
        MapLayer("survey").styled("waiting", colour="#0f7b7b", size=14.0).styled("track", shown=False))))
    like_approved(render(view.scaled(95_000), city, LIGHT), "map_styled_1x")


class Flat(RasterSource):
    """A base map of one colour."""

    def draw(self, view: View, cancelled) -> np.ndarray:
        pixels = np.zeros((round(view.height * view.ratio), round(view.width * view.ratio), 4), np.uint8)
        pixels[:] = (200, 120, 40, 255)
        return pixels


def colour_at(stack: LayerStack, view: View, lon: float, lat: float, right: int = 0) -> str:
    x, y = (float(value) for value in view.to_screen(lon, lat))
    return render(view, stack, LIGHT).pixelColor(round(x) + right, round(y)).name()


FLAT = "#c87828"
WEST, INSIDE = (113.0, 30.65), (113.05, 30.69)


def test_the_band_lies_over_a_base_map_below_it_and_the_ground_under_it(city, view):
    base, division = RasterLayer("base-1", "图", Flat()), city[DivisionLayer]
    stack = LayerStack([base, division])
    assert colour_at(stack, view, *WEST, right=5) == LIGHT["band"]
    assert colour_at(stack, view, *INSIDE) == FLAT


def test_a_base_map_covers_what_stands_below_it_in_the_tree(city, view):
    base, division, places = RasterLayer("base-1", "图", Flat()), city[DivisionLayer], city[PlaceLayer]
    assert colour_at(LayerStack([division, base, places]), view, *WEST, right=5) == FLAT
    assert colour_at(LayerStack([division, base, places]), view, 113.12, 30.67) == LIGHT["paper"]  # of a symbol
    assert colour_at(LayerStack([division, places, base]), view, 113.12, 30.67) == FLAT


def test_of_two_base_maps_the_upper_one_is_seen_as_far_as_it_lets(city, view):
    upper, lower = RasterLayer("base-1", "图", Flat()), RasterLayer("base-2", "图", Flat())
    upper.opacity = 0.5
    stack = LayerStack([lower, upper])
    assert colour_at(stack, view, *INSIDE) == FLAT
    lower.visible = False
    assert colour_at(stack, view, *INSIDE) not in (FLAT, LIGHT["ground"])
