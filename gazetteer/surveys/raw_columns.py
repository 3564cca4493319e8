"""What a record came as, read as columns: the JSON of a table's row, the extensions of a GPX point."""

from __future__ import annotations

import json

_NAMING = ("name", "key", "Name")  # attributes by which <field name="联系人">张三</field> says what it is
_LONGEST_RAW = 200_000  # characters; a point with more than that carries no form of an office


def raw_values(raw: str | None, *, texts_only: bool = False) -> dict[str, str]:
    """Heading → text of a record's columns, `texts_only` without those of other types; empty where it has none."""
    if not raw:
        return {}
    return _of_json(raw, texts_only) if raw.startswith("{") else _of_extensions(raw) if "extensions>" in raw else {}


def _of_json(raw: str, texts_only: bool) -> dict[str, str]:
    try:
        values = json.loads(raw)
    except ValueError:
        return {}
    return {str(key): "" if value is None else str(value) for key, value in values.items()
            if (isinstance(value, str) if texts_only else not isinstance(value, dict | list))}


def _of_extensions(raw: str) -> dict[str, str]:
    """The elements with a text below <extensions>, by their local name; several of one name are one column."""
    if not raw.startswith("<") or len(raw) > _LONGEST_RAW:
        return {}
    from lxml import etree  # a window that shows no GPX point needs no XML

    point = etree.fromstring(raw, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    found: dict[str, str] = {}
    for held in () if point is None else point.iterfind("{*}extensions"):
        for element in held.iterdescendants("{*}*"):
            text = (element.text or "").strip() or element.get("value", "").strip()
            heading = next((name for key in _NAMING if (name := element.get(key, "").strip())),
                           etree.QName(element).localname)
            if text:
                found[heading] = f"{found[heading]}、{text}" if heading in found else text
    return found
