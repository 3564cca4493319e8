"""The sixteen directions of a line description, each 22°30′ wide, by true north (GB/T 17796-2009)."""

from __future__ import annotations

import re

WORDS = ("北", "北偏东北", "东北", "东偏东北", "东", "东偏东南", "东南", "南偏东南",
         "南", "南偏西南", "西南", "西偏西南", "西", "西偏西北", "西北", "北偏西北")
WIDTH = 360 / len(WORDS)
_LONGEST_FIRST = "|".join(sorted(WORDS, key=len, reverse=True))
# A direction stands after 向 or 往 and before what one does or how far: 城东村, 东荆河 and 通向西湖村 hold names.
_THEN = r"(?=$|[\s，。；：、（]|\d|约|行|走|方|延伸|前进|折|转|经|至|到|沿|穿|过|绕|跨|直)"
_IN_TEXT = re.compile(rf"[向往]正?({_LONGEST_FIRST}){_THEN}")


def word_of(azimuth: float) -> str:
    """The word of degrees clockwise from true north; 348°45′ begins 北, 11°15′ begins 北偏东北."""
    return WORDS[int(((azimuth % 360) + WIDTH / 2) // WIDTH) % len(WORDS)]


def middle_of(word: str) -> float:
    """Degrees of the middle of a word's sector."""
    return WORDS.index(word) * WIDTH


def apart(one: float, other: float) -> float:
    """Degrees between two directions, 0–180."""
    return abs((one - other + 180) % 360 - 180)


def outside(azimuth: float, word: str) -> float:
    """Degrees by which a direction lies outside the word's sector; 0 within it."""
    return max(0.0, apart(azimuth, middle_of(word)) - WIDTH / 2)


def words_in(text: str) -> list[tuple[str, int, int]]:
    """(word, first and last index) of each direction in a text: 向东北、折向东、往南."""
    return [(found[1], found.start(1), found.end(1)) for found in _IN_TEXT.finditer(text)]


def azimuth_text(degrees: float) -> str:
    """123°45′06″, the seconds rounded and carried."""
    seconds = round(degrees * 3600) % (360 * 3600)
    return f"{seconds // 3600}°{seconds // 60 % 60:02}′{seconds % 60:02}″"
