"""Photos find their markers: by a number in the name, by where they were taken, by where a track was at that time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from gazetteer.boundaries.field.brought import MARKER, SECTION, Brought, PhotoIn
from gazetteer.boundaries.field.naming import Names, view_and_stage
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.formats.report import PhotoRecord
from gazetteer.formats.times import in_beijing
from gazetteer.shapes.measuring import ellipsoid
from gazetteer.tracks.fixes import Fixes, second_of
from gazetteer.tracks.placing import spot_at

_SECTION = re.compile(r"第\s?(\d{1,3})\s?段")
NEAR_METRES = 50.0
CLEARLY_NEARER = 2.0  # times: of two markers near a photo the other must be so much farther


def take_photos(photos: Sequence[tuple[PhotoRecord, str]], names: Names, markers: Mapping[int, BoundaryMarker],
                sections: Sequence[LineSection], tracks: Sequence[Fixes], brought: Brought) -> None:
    """Give photos (each with its file as told) to markers, or to sections by their names; others are told, and why."""
    along = {int(one.position or 0): int(one.id or 0) for one in sections}
    for photo, file in sorted(photos, key=lambda pair: pair[1]):
        kind, (key, why) = MARKER, _marker_of(photo, file, names, markers, tracks)
        named = _SECTION.search(Path(file).stem)
        if named is not None and names.marker_of(Path(file).stem) is None and int(named[1]) in along:
            kind, key, why = SECTION, along[int(named[1])], "文件名里有段序"
        if key is None:
            brought.miss(file, "", "照片", why)
            continue
        view, stage = view_and_stage(photo.file_name)
        taken = in_beijing(photo.taken_at)[:10] if photo.taken_at else None
        brought.photos.append(PhotoIn(kind, key, Path(photo.path), Path(photo.file_name).name, photo.sha256, view,
                                      stage, taken, why))


def _marker_of(photo: PhotoRecord, file: str, names: Names, markers: Mapping[int, BoundaryMarker],
               tracks: Sequence[Fixes]) -> tuple[int | None, str]:
    path = Path(file)
    for text, how in ((path.stem, "文件名"), (path.parent.name, "文件夹名")):
        if (key := names.marker_of(text)) is not None:
            return key, f"{how}里有界桩编号"
    if photo.lon is not None and photo.lat is not None:
        return _nearest(photo.lon, photo.lat, markers, "拍摄位置")
    moment = second_of(photo.taken_at)
    spot = spot_at(tracks, moment) if moment == moment else None
    if spot is not None:
        return _nearest(spot.lon, spot.lat, markers, "拍摄时航迹")
    return None, "文件名里没有这条界线的界桩编号，照片没有位置，拍摄时间也对不上航迹"


def _nearest(lon: float, lat: float, markers: Mapping[int, BoundaryMarker], how: str) -> tuple[int | None, str]:
    away = sorted((float(ellipsoid().inv(lon, lat, one.geom.x, one.geom.y)[2]), key) for key, one in markers.items()
                  if one.geom is not None and not one.geom.is_empty)
    if not away or away[0][0] > NEAR_METRES:
        return None, f"{how} {NEAR_METRES:.0f} 米内没有界桩"
    if len(away) > 1 and away[1][0] < away[0][0] * CLEARLY_NEARER:
        both = "、".join(str(markers[key].number) for _, key in away[:2])
        return None, f"{how}附近有 {both}，分不清是哪一颗"
    return away[0][1], f"{how}离界桩 {away[0][0]:.0f} 米"
