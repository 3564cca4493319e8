"""B09, B10: the markers of one number together, and those of triple points on all their lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gazetteer.boundaries.checks.check import Found, check
from gazetteer.boundaries.course import ON, geodesic
from gazetteer.boundaries.marker import DOUBLE, LOST, STANDINGS, TRIPLE, BoundaryMarker
from gazetteer.boundaries.network import Network, View
from gazetteer.rules.finding import WARNING

_LETTERS = {DOUBLE: "AB", TRIPLE: "CDE"}


@check("B09")
def groups_are_complete_and_together(view: View, network: Network) -> Iterator[Found]:
    """B09 同号双立有 A、B 两颗，同号三立有 C、D、E 三颗，相距不远，双立的分在两侧"""
    for standing, letters in _LETTERS.items():
        for group in _groups(view, standing):
            first, have = group[0], {str(marker.type_code) for marker in group}
            lacking = [letter for letter in letters if letter not in have]
            if lacking:
                yield Found(first, f"同号{standing}缺少 {'、'.join(lacking)} 桩", "补登缺少的界桩，或改正类型代码",
                            about="缺桩", measured=float(len(group)), tolerance=float(len(letters)))
            yield from _told_alike(group)
            yield from _apart(group, network.tolerances["pair_apart"])
            if standing == DOUBLE and not lacking and not view.left:  # else B02 knows which side is whose
                yield from _on_one_side(view, group)


def _groups(view: View, standing: str) -> list[list[BoundaryMarker]]:
    """Markers whose letter and standing agree, by serial; those that do not are B08's."""
    found: dict[int, list[BoundaryMarker]] = {}
    for marker in sorted(view.markers, key=lambda one: str(one.type_code)):
        if STANDINGS.get(str(marker.type_code)) == standing == marker.standing:
            found.setdefault(int(marker.serial or 0), []).append(marker)
    return list(found.values())


def _told_alike(group: list[BoundaryMarker]) -> Iterator[Found]:
    first = group[0]
    for other in group[1:]:
        if set(other.line_codes()) != set(first.line_codes()):
            yield Found(other, f"同在界线与同号的{first.number}不一致", "统一同号各桩的同在界线", about="同在界线",
                        severity=WARNING)
        if (other.status == LOST) != (first.status == LOST):
            yield Found(other, f"状态（{other.status}）与同号的{first.number}（{first.status}）不同",
                        "同号界桩有一颗丢失的，应当补立", about="状态", severity=WARNING)


def _apart(group: list[BoundaryMarker], limit: float) -> Iterator[Found]:
    """The one that is far from the most others is named; of two, the second."""
    placed = [one for one in group if one.geom is not None and not one.geom.is_empty]
    far: dict[int, list[tuple[float, BoundaryMarker]]] = {}
    for first, second in combinations(placed, 2):
        _, metres = geodesic((first.geom.x, first.geom.y), (second.geom.x, second.geom.y))
        if metres > limit:
            for one, other in ((first, second), (second, first)):
                far.setdefault(int(one.id or 0), []).append((metres, other))
    if not far:
        return
    most = max(len(others) for others in far.values())
    odd = [one for one in placed if len(far.get(int(one.id or 0), ())) == most][-1]
    metres, other = max(far[int(odd.id or 0)], key=lambda pair: pair[0])
    yield Found(odd, f"与同号的{other.number}相距 {metres:.0f} 米，超过 {limit:g} 米", "核对两颗界桩的坐标",
                about="相距", measured=metres, tolerance=limit)


def _on_one_side(view: View, group: list[BoundaryMarker]) -> Iterator[Found]:
    feet = [view.foot(marker) for marker in group]
    sides = {foot.side for foot in feet if foot is not None and foot.side != ON}
    if len(sides) == 1 and all(foot is not None and foot.side != ON for foot in feet):
        yield Found(group[-1], f"与同号的{group[0].number}都在界线的{sides.pop()}侧", "双立界桩分立界线两侧，核对坐标",
                    about="同侧")


@check("B10")
def triple_points_are_told_alike(view: View, network: Network) -> Iterator[Found]:
    """B10 三交点界桩登记的界线与在该点相接的界线相符"""
    limit = network.tolerances["off_line_pair"]
    for marker in view.markers:
        if marker.geom is None or marker.geom.is_empty:
            continue
        if marker.standing == TRIPLE and not marker.further_lines:
            yield Found(marker, "三立界桩没有登记同在的其他界线", "补登同在界线", about="同在界线", severity=WARNING)
        for code in marker.line_codes():
            yield from _ends_there(marker, code, network, limit)


def _ends_there(marker: BoundaryMarker, code: str, network: Network, limit: float) -> Iterator[Found]:
    other = network.views.get(code)
    if code == marker.line_code and not marker.further_lines:
        return
    if other is None:
        yield Found(marker, f"同在界线 {code} 没有登记", "登记这条界线，或改正同在界线", about=code)
        return
    if other.course is None:
        return
    here = (marker.geom.x, marker.geom.y)
    off = min(geodesic(here, end)[1] for end in (other.course.start, other.course.end))
    if off > limit:
        yield Found(marker, f"登记在{other.line.name}上，离它最近的端点却有 {off:.0f} 米", "核对坐标或同在界线",
                    about=code, measured=off, tolerance=limit)


