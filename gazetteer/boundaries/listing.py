"""Lines, markers and inspections in a few plain values each, for the command line."""

from __future__ import annotations

from typing import Any

from gazetteer.boundaries.description import Described, describe
from gazetteer.boundaries.inspection import Inspection
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.network import Network
from gazetteer.errors import GazetteerError
from gazetteer.storage.work import Reader


def line_by(reader: Reader, code: str) -> BoundaryLine:
    """The line with a code or a name. Raises GazetteerError when there is none."""
    lines = reader.find(BoundaryLine, order_by=BoundaryLine.code)
    found = next((line for line in lines if code in (line.code, line.name)), None)
    if found is None:
        known = "、".join(f"{line.code} {line.name}" for line in lines)
        raise GazetteerError("没有这条界线", where=code, remedy=f"已登记的界线：{known or '（无）'}")
    return found


def line_rows(reader: Reader) -> list[dict[str, Any]]:
    """Each line with its length in kilometres, as agreed and as drawn, and its markers."""
    return [{"id": line.id, "code": line.code, "name": line.name, "level": line.level, "side_a": line.side_a,
             "side_b": line.side_b, "start": line.start, "end": line.end, "agreed_length": line.agreed_length,
             "length": line.length, "markers": line.marker_count, "single": line.single_count,
             "double": line.double_count, "triple": line.triple_count, "disputed": line.disputed == "是"}
            for line in reader.find(BoundaryLine, order_by=BoundaryLine.code)]


def marker_rows(reader: Reader, line_code: str | None = None) -> list[dict[str, Any]]:
    """Each marker with its coordinates, of all lines or of one."""
    where = [BoundaryMarker.line_id == line_by(reader, line_code).id] if line_code else []
    order = [BoundaryMarker.line_code, BoundaryMarker.serial, BoundaryMarker.type_code]
    return [{"id": one.id, "number": one.number, "line": one.line_code, "serial": one.serial, "type": one.type_code,
             "standing": one.standing, "status": one.status, "condition": one.condition, "north": one.north,
             "east": one.east, "lon": one.lon, "lat": one.lat, "elevation": one.elevation}
            for one in reader.find(BoundaryMarker, *where, order_by=order)]


def inspection_rows(reader: Reader, line_code: str | None = None) -> list[dict[str, Any]]:
    """Each inspection, of all lines or of one."""
    codes = {line.id: line.code for line in reader.find(BoundaryLine)}
    where = [Inspection.line_id == line_by(reader, line_code).id] if line_code else []
    return [{"id": one.id, "line": codes.get(one.line_id), "kind": one.kind, "round": one.round_number,
             "year": one.year, "state": one.state, "starts_on": one.starts_on, "ends_on": one.ends_on,
             "confirmed_on": one.confirmed_on} for one in reader.find(Inspection, *where)]


def described_line(reader: Reader, code: str) -> list[Described]:
    """The sections of one line. Raises GazetteerError: no such line, or it is not drawn."""
    line, network = line_by(reader, code), Network.of(reader)
    view = network.views[str(line.code)]
    if view.course is None:
        raise GazetteerError("这条界线还没有图形", where=str(line.name), remedy="先画出或导入界线，再生成走向说明")
    return describe(view, network)
