"""The border that two outlines share as one line, and which way a line runs."""

from __future__ import annotations

import shapely


def shared_border(first: shapely.Geometry, second: shapely.Geometry) -> list[shapely.LineString]:
    """The pieces of outline that two areas have in common, longest first; none where they do not touch."""
    shared = shapely.intersection(first.boundary, second.boundary)
    lines = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
    merged = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(lines))) if lines else []
    return sorted(merged, key=lambda line: -line.length)


def directed(line: shapely.LineString) -> shapely.LineString:
    """From west to east, or from north to south where it runs steeper, as lines are numbered."""
    (west, north), (east, south) = line.coords[0][:2], line.coords[-1][:2]
    runs_well = west <= east if abs(east - west) >= abs(north - south) else north >= south
    return line if runs_well else shapely.reverse(line)
