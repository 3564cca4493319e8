"""B01–B04, B07, B08: each marker beside its line, along it, and in itself."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gazetteer.boundaries.checks.check import Found, check
from gazetteer.boundaries.course import ON
from gazetteer.boundaries.marker import SINGLE, BoundaryMarker
from gazetteer.boundaries.network import Network, Station, View, limit_of
from gazetteer.boundaries.numbering import number_problems
from gazetteer.rules.finding import NOTICE, WARNING

_BARELY = 0.5  # metres: so near to the line a marker of a pair is on no side


@check("B01")
def marker_is_on_its_line(view: View, network: Network) -> Iterator[Found]:
    """B01 界桩在界线上（双立、三立在两侧限差以内）"""
    for marker in view.markers:
        foot = view.foot(marker)
        if marker.geom is None or marker.geom.is_empty:
            yield Found(marker, "还没有位置", "测量后登记坐标", severity=WARNING)
        if foot is None:
            continue
        limit = limit_of(marker, network.tolerances)
        if foot.offset > limit:
            unit = view.unit_at(foot.side)
            where = f"偏在{unit}一侧" if unit else f"在界线走向的{foot.side}侧"
            yield Found(marker, f"离界线 {foot.offset:.1f} 米，{where}，超过限差 {limit:g} 米",
                        "核对坐标；界桩确已移动的，按原址重立", measured=foot.offset, tolerance=limit)


@check("B02")
def paired_marker_is_on_its_side(view: View, network: Network) -> Iterator[Found]:
    """B02 同号双立界桩各在所属一侧（A 在甲方，B 在乙方）"""
    for marker in view.markers:
        foot, own = view.foot(marker), {"A": view.line.side_a, "B": view.line.side_b}.get(str(marker.type_code))
        if foot is None or own is None or foot.side == ON or foot.offset < _BARELY or marker.standing == SINGLE:
            continue
        unit = view.unit_at(foot.side)
        if unit and unit != own:
            yield Found(marker, f"类型代码 {marker.type_code} 应在{own}一侧，实际在{unit}一侧，"
                                f"离界线 {foot.offset:.1f} 米",
                        "核对坐标或类型代码", measured=foot.offset, tolerance=_BARELY)


@check("B03")
def markers_follow_their_serials(view: View, network: Network) -> Iterator[Found]:
    """B03 界桩沿界线按序号排列"""
    own = [one for one in view.stations if one.markers[0].line_id == view.line.id]
    serials = [int(one.markers[0].serial or 0) for one in own]
    if len(_rising([-serial for serial in serials])) > max(len(_rising(serials)), 2):
        yield Found(view.line, "界桩序号与界线图形的方向相反", "把界线图形反向，或重编序号")
        own, serials = own[::-1], serials[::-1]
    for index in _out_of_order(serials):
        between = "与".join(_numbered(own, other) for other in (index - 1, index + 1) if 0 <= other < len(own))
        for marker in own[index].markers:
            yield Found(marker, f"序号 {serials[index]} 不合次序：沿界线位于 {own[index].chainage:.0f} 米处，"
                                f"邻近{between}",
                        "核对编号，或核对坐标", measured=float(index + 1),
                        tolerance=float(sorted(serials).index(serials[index]) + 1))


def _numbered(stations: Sequence[Station], index: int) -> str:
    return f"{stations[index].number}（序号 {stations[index].markers[0].serial}）"


def _out_of_order(serials: Sequence[int]) -> list[int]:
    """Places of those that do not fit: the fewest without which the rest rises; of two exchanged ones, both."""
    kept = set(_rising(serials))
    odd = {index for index in range(len(serials)) if index not in kept}
    wanted = sorted(serials)
    for index in tuple(odd):
        other = wanted.index(serials[index])
        if other != index and wanted[index] == serials[other]:
            odd.add(other)
    return sorted(odd)


def _rising(values: Sequence[int]) -> list[int]:
    """Places of a longest rising part."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        tails[place:place + 1], ends[place:place + 1] = [value], [index]
        before.append(ends[place - 1] if place else None)
    found: list[int] = []
    step = ends[-1] if ends else None
    while step is not None:
        found.append(step)
        step = before[step]
    return found[::-1]


@check("B04")
def markers_are_well_spaced(view: View, network: Network) -> Iterator[Found]:
    """B04 相邻界桩间距合理，序号不缺"""
    least, most = network.tolerances["spacing_least"], network.tolerances["spacing_most"]
    for first, second in pairwise(view.stations):
        apart = second.chainage - first.chainage
        if not least <= apart <= most:
            said, limit = ("过近", least) if apart < least else ("过远", most)
            yield Found(second.markers[0], f"与{first.number}号沿界线相距 {apart:.0f} 米，{said}（限 {limit:g} 米）",
                        "核对位置；确实过远的，宜增设界桩", measured=apart, tolerance=limit)
    used = Counter(int(marker.serial or 0) for marker in view.markers)
    missing = [number for number in range(1, max(used, default=0)) if number not in used]
    if missing:
        told = "、".join(f"{number:03}" for number in missing[:5]) + ("等" if len(missing) > 5 else "")
        yield Found(view.line, f"缺少序号 {told}，共 {len(missing)} 个", "核对是否漏登；已注销的可以认可",
                    about="序号", measured=float(len(missing)), tolerance=0.0)


@check("B07")
def height_is_plausible(view: View, network: Network) -> Iterator[Found]:
    """B07 界桩高程在本市地势范围以内"""
    least, most = network.tolerances["height_least"], network.tolerances["height_most"]
    for marker in view.markers:
        if marker.elevation is not None and not least <= marker.elevation <= most:
            limit = least if marker.elevation < least else most
            yield Found(marker, f"高程 {marker.elevation:g} 米不在 {least:g}～{most:g} 米之间", "核对高程和高程基准",
                        measured=float(marker.elevation), tolerance=limit)


@check("B08")
def number_serial_and_type_agree(view: View, network: Network) -> Iterator[Found]:
    """B08 编号、序号、类型代码和界桩类型一致，编号不重"""
    uses = Counter((marker.serial, marker.type_code) for marker in view.markers)
    for marker in view.markers:
        said = [problem.text for problem in number_problems(network.reader, marker)]
        if uses[marker.serial, marker.type_code] > 1:
            said.append(f"序号 {marker.serial}、类型 {marker.type_code} 在这条界线上不止一颗")
        if said:
            yield Found(marker, "；".join(said), "核对编号、序号和类型")
        yield from _faced(view, marker)


def _faced(view: View, marker: BoundaryMarker) -> Iterator[Found]:
    if marker.faces == "三面型" and not marker.further_lines:
        yield Found(marker, "桩面为三面型，却没有登记同在的其他界线", "三面型界桩立于三交点，补登同在界线或改正桩面",
                    about="桩面", severity=NOTICE)
