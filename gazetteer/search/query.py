"""What a typed text may mean, as steps from the likeliest to the least: each is asked only while hits are wanting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazetteer.search import tokens
from gazetteer.search.chunks import CHARACTER, INITIALS, PART, SYLLABLE, Chunk, Pattern, patterns, pieces
from gazetteer.search.sounds import PLAIN_SYLLABLES, blurred
from gazetteer.search.text import fold
from gazetteer.search.writings import canonical

LONGEST = 64  # characters; no name is longer
LAST = "\U0010ffff"  # after it nothing sorts
WHOLE, START, ANYWHERE = "whole", "start", "anywhere"

_EXACT, _BEGINS, _HOLDS = 100, 90, 80
_SOUND_EXACT, _INITIALS_EXACT, _SOUND_BEGINS, _SOUND_HOLDS = 95, 78, 85, 72
_INITIALS_BEGIN, _LATIN_HOLDS, _INITIALS_HOLD, _MIXED, _LOOSE = 68, 65, 62, 75, 58
_IN_PARTS = 70
_OTHER_TONES, _BLURRED, _BLURRED_BEGINS = 48, 46, 45
_SHORTEST_BLURRED = 4  # letters: below that everything sounds alike


@dataclass(frozen=True)
class Check:
    """What a row must still fulfil: one of the patterns fits its characters at that part of the name."""

    patterns: Sequence[Pattern]
    part: str = ANYWHERE

    def holds(self, folded: str, units: Sequence[str]) -> bool:
        """Whether a name with these characters and sounds fulfils it."""
        return any(self._fits(pattern, folded, units) for pattern in self.patterns)

    def _fits(self, pattern: Pattern, folded: str, units: Sequence[str]) -> bool:
        size, room = len(pattern), len(folded) - len(pattern)
        starts = range(room + 1) if self.part == ANYWHERE else range(1)
        if room < 0 or (self.part == WHOLE and room):
            return False
        return any(all(map(Chunk.fits, pattern, folded[start : start + size], units[start:])) for start in starts)


@dataclass(frozen=True)
class Step:
    """A question to the index: rows whose `column` lies from `first` to `last`, or whose tokens match.

    `resort`: only asked when no likelier step found anything.
    """

    score: int
    why: str
    column: str = ""
    first: str = ""
    last: str = ""
    match: str = ""
    check: Check | None = None
    resort: bool = False


def steps(text: str) -> list[Step]:
    """The steps of a typed text, likeliest first; none for a text that holds nothing that can be searched."""
    literal, shown = fold(text), text.strip()
    if not literal or len(literal) > LONGEST:
        return []
    found = list(_written(literal, shown))
    typed = pieces(shown)
    if any(letters for letters, _ in typed):
        found += _pinyin(typed, literal, shown) if literal.isascii() else _mixed(typed, shown)
    return sorted(found, key=lambda step: -step.score)


def _written(literal: str, shown: str) -> Iterator[Step]:
    yield Step(_EXACT, "名称相同", "folded", literal, literal)
    begins = f"名称以“{shown}”开头"
    if len(literal) == 1:
        yield Step(_BEGINS, begins, match=tokens.beginning(literal))
    else:
        yield Step(_BEGINS, begins, "folded", literal, literal + LAST)
    latin = literal.isascii() and literal.isalpha()
    yield Step(_LATIN_HOLDS if latin else _HOLDS, f"名称含“{shown}”", match=tokens.characters(literal))
    if not literal.isascii():
        yield from _otherwise_written(canonical(literal), literal, shown)


def _otherwise_written(today: str, literal: str, shown: str) -> Iterator[Step]:
    """In traditional or variant characters, typed or in the register."""
    why = f"“{shown}”的繁体、异体或规范写法"
    if today != literal:
        yield Step(_EXACT - 1, why, "folded", today, today)
        yield Step(_BEGINS - 1, why, "folded", today, today + LAST)
        yield Step(_HOLDS - 1, why, match=tokens.characters(today))
    yield Step(_HOLDS - 1, why, match=tokens.other_writing(today))


def put_together_steps(text: str, said: str) -> Iterator[Step]:
    """The steps of a text in which characters typed in parts stand put together."""
    literal = fold(text)
    yield Step(_IN_PARTS + 1, said, "folded", literal, literal + LAST)
    yield Step(_IN_PARTS, said, match=tokens.characters(literal))


def _pinyin(typed: list[tuple[str, str]], literal: str, shown: str) -> Iterator[Step]:
    cut = patterns(typed)
    if _is_marked(typed):
        yield from _with_tones(cut, shown)
    else:
        yield from _by_letters(cut, literal, shown)
        yield from _initials(literal, shown)
    if literal.isalnum() and shown.isascii():  # fold makes u of ü
        yield Step(_SOUND_EXACT, "读音相同", "letters", literal, literal)
    yield from _loose(typed, shown)
    if literal.isalpha() and len(literal) >= _SHORTEST_BLURRED:
        yield from _blurred(blurred(literal), shown)


def _blurred(alike: str, shown: str) -> Iterator[Step]:
    why = f"读音与“{shown}”相近（平翘舌、前后鼻音、n 和 l、h 和 f 不分）"
    yield Step(_BLURRED, why, "blurred", alike, alike, resort=True)
    yield Step(_BLURRED_BEGINS, why, "blurred", alike, alike + LAST, resort=True)


def _by_letters(cut: list[Pattern], literal: str, shown: str) -> Iterator[Step]:
    """Letters alone: a beginning shorter than a syllable would be a wide range, so its syllables are asked for."""
    forms = {"".join(chunk.text for chunk in pattern): len(pattern) for pattern in reversed(cut)} or {literal: 1}
    begins = f"读音以“{shown}”开头"
    for form, chunks in forms.items():
        yield Step(_SOUND_EXACT, "读音相同", "letters", form, form)
        heads = _completions(form)
        if form in heads:
            yield Step(_SOUND_BEGINS + 1, begins, match=tokens.beginning_sound(form))
        if heads:
            yield Step(_SOUND_BEGINS, begins, match=tokens.any_of(map(tokens.beginning_sound, heads)))
        if not heads or chunks > 1:
            yield Step(_SOUND_BEGINS, begins, "letters", form, form + LAST)
    for pattern in cut:
        yield Step(_SOUND_HOLDS, f"读音含“{shown}”", match=expression(pattern))


def _with_tones(cut: list[Pattern], shown: str) -> Iterator[Step]:
    """Tones or borders of syllables were typed: every row must be looked at."""
    for pattern in cut:
        match = expression(pattern)
        heads = map(
            tokens.beginning_sound, _completions(pattern[0].text) if pattern[0].kind == PART else [pattern[0].text]
        )
        begins = tokens.all_of([tokens.any_of(heads), match])
        letters = "".join(chunk.text for chunk in pattern)
        yield Step(_SOUND_EXACT, "读音相同", "letters", letters, letters, check=Check([pattern], WHOLE))
        yield Step(_SOUND_BEGINS, f"读音以“{shown}”开头", match=begins, check=Check([pattern], START))
        yield Step(_SOUND_HOLDS, f"读音含“{shown}”", match=match, check=Check([pattern]))
        yield Step(_OTHER_TONES, f"与“{shown}”只有声调或分节不同", "letters", letters, letters, resort=True)


def _initials(literal: str, shown: str) -> Iterator[Step]:
    if not INITIALS.issuperset(letter for letter in literal if not letter.isdigit()):
        return
    yield Step(_INITIALS_EXACT, "首字母相同", "initials", literal, literal)
    begins = f"首字母以“{shown}”开头"
    if len(literal) < 3:
        yield Step(_INITIALS_BEGIN, begins, match=tokens.beginning_initials(literal))
    else:
        yield Step(_INITIALS_BEGIN, begins, "initials", literal, literal + LAST)
    if len(literal) > 1:
        yield Step(_INITIALS_HOLD, f"首字母含“{shown}”", match=tokens.initial_letters(literal))


def _mixed(typed: list[tuple[str, str]], shown: str) -> Iterator[Step]:
    for pattern in patterns(typed):
        yield Step(_MIXED, f"字和读音合于“{shown}”", match=expression(pattern), check=Check([pattern]))
    yield from _loose(typed, shown)


def _loose(typed: list[tuple[str, str]], shown: str) -> Iterator[Step]:
    for pattern in patterns(typed, loose=True):
        if any(chunk.kind == PART for chunk in pattern[:-1]):
            yield Step(
                _LOOSE, f"首字母和读音合于“{shown}”", match=expression(pattern), check=Check([pattern]), resort=True
            )


def _is_marked(typed: list[tuple[str, str]]) -> bool:
    """Whether tones or the borders of syllables were typed, which the letters alone do not keep."""
    return any(rest or not letters.replace("ü", "v").isascii() for letters, rest in typed)


def expression(pattern: Pattern) -> str:
    """Full-text expression that every name with the pattern fulfils; for bare syllables it is exact."""
    wanted: list[str] = []
    for kind, run in _runs(pattern):
        if kind == CHARACTER:
            wanted.append(tokens.characters("".join(chunk.text for chunk in run)))
            continue
        if len(run) > 1 and any(chunk.kind == PART for chunk in run[:-1]):
            wanted.append(tokens.initial_letters("".join(chunk.text[0] for chunk in run)))
        wanted += _sounding(run)
        wanted += [tokens.phrase([f"{chunk.text}{chunk.tone}"]) for chunk in run if chunk.tone]
    return tokens.all_of(wanted)


def _sounding(run: Sequence[Chunk]) -> Iterator[str]:
    """Expressions for the syllables of a run, and for a beginning of one after them."""
    syllables: list[str] = []
    for chunk in run:
        if chunk.kind == SYLLABLE:
            syllables.append(chunk.text)
            continue
        if chunk is run[-1] and (syllables or len(run) == 1):
            yield tokens.any_of(tokens.sounds([*syllables, each]) for each in _completions(chunk.text))
        elif syllables:
            yield tokens.sounds(syllables)
        syllables = []
    if syllables:
        yield tokens.sounds(syllables)


def _runs(pattern: Pattern) -> Iterator[tuple[str, list[Chunk]]]:
    """Neighbouring characters, and neighbouring syllables, together."""
    run: list[Chunk] = []
    for chunk in pattern:
        if run and (run[-1].kind == CHARACTER) != (chunk.kind == CHARACTER):
            yield run[0].kind, run
            run = []
        run.append(chunk)
    if run:
        yield run[0].kind, run


def _completions(part: str) -> list[str]:
    return sorted(syllable for syllable in PLAIN_SYLLABLES if syllable.startswith(part))
