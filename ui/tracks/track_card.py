"""The card of one track: when, how long, how fast, where somebody stopped, and what it came as."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.shapes.measuring import length_text
from gazetteer.surveys.survey import Survey, SurveyTrack
from gazetteer.tracks.cleaning import Cleaned, Thresholds, clean, kept_rows
from gazetteer.tracks.facts import TrackFacts, facts_of, speed_text
from gazetteer.tracks.fixes import Fixes, clock_text, fixes_of, span_text
from ui.common.record_head import Head, RecordHead
from ui.i18n import tr
from ui.surveys.came_table import CameSection
from ui.surveys.facts import Facts

MOST_STOPS = 6  # that are listed one by one


@dataclass(frozen=True)
class Looked:
    """A track with what is worked out of it: all fixes, those that stay, facts of both, and what cleaning would do."""

    track: SurveyTrack
    survey: Survey | None
    fixes: Fixes
    kept: np.ndarray
    facts: TrackFacts
    before: TrackFacts
    by: Thresholds
    cleaned: Cleaned
    after: TrackFacts

    @property
    def current(self) -> Fixes:
        """The fixes that stay as the track is now."""
        return self.fixes.rows(self.kept)


def looked_at(gazetteer: Gazetteer, track_id: int, by: Thresholds) -> Looked | None:
    """Everything the card says; for a thread. None where the track is gone."""
    track = gazetteer.get(SurveyTrack, track_id)
    if track is None or track.geom is None:
        return None
    fixes = fixes_of(track)
    kept, found = kept_rows(len(fixes), track.left_out), clean(fixes, by)
    survey = gazetteer.get(Survey, track.survey_id) if track.survey_id else None
    now = fixes.rows(kept)
    return Looked(track, survey, fixes, kept, facts_of(now, by), facts_of(fixes, by), by, found,
                  facts_of(fixes.rows(found.kept), by))


def track_name(track: SurveyTrack) -> str:
    """What it is called, in lists and messages."""
    return track.name or tr("航迹 {n}", n=track.id)


class TrackCard(QFrame):
    """Head and facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.facts, self.came = RecordHead(), Facts(), CameSection()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(self.facts)
        column.addWidget(self.came)

    def show_track(self, looked: Looked) -> None:
        """Show this track."""
        kind = tr("计划路线") if looked.track.kind == "route" else tr("记录的航迹")
        state = tr("已清理") if looked.track.left_out else ""
        self.head.show_head(Head(track_name(looked.track), status=state, note=kind))
        self.facts.show_facts(facts_in_words(looked))
        self.came.show_came(looked.track.came, looked.track.geom, looked.survey)


def facts_in_words(looked: Looked) -> list[tuple[str, str]]:
    """Label and text of each fact; what the recording does not tell is left out."""
    facts, said = looked.facts, []
    if np.isfinite(facts.start):
        said += [(tr("开始"), clock_text(facts.start)), (tr("结束"), clock_text(facts.end)),
                 (tr("历时"), span_text(facts.seconds))]
    else:
        said.append((tr("时间"), tr("没有记录时间")))
    length = length_text(facts.length)
    if looked.track.left_out:
        length += tr("（清理前 {before}）", before=length_text(looked.before.length))
    said.append((tr("长度"), length))
    if np.isfinite(facts.mean):
        said.append((tr("速度"), tr("平均 {mean}，最高 {most}", mean=speed_text(facts.mean),
                                   most=speed_text(facts.fastest))))
    count = tr("{n} 个", n=f"{facts.count:,}")
    if looked.track.left_out:
        count += tr("（清理去掉 {n} 个）", n=f"{len(looked.fixes) - facts.count:,}")
    said.append((tr("点数"), count))
    if np.isfinite(facts.start):
        said.append((tr("停留"), _stops(looked)))
    if looked.survey is not None:
        said.append((tr("文件"), looked.survey.file_name or looked.survey.name or ""))
    return said


def _stops(looked: Looked) -> str:
    """When and how long: 09:12 停 5 分."""
    stops, when = looked.before.stops, looked.fixes.seconds
    if not stops:
        return tr("没有")
    longest = sorted(sorted(stops, key=lambda stop: -stop.seconds)[:MOST_STOPS], key=lambda stop: stop.first)
    lines = [tr("{at} 停 {span}", at=clock_text(when[stop.first])[11:16], span=span_text(stop.seconds))
             for stop in longest]
    head = tr("{n} 处", n=len(stops)) + (tr("，最长的 {n} 处：", n=MOST_STOPS) if len(stops) > MOST_STOPS else "")
    return "\n".join([head, *lines])
