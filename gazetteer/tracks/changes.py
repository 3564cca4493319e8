"""Commands on tracks. What was recorded is never changed: cleaning only notes what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gazetteer.errors import Problem, RuleBroken
from gazetteer.storage.work import Work
from gazetteer.surveys.survey import SurveyTrack
from gazetteer.tracks.cleaning import Thresholds, clean, ranges
from gazetteer.tracks.fixes import fixes_of


@dataclass(frozen=True)
class CleanTrack:
    """清理航迹：去掉飞点和停留"""

    track_id: int
    by: Thresholds = field(default_factory=Thresholds)

    def apply(self, work: Work) -> None:
        track = _track_of(work, self.track_id)
        found = clean(fixes_of(track), self.by)
        if not found.left_out:
            raise RuleBroken([Problem("left_out", "按这些条件没有要去掉的点")], where=called(track))
        track.left_out, track.thresholds = ranges(np.flatnonzero(~found.kept)), self.by.kept()
        work.save(track)


@dataclass(frozen=True)
class RestoreTrack:
    """恢复航迹原样"""

    track_id: int

    def apply(self, work: Work) -> None:
        track = _track_of(work, self.track_id)
        if not track.left_out:
            raise RuleBroken([Problem("left_out", "这条航迹没有清理过")], where=called(track))
        track.left_out = track.thresholds = None
        work.save(track)


def called(track: SurveyTrack) -> str:
    """A track as messages name it."""
    return f"航迹“{track.name}”" if track.name else f"航迹{track.id}"


def _track_of(work: Work, track_id: int) -> SurveyTrack:
    track = work.get(SurveyTrack, track_id)
    if track is None:
        raise RuleBroken([Problem("id", f"没有编号为{track_id}的航迹，它可能已随测量撤销")])
    return track
