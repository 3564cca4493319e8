"""Positions that a phone or a map site has shifted (GCJ-02, BD-09) in formats of WGS 84: put right when stated."""

from __future__ import annotations

import json
from array import array

import numpy as np
import shapely

from gazetteer.coordinates.systems import CGCS2000, SHIFTED, system, transform
from gazetteer.formats.readers import Ask
from gazetteer.formats.report import PointRecord, Report

AS_IT_CAME = "原坐标"


def unshift(report: Report, ask: Ask) -> None:
    """Put every position of a report back where it was, if a person said that they are shifted."""
    if ask.crs is None or ask.crs not in SHIFTED:
        return
    report.crs, report.crs_why = ask.crs, said_of(ask.crs)
    for point in report.points:
        point.raw = with_original(point.raw, point.lon, point.lat)
    points: list[PointRecord] = report.points
    if points:
        moved = transform((np.array([each.lon for each in points]), np.array([each.lat for each in points])),
                          ask.crs, CGCS2000)
        for point, lon, lat in zip(points, *(axis.tolist() for axis in moved), strict=True):
            point.lon, point.lat = lon, lat
    for track in report.tracks:
        track.came = as_it_came(shapely.linestrings(np.column_stack([track.lon, track.lat])))
        moved = transform((np.array(track.lon), np.array(track.lat)), ask.crs, CGCS2000)
        track.lon, track.lat = (array("d", axis.tobytes()) for axis in moved)


def said_of(stated: int) -> str:
    """Why the positions are taken as shifted."""
    about = system(stated)
    return f"由使用者指定：{about.name}；{about.remark}"


def as_it_came(geometry: shapely.Geometry) -> str:
    """A geometry before it was put right, as WKT with every digit."""
    return shapely.to_wkt(shapely.force_2d(geometry), rounding_precision=-1)


def with_original(raw: str, x: float, y: float) -> str:
    """The raw record with the position as it came, if it is JSON; XML holds it already."""
    try:
        kept = json.loads(raw or "{}")
    except ValueError:
        return raw
    return json.dumps({**kept, AS_IT_CAME: [x, y]}, ensure_ascii=False) if isinstance(kept, dict) else raw
