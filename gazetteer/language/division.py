"""Which syllables of a name are written together: 中国地名汉语拼音字母拼写规则(汉语地名部分), rules 1–7 and 14–17."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.language.generics import Generic
from gazetteer.language.orthography.catalogue import DIVIDING
from gazetteer.language.orthography.draft import Draft, Group
from gazetteer.language.orthography.letters import spell

__all__ = ["Division", "Group", "divide", "generic_groups", "grouped", "spell"]


@dataclass(frozen=True)
class Division:
    """The words of a name, its 通名, the rules that divided it, and which kind of name it was taken for."""

    groups: tuple[Group, ...]
    generic: Generic | None
    rules: tuple[int, ...]
    kind: str


def divide(text: str, class_code: str | None = None, settled: frozenset[int] = frozenset()) -> Division:
    """Divides a name by its class, or by what its 通名 suggests; `settled` positions are never taken for figures."""
    draft = Draft.of(text, class_code, settled)
    for rule in DIVIDING[draft.kind]:
        rule(draft)
    return Division(tuple(draft.groups()), draft.generic, tuple(sorted(draft.acted)), draft.kind)


def generic_groups(generic: Generic | None, start: int) -> Iterator[Group]:
    """The words of a 通名 that begins at `start`."""
    for length in generic.words if generic else ():
        yield Group(start, start + length, 1)
        start += length


def grouped(words: tuple[tuple[int, int], ...], like: Division) -> tuple[Group, ...]:
    """A division that a person made, with the rules and figures of `like` where the words are the same."""
    known = {(group.start, group.end): group for group in like.groups}
    return tuple(known.get(word, Group(word[0], word[1], 0)) for word in words)
