"""Characters that stand for each other (variants, simplified, traditional) or are mistaken for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations, product

from gazetteer import reference
from gazetteer.characters.knowledge import SIMPLIFIED, known, lines
from gazetteer.search.text import fold

FILE = "similar_shapes.csv"
_IN_TWO, _MOST = "⿰⿱", 0.6
_FIGURES = str.maketrans("0123456789", "〇一二三四五六七八九")


def folded(text: str) -> str:
    """The text in the forms that are compared: half-width, simplified, without variants, figures as characters."""
    return "".join(canonical(character) for character in fold(text).translate(_FIGURES))


@lru_cache(maxsize=20_000)
def canonical(character: str) -> str:
    """The simplified or standard form of a variant or traditional character; itself when it is none."""
    if character not in lines():
        return character
    about = known(character)
    simplified = [other for kind, other in about.variants if kind == SIMPLIFIED]
    if simplified:
        return character if character in simplified else simplified[0]
    return about.recommended or character


@cache
def lookalikes() -> dict[str, frozenset[str]]:
    """Character → those that look like it (形近字): by hand, and by their parts within 通用规范汉字表."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in (*(row["characters"] for row in reference.table(FILE)), *_sharing_most()):
        for one, other in combinations(dict.fromkeys(group), 2):
            found[one].add(other)
            found[other].add(one)
    return {character: frozenset(others) for character, others in found.items()}


def _sharing_most() -> Iterator[list[str]]:
    """Groups that have the same part in the same place, and it makes up most of each (清 情 晴; ids ⿰ or ⿱)."""
    groups: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for character, line in lines().items():
        number, ids = line.split("\t", 7)[3], line.split("\t", 7)[6].split(" ")[0]
        if number and len(ids) == 3 and ids[0] in _IN_TWO:
            whole = known(character).strokes
            for place in (1, 2):
                if whole and known(ids[place]).strokes >= _MOST * whole:
                    groups[ids[0], place, ids[place]].append(character)
    return (group for group in groups.values() if len(group) > 1)


def alike(a: str, b: str, most: int) -> bool:
    """Whether two texts differ in one to `most` characters, all of which look alike."""
    if len(a) != len(b) or a == b:
        return False
    table = lookalikes()
    differing = [(one, other) for one, other in zip(a, b, strict=True) if one != other]
    return len(differing) <= most and all(other in table.get(one, ()) for one, other in differing)


def look_like(text: str, most: int) -> Iterator[str]:
    """Every text that is `alike` this one."""
    table = lookalikes()
    places = [index for index, character in enumerate(text) if character in table]
    for count in range(1, most + 1):
        for chosen in combinations(places, count):
            for others in product(*(table[text[index]] for index in chosen)):
                made = list(text)
                for index, other in zip(chosen, others, strict=True):
                    made[index] = other
                yield "".join(made)
