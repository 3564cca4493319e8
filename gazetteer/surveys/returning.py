"""A record as it was before it took what a survey point brought, from the history."""

from __future__ import annotations

from typing import Any

from gazetteer.errors import Problem, RuleBroken
from gazetteer.history import HistoryChange
from gazetteer.record import Record, table_of
from gazetteer.storage import images
from gazetteer.storage.work import Work
from gazetteer.surveys.survey import NEW, SurveyPoint


def refuse_new(work: Work, point: SurveyPoint, model: type[Record]) -> None:
    """A point that became a record of its own is looked at again only once that record is gone."""
    record = work.get(model, point.target_id) if point.target_id else None
    if point.state == NEW and record is not None:
        label = model.__label__
        raise RuleBroken([Problem("state", f"这个测点已新增为{label}“{_called(record)}”，请先删除该{label}或撤销新增")])


def before_taking(work: Work, record: Record, point: SurveyPoint) -> dict[str, Any] | None:
    """What the last change that set this point's position replaced; None where the record stands elsewhere by now."""
    geom = getattr(record, "geom", None)
    if geom is None or not geom.equals(point.geom):
        return None
    model = type(record)
    image = images.image_of(model, {**record.values(), "geom": point.geom})["geom"]
    where = [HistoryChange.table_name == table_of(model), HistoryChange.record_id == record.id,
             HistoryChange.operation == "update"]
    for change in work.find(HistoryChange, *where, order_by=HistoryChange.id.desc()):
        if (change.after or {}).get("geom") == image:
            empty = dict.fromkeys(change.after or {})
            return {**empty, **images.values_of(model, change.before or {})}
    return None


def _called(record: Record) -> str:
    return str(getattr(record, "name", None) or getattr(record, "number", None) or record.id)
