"""The position of a place, taken from a survey point or shape and given back when the decision is reopened."""

from __future__ import annotations

from typing import Any

from gazetteer.errors import Problem, RuleBroken
from gazetteer.history import HistoryChange
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.record import table_of
from gazetteer.storage import images
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.survey import Survey, SurveyPoint, SurveyShape

SURVEYED, PUT_BY_HAND = "实地测量", "图解测量"
POSITION_TAKEN = "位置取自"
_COLUMNS = ("geom", "survey_method", "source", "remark")


def put_position(work: Work, place: Place, point: SurveyPoint) -> None:
    """Give the place the point's position, and say where it comes from."""
    if place.geom is not None and place.geom.geom_type != "Point":
        raise RuleBroken([Problem("geom", f"“{place.name}”已有线状或面状图形，不能用一个测点代替")],
                         where=f"测点{point.label}")
    put_shape(work, place, point)


def put_shape(work: Work, place: Place, point: SurveyPoint | SurveyShape) -> None:
    """Give the place what was measured, whatever it had before, and say where it comes from."""
    place.geom, place.survey_method = point.geom, PUT_BY_HAND if _put_by_hand(work, point) else SURVEYED
    place.source = with_clause(place.source, source_of(work, point))
    place.remark = with_clause(place.remark, "")
    work.save(place)


def source_of(reader: Reader, point: SurveyPoint | SurveyShape) -> str:
    """What 资料来源 says of a surveyed position; what is invented for a sample says so in the record itself."""
    survey = reader.get(Survey, point.survey_id) if point.survey_id else None
    sample = f"（{point.note}）" if point.note and "样例" in point.note else ""
    which = f"{point.label}点" if isinstance(point, SurveyPoint) else f"{point.number or point.id}个图形"
    by_hand = "，图上定位" if _put_by_hand(reader, point) else ""
    return f"{POSITION_TAKEN}测量“{survey.name if survey else ''}”第{which}{by_hand}{sample}"


def _put_by_hand(reader: Reader, point: SurveyPoint | SurveyShape) -> bool:
    """Whether a point that was split off no longer stands where the field measured."""
    split_from = point.split_from if isinstance(point, SurveyPoint) else None
    measured = reader.get(SurveyPoint, split_from) if split_from else None
    return measured is not None and not measured.geom.equals(point.geom)


def with_clause(text: str | None, clause: str) -> str | None:
    """The text with its clause on where the position is from replaced by a new one, or taken out."""
    kept = [part for part in (text or "").split("；") if part and not part.startswith(POSITION_TAKEN)]
    return "；".join([*kept, clause] if clause else kept) or None


def taken_from(work: Work, place: Place, point: SurveyPoint | SurveyShape) -> bool:
    """Whether the place still stands where this point put it."""
    return place.geom is not None and place.geom.equals(point.geom) and source_of(work, point) in (place.source or "")


def give_back(work: Work, place: Place, point: SurveyPoint | SurveyShape) -> None:
    """Put back the position that the place had before it took this point's, and the values that came with it."""
    change = _change(work, place, point)
    before: dict[str, Any] = {"geom": None, "survey_method": None}
    if change is not None:
        before = _before(work, place, change)
        _take_back_names(work, place, change)
    for name, value in images.values_of(Place, before).items():
        setattr(place, name, value)
    work.save(place)


def _before(work: Work, place: Place, change: HistoryChange) -> dict[str, Any]:
    """The position before the decision, and of the other fields those that still stand as the decision left them."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for other in work.find(HistoryChange, HistoryChange.entry_id == change.entry_id, order_by=HistoryChange.id):
        if (other.table_name, other.record_id, other.operation) == (change.table_name, place.id, "update"):
            before = {**(other.before or {}), **before}
            after |= other.after or {}
    now = images.image_of(Place, place.values())
    return {name: value for name, value in before.items() if name in _COLUMNS or now.get(name) == after.get(name)}


def _take_back_names(work: Work, place: Place, change: HistoryChange) -> None:
    """Names that the decision added go, unless somebody has worked on them."""
    for other in work.find(HistoryChange, HistoryChange.entry_id == change.entry_id,
                           HistoryChange.table_name == table_of(PlaceName), HistoryChange.operation == "insert"):
        name = work.get(PlaceName, int(other.record_id or 0))
        if name is not None and name.place_id == place.id and images.image_of(PlaceName, name.values()) == other.after:
            work.delete(name)


def _change(work: Work, place: Place, point: SurveyPoint | SurveyShape) -> HistoryChange | None:
    """The last change that set this point's position, from the history."""
    image = images.image_of(Place, {**place.values(), "geom": point.geom})["geom"]
    query = [HistoryChange.table_name == table_of(Place), HistoryChange.record_id == place.id,
             HistoryChange.operation == "update"]
    for change in work.find(HistoryChange, *query, order_by=HistoryChange.id.desc()):
        if (change.after or {}).get("geom") == image:
            return change
    return None
