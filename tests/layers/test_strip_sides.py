"""The names of both sides of a strip map stand on their own sides, clear of the line."""

from __future__ import annotations

import pytest
import shapely

from layers.strip_sheets import StripOrder, strip_sheets
from layers.strip_sides import side_names


@pytest.mark.parametrize("line_up", [False, True])
def test_both_names_stand_on_their_own_sides_of_the_line(line_up):
    line = shapely.LineString([(430_000, 3_400_000), (432_000, 3_401_500), (434_000, 3_401_000)])
    above = shapely.Polygon([*line.coords, (434_000, 3_420_000), (430_000, 3_420_000)])
    below = shapely.Polygon([*line.coords, (434_000, 3_380_000), (430_000, 3_380_000)])
    (page,) = strip_sheets(line, "甲乙线", StripOrder(25_000, "A4", line_up=line_up))
    names = side_names(page.sheet, line, [("甲市", above), ("乙市", below)])
    assert [one.text for one in names] == ["甲市", "乙市"]
    drawn = shapely.LineString([page.sheet.on_paper(*spot) for spot in line.coords])
    for one, area in zip(names, (above, below), strict=True):
        on_paper = shapely.Polygon([page.sheet.on_paper(*spot) for spot in area.exterior.coords])
        assert on_paper.contains(shapely.Point(one.x, one.y)) and drawn.distance(shapely.Point(one.x, one.y)) > 4
