"""Numbers as years are written: 元, 四, 二十三, 廿三, 一九四九, 1949, １９４９."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
_SAME = {"零": 0, "○": 0, "Ｏ": 0, "两": 2, "兩": 2, "元": 1, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6,
         "柒": 7,
         "捌": 8, "玖": 9}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "卌": 40}
NUMERAL = "0-9０-９〇一二三四五六七八九零○两兩元壹贰叁肆伍陆柒捌玖十拾廿卅卌百"


def number(text: str) -> int | None:
    """The number that `text` writes (up to 9999), None when it writes none."""
    if not text:
        return None
    if all(letter.isdecimal() for letter in text):
        return int(text)
    values = [_value(letter) for letter in text]
    if all(value is not None and value < 10 for value in values):
        return int("".join(map(str, values))) if len(values) > 1 or values else None
    return _counted(text)


def _value(letter: str) -> int | None:
    if letter in DIGITS:
        return DIGITS.index(letter)
    return _SAME.get(letter)


def _counted(text: str) -> int | None:
    """Tens and units with their words: 二十三, 十, 廿一, 一百零二."""
    total, pending = 0, None
    for letter in text:
        value = _value(letter)
        if value is not None:
            if pending is not None and pending != 0:
                return None
            pending = value
        elif letter in _TENS:
            total += _TENS[letter] * (pending if pending else 1)
            pending = None
        elif letter == "百":
            total += 100 * (pending if pending else 1)
            pending = None
        else:
            return None
    return total + (pending or 0)


def counted(value: int) -> str:
    """A reign year in characters: 1 is 元, 23 is 二十三."""
    if value == 1:
        return "元"
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and units:
        text += "〇"
    return text + (DIGITS[units] if units else "")
