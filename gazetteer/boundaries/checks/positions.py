"""B05, B06, B11: a marker's position against its reference objects, its other telling, and the last resurvey."""

from __future__ import annotations

import math
from collections.abc import Iterator

from gazetteer.boundaries.checks.check import Found, check
from gazetteer.boundaries.inspection import MarkerRecord
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MOVED as WAS_MOVED
from gazetteer.boundaries.marker_event import REERECTED, MarkerEvent
from gazetteer.boundaries.network import Network, View
from gazetteer.boundaries.resurvey import AGREES, MOVED, compare
from gazetteer.boundaries.sighting import Limits, Residual, polar, resect, residuals_at
from gazetteer.coordinates.systems import convergence, from_plane, to_plane
from gazetteer.rules.finding import NOTICE

_ALIKE = 0.05  # degrees: azimuths that are all off by the convergence were taken from true north


@check("B05")
def reference_objects_tell_the_position(view: View, network: Network) -> Iterator[Found]:
    """B05 方位物与界桩平面坐标相符（三个方位物的坐标方位角、距离，不符的指出是哪一个）"""
    limits = limits_of(network)
    for marker in view.markers:
        if marker.north is not None and marker.east is not None:
            yield from sighted(marker, limits, network.tolerances["resected_position"])


def limits_of(network: Network) -> Limits:
    """What an observation may be off, as the office has it."""
    return Limits(network.tolerances["reference_distance"], network.tolerances["reference_azimuth"])


def sighted(marker: BoundaryMarker, limits: Limits, position_limit: float) -> Iterator[Found]:
    """What the reference objects say against the stored plane position."""
    north, east, sights = float(marker.north or 0), float(marker.east or 0), marker.sights()
    found, here = resect(sights, limits), residuals_at(north, east, sights, limits)
    if found is None or not (found.agrees or found.wrong):
        yield from _each(marker, here, "" if found is None else "；方位物彼此不符，分不清是哪一个")
        return
    if found.wrong:
        own = next(one for one in found.residuals if one.number == found.wrong)
        yield _wrong(marker, own, "；其余方位物彼此相符")
    azimuth, off = polar(north, east, found.north, found.east)
    if off > position_limit and not _from_true_north(marker, here):
        yield Found(marker, f"方位物推算的桩位在登记桩位的坐标方位角 {azimuth:.1f}° 方向 {off:.2f} 米"
                            f"（中误差 {found.error:.2f} 米），超过限差 {position_limit:g} 米",
                    "核对界桩坐标，或复测方位物", about="桩位", measured=off, tolerance=position_limit)
    elif _from_true_north(marker, here):
        yield Found(marker, f"方位角都差子午线收敛角 {_convergence(marker):.3f}°，像是真方位角而不是坐标方位角",
                    "把真方位角改算为坐标方位角", about="真方位角",
                    measured=abs(_convergence(marker)), tolerance=_ALIKE, severity=NOTICE)


def _each(marker: BoundaryMarker, residuals: tuple[Residual, ...], more: str) -> Iterator[Found]:
    for residual in residuals:
        if residual.wrong:
            yield _wrong(marker, residual, more)


def _wrong(marker: BoundaryMarker, residual: Residual, more: str) -> Found:
    """The worse of its two observations is what was measured; both residuals are told."""
    said = []
    if residual.azimuth is not None:
        said.append(f"坐标方位角差 {residual.azimuth:+.3f}°（限 {residual.azimuth_limit:.2f}°）")
    if residual.distance is not None:
        said.append(f"距离差 {residual.distance:+.2f} 米（限 {residual.distance_limit:g} 米）")
    by_distance = abs(residual.distance or 0) / residual.distance_limit >= residual.excess
    measured, limit = ((residual.distance, residual.distance_limit) if by_distance else
                       (residual.azimuth, residual.azimuth_limit))
    return Found(marker, f"{'一二三'[residual.number - 1]}号方位物“{residual.what}”与桩位不符：{'，'.join(said)}{more}",
                 "核对方位物的方位角、距离和坐标", about=f"{residual.number}号方位物",
                 measured=abs(measured or 0.0), tolerance=limit)


def _convergence(marker: BoundaryMarker) -> float:
    return convergence(*from_plane(float(marker.east or 0), float(marker.north or 0)))


def _from_true_north(marker: BoundaryMarker, residuals: tuple[Residual, ...]) -> bool:
    turned = [residual.azimuth for residual in residuals if residual.azimuth is not None]
    grid = _convergence(marker)
    return len(turned) > 1 and abs(grid) > 3 * _ALIKE and all(abs(one - grid) < _ALIKE for one in turned)


@check("B06")
def plane_and_geographic_agree(view: View, network: Network) -> Iterator[Found]:
    """B06 平面坐标与经纬度一致（EPSG:4547）"""
    limit = network.tolerances["plane_geographic"]
    for marker in view.markers:
        if marker.geom is None or marker.geom.is_empty or marker.north is None or marker.east is None:
            continue
        east, north = to_plane(marker.geom.x, marker.geom.y)
        off_north, off_east = float(marker.north) - north, float(marker.east) - east
        off = math.hypot(off_north, off_east)
        if off > limit:
            by = f"纵坐标 {off_north:+.2f}，横坐标 {off_east:+.2f}"
            yield Found(marker, f"平面坐标与经纬度相差 {off:.2f} 米（{by}），超过限差 {limit:g} 米",
                        "核对原始成果，改正抄错的一个", measured=off, tolerance=limit)


@check("B11")
def resurvey_finds_the_marker(view: View, network: Network) -> Iterator[Found]:
    """B11 最近一次复测与登记坐标一致；不一致的，说明是移位还是测得较差"""
    ids = [int(marker.id or 0) for marker in view.markers]
    last: dict[int, MarkerRecord] = {}
    for record in network.reader.find(MarkerRecord, MarkerRecord.marker_id.in_(ids), MarkerRecord.geom.is_not(None),
                                      order_by=[MarkerRecord.inspected_on, MarkerRecord.id]):
        last[int(record.marker_id or 0)] = record
    for marker in view.markers:
        measured = last.get(int(marker.id or 0))
        if measured is None or marker.geom is None or _settled(network, marker, measured):
            continue
        found = compare((marker.geom.x, marker.geom.y), (measured.geom.x, measured.geom.y), network.tolerances,
                        measured.measured_method, marker.accuracy, marker.survey_method)
        if found.verdict != AGREES:
            yield Found(marker, f"{measured.inspected_on or '未填日期'}复测：{found.text}",
                        "会同对方按原址重立" if found.verdict == MOVED else "用精度足够的方法复测", about=found.verdict,
                        measured=found.distance, tolerance=found.limit,
                        severity="" if found.verdict == MOVED else NOTICE)


def _settled(network: Network, marker: BoundaryMarker, measured: MarkerRecord) -> bool:
    """Whether the marker was moved or re-erected after it was measured."""
    return network.reader.count(MarkerEvent, MarkerEvent.marker_id == marker.id,
                                MarkerEvent.kind.in_((WAS_MOVED, REERECTED)),
                                MarkerEvent.happened_on > (measured.inspected_on or "")) > 0
