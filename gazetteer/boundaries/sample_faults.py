"""What is wrong on purpose with some markers of the sample, so that every check has something to find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shapely

from gazetteer import reference
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.coordinates.systems import CGCS2000, PLANE, transform

FILE = "sample_marker_faults.csv"
ByNumber = dict[str, BoundaryMarker]


def put_in(markers: Sequence[BoundaryMarker]) -> None:
    """Spoil the markers that the table names, each in its way."""
    by_number = {str(marker.number): marker for marker in markers}
    for row in reference.table(FILE):
        FAULTS[row["fault"]](by_number, row["number"], row["value"])


def _shifted(markers: ByNumber, number: str, value: str) -> None:
    """The marker with its objects stands `value` ("east north" in metres) away from where it should."""
    marker = markers[number]
    east, north = (float(metres) for metres in value.split())
    for name, metres in (("east", east), ("north", north)):
        for prefix in ("", "ref1_", "ref2_", "ref3_"):
            setattr(marker, prefix + name, round(getattr(marker, prefix + name) + metres, 3))
    marker.geom = transform(shapely.Point(marker.east, marker.north), PLANE, CGCS2000)


def _azimuth(markers: ByNumber, number: str, value: str) -> None:
    which, degrees = value.split()
    name = f"ref{which}_azimuth"
    setattr(markers[number], name, (getattr(markers[number], name) + float(degrees)) % 360)


def _object(markers: ByNumber, number: str, value: str) -> None:
    which, metres = value.split()
    name = f"ref{which}_east"
    setattr(markers[number], name, round(getattr(markers[number], name) + float(metres), 3))


def _exchanged(markers: ByNumber, number: str, value: str) -> None:
    """Two markers have each other's serial and number."""
    first, second = markers[number], markers[value]
    for name in ("number", "serial", "spatial_id"):
        one, other = getattr(first, name), getattr(second, name)
        setattr(first, name, other)
        setattr(second, name, one)


def _plane(markers: ByNumber, number: str, value: str) -> None:
    """The plane coordinate alone is off, as when a figure is copied wrongly."""
    marker = markers[number]
    marker.north = round(float(marker.north or 0) + float(value), 3)


def _type(markers: ByNumber, number: str, value: str) -> None:
    markers[number].type_code = value


def _height(markers: ByNumber, number: str, value: str) -> None:
    markers[number].elevation = float(value)


FAULTS: dict[str, Callable[[ByNumber, str, str], None]] = {
    "偏离界线": _shifted, "方位角": _azimuth, "方位物": _object, "次序": _exchanged, "平面与经纬度不符": _plane,
    "编号与类型不符": _type, "高程": _height, "同号不符": _shifted}
