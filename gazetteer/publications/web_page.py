"""A map page by folium with everything inside: nothing is loaded from another host. Folium is heavy; load this late."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import folium
import shapely
from branca.element import Element
from folium.elements import JSCSSMixin
from shapely.geometry.base import BaseGeometry

ASSETS = Path(__file__).with_name("assets")
TIANMEN = (112.5, 30.3, 113.5, 30.9)
FIELDS = {"name": "标准名称", "roman": "汉语拼音", "class": "类别", "division": "所在政区", "code": "地名代码"}
OUTLINE = {"color": "#7a5c86", "weight": 1.6, "dashArray": "8 3 2 3", "fill": False, "interactive": False}
STYLES: dict[str, dict[str, Any]] = {
    "neighbours": OUTLINE | {"color": "#b9aebf", "weight": 0.8},
    "rivers": {"color": "#6aa7c8", "weight": 1.6, "interactive": False},
    "outline": OUTLINE,
    "places": {"color": "#0b6e6e", "weight": 2, "fillOpacity": 0.12},
}


@dataclass(frozen=True)
class Backdrop:
    """What lies under the places: layer of STYLES → shapes (EPSG:4490), and (name, lon, lat) of the neighbours."""

    layers: dict[str, list[BaseGeometry]]
    around: Sequence[tuple[str, float, float]]


def web_page(features: dict[str, Any], backdrop: Backdrop, words: dict[str, str]) -> str:
    """The HTML of a map of GeoJSON points, lines and areas; `words` fill the board (assets/share_map.html)."""
    page = _map(features)
    for name, shapes in backdrop.layers.items():
        if shapes:
            tidy = [shapely.geometry.mapping(shapely.set_precision(shape, 1e-5)) for shape in shapes]
            _add_layer(page, name, [{"type": "Feature", "properties": {}, "geometry": shape} for shape in tidy])
    if features["features"]:
        _add_places(page, features["features"])
    # folium's own scripts and styles would come from other hosts.
    for element in _all(page):
        if isinstance(element, JSCSSMixin):
            element.default_js, element.default_css = [], []
    return _finished(page, words, backdrop.around)


def _map(features: dict[str, Any]) -> folium.Map:
    page = folium.Map(tiles=None, zoom_control=True, attributionControl=False, prefer_canvas=True)
    page._id = "page"
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features["features"]]
    west, south, east, north = shapely.total_bounds(shapes) if shapes else TIANMEN
    page.fit_bounds([[south, west], [north, east]], padding=(40, 40), max_zoom=14)
    for child in page._children.values():
        child._id = "start"
    return page


def _add_layer(page: folium.Map, name: str, features: list[dict[str, Any]], **more: Any) -> None:
    data = {"type": "FeatureCollection", "features": features}
    layer = folium.GeoJson(data, name=name, style_function=lambda feature: STYLES[name], control=False, **more)
    layer._id = name
    layer.add_to(page)


def _add_places(page: folium.Map, features: list[dict[str, Any]]) -> None:
    marker = folium.CircleMarker(radius=5, color="#0b6e6e", weight=1.5, fill=True, fill_color="#ffffff", fill_opacity=1)
    popup = folium.GeoJsonPopup(list(FIELDS), list(FIELDS.values()), localize=False)
    marker._id, popup._id = "dot", "card"
    _add_layer(page, "places", features, marker=marker, popup=popup)


def _finished(page: folium.Map, words: dict[str, str], around: Sequence[tuple[str, float, float]]) -> str:
    figure: Any = page.get_root()
    figure._id = "figure"
    figure.title = html.escape(words["title"])
    style = re.sub(r"url\(images/[^)]*\)", "none", _asset("leaflet/leaflet.css"))
    program = re.sub(r"//# sourceMappingURL=\S*", "", _asset("leaflet/leaflet.js"))
    _add(figure.header, f"<style>{style}\n{_asset('share_map.css')}</style><script>{program}</script>", "leaflet")
    _add(figure.html, _board(words, around), "board")
    _add(figure.script, _asset("share_map.js"), "labels")
    return figure.render().replace("<html>", '<html lang="zh-CN">', 1)


def _board(words: dict[str, str], around: Sequence[tuple[str, float, float]]) -> str:
    board = _asset("share_map.html")
    for key, text in words.items():
        board = board.replace(f"{{{{{key}}}}}", html.escape(text).replace("{", "&#123;"))
    names = json.dumps(around, ensure_ascii=False).replace("<", "\\u003c").replace("{", "\\u007b")
    return board.replace("{{around}}", names)


def _all(element: Element) -> list[Element]:
    return [element, *(each for child in element._children.values() for each in _all(child))]


def _add(parent: Element, text: str, name: str) -> None:
    # Braces of scripts and styles mean nothing to the template engine when they are said to be raw.
    parent.add_child(Element("{% raw %}" + text + "{% endraw %}"), name=name)


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
