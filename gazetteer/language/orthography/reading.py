"""Rule 8: 语音的依据. Which reading stands for a character that has several."""

from __future__ import annotations

from collections.abc import Mapping

_LONGEST_WORD = 12


def rule_8_approved_reading(text: str, local: Mapping[str, str]) -> tuple[list[str], list[int]]:
    """按普通话语音拼写，多音字和方言字按审定的读音：十里堡 Shílǐpù，大黄堡 Dàhuángbǎo（规则第8条）

    Syllables that the dictionary of approved and local readings gives ('' elsewhere), and the places it settles; the
    longest word wins, and a word whose syllables do not fit its characters is not used.
    """
    syllables = [""] * len(text)
    settled: list[int] = []
    start = 0
    while start < len(text) and local:
        word = _longest_word(text, start, local)
        for offset, spelled in enumerate(local[word].split() if word else ()):
            syllables[start + offset] = spelled.lower()
            settled.append(start + offset)
        start += len(word) or 1
    return syllables, settled


def _longest_word(text: str, start: int, local: Mapping[str, str]) -> str:
    for end in range(min(len(text), start + _LONGEST_WORD), start, -1):
        word = text[start:end]
        if word in local and len(local[word].split()) == len(word):
            return word
    return ""
