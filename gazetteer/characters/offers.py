"""What is offered for a character that should not stand in a name: private use, a part, an empty box, a description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gazetteer.characters.blocks import code_point
from gazetteer.characters.describing import described_by, exactly, is_operator, sequence_at
from gazetteer.characters.knowledge import known
from gazetteer.characters.private_use import mapping, since
from gazetteer.language.characters import is_han, is_private_use, odd_characters

MOST = 6
_IN_NO_TABLE = 9999
Alike = Callable[[str, str], Iterable[str]]  # (what stands before, what after) → names of the register


@dataclass(frozen=True)
class Offer:
    """`text[start:end]` should not stand there; `offered` are the characters that may be meant, likely ones first."""

    start: int
    end: int
    found: str
    offered: tuple[str, ...]
    why: str
    certain: bool = False

    @property
    def shown(self) -> str:
        """What was found, as a person can read it where no font has it."""
        return code_point(self.found) if is_private_use(self.found[0]) else self.found


def offers(text: str, alike: Alike | None = None, own: dict[str, str] | None = None) -> list[Offer]:
    """An offer for every odd character of a name.

    `alike` finds names of the register that differ in that place only; `own` is what the office itself put into the
    private-use area (character → meant).
    """
    made: list[Offer] = []
    for odd in odd_characters(text):
        if made and odd.position < made[-1].end:
            continue
        free_from = made[-1].end if made else 0
        made.append(_offer(text, odd.position, odd.why, alike, own or {}, free_from))
    return made


def _offer(text: str, at: int, why: str, alike: Alike | None, own: dict[str, str], free_from: int) -> Offer:
    character = text[at]
    if is_operator(character):
        sequence = sequence_at(text, at)
        if sequence:
            return Offer(at, at + len(sequence), sequence, tuple(described_by(sequence)[:MOST]),
                         "用部件描述的字，应换成完整的字")
    meant = own.get(character) or mapping().get(character, "")
    if meant:
        source = "本单位的造字登记" if character in own else since()[character]
        return Offer(at, at + 1, character, (meant,), f"自造字区的字符，按{source}是“{meant}”", certain=True)
    joined = min(_joined(text, at, free_from), key=_rarity, default=None)
    if joined:
        start, end, found = joined
        return Offer(start, end, text[start:end], tuple(found[:MOST]), "可能是拆开写的一个字")
    return Offer(at, at + 1, character, tuple(_from_names(text, at, alike))[:MOST], why)


def _rarity(joined: tuple[int, int, list[str]]) -> int:
    return known(joined[2][0]).table_number or _IN_NO_TABLE


def _joined(text: str, at: int, free_from: int) -> Iterator[tuple[int, int, list[str]]]:
    """The component with the character before or after it, where the two make one: 瞿阝."""
    if is_private_use(text[at]) or not is_han(text[at]):
        return
    for start in (at - 1, at):
        pair = text[start:start + 2] if start >= free_from else ""
        if len(pair) == 2 and all(map(is_han, pair)):
            found = exactly(pair)
            if found:
                yield start, start + 2, found


def _from_names(text: str, at: int, alike: Alike | None) -> Iterator[str]:
    """What stands in this place in like names of the register."""
    if alike is None:
        return
    before, after = text[:at], text[at + 1:]
    for name in dict.fromkeys(alike(before, after)):
        found = name[len(before):len(name) - len(after)]
        if len(found) == 1 and is_han(found) and not any(odd_characters(found)):
            yield found


def repaired(text: str, choices: Iterable[tuple[Offer, str]]) -> str:
    """The text with what was chosen for each offer."""
    for offer, chosen in sorted(choices, key=lambda pair: -pair[0].start):
        text = text[:offer.start] + chosen + text[offer.end:]
    return text
