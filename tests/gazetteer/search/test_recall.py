"""Five hundred queries made from the register, as people type and mistype: what was meant stands among the first ten.

A query that fits more than ten names equally well cannot be answered in ten lines and is not asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache

import pytest
from rapidfuzz.distance import OSA

from gazetteer.characters.describing import exactly
from gazetteer.characters.knowledge import TRADITIONAL
from gazetteer.characters.knowledge import known as about
from gazetteer.language.characters import is_han, odd_characters
from gazetteer.language.machine import readings_of
from gazetteer.language.pinyin import strip_tones, syllables_of
from gazetteer.language.romanisation import romanise
from gazetteer.places.place import Place
from gazetteer.places.place_name import FORMER, HISTORIC, STANDARD, PlaceName
from gazetteer.search import search

QUERIES, FIRST = 500, 10
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LOCAL_SPEECH = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f"))
Named = tuple[str, str]


@lru_cache(maxsize=4096)
def sounds(named: Named) -> tuple[str, ...]:
    name, roman = named
    return tuple(map(strip_tones, syllables_of(roman, name) or romanise(name, "22200").syllables))


def with_character(name: str, at: int, character: str) -> str:
    return name[:at] + character + name[at + 1:]


def same_sound(named: Named, rng: random.Random, known: set[str]) -> str:
    at = rng.randrange(len(named[0]))
    others = sorted(c for c in known if c != named[0][at] and sounds(named)[at] in map(strip_tones, readings_of(c)))
    return with_character(named[0], at, rng.choice(others)) if others else ""


def wrong(named: Named, rng: random.Random, known: set[str]) -> str:
    return with_character(named[0], rng.randrange(len(named[0])), rng.choice("鑫淼辉磊"))


def missing(named: Named, rng: random.Random, known: set[str]) -> str:
    return with_character(named[0], rng.randrange(len(named[0])), "")


def superfluous(named: Named, rng: random.Random, known: set[str]) -> str:
    at = rng.randrange(1, len(named[0]))
    return named[0][:at] + rng.choice("新小大") + named[0][at:]


def exchanged(named: Named, rng: random.Random, known: set[str]) -> str:
    name, at = named[0], rng.randrange(len(named[0]) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2:]


def mistyped(named: Named, rng: random.Random, known: set[str]) -> str:
    typed, letter = "".join(sounds(named)), rng.choice(LETTERS)
    at = rng.randrange(1, len(typed) - 1)
    return rng.choice([typed[:at] + typed[at + 1:], typed[:at] + letter + typed[at + 1:], typed[:at] + letter
                       + typed[at:], typed[:at] + typed[at + 1] + typed[at] + typed[at + 2:]])


def as_spoken(named: Named, rng: random.Random, known: set[str]) -> str:
    spoken = []
    for syllable in sounds(named):
        clear, alike = next(((c, a) for c, a in LOCAL_SPEECH if syllable.startswith(c)), ("", ""))
        spoken.append(alike + syllable.removeprefix(clear))
    return "" if tuple(spoken) == sounds(named) else "".join(spoken)


def mixed(named: Named, rng: random.Random, known: set[str]) -> str:
    return "".join(rng.choice([character, sound, sound[0]]) for character, sound in
                   zip(named[0], sounds(named), strict=True))


def traditional(named: Named, rng: random.Random, known: set[str]) -> str:
    typed = "".join(next((other for said, other in about(c).variants if said == TRADITIONAL), c) for c in named[0])
    return "" if typed == named[0] else typed


def in_parts(named: Named, rng: random.Random, known: set[str]) -> str:
    for character in named[0]:
        for described in about(character).ids:
            typed = described.lstrip("⿰⿱")
            if any(odd_characters(typed)) and all(map(is_han, typed)) and exactly(typed)[:1] == [character]:
                return named[0].replace(character, typed, 1)
    return ""


KINDS: dict[str, Callable[[Named, random.Random, set[str]], str]] = {
    "whole name": lambda named, rng, known: named[0],
    "spelling": lambda named, rng, known: named[1],
    "pinyin": lambda named, rng, known: "".join(sounds(named)),
    "initials": lambda named, rng, known: "".join(sound[0] for sound in sounds(named)),
    "initials and the last character": lambda named, rng, known: "".join(
        sound[0] for sound in sounds(named)[:-1]) + named[0][-1],
    "mixed": mixed, "same sound": same_sound, "wrong character": wrong, "missing character": missing,
    "superfluous character": superfluous, "exchanged characters": exchanged, "mistyped pinyin": mistyped,
    "as it is spoken here": as_spoken, "traditional": traditional, "in parts": in_parts,
}


def fits(query: str, named: Named) -> bool:
    """Whether the name holds, character by character, what was typed: itself or a beginning of its sound."""
    def from_here(rest: str, at: int) -> bool:
        if not rest:
            return True
        if at == len(named[0]):
            return False
        sound = sounds(named)[at]
        heads = [named[0][at], *(sound[:size] for size in range(1, len(sound) + 1))]
        return any(rest.startswith(head) and from_here(rest[len(head):], at + 1) for head in heads)

    return any(from_here(query, start) for start in range(len(named[0])))


def meant_as_well(query: str, names: list[Named]) -> int:
    """How many names a query fits, or misses by one error."""
    latin = any(map(str.isascii, query))
    return sum(fits(query, named) if latin else query in named[0] or OSA.distance(query, named[0]) <= 1
               for named in names)


@pytest.fixture(scope="module")
def queries(_sample_file) -> list[tuple[str, Named, str]]:
    from gazetteer.gazetteer import Gazetteer

    opened = Gazetteer.open(_sample_file, read_only=True)
    records = [*opened.find(Place), *opened.find(PlaceName)]
    opened.close()
    names = sorted((str(each.name), str(each.roman)) for each in records
                   if each.name and (isinstance(each, Place) or each.kind != STANDARD))
    long = [named for named in names if len(named[0]) > 3]
    known, rng, made = {c for name, _ in names for c in name}, random.Random(429006), []
    while len(made) < QUERIES:
        kind = list(KINDS)[len(made) % len(KINDS)]
        named = rng.choice(long)
        query = KINDS[kind](named, rng, known)
        if query and meant_as_well(query, names) <= FIRST:
            made.append((kind, named, query))
    return made


def test_what_was_meant_stands_among_the_first_ten(sample, queries) -> None:
    lost = [(kind, named[0], query) for kind, named, query in queries
            if not any(named[0] in (hit.name, hit.matched) for hit in search(sample, query, FIRST))]
    assert lost == []


def test_a_name_of_the_past_says_what_the_place_is_called_today(sample) -> None:
    former = sample.find(PlaceName, PlaceName.kind.in_((FORMER, HISTORIC)))
    for name in former:
        today = sample.get(Place, name.place_id)
        hit = next(hit for hit in search(sample, name.name, FIRST) if hit.id == today.id)
        assert today.name == name.name or f"今 {today.name}" in hit.why
    assert former
