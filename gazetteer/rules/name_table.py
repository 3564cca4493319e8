"""All names of the register prepared for comparison, in memory, looked up by all that makes two names alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

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


Key = tuple[str, ...]


@dataclass
class NameTable:
    """Names by 专名, folded 专名, sound, and the 专名 with one character left out."""

    local: Mapping[str, str]
    by_key: dict[Key, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_place: dict[int, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, known: Known) -> None:
        """Take a name in."""
        self.by_place[known.place_id].append(known)
        for key in _keys(known):
            self.by_key[key].append(known)

    def remove(self, place_ids: Iterable[int]) -> None:
        """Forget the names of these places."""
        for place_id in place_ids:
            for known in self.by_place.pop(place_id, ()):
                for key in _keys(known):
                    self.by_key[key] = [other for other in self.by_key[key] if other.place_id != place_id]

    def alike(self, form: Compared, scope: Scope, *, without: int | None = None,
              strong: bool = False) -> Iterator[tuple[Known, Likeness, bool]]:
        """(name, likeness, whether it lies in the scope) of everything alike; `strong`: all but 一字之差."""
        seen: set[int] = set()
        for key in _asked(form, scope, strong):
            for known in self.by_key.get(key, ()):
                if id(known) in seen or known.place_id == without:
                    continue
                seen.add(id(known))
                inside = known.standard and known.scope.key == scope.key
                found = likeness(form, known.form, inside)
                if found and not (strong and found.kind == ONE_APART):
                    yield known, found, inside


def _keys(known: Known) -> set[Key]:
    """What a name is filed under."""
    form = known.form
    keys: set[Key] = {("core", form.core), ("folded", form.folded), ("sound", form.sound)}
    if len(form.folded) > 2:
        keys |= {("near", part) for part in (form.folded, *_less(form.folded))}
    elif len(form.folded) == 2:
        keys.add(("near", form.folded))
        keys |= {("near", form.folded[0], "^", *known.scope.key), ("near", form.folded[1], "$", *known.scope.key)}
    return keys


def _asked(form: Compared, scope: Scope, strong: bool) -> Iterator[Key]:
    """Every key under which an alike name may be filed."""
    yield ("core", form.core)
    yield ("folded", form.folded)
    yield ("sound", form.sound)
    yield from (("folded", other) for other in shapes.look_like(form.folded, MOST_SHAPES))
    if strong or len(form.folded) < 2:
        return
    yield ("near", form.folded)
    yield from (("near", part) for part in _less(form.folded))
    if len(form.folded) == 2:
        yield ("near", form.folded[0], "^", *scope.key)
        yield ("near", form.folded[1], "$", *scope.key)


def _less(text: str) -> set[str]:
    """The text with each one of its characters left out."""
    return {text[:index] + text[index + 1:] for index in range(len(text))}
