"""Where the course of a line can be taken from: walked and surveyed tracks, the line of a file, the shared border."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlalchemy import select, text

from gazetteer.boundaries.borders import shared_border
from gazetteer.boundaries.inspection import Inspection, InspectionTrack
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats.report import Report
from gazetteer.places.division import Division
from gazetteer.record import Record, table_of
from gazetteer.shapes.errors import Position
from gazetteer.storage.geopackage import geometry_column
from gazetteer.storage.work import Reader
from gazetteer.surveys.survey import Survey, SurveyTrack
from gazetteer.tracks.cleaning import kept_rows

MOST = 30  # tracks that are offered
_AROUND = 0.02  # degrees about a line within which a survey's track is one of it


@dataclass(frozen=True)
class TrackTold:
    """A track that may be taken: its register and id, what it is called, and when or in which survey it was walked."""

    model: type[Record]
    id: int
    name: str
    about: str


def tracks_for(reader: Reader, line: BoundaryLine) -> list[TrackTold]:
    """Those of the line's inspections, newest first, then those of surveys near the line, or all while it has none."""
    return [*_walked(reader, line), *_surveyed(reader, line)][:MOST]


def _walked(reader: Reader, line: BoundaryLine) -> Iterator[TrackTold]:
    track, inspection = InspectionTrack.__table__.c, Inspection.__table__.c
    query = (select(track.id, track.name, track.walked_on, inspection.year, inspection.kind)
             .join_from(InspectionTrack.__table__, Inspection.__table__, track.inspection_id == inspection.id)
             .where(inspection.line_id == line.id, track.geom.is_not(None))
             .order_by(track.walked_on.desc(), track.id.desc()).limit(MOST))
    for number, name, walked_on, year, kind in reader.rows(query):
        yield TrackTold(InspectionTrack, number, name or "（无名）", walked_on or f"{year or ''}{kind or ''}")


def _surveyed(reader: Reader, line: BoundaryLine) -> Iterator[TrackTold]:
    track, survey = SurveyTrack.__table__.c, Survey.__table__.c
    query = (select(track.id, track.name, survey.name)
             .outerjoin_from(SurveyTrack.__table__, Survey.__table__, track.survey_id == survey.id)
             .where(track.geom.is_not(None)).order_by(track.id.desc()).limit(MOST))
    if line.geom is not None and not line.geom.is_empty:
        west, south, east, north = line.geom.buffer(_AROUND).bounds
        table = table_of(SurveyTrack)
        query = query.where(text(
            f"{table}.id IN (SELECT id FROM rtree_{table}_{geometry_column(SurveyTrack)} WHERE maxx >= :w"
            " AND minx <= :e AND maxy >= :s AND miny <= :n)").bindparams(w=west, e=east, s=south, n=north))
    for number, name, about in reader.rows(query):
        yield TrackTold(SurveyTrack, number, name or "（无名）", about or "")


def track_path(reader: Reader, model: type[Record], record_id: int) -> list[Position]:
    """The positions of a track, without what cleaning leaves out. Raises GazetteerError where it is gone."""
    track: Any = reader.get(model, record_id)
    if track is None or track.geom is None or track.geom.is_empty:
        raise GazetteerError("这条航迹已经不在了", remedy="请另选一条")
    pairs = shapely.get_coordinates(track.geom)
    left_out = getattr(track, "left_out", None)
    return positions(pairs[kept_rows(len(pairs), left_out)])


def positions(pairs: np.ndarray) -> list[Position]:
    """Rows of coordinates as positions."""
    return [(float(lon), float(lat)) for lon, lat in pairs[:, :2].tolist()]


def line_of(report: Report) -> tuple[str, list[Position]]:
    """Name and positions of the first line that a file holds: a track, else a drawn line. Raises UnreadableFile."""
    for track in report.tracks:
        if len(track.lon) > 1:
            return track.name, positions(np.column_stack([track.lon, track.lat]).astype(float))
    for shape in report.shapes:
        lines = [part for part in shapely.get_parts(shape.geometry) if part.geom_type == "LineString"]
        if lines:
            return shape.name, positions(shapely.get_coordinates(max(lines, key=lambda line: line.length)))
    raise UnreadableFile("文件里没有线", where=report.file_name or report.path.name,
                         why=f"读到 {len(report.points)} 个点、{len(report.shapes)} 个图形，没有一条线或航迹",
                         remedy="请选有线或航迹的文件")


def border_of(reader: Reader, line: BoundaryLine) -> list[list[Position]]:
    """The pieces of outline that both sides of a line share, longest first. Raises GazetteerError where none is."""
    outlines = []
    for side, code in ((line.side_a, line.side_a_code), (line.side_b, line.side_b_code)):
        found = reader.find(Division, Division.code == code) if code else []
        if not found or found[0].geom is None:
            raise GazetteerError(f"“{side or code or '一侧'}”没有轮廓", where=f"界线“{line.name}”",
                                 why="没有填代码" if not code else "行政区划中没有这个代码的轮廓",
                                 remedy="请填写两侧的代码，并在行政区划中画出轮廓")
        outlines.append(found[0].geom)
    pieces = shared_border(*outlines)
    if not pieces:
        raise GazetteerError(f"“{line.side_a}”与“{line.side_b}”的轮廓没有共同的边", where=f"界线“{line.name}”",
                             why="两块轮廓没有接上", remedy="请先用“使相邻界线吻合”接好轮廓，或在图上画线")
    return [positions(shapely.get_coordinates(piece)) for piece in pieces]
