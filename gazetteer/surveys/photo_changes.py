"""Commands on photos of surveys: joined to a point and unjoined by hand, placed along the tracks, put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from gazetteer.coordinates.stated import called as system_called
from gazetteer.coordinates.systems import CGCS2000, SHIFTED, transform
from gazetteer.errors import Problem, RuleBroken
from gazetteer.formats.shifted import as_it_came
from gazetteer.places.media import Media
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.changes import called
from gazetteer.surveys.photos import hang
from gazetteer.surveys.survey import ALONG_TRACK, PUT_RIGHT, WAITING, SurveyPhoto, SurveyPoint, SurveyTrack
from gazetteer.tracks.fixes import Fixes, fixes_of, second_of
from gazetteer.tracks.placing import BEYOND_ENDS, LONGEST_GAP, Spot, spot_at

SAME_SPOT = 1e-7  # degrees, a centimetre


@dataclass(frozen=True)
class JoinPhotos:
    """把照片归到测点"""

    media_ids: Sequence[int]
    point_id: int

    @property
    def summary(self) -> str:
        return f"把{len(self.media_ids)}张照片归到测点"

    def apply(self, work: Work) -> None:
        point = work.get(SurveyPoint, self.point_id)
        if point is None:
            raise RuleBroken([Problem("point_id", f"没有编号为{self.point_id}的测点，它可能已随测量撤销")])
        for media in [_media_of(work, media_id) for media_id in self.media_ids]:
            if media.survey_point_id == self.point_id:
                raise RuleBroken([Problem("point_id", f"照片已经归到{called(point)}")], where=media.file_name or "")
            _take_off(work, media)
            media.survey_point_id = self.point_id
            work.save(media)
        if point.place_id:
            hang(work, self.point_id, point.place_id)


@dataclass(frozen=True)
class UnjoinPhotos:
    """解除照片与测点的归属"""

    media_ids: Sequence[int]

    @property
    def summary(self) -> str:
        return f"解除{len(self.media_ids)}张照片与测点的归属"

    def apply(self, work: Work) -> None:
        for media_id in self.media_ids:
            self._unjoin(work, _media_of(work, media_id))

    @staticmethod
    def _unjoin(work: Work, media: Media) -> None:
        point = work.get(SurveyPoint, media.survey_point_id) if media.survey_point_id else None
        if point is None:
            raise RuleBroken([Problem("survey_point_id", "这张照片没有归到测点")], where=media.file_name or "")
        if not work.find(SurveyPhoto, SurveyPhoto.media_id == media.id):  # from before photos were listed
            work.add(SurveyPhoto(survey_id=point.survey_id, media_id=media.id, camera_time=media.taken))
        _take_off(work, media)
        media.survey_point_id = None
        work.save(media)


@dataclass(frozen=True)
class PlacePhotos:
    """按航迹的时间给照片定位"""

    survey_id: int
    clock_offset: float = 0.0  # seconds that are added to the camera's clock

    def apply(self, work: Work) -> None:
        spots = spots_along(work, self.survey_id, self.clock_offset)
        if not spots:
            raise RuleBroken([Problem("geom", "没有能按航迹定位的照片：拍摄时间都不在航迹的时间里，"
                                              f"或离最近的航迹点超过 {LONGEST_GAP / 60:.0f} 分钟；请核对时钟改正")])
        for photo_id, spot in spots.items():
            photo = work.get(SurveyPhoto, photo_id)
            if photo is not None:
                photo.geom, photo.origin = shapely.Point(spot.lon, spot.lat), ALONG_TRACK
                photo.clock_offset = self.clock_offset
                work.save(photo)


@dataclass(frozen=True)
class StateShifted:
    """声明照片的位置是偏移坐标并还原"""

    photo_ids: Sequence[int]
    system: int

    @property
    def summary(self) -> str:
        return f"声明{len(self.photo_ids)}张照片的位置是{system_called(self.system)}并还原"

    def apply(self, work: Work) -> None:
        if self.system not in SHIFTED:
            raise RuleBroken([Problem("system", f"{system_called(self.system)}不是偏移坐标")])
        for photo_id in self.photo_ids:
            photo = work.get(SurveyPhoto, photo_id)
            if photo is None or photo.geom is None or photo.origin == ALONG_TRACK:
                raise RuleBroken([Problem("geom", "相机没有记位置的照片不能还原")], where=_name(work, photo))
            if photo.came:
                raise RuleBroken([Problem("came", "这张照片的位置已经还原过")], where=_name(work, photo))
            before = photo.geom
            photo.came, photo.origin = as_it_came(before), PUT_RIGHT
            photo.geom = shapely.Point(*transform((before.x, before.y), self.system, CGCS2000))
            work.save(photo)
            _move_own_point(work, photo, before)


def spots_along(reader: Reader, survey_id: int, clock_offset: float) -> dict[int, Spot]:
    """Where the tracks of a survey were when its photos without a position of their own were taken, by photo."""
    tracks = [fixes for track in reader.find(SurveyTrack, SurveyTrack.survey_id == survey_id)
              if (fixes := fixes_of(track)).timed]
    found = {}
    for photo in reader.find(SurveyPhoto, SurveyPhoto.survey_id == survey_id):
        if photo.origin in (None, ALONG_TRACK):
            spot = spot_at(tracks, moment_of(photo, clock_offset))
            if spot is not None:
                found[int(photo.id or 0)] = spot
    return found


def moment_of(photo: SurveyPhoto, clock_offset: float) -> float:
    """Seconds since 1970 at which it was taken: by the satellites, else by the corrected clock of the camera."""
    by_satellite = second_of(photo.satellite_time)
    return by_satellite if np.isfinite(by_satellite) else second_of(photo.camera_time) + clock_offset


def fits_from(reader: Reader, survey_id: int) -> tuple[float, float] | None:
    """The clock offsets with which a photo of the survey can lie on a track: least and most; None without both."""
    tracks = [fixes for track in reader.find(SurveyTrack, SurveyTrack.survey_id == survey_id)
              if (fixes := fixes_of(track)).timed]
    taken = [second for photo in reader.find(SurveyPhoto, SurveyPhoto.survey_id == survey_id)
             if photo.origin in (None, ALONG_TRACK) and np.isfinite(second := second_of(photo.camera_time))]
    if not tracks or not taken:
        return None
    return _first(tracks) - BEYOND_ENDS - max(taken), _last(tracks) + BEYOND_ENDS - min(taken)


def _first(tracks: Sequence[Fixes]) -> float:
    return min(float(np.nanmin(fixes.seconds)) for fixes in tracks)


def _last(tracks: Sequence[Fixes]) -> float:
    return max(float(np.nanmax(fixes.seconds)) for fixes in tracks)


def _take_off(work: Work, media: Media) -> None:
    """Off the place on which it hangs only because of its point."""
    point = work.get(SurveyPoint, media.survey_point_id) if media.survey_point_id else None
    while point is not None and point.merged_into:
        point = work.get(SurveyPoint, point.merged_into)
    if point is not None and point.place_id == media.place_id:
        media.place_id = None


def _move_own_point(work: Work, photo: SurveyPhoto, before: shapely.Point) -> None:
    """The point that a photo alone made stands where the photo stands, while nobody has decided on it."""
    media = work.get(Media, photo.media_id or 0)
    point = work.get(SurveyPoint, media.survey_point_id) if media is not None and media.survey_point_id else None
    if point is not None and point.state == WAITING and point.kind == "照片" \
            and point.geom.equals_exact(before, SAME_SPOT):
        point.geom = photo.geom
        work.save(point)


def _media_of(work: Work, media_id: int) -> Media:
    media = work.get(Media, media_id)
    if media is None:
        raise RuleBroken([Problem("media_id", "这张照片已不在登记中")])
    return media


def _name(work: Work, photo: SurveyPhoto | None) -> str:
    media = work.get(Media, photo.media_id) if photo is not None and photo.media_id else None
    return (media.file_name or "") if media is not None else ""
