"""The boundaries of the Tianmen sample: real neighbours, everything else invented (样例)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import shapely

from gazetteer import reference
from gazetteer.boundaries import sample_faults
from gazetteer.boundaries.changes import count_markers
from gazetteer.boundaries.dispute import OPEN, BoundaryDispute
from gazetteer.boundaries.keeping import Keeper, KeeperContract, Patrol
from gazetteer.boundaries.line import COUNTY, BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MOVED, SET, MarkerEvent
from gazetteer.boundaries.numbering import SETTINGS
from gazetteer.boundaries.sample_inspection import load_inspection, load_results
from gazetteer.boundaries.sample_lines import sample_lines
from gazetteer.boundaries.sample_markers import Maker
from gazetteer.coordinates.systems import CGCS2000, PLANE, transform
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Work

PATTERN = "{线号}{序号:3}{类型}"
DISPUTED = "9003"
MOVED_MARKER, MOVED_FROM_M = "9003015Q", 40.0
SAMPLE = "样例：虚构"
Station = tuple[float, BoundaryMarker]


def load_boundaries(work: Work) -> None:
    """Lines, markers, sections, documents, keepers, one dispute and finished inspections."""
    work.add(Setting(key=SETTINGS[COUNTY], value=PATTERN))
    rivers = _rivers()
    lines = list(sample_lines())
    maker = Maker(lines, rivers)
    markers = list(maker.markers())
    stations = {str(line.code): _stations(line, markers) for line in lines}
    for line in lines:
        _tell_ends(line, lines)
    sample_faults.put_in(markers)
    _add(work, lines, markers)
    _keep(work, lines, markers)
    sections = [section for line in lines for section in _sections(line, stations[str(line.code)], maker)]
    section_ids = work.add_many(LineSection, [section.values() for section in sections])
    for section, section_id in zip(sections, section_ids, strict=True):
        section.id = section_id
    work.add_many(MarkerEvent, [_event(marker) for marker in markers] + [_moving(markers)])
    work.add_many(BoundaryDocument, [document for line in lines for document in _documents(line)])
    disputed = next(line for line in lines if line.code == DISPUTED)
    work.add(_dispute(disputed))
    load_inspection(work, disputed, [marker for _, marker in stations[DISPUTED] if marker.line_id == disputed.id],
                    [section for section in sections if section.line_id == disputed.id])
    load_results(work, [line for line in lines if line is not disputed])


def _rivers() -> dict[str, shapely.Geometry]:
    """Named rivers in plane metres."""
    found: dict[str, list[shapely.Geometry]] = {}
    for feature in reference.features("rivers.geojson"):
        if feature["properties"].get("name"):
            found.setdefault(feature["properties"]["name"], []).append(shapely.geometry.shape(feature["geometry"]))
    return {name: transform(shapely.union_all(parts), CGCS2000, PLANE) for name, parts in found.items()}


def _stations(line: BoundaryLine, markers: Sequence[BoundaryMarker]) -> list[Station]:
    """Along a line in metres, the first marker of each number."""
    plane = transform(line.geom, CGCS2000, PLANE)
    first = [marker for marker in markers if marker.type_code in ("Q", "A", "C") and line.code in marker.line_codes()]
    return sorted(((plane.project(shapely.Point(marker.east, marker.north)), marker) for marker in first),
                  key=lambda station: station[0])


def _tell_ends(line: BoundaryLine, lines: Sequence[BoundaryLine]) -> None:
    for name, end in (("start", line.geom.coords[0]), ("end", line.geom.coords[-1])):
        meeting = [other.side_b for other in lines if other is not line
                   and other.geom.boundary.distance(shapely.Point(end)) < 1e-6]
        setattr(line, name, f"{'、'.join([str(line.side_a), str(line.side_b), *map(str, meeting)])}三交点")


def _add(work: Work, lines: Sequence[BoundaryLine], markers: Sequence[BoundaryMarker]) -> None:
    for line in lines:
        count_markers(line, [marker for marker in markers if line.code in marker.line_codes()])
    for line, line_id in zip(lines, work.add_many(BoundaryLine, [line.values() for line in lines]), strict=True):
        line.id = line_id
    of_line = {line.code: (line.id, keeper) for line, keeper in zip(lines, _keepers(work, lines), strict=True)}
    for marker in markers:
        marker.line_id, marker.keeper_id = of_line[marker.line_code]
    made = work.add_many(BoundaryMarker, [marker.values() for marker in markers])
    for marker, marker_id in zip(markers, made, strict=True):
        marker.id = marker_id


def _sections(line: BoundaryLine, stations: Sequence[Station], maker: Maker) -> Iterator[LineSection]:
    """From each marker to the next, with the river that runs along most of it."""
    plane = transform(line.geom, CGCS2000, PLANE)
    for position, ((start, first), (end, second)) in enumerate(zip(stations, stations[1:], strict=False), start=1):
        near = [maker.river_at(here.x, here.y) for here in
                (plane.interpolate(start + (end - start) * share / 6) for share in range(1, 6))]
        river = max(set(near), key=near.count) if near else ""
        runs_along = river and near.count(river) >= 3
        carried: dict[str, Any] = {"carrier": f"{river}中心线", "carrier_kind": "河流"} if runs_along else {}
        yield LineSection(line_id=line.id, position=position, start_marker_id=first.id, end_marker_id=second.id,
                          remark="样例" if carried else None, **carried)


def _event(marker: BoundaryMarker) -> dict[str, Any]:
    return {"marker_id": marker.id, "kind": SET, "happened_on": marker.set_on, "present_a": "样例甲",
            "present_b": "样例乙", "approved_by": "湖北省勘界工作领导小组（样例）", "remark": SAMPLE}


def _moving(markers: Sequence[BoundaryMarker]) -> dict[str, Any]:
    """One marker had to give way to a road; where it stood before stays on the map."""
    marker = next(one for one in markers if one.number == MOVED_MARKER)
    east, north = round(float(marker.east or 0) - MOVED_FROM_M, 3), marker.north
    return {"marker_id": marker.id, "kind": MOVED, "happened_on": "2009-09-15", "present_a": "样例甲",
            "present_b": "样例乙", "approved_by": "湖北省民政厅（样例）", "approval_number": "样例〔2009〕1号",
            "reason": "样例：公路拓宽，原址被占", "north": north, "east": east, "elevation": marker.elevation,
            "remark": SAMPLE, "geom": transform(shapely.Point(east, north), PLANE, CGCS2000)}


def _documents(line: BoundaryLine) -> Iterator[dict[str, Any]]:
    for kind, title, number, day in (
            ("边界线协议书", f"{line.side_a}、{line.side_b}人民政府联合勘定的行政区域界线协议书", "", "1998-09-10"),
            ("协议书批复", f"关于{line.name}的批复", "样例〔1998〕号", str(line.approved_on))):
        yield {"line_id": line.id, "kind": kind, "title": title, "number": number or None, "issued_on": day,
               "issued_by": "样例机关", "remark": SAMPLE}


def _keepers(work: Work, lines: Sequence[BoundaryLine]) -> list[int]:
    """One for each line."""
    return [work.add(Keeper(name=f"样例管护员{number}", village="样例村", side=line.side_a, phone="00000000",
                            remark=SAMPLE)) for number, line in enumerate(lines, start=1)]


def _keep(work: Work, lines: Sequence[BoundaryLine], markers: Sequence[BoundaryMarker]) -> None:
    """The contract of each keeper and one entry in the log."""
    for line in lines:
        kept = next(marker for marker in markers if marker.line_id == line.id)
        work.add(KeeperContract(keeper_id=kept.keeper_id, number=f"样例-{line.code}", starts_on="2024-01-01",
                                ends_on="2026-12-31", pay=600, duties="每季度巡查一次，描红、清理，发现损毁即报",
                                signed_by="天门市民政局", remark=SAMPLE))
        work.add(Patrol(keeper_id=kept.keeper_id, line_id=line.id, marker_id=kept.id, patrolled_on="2026-04-08",
                        found="样例：界桩完好，周围杂草较多", action="已清理", remark=SAMPLE))


def _dispute(line: BoundaryLine) -> BoundaryDispute:
    return BoundaryDispute(
        line_id=line.id, title="样例：水库滩地耕种争议", parties="样例村、样例湾", place="样例水库南岸",
        section="006 至 007 号界桩", cause="土地", happened_on="2025-05-20", level="乡级",
        mediators="两镇民政办", state=OPEN, account="样例：水位下降后两村同耕一片滩地",
        follow_up="样例：待双方共同测量", geom=line.geom.interpolate(0.3, normalized=True))
