"""What a column of a survey file can be: a part of the point itself, or a field of the register that it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from gazetteer.eras.reading import year_of
from gazetteer.formats.columns import LABELS, plain
from gazetteer.places.attributes import GROUP
from gazetteer.places.changes import ATTRS
from gazetteer.places.division import Division
from gazetteer.places.place import NAMING, Place
from gazetteer.places.place_class import ClassField
from gazetteer.places.place_name import CENSUS_KINDS
from gazetteer.record import Record, fields
from gazetteer.storage.work import Reader

KEEP = ""  # the column stays in the raw record only
POINT = "测点"
CODE = "code"
# What the readers give the point already; the register takes its class from the point's kind.
_OF_THE_POINT = {"name", "class_code", "geom", "attrs", "elevation"}
_OTHER_WORDS = {
    "roman": ("罗马字母", "汉语拼音", "拼音", "罗马字母拼写", "专名罗马字母拼写", "pinyin"),
    "meaning": ("含义", "名称含义"),
    "origin": ("来历", "由来", "地名由来"),
    "history": ("历史沿革", "沿革", "地名沿革"),
    "description": ("概况", "实体概况", "简介"),
    "local_reading": ("原读音", "当地读音", "方言读音"),
    "mandarin_reading": ("普通话读音",),
    "division_code": ("政区", "所属乡镇", "所在乡镇", "乡镇", "乡镇街道", "行政区划代码", "政区代码"),
    "established": ("设立时间", "始建年份", "年份"),
    "abolished": ("废止时间",),
    "districts": ("所在行政区", "所跨行政区", "所在跨行政区"),
    "BM": ("别名", "又名", "俗名"),
    "JC": ("简称",),
    "CYM": ("曾用名", "原名", "旧称", "老地名"),
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f'’·\- ]+")
_YEAR = re.compile(r"(1\d|20)\d\d年?|.*年间?")
_MOSTLY = 0.8


@dataclass(frozen=True)
class Use:
    """One thing that a column can be; `key` is a role of the readers, a field's name, or attrs.… of a class."""

    key: str
    label: str
    group: str
    abbr: str = ""


def uses_of(reader: Reader, model: type[Record] = Place) -> list[Use]:
    """Everything that a column can be in a file for this register: parts of the point first."""
    made = [Use(role, label, POINT) for role, label in LABELS.items()]
    taken = _OF_THE_POINT if model is Place else {"name", "geom"}
    made += [Use(about.name, about.label, about.group, about.abbr) for about in fields(model)
             if about.name not in taken and not about.derived and about.kind not in ("json", "geometry")
             and (about.editable or (about.name == CODE and model is Place))]
    if model is not Place:
        return made
    made += [Use(abbr, kind, NAMING, abbr) for abbr, kind in CENSUS_KINDS.items()]
    rows = reader.find(ClassField, order_by=[ClassField.position, ClassField.id])
    labels: dict[str, dict[str, None]] = {}
    for row in rows:
        labels.setdefault(str(row.abbr), {})[str(row.label)] = None
    return made + [Use(f"{ATTRS}{abbr}", "、".join(said), GROUP, abbr) for abbr, said in labels.items()]


def by_name(heading: str, uses: Sequence[Use]) -> tuple[Use, str] | None:
    """The field that a heading names, and how: by census abbreviation or by its label."""
    text = plain(heading)
    for use in uses:
        if use.group != POINT and use.abbr and text == use.abbr.casefold():
            return use, f"普查缩写 {use.abbr}"
    for use in uses:
        if use.group != POINT and text in _words(use):
            return use, "列名"
    return None


@cache
def _words(use: Use) -> frozenset[str]:
    """How headings may call a field: its label, the label without 地名的, and what offices write."""
    labels = use.label.split("、")
    shorter = [re.sub(r"^地名(的)?", "", label) for label in labels if len(label) > 4]
    return frozenset(map(plain, (*labels, *shorter, *_OTHER_WORDS.get(use.key, ()))))


def by_content(reader: Reader, samples: Iterable[Sequence[str]], uses: Sequence[Use]) -> list[tuple[Use, str] | None]:
    """For each column's values the field that they can only be, with the reason."""
    known = {use.key: use for use in uses}
    tests = [(known[key], why, fits) for key, why, fits in _tests(reader) if key in known]
    return [_fitting(values, tests) for values in samples]


Test = tuple[Use, str, Callable[[str], bool]]


def _fitting(values: Sequence[str], tests: Sequence[Test]) -> tuple[Use, str] | None:
    filled = [value for value in values if value]
    for use, why, fits in tests if len(filled) > 1 else ():
        if sum(map(fits, filled)) >= _MOSTLY * len(filled):
            return use, why
    return None


def _tests(reader: Reader) -> list[tuple[str, str, Callable[[str], bool]]]:
    divisions = {str(text) for known in reader.find(Division) for text in (known.name, known.code) if text}
    return [(CODE, "内容是20位地名代码", lambda text: len(text) == 20 and text.isdigit()),
            ("division_code", "内容是政区", divisions.__contains__),
            ("established", "内容是年份", _is_year),
            ("roman", "内容是罗马字母拼写", _is_spelling)]


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text)) and year_of(text) is not None


def _is_spelling(text: str) -> bool:
    """Letters with at least one tone mark or apostrophe, as no remark in English has."""
    return bool(_LATIN.fullmatch(text)) and any(ord(letter) > 0x7f for letter in text)
