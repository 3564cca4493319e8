"""Which places a publication may take: standing standard names that are not secret; the rest with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely
from sqlalchemy import select

from gazetteer.characters.pictures import in_plain_text, plain_ways, spoken_ways
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.place import CURRENT, Place
from gazetteer.record import column
from gazetteer.secrecy import Refusal, refusals

BBox = tuple[float, float, float, float]
PRESENT = "现今地名"


@dataclass(frozen=True)
class Selection:
    """The places that may be published, and those asked for that may not."""

    places: list[Place]
    refused: list[Refusal]


def choose(gazetteer: Gazetteer, *, division: str | None = None, bbox: BBox | None = None,
           ids: Sequence[int] | None = None) -> Selection:
    """The places of a division (code of 6, 9 or 12 digits), of a box (west, south, east, north in degrees), of a list.

    A box takes located places only. Raises GazetteerError when there is no such division or nothing in it.
    """
    asked = _asked(gazetteer, division, bbox, ids)
    _write_out(asked, plain_ways(gazetteer), spoken_ways(gazetteer))
    if not asked:
        raise GazetteerError("所选范围内没有地名", where=_range(division, bbox), remedy="请换一个政区或范围")
    out = {refusal.id: refusal for refusal in refusals(gazetteer, asked)}
    for place in asked:
        why = not_standing(place)
        if why and place.id not in out:
            out[place.id or 0] = Refusal(place.id or 0, place.name or "", why)
    return Selection([place for place in asked if place.id not in out], list(out.values()))


def _write_out(places: Iterable[Place], written: Mapping[str, str], spoken: Mapping[str, str]) -> None:
    """The character or its description instead of a private code of the office: nobody else has its font."""
    for place in places if written or spoken else ():
        place.name = in_plain_text(place.name or "", written)
        place.roman = in_plain_text(place.roman or "", spoken) or None


def not_standing(place: Place) -> str:
    """Why a place is no standing standard name (only approved names of today); "" when it is."""
    if place.status != CURRENT:
        return f"地名状态为“{place.status or '未填写'}”，不是现用的标准地名"
    if place.use_time not in (None, PRESENT):
        return f"使用时间为“{place.use_time}”，不是现今地名"
    return ""


def _asked(gazetteer: Gazetteer, division: str | None, bbox: BBox | None, ids: Sequence[int] | None) -> list[Place]:
    where = []
    if division:
        if gazetteer.scalar(select(column(Division, "id")).where(column(Division, "code") == division)) is None:
            raise GazetteerError(
                "没有这个政区", where=division, why="政区表里查不到这个代码", remedy="请用 6、9 或 12 位政区代码"
            )
        where.append(column(Place, "division_code").like(f"{division}%"))
    places = gazetteer.find(Place, *where)
    if ids is not None:
        wanted = set(ids)
        places = [place for place in places if place.id in wanted]
    if bbox is None:
        return places
    box = shapely.box(*_checked(bbox))
    return [place for place in places if place.geom is not None and box.intersects(place.geom)]


def _checked(bbox: BBox) -> BBox:
    west, south, east, north = bbox
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise GazetteerError(
            "范围不对",
            where=_range(None, bbox),
            why="应为 西、南、东、北，且西小于东、南小于北",
            remedy="例如 112.9,30.5,113.2,30.8",
        )
    return bbox


def _range(division: str | None, bbox: BBox | None) -> str:
    box = "，".join(f"{value:g}" for value in bbox) if bbox else ""
    return "；".join(part for part in (f"政区 {division}" if division else "", f"范围 {box}" if box else "") if part)
