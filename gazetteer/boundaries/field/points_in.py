"""Measured points and walked tracks of a survey file: points go to markers by their names, tracks to the inspection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from gazetteer.boundaries.boundary_media import PHOTO
from gazetteer.boundaries.field.brought import MARKER, Brought, Entry, TrackIn
from gazetteer.boundaries.field.naming import Names
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.formats.report import PointRecord, Report, TrackRecord
from gazetteer.formats.times import in_beijing
from gazetteer.shapes.measuring import ellipsoid

HANDHELD = "手持 GPS"
METHOD_COLUMN = "测量方法"
SAME_METRES = 0.02  # a waypoint this near to what was handed out was not measured
ROUTE = "route"


def take_report(report: Report, file: str, names: Names, markers: Mapping[int, BoundaryMarker],
                brought: Brought) -> None:
    """Put the points and tracks of a file into what was brought; what the reader could not read is told too."""
    for unread in report.unread:
        brought.miss(file, unread.where, "", unread.why)
    for point in report.points:
        if point.kind != PHOTO:
            _take_point(point, file, names, markers, brought)
    routes = [track for track in report.tracks if track.kind == ROUTE]
    if routes:
        brought.note(f"{file}：航线 {len(routes)} 条是计划的路线，不算走过的航迹")
    brought.tracks += [_track(track, file) for track in report.tracks if track.kind != ROUTE]
    if report.shapes:
        brought.miss(file, f"线、面 {len(report.shapes)} 个", "", "不是航迹，也不是测点")
    brought.held += report.held


def _take_point(point: PointRecord, file: str, names: Names, markers: Mapping[int, BoundaryMarker],
                brought: Brought) -> None:
    where = f"测点“{point.name}”" if point.name else f"第 {point.number} 个测点"
    marker = markers.get(names.row_of(point.name) or 0)
    if marker is None:
        brought.miss(file, where, "名称", "对不上这条界线的哪一颗界桩")
        return
    agreed = marker.geom
    if agreed is not None and not agreed.is_empty and not point.taken_at:
        away = float(ellipsoid().inv(point.lon, point.lat, agreed.x, agreed.y)[2])
        if away <= SAME_METRES:
            brought.note(f"{file}：与登记坐标相同又没有时间的航点是带出的，不作为实测")
            return
    key = int(marker.id or 0)
    told: dict[str, Any] = {"geom": shapely.Point(point.lon, point.lat), "measured_method": _method(point)}
    labels = {"geom": "实测位置", "measured_method": "测量方法", "measured_elevation": "实测高程"}
    if point.elevation is not None:
        told["measured_elevation"] = float(point.elevation)
    known = brought.markers.get(key, {})
    for name, value in told.items():
        if name == "geom" or name not in known:  # what a person wrote in the form goes before the device
            brought.put(MARKER, key, name, Entry(value, labels[name], file, where))


def _method(point: PointRecord) -> str:
    """As a column of the point tells it, else that of a hand receiver."""
    try:
        told: Any = json.loads(point.raw) if point.raw.startswith("{") else {}
    except ValueError:
        told = {}
    return str(told.get(METHOD_COLUMN) or HANDHELD) if isinstance(told, dict) else HANDHELD


def _track(track: TrackRecord, file: str) -> TrackIn:
    times = track.times
    first = next((time for time in times or () if time), None)
    line = shapely.LineString(np.column_stack([np.asarray(track.lon, float), np.asarray(track.lat, float)]))
    return TrackIn(track.name or file, file, in_beijing(first)[:10] if first else None, line, times)
