"""What every sign has of itself, and what a change of a sign means for the place that it names."""

from __future__ import annotations

import uuid

from gazetteer.errors import Problem, RuleBroken
from gazetteer.places.place import Place
from gazetteer.signs.sign import STANDING, Sign
from gazetteer.storage.work import Reader, Work


def keep_sign(work: Work, before: Sign | None, after: Sign | None) -> None:
    """Fill a sign that is about to be written (None: taken out), and keep the count of the places concerned."""
    if after is not None:
        fill(work, after)
    for place_id in {sign.place_id for sign in (before, after) if sign is not None and sign.place_id}:
        place = work.get(Place, int(place_id))
        now = standing(work, int(place_id))
        then = now - _counts(before, place_id) + _counts(after, place_id)
        if place is not None and now != then:
            place.sign_count = counted(place.sign_count, now, then)
            work.save(place)


def fill(work: Work, sign: Sign) -> None:
    """Identifier, registration, and from its place the name, spelling and unit that it lacks. Raises RuleBroken."""
    sign.guid = sign.guid or str(uuid.uuid4())
    sign.state = sign.state or STANDING
    if sign.id is None:
        sign.registered_on = sign.registered_on or work.now[:10]
        sign.registrar = sign.registrar or work.who
    if sign.place_id is None:
        return
    place = work.get(Place, sign.place_id)
    if place is None:
        raise RuleBroken([Problem("place_id", f"没有编号为{sign.place_id}的地名，标志不能归到它名下")])
    sign.name = sign.name or place.name
    if sign.name == place.name:
        sign.roman = sign.roman or place.roman
    sign.division_code = sign.division_code or place.division_code


def counted(known: int | None, before: int, after: int) -> int:
    """The 标牌个数 of a place when its registered signs go from `before` to `after`.

    A census may have counted more than are registered yet: then a new one is one of those, and one gone is gone.
    """
    if known is None or known <= before:
        return after
    return max(known, after) if after > before else known - (before - after)


def standing(reader: Reader, place_id: int) -> int:
    """How many registered signs of a place stand."""
    return reader.count(Sign, Sign.place_id == place_id, Sign.state == STANDING)


def keep_outside(work: Work, sign: Sign) -> None:
    """What a sign that another program wrote lacks; its place has at least as many as are registered."""
    sign.guid, sign.state = sign.guid or str(uuid.uuid4()), sign.state or STANDING
    work.save(sign)
    place = work.get(Place, sign.place_id) if sign.place_id else None
    if place is not None and (place.sign_count or 0) < standing(work, sign.place_id or 0):
        place.sign_count = standing(work, sign.place_id or 0)
        work.save(place)


def _counts(sign: Sign | None, place_id: int | None) -> int:
    return int(sign is not None and sign.stands and sign.place_id == place_id)
