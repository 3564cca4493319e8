"""A place with everything that belongs to it, as plain values that JSON can carry; and the workspace in figures."""

from __future__ import annotations

from typing import Any

import shapely
from sqlalchemy import func, select

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryEntry
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.record import Record, fields
from gazetteer.storage import attachments
from gazetteer.surveys.survey import WAITING, Survey, SurveyPoint


def place_by(gazetteer: Gazetteer, id_or_code: str) -> Place:
    """The place with this id or 20-digit code. Raises GazetteerError when there is none."""
    if len(id_or_code) == 20:
        found = gazetteer.find(Place, Place.code == id_or_code, limit=1)
    else:
        found = gazetteer.find(Place, Place.id == int(id_or_code)) if id_or_code.isdigit() else []
    if not found:
        raise GazetteerError(f"没有编号或代码为“{id_or_code}”的地名", remedy="用“search”查找地名的编号")
    return found[0]


def whole_record(gazetteer: Gazetteer, place: Place) -> dict[str, Any]:
    """Fields (stored and derived) by our names, with names, geometry as GeoJSON, and media with where they lie."""
    return {**plain(place),
            "names": [plain(name) for name in gazetteer.find(PlaceName, PlaceName.place_id == place.id)],
            "media": [_media(gazetteer, item) for item in gazetteer.find(Media, Media.place_id == place.id)]}


def plain(record: Record) -> dict[str, Any]:
    """Field name → value that JSON can carry; geometry as a GeoJSON geometry under "geometry"."""
    values: dict[str, Any] = {}
    for about in fields(type(record)):
        value = getattr(record, about.name)
        if about.kind == "geometry":
            values["geometry"] = None if value is None else shapely.geometry.mapping(value)
        else:
            values[about.name] = value
    return values


def _media(gazetteer: Gazetteer, item: Media) -> dict[str, Any]:
    path = attachments.kept_at(gazetteer.media_folder, str(item.sha256))
    return {**plain(item), "path": str(path), "missing": not path.is_file()}


def figures(gazetteer: Gazetteer) -> dict[str, Any]:
    """How much a workspace holds."""
    return {
        "name": gazetteer.setting("name"), "path": str(gazetteer.path),
        "places": gazetteer.count(Place), "located": gazetteer.count(Place, Place.geom.is_not(None)),
        "names": gazetteer.count(PlaceName), "surveys": gazetteer.count(Survey),
        "points": gazetteer.count(SurveyPoint),
        "waiting": gazetteer.count(SurveyPoint, SurveyPoint.state == WAITING),
        "history": gazetteer.count(HistoryEntry), "schema": int(gazetteer.setting("schema") or 0),
        "classes": {code: count for code, count in gazetteer.rows(
            select(Place.class_code, func.count()).group_by(Place.class_code).order_by(Place.class_code))},
        "undo": gazetteer.undo_text, "redo": gazetteer.redo_text,
        "read_only": gazetteer.read_only, "held_by": gazetteer.held_by,
    }
