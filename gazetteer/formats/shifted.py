"""Positions that a phone or a map site has shifted (GCJ-02, BD-09) in formats of WGS 84: put right when stated."""

from __future__ import annotations

import json
from array import array

import numpy as np

from gazetteer.coordinates.systems import CGCS2000, SHIFTED, system, transform
from gazetteer.formats.readers import Ask
from gazetteer.formats.report import PointRecord, Report

AS_IT_CAME = "原坐标"


def unshift(report: Report, ask: Ask) -> None:
    """Put every position of a report back where it was, if a person said that they are shifted."""
    if ask.crs not in SHIFTED:
        return
    stated = system(ask.crs)
    report.crs, report.crs_why = ask.crs, f"由使用者指定：{stated.name}；{stated.remark}"
    for point in report.points:
        point.raw = with_original(point.raw, point.lon, point.lat)
    points: list[PointRecord] = report.points
    if points:
        moved = transform((np.array([each.lon for each in points]), np.array([each.lat for each in points])),
                          ask.crs, CGCS2000)
        for point, lon, lat in zip(points, *(axis.tolist() for axis in moved), strict=True):
            point.lon, point.lat = lon, lat
    for track in report.tracks:
        moved = transform((np.array(track.lon), np.array(track.lat)), ask.crs, CGCS2000)
        track.lon, track.lat = (array("d", axis.tobytes()) for axis in moved)
    if report.tracks:
        report.note("航迹各点的原坐标在保存的原始文件里")


def with_original(raw: str, x: float, y: float) -> str:
    """The raw record with the position as it came, if it is JSON; XML holds it already."""
    try:
        kept = json.loads(raw or "{}")
    except ValueError:
        return raw
    return json.dumps({**kept, AS_IT_CAME: [x, y]}, ensure_ascii=False) if isinstance(kept, dict) else raw
