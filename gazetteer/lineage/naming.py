"""Names that a person types for the sides of a change, and the places that they mean."""

from __future__ import annotations

import re

from gazetteer.lineage.lineage import Member
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.storage.work import Reader


def members(reader: Reader, text: str, place_id: int | None = None) -> list[Member]:
    """竟陵县、霄城县 as members: `place_id` where it is or was called so, else the one place of that name or none."""
    names = [name.strip() for name in re.split(r"[、，,;；]", text) if name.strip()]
    return [_member(reader, name, place_id) for name in names]


def _member(reader: Reader, name: str, place_id: int | None) -> Member:
    own = place_id is not None and reader.count(PlaceName, PlaceName.place_id == place_id, PlaceName.name == name)
    if own:
        return Member(place_id, name)
    named = {place.id for place in reader.find(Place, Place.name == name, limit=2)}
    if not named:
        named = {one.place_id for one in reader.find(PlaceName, PlaceName.name == name, limit=3)}
    return Member(named.pop() if len(named) == 1 else None, name)


def written(side: list[Member]) -> str:
    """The names of a side as they are typed."""
    return "、".join(member.name for member in side)
