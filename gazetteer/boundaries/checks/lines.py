"""B21, B22, B24: each line among the others, and in its own figures."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from gazetteer.boundaries.changes import count_markers
from gazetteer.boundaries.checks.check import Found, check
from gazetteer.boundaries.course import Course, geodesic
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.network import Network, View
from gazetteer.rules.finding import ERROR, WARNING

_SNAP = 0.01  # metres: a drawn line and the one that shares it are no farther apart
_COUNTS = ("marker_count", "single_count", "double_count", "triple_count")
_COUNT_NAMES = ("界桩", "单立桩", "双立桩", "三立桩")


@check("B21")
def line_ends_meet_the_neighbours(view: View, network: Network) -> Iterator[Found]:
    """B21 界线的端点在三交点上与相邻界线的端点相接"""
    limit = network.tolerances["line_end"]
    others = [(other.line, end) for other in network.views.values() if other is not view and other.course is not None
              and other.line.level == view.line.level for end in (other.course.start, other.course.end)]
    if view.course is None:
        yield Found(view.line, "还没有图形", "画出或导入界线", severity=WARNING)
        return
    for name, spot in (("起点", view.course.start), ("止点", view.course.end)):
        off, nearest = min(((geodesic(spot, end)[1], line.name) for line, end in others), default=(None, ""))
        if off is not None and off > limit:
            yield Found(view.line, f"{name}与最近的{nearest}端点相距 {off:.1f} 米，没有在三交点上相接",
                        "核对端点，捕捉到三交点上", about=name, measured=off, tolerance=limit)


@check("B22")
def lines_neither_break_nor_overlap(view: View, network: Network) -> Iterator[Found]:
    """B22 界线不间断，不与别的界线重叠或相交，自身不相交"""
    if view.course is None:
        return
    yield from _gaps(view, network.tolerances["line_gap"])
    if not view.course.plane.is_simple:
        yield Found(view.line, "图形自身相交", "修改图形", about="自交")
    for code, other in network.views.items():
        if code > str(view.line.code) and other.course is not None and other.line.level == view.line.level:
            yield from _meeting(view.line, other.line, view.course, other.course, network)


def _gaps(view: View, limit: float) -> Iterator[Found]:
    parts = view.course.parts if view.course else []
    for number, (first, second) in enumerate(zip(parts, parts[1:], strict=False), start=1):
        _, gap = geodesic(tuple(first[-1]), tuple(second[0]))
        if gap > limit:
            yield Found(view.line, f"第 {number} 段与第 {number + 1} 段之间间断 {gap:.1f} 米", "补画间断的一段",
                        about=f"间断{number}", measured=gap, tolerance=limit)


def _meeting(line: BoundaryLine, other: BoundaryLine, course: Course, second: Course,
             network: Network) -> Iterator[Found]:
    if not shapely.dwithin(course.plane, second.plane, _SNAP):
        return
    limit = network.tolerances["line_overlap"]
    shared = course.plane.intersection(second.plane.buffer(_SNAP))  # a leg with one vertex more is not the very same
    if shared.length > limit:
        yield Found(line, f"与{other.name}重叠 {shared.length:.1f} 米", "一段界线只属于一条界线，核对两条界线的端点",
                    about=str(other.code), measured=shared.length, tolerance=limit)
        return
    ends = shapely.MultiPoint(np.array([end for one in (course, second) for end in _plane_ends(one)]))
    crossings = [part for part in shapely.get_parts(shared)
                 if ends.distance(part) > max(network.tolerances["line_end"], limit)]
    if crossings:
        yield Found(line, f"与{other.name}在端点以外相交 {len(crossings)} 处", "核对两条界线的图形",
                    about=str(other.code), measured=float(len(crossings)), tolerance=0.0)


def _plane_ends(course: Course) -> list[tuple[float, float]]:
    pairs = shapely.get_coordinates(course.plane)
    return [tuple(pairs[0]), tuple(pairs[-1])]


@check("B24")
def length_and_counts_agree(view: View, network: Network) -> Iterator[Found]:
    """B24 登记的界线长度与图上长度、界桩颗数与界桩登记一致"""
    line, share = view.line, network.tolerances["length_share"]
    if line.agreed_length and view.course is not None:
        drawn = view.course.length / 1000
        off = abs(drawn - line.agreed_length) / line.agreed_length * 100
        if off > share:
            yield Found(line, f"登记长度 {line.agreed_length:g} 千米，图上 {drawn:.3f} 千米，相差 {off:.1f}%"
                              f"（限 {share:g}%）", "核对登记长度，或核对图形",
                        about="长度", measured=off, tolerance=share)
    counted = BoundaryLine()
    count_markers(counted, [*view.markers, *view.guests])
    for name, label in zip(_COUNTS, _COUNT_NAMES, strict=True):
        told, real = int(getattr(line, name) or 0), int(getattr(counted, name) or 0)
        if told != real:
            yield Found(line, f"登记{label} {told} 颗，实有 {real} 颗", "重新计数", about=label, measured=float(real),
                        tolerance=float(told), severity=ERROR)
