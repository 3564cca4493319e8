"""Typed pinyin cut into chunks, each standing for one character of a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from gazetteer.language.pinyin import strip_tones, tone
from gazetteer.search.sounds import PLAIN_SYLLABLES, is_syllable
from gazetteer.search.text import fold

CHARACTER, SYLLABLE, PART = "character", "syllable", "part"
INITIALS = frozenset("abcdefghjklmnopqrstwxyz")

_HALF_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_MOST = 8  # ways of cutting that are followed
_LONGEST = 6
_PIECE = re.compile(r"([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]+)([1-5]?)|([\s'’‘·-]+)|(.)", re.DOTALL)
_PARTS = frozenset(syllable[:size] for syllable in PLAIN_SYLLABLES for size in range(1, len(syllable)))
_SHORT = INITIALS | {"zh", "ch", "sh"}
_AFTER_J = re.compile("(?<=[jqxy])v")


@dataclass(frozen=True)
class Chunk:
    """A character, a whole syllable (tone 1–5, 0 where none was typed), or the beginning of a syllable."""

    kind: str
    text: str
    tone: int = 0

    def fits(self, character: str, unit: str) -> bool:
        """Whether it can stand for a character with this sound."""
        if self.kind == CHARACTER:
            return character == self.text
        if self.kind == PART:
            return unit.startswith(self.text)
        return is_syllable(unit) and unit[:-1] == self.text and self.tone in (0, int(unit[-1]))


Pattern = tuple[Chunk, ...]


def pieces(text: str) -> list[tuple[str, str]]:
    """The typed text as (letters, tone digit), ("", blank or apostrophe) and ("", other character)."""
    text = unicodedata.normalize("NFC", text.translate(_HALF_WIDTH)).lower().replace("u:", "ü").replace("v", "ü")
    return [(letters, digit or blank or other) for letters, digit, blank, other in _PIECE.findall(text)]


def patterns(found: list[tuple[str, str]], loose: bool = False) -> list[Pattern]:
    """The likeliest ways to cut the pieces, fewest chunks first; `loose` takes initials for syllables anywhere."""
    options: list[list[Pattern]] = []
    last = max((i for i, (letters, _) in enumerate(found) if letters), default=-1)
    for index, (letters, rest) in enumerate(found):
        if letters:
            ending = index == last == len(found) - 1 and not rest
            options.append(_cuts(letters, int(rest or 0), ending, loose))
        elif fold(rest) and not rest.strip(" '’‘·-") == "":
            options.append([(Chunk(CHARACTER, fold(rest)),)])
    joined = (tuple(chunk for part in parts for chunk in part) for parts in islice(product(*options), 64))
    return sorted((pattern for pattern in joined if pattern), key=len)[:_MOST]


@lru_cache(maxsize=1024)
def _cuts(letters: str, last_tone: int, ending: bool, loose: bool) -> list[Pattern]:
    """Every way to cut one piece; `ending`: its last chunk may be the beginning of a syllable."""
    marked = letters
    plain = _AFTER_J.sub("u", strip_tones(letters).replace("ü", "v"))
    known: dict[int, list[Pattern]] = {len(plain): [()]}
    for start in range(len(plain) - 1, -1, -1):
        found = []
        for end in range(start + 1, min(len(plain), start + _LONGEST) + 1):
            at_end = end == len(plain)
            heard = tone(marked[start:end]) % 5 or (last_tone if at_end else 0)
            for chunk in _chunks(plain[start:end], heard, ending and at_end, loose):
                found += [(chunk, *rest) for rest in known[end]]
        known[start] = sorted(found, key=len)[:_MOST]
    return known[0]


def _chunks(plain: str, heard: int, ending: bool, loose: bool) -> Iterator[Chunk]:
    """What a stretch of letters can be; u is also read as ü, for keyboards without it."""
    if plain in PLAIN_SYLLABLES:
        yield Chunk(SYLLABLE, plain, heard)
    with_v = re.sub("^([ln])u(e?)$", r"\1v\2", plain)
    if with_v != plain and with_v in PLAIN_SYLLABLES:
        yield Chunk(SYLLABLE, with_v, heard)
    if (ending and plain in _PARTS and plain not in PLAIN_SYLLABLES) or (loose and plain in _SHORT):
        yield Chunk(PART, plain)
