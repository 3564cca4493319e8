"""All names of the register prepared for comparison, in memory, looked up by all that makes two names alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from gazetteer.rules import shapes
from gazetteer.rules.likeness import MOST_SHAPES, ONE_APART, Compared, Likeness, likeness
from gazetteer.rules.scope import Scope

FOREIGN = 0  # stands for the id of what is no place of the register: a unit of a neighbouring county


@dataclass(frozen=True, slots=True)
class Known:
    """One name: of which place, whether it is the standard name now, and the scope in which it must differ."""

    place_id: int
    form: Compared
    scope: Scope
    kind: str
    note: str = ""
    standard: bool = True
    township: str = ""


@dataclass
class NameTable:
    """Names by 专名, folded 专名, sound, and the 专名 with one character left out.

    Keys are texts and single names stand without a list: hundreds of thousands of small containers would make each
    collection of garbage a pause that can be felt.
    """

    local: Mapping[str, str]
    by_key: dict[str, Known | list[Known]] = field(default_factory=dict)
    by_place: dict[int, Known | list[Known]] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        """Take a name in."""
        _put(self.by_place, known.place_id, known)
        for key in _keys(known):
            _put(self.by_key, key, known)

    def remove(self, place_ids: Iterable[int]) -> None:
        """Forget the names of these places."""
        for place_id in place_ids:
            for known in _all(self.by_place.pop(place_id, None)):
                for key in _keys(known):
                    left = [other for other in _all(self.by_key.pop(key, None)) if other.place_id != place_id]
                    if left:
                        self.by_key[key] = left if len(left) > 1 else left[0]

    def alike(self, form: Compared, scope: Scope, *, without: int | None = None,
              strong: bool = False) -> Iterator[tuple[Known, Likeness, bool]]:
        """(name, likeness, whether it lies in the scope) of everything alike; `strong`: all but 一字之差."""
        seen: set[int] = set()
        for key in _asked(form, scope, strong):
            for known in _all(self.by_key.get(key)):
                if id(known) in seen or known.place_id == without:
                    continue
                seen.add(id(known))
                inside = known.standard and known.scope.key == scope.key
                found = likeness(form, known.form, inside)
                if found and not (strong and found.kind == ONE_APART):
                    yield known, found, inside


K = TypeVar("K")


def _put(held: dict[K, Known | list[Known]], key: K, known: Known) -> None:
    before = held.get(key)
    if before is None:
        held[key] = known
    elif isinstance(before, list):
        before.append(known)
    else:
        held[key] = [before, known]


def _all(held: Known | list[Known] | None) -> Iterable[Known]:
    return held if isinstance(held, list) else () if held is None else (held,)


def _keys(known: Known) -> set[str]:
    """What a name is filed under."""
    form = known.form
    keys = {f"core {form.core}", f"folded {form.folded}", f"sound {form.sound}"}
    if len(form.folded) > 2:
        keys |= {f"near {part}" for part in (form.folded, *_less(form.folded))}
    elif len(form.folded) == 2:
        keys |= {f"near {form.folded}", *_halves(form.folded, known.scope)}
    return keys


def _asked(form: Compared, scope: Scope, strong: bool) -> Iterator[str]:
    """Every key under which an alike name may be filed."""
    yield f"core {form.core}"
    yield f"folded {form.folded}"
    yield f"sound {form.sound}"
    yield from (f"folded {other}" for other in shapes.look_like(form.folded, MOST_SHAPES))
    if strong or len(form.folded) < 2:
        return
    yield f"near {form.folded}"
    yield from (f"near {part}" for part in _less(form.folded))
    if len(form.folded) == 2:
        yield from _halves(form.folded, scope)


def _halves(pair: str, scope: Scope) -> tuple[str, str]:
    """Two characters of which one may differ, within a scope: 新堰 as 新… and …堰."""
    return f"first {pair[0]} {scope.family} {scope.area}", f"last {pair[1]} {scope.family} {scope.area}"


def _less(text: str) -> set[str]:
    """The text with each one of its characters left out."""
    return {text[:index] + text[index + 1:] for index in range(len(text))}
