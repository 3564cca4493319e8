"""The review of points that are no places: what accepting and adding mean for them, and changing what a point is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from gazetteer.gazetteer import Command
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.surveys.changes import AcceptPoint
from gazetteer.surveys.survey import WAITING, SurveyPoint
from gazetteer.surveys.target_changes import AcceptForTarget, AddForTarget, SetTarget
from gazetteer.surveys.targets import PLACE, choices, target_of
from ui.i18n import tr
from ui.surveys.candidates import Likely

if TYPE_CHECKING:
    from ui.surveys.review_panel import ReviewPanel


class TargetDesk(QObject):
    """Works for the review panel."""

    def __init__(self, panel: ReviewPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        panel.card.target.chosen.connect(self.set_target)
        panel.card.target.chosen_for_all.connect(self.set_all)
        panel.area.new_record.given.connect(self._add)
        panel.area.new_record.given_up.connect(panel.leave_form)

    @property
    def _point(self) -> SurveyPoint | None:
        panel = self._panel
        return panel.gazetteer.get(SurveyPoint, panel.current) if panel.current else None

    def acceptance(self, point_id: int, chosen: Likely) -> tuple[Command, str]:
        """The command that takes the chosen candidate, and what to say when it is done."""
        point = self._point
        target = target_of(point) if point is not None else None
        if target is None:
            return (AcceptPoint(point_id, chosen.candidate.place_id, self._panel.area.brought.values),
                    tr("“{name}”已采用这个测点的位置", name=chosen.name))
        command = AcceptForTarget(point_id, chosen.candidate.table, chosen.candidate.place_id)
        if chosen.candidate.table == table_of(Place):
            return command, tr("已为“{name}”登记{label}", name=chosen.name, label=target.label)
        return command, tr("测点已采用到{label}“{name}”", label=target.label, name=chosen.name)

    def begin_new(self, point: SurveyPoint) -> bool:
        """Open the form of a new record where the point is no place; False for a place."""
        target = target_of(point)
        if target is None:
            return False
        if target.fresh is not None:
            self._panel.area.open_form("record")
            self._panel.area.new_record.begin(target, target.proposed(self._panel.gazetteer, point))
        return True

    def open_menu(self) -> None:
        """T: what else the point may be."""
        if not self._panel.area.form and self._panel.card.target.isEnabled():
            self._panel.card.target.showMenu()

    def set_target(self, key: str) -> None:
        """Register the current point as something else; it waits on."""
        point = self._point
        if point is not None and point.state == WAITING:
            label = dict(choices())[key]
            self._panel.decide(SetTarget((int(point.id or 0),), key), tr("测点登记为{label}", label=label), stay=True)

    def set_all(self, key: str) -> None:
        """Register every waiting point of the same file as this, as one change."""
        point, label = self._point, dict(choices())[key]
        if point is None:
            return
        other = None if key == PLACE else key
        waiting = self._panel.gazetteer.find(SurveyPoint, SurveyPoint.survey_id == point.survey_id,
                                             SurveyPoint.state == WAITING, SurveyPoint.target.is_distinct_from(other))
        if waiting:
            self._panel.decide(SetTarget(tuple(int(one.id or 0) for one in waiting), key),
                               tr("{n} 个测点登记为{label}", n=len(waiting), label=label), stay=True)

    def _add(self, values: dict[str, Any]) -> None:
        point = self._point
        target = target_of(point) if point is not None else None
        if point is None or target is None:
            return
        name = values.get("name") or values.get("number") or point.name or ""
        self._panel.decide(AddForTarget(int(point.id or 0), values),
                           tr("已新增{label}“{name}”", label=target.label, name=name),
                           refused=self._panel.area.new_record.show_refusal)
