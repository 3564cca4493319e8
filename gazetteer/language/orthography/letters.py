"""Rules 9–13: tones, capitals, the apostrophe, 儿 and the breaking of lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from gazetteer.language.characters import is_han
from gazetteer.language.orthography.draft import Group
from gazetteer.language.pinyin import capitalised, strip_tones, syllables_of, words_of

APOSTROPHE, PRINTED_APOSTROPHE = "'", "’"
HYPHEN, SOFT_HYPHEN = "-", "\u00ad"
ER = "儿"
_AFTER_OPENING, _BEFORE_CLOSING = re.compile(r"(?<=[（(〔“《]) "), re.compile(r" (?=[）)〕”》、，,。])")
# Words in which 儿 is a syllable of its own.
_FULL_ER = ("女儿", "孤儿", "幼儿", "婴儿", "少儿", "男儿", "健儿", "胎儿", "育儿", "孩儿")


def rule_9_without_tones(roman: str) -> str:
    """标调；特殊情况可不标调：Jingling Jiedao（规则第9条）"""
    return strip_tones(roman)


def rule_10_capital(word: str) -> str:
    """分写的每段第一个字母大写，其余小写：Zhū Jiāng（规则第10条）"""
    return capitalised(word)


def rule_10_all_capitals(roman: str) -> str:
    """特殊情况可全部大写，ü 不变：LÜLIN ZHEN（规则第10条）"""
    return strip_tones(roman).upper()


def rule_11_apostrophe(before: str, syllable: str) -> str:
    """以 a、o、e 开头的非第一音节前用隔音符号：Xī'ān，Tiān'é（规则第11条）"""
    return APOSTROPHE if before and strip_tones(syllable)[:1] in ("a", "o", "e") else ""


def rule_12_r_for_er(text: str, syllables: Sequence[str], street: bool) -> tuple[str, ...]:
    """“儿”表示儿化音的写作 r：盆儿胡同 Pénr Hútong（规则第12条）

    Only in names of streets is 儿 taken for such a sound of itself; elsewhere the local dictionary says so ("r").
    """
    if not street or ER not in text[1:]:
        return tuple(syllables)
    return tuple("r" if place and c == ER and text[place - 1:place + 1] not in _FULL_ER else spelled
                 for place, (c, spelled) in enumerate(zip(text, syllables, strict=True)))


def rule_13_line_break(name: str, syllables: Sequence[str], groups: Iterable[Group],
                       fits: Callable[[str], bool]) -> list[str]:
    """移行以音节为单位，上行末尾加短横：Hǎi-／nán Dǎo（规则第13条）

    Lines that each satisfy `fits`; between words where a word fits a line, and a syllable that is still too long
    stands alone.
    """
    lines: list[str] = []
    for pieces in word_pieces(name, syllables, groups):
        word = "".join(pieces)
        if lines and fits(f"{lines[-1]} {word}"):
            lines[-1] += f" {word}"
        elif fits(word):
            lines.append(word)
        else:
            lines += _broken(pieces, fits)
    return lines


def _broken(pieces: Sequence[str], fits: Callable[[str], bool]) -> list[str]:
    lines = [pieces[0]]
    for number, piece in enumerate(pieces[1:], start=2):
        if fits(lines[-1] + piece + (HYPHEN if number < len(pieces) else "")):
            lines[-1] += piece
        else:
            lines[-1] += HYPHEN
            lines.append(piece.lstrip(APOSTROPHE))
    return lines


def word_pieces(name: str, syllables: Sequence[str], groups: Iterable[Group]) -> list[list[str]]:
    """For each word its syllables as they are written, apostrophe and capital in place."""
    return [pieces for group in groups if name[group.start:group.end].strip()
            for pieces in [_pieces(name, syllables, group)]]


def spell(name: str, syllables: Sequence[str], groups: Iterable[Group]) -> str:
    """Writes the words: capital first letters (rule 10), apostrophe before a, o, e (rule 11)."""
    words = ("".join(pieces) for pieces in word_pieces(name, syllables, groups))
    return _BEFORE_CLOSING.sub("", _AFTER_OPENING.sub("", " ".join(words)))


def printed(roman: str, apostrophe: str = PRINTED_APOSTROPHE) -> str:
    """The spelling for print, with the apostrophe that the office wants (’ or ')."""
    return roman.replace(APOSTROPHE, apostrophe)


def rule_13_soft_hyphens(name: str, roman: str, longest: int) -> str:
    """The spelling with soft hyphens between the syllables of words of more than `longest` letters.

    For programs that break lines themselves; a spelling that cannot be laid over the name stays as it is.
    """
    syllables, words = syllables_of(roman, name), words_of(roman, name)
    if syllables is None or words is None or all(len(word) <= longest for _, _, word in words):
        return roman
    return " ".join(_softened(word, syllables[start:end]) if len(word) > longest else word
                    for start, end, word in words)


def _softened(word: str, syllables: Sequence[str]) -> str:
    place, pieces = 0, []
    for syllable in syllables:
        end = word.casefold().find(syllable, place) + len(syllable)
        pieces.append(word[place:end])
        place = end
    return SOFT_HYPHEN.join(piece for piece in pieces if piece) + word[place:]


def _pieces(name: str, syllables: Sequence[str], group: Group) -> list[str]:
    if group.digits or not is_han(name[group.start]):
        return [group.digits or name[group.start:group.end]]
    pieces: list[str] = []
    for place in range(group.start, group.end):
        syllable = syllables[place]
        if syllable == "r" and name[place] == ER and pieces:
            pieces[-1] += "r"
            continue
        pieces.append(rule_11_apostrophe("".join(pieces), syllable) + syllable)
    return [rule_10_capital(pieces[0]), *pieces[1:]]
