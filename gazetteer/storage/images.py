"""A record as the history keeps it: column → JSON value, geometry as the hexadecimal text of its blob."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gazetteer.record import Record
from gazetteer.storage.geometry import from_blob, to_blob
from gazetteer.storage.geopackage import geometry_column

Image = dict[str, Any]


def image_of(model: type[Record], values: Mapping[str, Any]) -> Image:
    """The image of a whole record; empty columns are left out."""
    image = {name: value for name, value in values.items() if value is not None}
    geometry = geometry_column(model)
    if geometry in image:
        image[geometry] = (to_blob(image[geometry]) or b"").hex()
    return image


def values_of(model: type[Record], image: Mapping[str, Any]) -> dict[str, Any]:
    """Column values from an image: what the table takes."""
    values, geometry = dict(image), geometry_column(model)
    if geometry and values.get(geometry):
        values[geometry] = from_blob(bytes.fromhex(values[geometry]))
    return values


def difference(before: Image, after: Image) -> tuple[Image, Image]:
    """The columns in which two images differ, with the values of each side (None where a side has none)."""
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in changed}, {name: after.get(name) for name in changed}


def to_text(image: Image | None) -> str | None:
    """An image as the history's text."""
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str | None) -> Image | None:
    """An image from the history's text."""
    return None if text is None else json.loads(text)
