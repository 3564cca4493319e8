"""Neatline and outer frame with the values of graticule and plane grid between them."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from gazetteer.coordinates.turning import turn_back
from layers.graticule_layer import GraticuleLayer, degrees_text, plane_interval, plane_lines
from layers.painting.paper import Paper
from layers.projection import inverse
from layers.sheet import BAND, Sheet
from layers.styles import MILLIMETRE

TICK = 2.2  # millimetres
VALUES = 4.2  # inside the neatline the plane grid's values stand in this margin
APART = 38.0  # least millimetres between two graticule ticks
PLANE_APART = 20.0
VALUE = 6.0  # points
GRID_COLOUR = "#5a6a72"


def draw_frame(paper: Paper, sheet: Sheet) -> None:
    """The double frame, ticks and values of both grids, the corners' longitude and latitude."""
    left, top, width, height = sheet.frame
    paper.rect(left, top, width, height, 0.2)
    paper.rect(left - BAND, top - BAND, width + 2 * BAND, height + 2 * BAND, 0.7)
    _corners(paper, sheet)
    _graticule(paper, sheet)
    if sheet.plane_grid:
        (_turned_plane_grid if sheet.turn else _plane_grid)(paper, sheet)


def _lines(sheet: Sheet) -> tuple[list[Fraction], list[Fraction]]:
    return GraticuleLayer(APART * MILLIMETRE).lines(sheet.view)


def _corners(paper: Paper, sheet: Sheet) -> None:
    """Longitude above or below, latitude beside each corner."""
    left, top, width, height = sheet.frame
    for number, (lon, lat) in enumerate(sheet.corners):
        at_right, below = number in (1, 2), number in (2, 3)
        x, y = left + width * at_right, top + height * below
        paper.text(x, top + height + BAND / 2 if below else top - BAND / 2, _fine(lon), VALUE, align=float(at_right))
        beside = left + width + BAND / 2 if at_right else left - BAND / 2
        paper.text(beside, y, _fine(lat), VALUE, align=0.0 if below else 1.0, turned=True)


def _graticule(paper: Paper, sheet: Sheet) -> None:
    left, top, width, height = sheet.frame
    across, beside = _lines(sheet)
    letters = ("EW", "NS") if sheet.turn else ("", "")
    if _lies_over(sheet):
        across, beside, letters = beside, across, letters[::-1]
    for edge, y, inward in (("top", top, TICK), ("bottom", top + height, -TICK)):
        for value, x in _crossings(sheet, edge, across):
            paper.line(x, y, x, y + inward, 0.2)
            paper.line(x, y, x, y - np.sign(inward) * 1.0, 0.2)
            if _clear(x, [left, left + width], 21.0):
                paper.text(x, y - np.sign(inward) * BAND / 2, degrees_text(value, letters[0]), VALUE, align=0.5)
    for edge, x, inward in (("left", left, TICK), ("right", left + width, -TICK)):
        for value, y in _crossings(sheet, edge, beside):
            paper.line(x, y, x + inward, y, 0.2)
            paper.line(x, y, x - np.sign(inward) * 1.0, y, 0.2)
            if _clear(y, [top, top + height], 21.0):
                paper.text(x - np.sign(inward) * BAND / 2, y, degrees_text(value, letters[1]), VALUE, align=0.5,
                           turned=True)


def _lies_over(sheet: Sheet) -> bool:
    """Whether the sheet is turned so far that parallels, not meridians, cross its upper edge."""
    return abs(math.sin(math.radians(sheet.turn))) > math.sqrt(0.5)


def _crossings(sheet: Sheet, edge: str, values: list[Fraction]) -> list[tuple[Fraction, float]]:
    """Where lines of the graticule cross an edge of the neatline, in millimetres on the paper."""
    west, south, east, north = sheet.extent
    left, top, width, height = sheet.frame
    along = np.linspace(0, 1, 101)
    if edge in ("top", "bottom"):
        start, length = left, width
        lon, lat = inverse(sheet.system, west + along * (east - west), np.full(101, north if edge == "top" else south))
    else:
        start, length = top, height
        lon, lat = inverse(sheet.system, np.full(101, west if edge == "left" else east),
                           north - along * (north - south))
    passed = lon if (edge in ("top", "bottom")) != _lies_over(sheet) else lat
    if passed[0] > passed[-1]:
        passed, along = passed[::-1], along[::-1]
    return [(v, start + length * float(np.interp(float(v), passed, along)))
            for v in values if passed[0] < v < passed[-1]]


def _plane_grid(paper: Paper, sheet: Sheet) -> None:
    """Short grey ticks inside the neatline at round plane coordinates, with their value in kilometres."""
    left, top, width, height = sheet.frame
    west, south, _, _ = sheet.extent
    meridians, parallels = _lines(sheet)
    step = plane_interval(PLANE_APART * sheet.scale / 1000)
    eastings, northings = plane_lines(sheet.extent, step)
    for edge, y, inward in (("top", top, 1), ("bottom", top + height, -1)):
        taken = [left, left + width] + [x for _, x in _crossings(sheet, edge, meridians)]
        for easting in eastings:
            x = left + (easting - west) * 1000 / sheet.scale
            paper.line(x, y, x, y + inward * 1.4, 0.12, GRID_COLOUR)
            if _clear(x, taken, 5.0):
                paper.text(x, y + inward * 2.6, _kilometres(easting), 5.5, align=0.5, colour=GRID_COLOUR)
    for edge, x, inward in (("left", left, 1), ("right", left + width, -1)):
        taken = [top, top + height] + [y for _, y in _crossings(sheet, edge, parallels)]
        for northing in northings:
            y = top + height - (northing - south) * 1000 / sheet.scale
            paper.line(x, y, x + inward * 1.4, y, 0.12, GRID_COLOUR)
            if _clear(y, taken, 3.0):
                paper.text(x + inward * 1.9, y, _kilometres(northing), 5.5, align=0.5 - inward / 2, colour=GRID_COLOUR)


def _turned_plane_grid(paper: Paper, sheet: Sheet) -> None:
    """Ticks along the slanting grid lines; X (north) or Y (east) stands before the kilometres of each."""
    left, top, width, height = sheet.frame
    step = plane_interval(PLANE_APART * sheet.scale / 1000)
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    ground = [_ground(sheet, *corner) for corner in corners]
    for number, inward in enumerate(((0, 1), (-1, 0), (0, -1), (1, 0))):
        (x1, y1), (x2, y2) = corners[number], corners[(number + 1) % 4]
        one, other = ground[number], ground[(number + 1) % 4]
        axis = 0 if abs(other[0] - one[0]) >= abs(other[1] - one[1]) else 1  # the lines that cross the edge steeply
        lean = math.radians((90.0 if axis else 0.0) - sheet.turn)
        way = (math.sin(lean), -math.cos(lean))
        steep = way[0] * inward[0] + way[1] * inward[1]
        low, high = sorted((one[axis], other[axis]))
        for value in range(math.ceil(low / step) * step, math.floor(high) + 1, step):
            share = (value - one[axis]) / (other[axis] - one[axis])
            x, y = x1 + share * (x2 - x1), y1 + share * (y2 - y1)
            paper.line(x, y, x + way[0] * 1.4 / steep, y + way[1] * 1.4 / steep, 0.12, GRID_COLOUR)
            if 0.04 < share < 0.96:
                align = 0.5 if inward[1] else 0.0 if inward[0] > 0 else 1.0
                paper.text(x + inward[0] * 1.9, y + inward[1] * 2.6, f"{'YX'[axis]}{_kilometres(value)}", 5.5,
                           align=align, colour=GRID_COLOUR)


def _ground(sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    """East and north of a spot on the paper."""
    west, _, _, north = sheet.extent
    left, top, _, _ = sheet.frame
    return turn_back(west + (x - left) * sheet.scale / 1000, north - (y - top) * sheet.scale / 1000, sheet.turn)


def _kilometres(metres: int) -> str:
    return f"{metres / 1000:g}"


def _clear(spot: float, taken: list[float], apart: float) -> bool:
    return all(abs(spot - other) > apart for other in taken)


def _fine(value: float) -> str:
    """A corner's value to a tenth of a second."""
    tenths = round(value * 36_000)
    degree, rest = divmod(tenths, 36_000)
    minute, tenth = divmod(rest, 600)
    return f"{degree}°{minute:02d}′{tenth / 10:04.1f}″"
