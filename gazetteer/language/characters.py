"""What kind of character stands in a name: Han, rare, private use, or a component typed for a character."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Unicode 17 blocks of CJK ideographs.
_HAN_BLOCKS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0x2CEB0, 0x2EBEF), (0x2EBF0, 0x2EE5F), (0x30000, 0x3134F), (0x31350, 0x323AF),
    (0x323B0, 0x3347F), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F), (0x3007, 0x3007),
)
_PRIVATE_BLOCKS = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
PRIVATE_USE = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _PRIVATE_BLOCKS)}]")
_COMPONENT_BLOCKS = ((0x2E80, 0x2FDF), (0x2FF0, 0x2FFF), (0x31C0, 0x31EF))
# Han characters that are parts of others and stand in no name by themselves; a typist's way out (聂囗村).
_COMPONENTS = frozenset("阝氵冫亻扌犭饣纟钅讠艹宀辶廴卩刂忄攵灬爫罒礻衤疒囗冂凵勹匚亠冖彳丬夂廾彡彐丶丿乚亅乀乛")
_REPLACEMENT = "\ufffd"
_STAND_INS = frozenset("□■▢⬜〓◻")  # typed or printed for a character that was not to be had


@dataclass(frozen=True)
class OddCharacter:
    """A character of `text` that should not stand in a name: where, which, why (Chinese)."""

    position: int
    character: str
    why: str

    @property
    def code_point(self) -> str:
        return f"U+{ord(self.character):04X}"


def is_han(character: str) -> bool:
    """Whether the character is a Chinese ideograph of any block, 〇 among them."""
    code = ord(character)
    return 0x4E00 <= code <= 0x9FFF or any(first <= code <= last for first, last in _HAN_BLOCKS)


def is_private_use(character: str) -> bool:
    """Whether the code point has no agreed meaning (U+E000–F8FF and the two private planes)."""
    code = ord(character)
    return any(first <= code <= last for first, last in _PRIVATE_BLOCKS)


def is_component(character: str) -> bool:
    """Whether the character is a radical, a stroke or a part of a character rather than a character."""
    code = ord(character)
    return character in _COMPONENTS or any(first <= code <= last for first, last in _COMPONENT_BLOCKS)


def is_rare(character: str) -> bool:
    """Whether an ordinary font may lack it: Han outside U+4E00–9FEF (GB 18030 level 1 core)."""
    return is_han(character) and not 0x4E00 <= ord(character) <= 0x9FEF and character != "〇"


def odd_characters(text: str) -> Iterator[OddCharacter]:
    """Every character of a name that is a finding: private use, lost in conversion, a mere component."""
    for position, character in enumerate(text):
        why = _why_odd(character)
        if why:
            yield OddCharacter(position, character, why)


def _why_odd(character: str) -> str:
    if is_private_use(character):
        return "自造字区的字符，别的电脑上不能显示，应换成已编码的字"
    if character == _REPLACEMENT:
        return "转码时丢失的字，应按原始资料补正"
    if character in _STAND_INS:
        return "代替打不出的字的符号，应换成本来的字"
    if is_component(character):
        return "偏旁部件，可能是生僻字的拆写，应换成完整的字"
    return ""
