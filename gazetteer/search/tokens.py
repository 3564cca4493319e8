"""What the full-text index keeps of a name, and how to ask it.

One Han character is one token: the trigram tokenizer finds nothing for two characters. Neighbours are tokens too, so
that a phrase of two common characters needs no walk through both their lists. All kinds of tokens stand in one
column and cannot be mistaken for each other: characters are never ASCII, sounds are, and heads, pairs of sounds and
other writings are marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import add

from gazetteer.search.sounds import is_syllable

HEAD, JOIN, WRITTEN = "¹", "ˉ", "ˣ"
_INITIALS_HEAD = HEAD + JOIN
_WIDE = str.maketrans({code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def tokens(folded: str, units: Sequence[str], canonical: str) -> str:
    """All tokens of a name with blanks between; `units` has a unit for each character, `canonical` another writing."""
    wide = folded.translate(_WIDE)
    plain = [unit[:-1] or unit for unit in units]
    first = [unit[0] for unit in units]
    syllables = [unit for unit in units if is_syllable(unit)]
    return " ".join(
        (
            HEAD + wide[0],
            HEAD + plain[0],
            HEAD + JOIN + first[0],
            *map(_INITIALS_HEAD.__add__, pairs(first[:2])),
            *wide,
            *pairs(wide),
            *[unit[:-1] for unit in syllables],
            *map(JOIN.join, zip(plain, plain[1:], strict=False)),
            *syllables,
            *map(JOIN.__add__, pairs(first)),
            *(_written(canonical) if canonical != folded else ()),
        )
    )


def _written(canonical: str) -> list[str]:
    wide = canonical.translate(_WIDE)
    return [WRITTEN + part for part in (*wide, *pairs(wide))]


def pairs(parts: Sequence[str]) -> list[str]:
    """Each part joined with its right neighbour."""
    return list(map(add, parts, parts[1:]))


def phrase(parts: Iterable[str]) -> str:
    """A full-text expression: these tokens one after the other."""
    return '"' + " ".join(parts) + '"'


def any_of(expressions: Iterable[str]) -> str:
    """A full-text expression: one of these."""
    return " OR ".join(f"({expression})" for expression in expressions)


def all_of(expressions: Iterable[str]) -> str:
    """A full-text expression: each of these."""
    return " AND ".join(f"({expression})" for expression in expressions)


def characters(folded: str) -> str:
    """Expression for names that hold these characters one after the other."""
    wide = folded.translate(_WIDE)
    return phrase(pairs(wide) or [wide])


def other_writing(canonical: str) -> str:
    """Expression for names that hold these characters in another writing one after the other."""
    wide = canonical.translate(_WIDE)
    return phrase(WRITTEN + part for part in (pairs(wide) or [wide]))


def beginning(character: str) -> str:
    """Expression for names that begin with a character."""
    return phrase([HEAD + character.translate(_WIDE)])


def sounds(plain: Sequence[str]) -> str:
    """Expression for names that hold these toneless syllables one after the other."""
    return phrase([a + JOIN + b for a, b in zip(plain, plain[1:], strict=False)] or plain)


def initial_letters(letters: str) -> str:
    """Expression for names whose syllables begin with these letters (two or more) one after the other."""
    return phrase(JOIN + pair for pair in pairs(letters))


def beginning_sound(plain: str) -> str:
    """Expression for names whose first syllable is this one, without tone."""
    return phrase([HEAD + plain])


def beginning_initials(letters: str) -> str:
    """Expression for names whose first one or two syllables begin with these letters."""
    return phrase([HEAD + JOIN + letters])
