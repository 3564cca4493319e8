"""A reading as plain values for the command line and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gazetteer import reference
from gazetteer.language.orthography.catalogue import text_of
from gazetteer.language.romanisation import Reading

_STATUS = {"auto": "自动", "local": "本地词典", "confirmed": "已审定"}


def shipped_dictionary() -> dict[str, str]:
    """The local dictionary that a new workspace begins with."""
    return {row["word"]: row["syllables"] for row in reference.table("local_readings.csv")}


def told(reading: Reading) -> dict[str, Any]:
    """The derived forms, a syllable for each character, the words (竟陵/街道), the rules and the status."""
    return {"roman": reading.roman, "plain": reading.plain, "upper": reading.upper,
            "syllables": list(reading.syllables), "division": reading.divided, "rules": list(reading.rules),
            "status": reading.status}


def lines(reading: Reading) -> Iterator[str]:
    """The same for a person, with what each rule says and which readings are in doubt."""
    yield f"{reading.roman}    {reading.plain}    {reading.upper}"
    yield f"{reading.divided}    {' '.join(reading.syllables)}    {_STATUS[reading.status]}"
    yield from (f"规则第{number}条 {text_of(number)}" for number in reading.rules)
    if reading.heteronyms:
        yield "多音字，请核对：" + "、".join(reading.text[place] for place in reading.heteronyms)
    if reading.unread:
        yield "没有读音的字：" + "、".join(reading.text[place] for place in reading.unread)
