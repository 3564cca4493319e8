"""Where the numbers of a layer lie: as a person stated, as the file says and they bear out, or as they look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import shapely

from gazetteer.coordinates.stated import called
from gazetteer.coordinates.systems import CGCS2000, SHIFTED, WGS84, caution, system, transform
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats import located
from gazetteer.formats.columns import Columns
from gazetteer.formats.features import Layer
from gazetteer.formats.readers import Ask

_SURE_ENOUGH = 25  # per cent, as PROJ counts how well a description fits an EPSG entry


@dataclass(frozen=True)
class LayerFrame:
    """Reference system, why it was taken, and whether north stands before east."""

    epsg: int
    why: str
    swapped: bool = False

    def to_degrees(self, geometries: np.ndarray) -> np.ndarray:
        """Geometries (or None) in EPSG:4490, heights kept. Raises GazetteerError for a position beyond Earth."""
        if self.swapped:
            geometries = geometries.copy()
            for high in (False, True):
                chosen = shapely.has_z(geometries) == high
                geometries[chosen] = shapely.transform(geometries[chosen], _turned, include_z=high)
        placed = transform(geometries, self.epsg, CGCS2000)
        reach = np.abs(shapely.bounds(placed).reshape(-1, 4))
        beyond = reach > (180, 90, 180, 90)
        if beyond.any():
            lon, lat = reach[beyond.any(axis=1)][0].reshape(2, 2).max(axis=0)
            raise GazetteerError("位置在地球以外", where=f"经度到 {lon:.6g}，纬度到 {lat:.6g}",
                                 remedy="请核对坐标系和数字")
        return placed


def frame_of(layer: Layer, ask: Ask) -> LayerFrame:
    """How the coordinates of a layer are to be taken. Raises UnreadableFile where a stated system cannot be."""
    numbers = _some_positions(layer)
    said = _epsg_of(layer.crs)
    if ask.crs is None and said is not None and (not numbers or _can_be(numbers, said)):
        return LayerFrame(said, _why(said, f"文件自带坐标系：{system(said).name}（EPSG:{said}）"))
    if not numbers:
        return LayerFrame(ask.crs or CGCS2000, "图层里没有坐标")
    rows = [(repr(float(x)), repr(float(y))) for x, y in numbers]
    frame = located.decide(Columns(None, ["x", "y"], {"x": 0, "y": 1}), rows, ask.crs, [])
    why = frame.why
    if said is not None and ask.crs is None:
        why = f"文件自称{system(said).name}（EPSG:{said}），数值不符；{why}"
    elif layer.crs and ask.crs is None:
        why = f"文件自带的坐标系无法辨认；{why}"
    elif said is not None and said != ask.crs:
        why = f"{why}（文件自称{system(said).name}，EPSG:{said}）"
    return LayerFrame(frame.epsg, why, frame.swapped)


def _some_positions(layer: Layer) -> list[tuple[float, float]]:
    located_ = (feature.geometry for feature in layer.features
                if feature.geometry is not None and not feature.geometry.is_empty)
    return [tuple(shapely.get_coordinates(each)[0]) for each in islice(located_, located.SAMPLE)]


def _epsg_of(crs: str | None) -> int | None:
    """The EPSG number of a description; ESRI's names for the Chinese systems are among those PROJ knows."""
    if not crs:
        return None
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        found = CRS.from_user_input(crs).to_epsg(min_confidence=_SURE_ENOUGH)
        return int(system(found).epsg) if found else None
    except (CRSError, GazetteerError):
        return None


def _can_be(numbers: Sequence[tuple[float, float]], epsg: int) -> bool:
    """Whether most positions lie where such numbers can lie: degrees within the globe, metres in China."""
    x, y = np.array(numbers).T
    try:
        lon, lat = transform((x, y), epsg, CGCS2000)
    except GazetteerError:
        return False
    if system(epsg).kind == "geographic":
        fits = (np.abs(x) <= 180) & (np.abs(y) <= 90)
        turned = (x >= 3) & (x <= 54) & (y >= 73) & (y <= 136)  # north before east, as the EPSG entry has it
        return bool((fits & ~turned).mean() > 0.5)
    return bool(((lon > 73) & (lon < 136) & (lat > 3) & (lat < 54)).mean() > 0.5)


def _why(epsg: int, text: str) -> str:
    return text + caution(epsg)


def _turned(coordinates: np.ndarray) -> np.ndarray:
    return np.column_stack([coordinates[:, 1], coordinates[:, 0], *coordinates.T[2:]])


def refuse_system(ask: Ask, label: str, *, may_be_shifted: bool = False) -> None:
    """For formats that know only WGS 84; of some a person may state that a phone has shifted the positions.

    Raises UnreadableFile where another system was stated.
    """
    if ask.crs is not None and ask.crs not in (WGS84, CGCS2000, *(SHIFTED if may_be_shifted else ())):
        raise UnreadableFile(f"{label} 的坐标系不能另行指定", where=str(ask.path),
                             why=f"{label} 只存 WGS 84 经纬度，不会是{called(ask.crs)}", remedy="请不指定坐标系")
