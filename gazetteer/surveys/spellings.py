"""Every way a survey point writes its name: the name itself, other names in its columns, names said in its note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gazetteer.language.similar import Form, form_of
from gazetteer.surveys.raw_columns import raw_values
from gazetteer.surveys.survey import SurveyPoint, SurveyShape

_OTHER_NAMES = re.compile(r"alternat|alias|other.?name|a\.?k\.?a|别名|别称|又名|又称|曾用名|俗称|原名|其他名|简称"
                          r"|^(bm|jc|cym|bzmc)$|标准名称", re.IGNORECASE)
_SAID = re.compile(r"(?:又名|又称|别名|别称|俗称|原名|曾用名|即)[:：为叫是]?[“\"]?([^\s“”\",，。；;、（）()]{2,12})")
_BETWEEN = re.compile(r"[|,，;；、/]")
_UNIT_COLUMN = re.compile(r"乡|镇|街道|所在|所属|政区|township|^(szxzq|szqh)$", re.IGNORECASE)
_CLASS_COLUMN = re.compile(r"类别|类型|地名类|^(class|class_code|dmlb|lbdm)$", re.IGNORECASE)
_NOT_A_NAME = frozenset(("办事处", "政府", "人民政府", "卫生院", "派出所"))


@dataclass(frozen=True)
class Written:
    """What a point says about itself: `forms` of its names, 通名 and levels of all of them, townships and classes."""

    forms: tuple[Form, ...]
    generics: frozenset[str]
    levels: frozenset[str]
    townships: frozenset[str]
    kinds: frozenset[str] = frozenset()  # names or codes of classes


def written(point: SurveyPoint | SurveyShape, townships: Mapping[str, str], local: Mapping[str, str]) -> Written:
    """Reads a point's names; `townships` maps nine digits to the township's name."""
    forms: dict[str, Form] = {}
    columns = _columns(point.raw or "")
    units = [value for heading, value in columns if _UNIT_COLUMN.search(heading)]
    said = {code for code, name in townships.items() if any(name in text for text in (point.note or "", *units))}
    kinds = {point.kind or "", *(value for heading, value in columns if _CLASS_COLUMN.search(heading))}
    for text in spellings(point):
        forms.setdefault(text, form_of(text, local))
        for code, name in townships.items():
            rest = text.partition(name)[2]
            if len(rest) > 1 and rest not in _NOT_A_NAME:
                said.add(code)
                forms.pop(text, None)
                forms.setdefault(rest, form_of(rest, local))
    found = tuple(forms.values())
    return Written(found, frozenset(f.generic for f in found if f.generic),
                   frozenset(f.level for f in found if f.level), frozenset(said),
                   frozenset(kind.strip() for kind in kinds if kind.strip()))


def spellings(point: SurveyPoint | SurveyShape) -> Iterator[str]:
    """The texts that may be names of the point, its own name first."""
    for text in (point.name or "", *_other_columns(point.raw or ""), *_SAID.findall(point.note or "")):
        for part in _BETWEEN.split(text):
            if part.strip():
                yield part.strip()


def _other_columns(raw: str) -> Iterator[str]:
    return (value for heading, value in _columns(raw) if _OTHER_NAMES.search(heading))


def _columns(raw: str) -> list[tuple[str, str]]:
    """Heading and text of the columns that a record came with; a number in JSON is nobody's name."""
    return [(heading.strip(), text) for heading, text in raw_values(raw, texts_only=True).items()]
