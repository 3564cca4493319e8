"""A field's value as people read it and as they type or paste it."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from gazetteer.formats.times import in_beijing
from gazetteer.record import Field
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.wording import as_stored, in_chinese

NUMERIC = ("integer", "number")
LOOKED_UP = ("class", "division", "link")
LONGITUDES, LATITUDES = ("west", "east", "lon"), ("south", "north", "lat")
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$")


class NotUnderstood(ValueError):
    """A typed text that cannot be this field's value; the message is for the person."""


def shown(field: Field, value: Any, lookups: Lookups | None = None, table: str = "") -> str:
    """The value for reading: names for codes, Chinese for stored words, local time."""
    if value is None or value == "" or value == {} or value == []:
        return ""
    if field.kind in LOOKED_UP and lookups:
        return lookups.name(field.to or field.kind, str(value))
    if field.kind == "number":
        return _degrees(field, value) or f"{value:.10g}"
    if field.kind == "flag":
        return tr("是") if value else tr("否")
    if field.kind == "moment":
        return in_beijing(str(value))
    if field.kind == "datetime":
        return local_time(str(value))
    if field.kind == "list":
        return "、".join(str(one) for one in value)
    if field.kind == "json":
        return json.dumps(value, ensure_ascii=False)
    if field.kind == "geometry":
        return geometry_words(value)
    return in_chinese(table, field.name, str(value))


def in_degrees(field: Field) -> bool:
    """Whether a field is a longitude or latitude, written with degrees, minutes and seconds."""
    return field.unit == "度" and field.name in (*LONGITUDES, *LATITUDES)


def _degrees(field: Field, value: float) -> str:
    if not in_degrees(field):
        return ""
    from gazetteer.coordinates.angles import format_dms

    return format_dms(value, "lon" if field.name in LONGITUDES else "lat")


def geometry_words(geometry: Any) -> str:
    """What kind of geometry a record has, and where."""
    if geometry.geom_type == "Point":
        return f"{geometry.x:.6f}, {geometry.y:.6f}"
    kinds = {"LineString": tr("线"), "MultiLineString": tr("线"), "Polygon": tr("面"), "MultiPolygon": tr("面")}
    return kinds.get(geometry.geom_type, geometry.geom_type)


def local_time(stored: str) -> str:
    """An ISO moment as the wall clock here, 2026-11-23 14:12; the text itself where it is no moment."""
    try:
        moment = datetime.fromisoformat(stored.replace("Z", "+00:00"))
    except ValueError:
        return stored
    return (moment.astimezone() if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")


def parsed(field: Field, text: str, lookups: Lookups | None = None, table: str = "") -> Any:
    """The value a text means; None for an empty text. Raises NotUnderstood with a Chinese sentence."""
    text = text.strip()
    if not text:
        return None
    if field.kind in NUMERIC:
        return _number(field, text)
    if field.kind in LOOKED_UP:
        return _option(field, text, lookups)
    if field.kind == "date":
        return _date(field, text)
    if field.kind == "flag":
        return _flag(field, text)
    if field.kind == "list":
        return [part for part in re.split(r"[、，,;；|]", text) if part.strip()]
    return as_stored(table, field.name, text)


def _number(field: Field, text: str) -> int | float:
    plain = text.removesuffix(field.unit).replace(",", "").replace("，", "").strip()
    try:
        return int(plain) if field.kind == "integer" else float(plain)
    except ValueError:
        word = tr("整数") if field.kind == "integer" else tr("数字")
        raise NotUnderstood(tr("{label}应为{word}，不能是“{text}”", label=field.label, word=word, text=text)) from None


def _option(field: Field, text: str, lookups: Lookups | None) -> str | int:
    option = lookups.options(field.to or field.kind).resolve(text) if lookups else None
    if option is None:
        raise NotUnderstood(tr("{label}没有“{text}”，请从列表中选", label=field.label, text=text))
    return int(option.value) if field.kind == "link" else option.value


def _date(field: Field, text: str) -> str:
    match = _DATE.match(text.replace(" ", ""))
    try:
        year, month, day = (int(part) for part in match.groups() if part) if match else (0, 0, 0)
        return datetime(year, month, day).strftime("%Y-%m-%d")
    except ValueError:
        said = tr("{label}应为日期，例如 2026-05-01，不能是“{text}”", label=field.label, text=text)
        raise NotUnderstood(said) from None


def _flag(field: Field, text: str) -> int:
    if text in ("是", "1", "true", "True", "√"):
        return 1
    if text in ("否", "0", "false", "False", "×"):
        return 0
    raise NotUnderstood(tr("{label}应为“是”或“否”，不能是“{text}”", label=field.label, text=text))
