"""Each column of a file with what it was taken for and why; what a person states of the columns goes before that."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gazetteer import reference
from gazetteer.formats import columns as heads
from gazetteer.formats.columns import Columns
from gazetteer.language.characters import is_han

LOCATING = ("lon", "lat", "x", "y", "position")
ROLES = tuple(heads.LABELS)  # what a reader itself makes of a column; anything else is for the registers
STATED = "由使用者指定"
_SAMPLES, _LOOKED_AT, _LONGEST_SAMPLE = 3, 300, 60
_LONGEST_NAME, _MOSTLY, _DISTINCT = 15, 0.8, 0.8
_CLASS = re.compile(r"[12]\d{4}")
_CENSUS = {"bzmc": "BZMC", "dj": "DJ", "bw": "BW", "gc": "GC", "bz": "BZ", "dmlb": "DMLB", "zbx": "ZBX"}

Stated = Mapping[str, str]  # heading → use; a role of the reader, a field of a register, "" for the raw record only


@dataclass(frozen=True)
class ReadColumn:
    """One column: its heading, the role that the reader gave it ("" for none), why, and the first values."""

    heading: str
    role: str
    why: str
    samples: tuple[str, ...]
    place: str = ""


def settle(found: Columns, rows: Sequence[Sequence[str]], stated: Stated | None) -> Columns:
    """Add what only the content tells, then put what a person stated before everything found."""
    body = body_of(found, rows)
    if found.header is not None:
        _by_content(found, body)
    for heading, use in (stated or {}).items():
        if heading in found.headings:
            _state(found, found.headings.index(heading), use)
    return found


def body_of(found: Columns, rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Some rows below the header."""
    first = 0 if found.header is None else found.header + 1
    return [row for row in rows[first:first + _LOOKED_AT] if any(cell.strip() for cell in row)]


def read_columns(headings: Sequence[str], roles: Mapping[str, int], rows: Iterable[Sequence[str]], *,
                 stated: Stated | None = None, place: str = "", own: Collection[str] = ()) -> list[ReadColumn]:
    """Every column of a table or a layer as it was understood; `own` are headings that the format itself gives."""
    of_column = {column: role for role, column in roles.items()}
    samples: list[dict[str, None]] = [{} for _ in headings]
    for row in rows:
        for kept, cell in zip(samples, row, strict=False):
            if len(kept) < _SAMPLES and (text := " ".join(cell.split())):
                kept[text[:_LONGEST_SAMPLE]] = None
    return [ReadColumn(heading, of_column.get(at, ""), _why(of_column.get(at, ""), heading, stated, own),
                       tuple(samples[at]), place) for at, heading in enumerate(headings)]


def _why(role: str, heading: str, stated: Stated | None, own: Collection[str]) -> str:
    if stated is not None and heading in stated and (stated[heading] == role or stated[heading] not in ROLES):
        return STATED
    if not role:
        return ""
    plain = heads.plain(heading)
    if plain in heads.HEADINGS.get(role, ()):
        return f"普查缩写 {_CENSUS[plain]}" if plain in _CENSUS else "列名"
    if any(word in plain for word in heads.HOLDING.get(role, ())):
        return "列名中有“" + next(word for word in heads.HOLDING[role] if word in plain) + "”"
    return "文件格式自带" if heading in own else "按内容判断"


def _state(found: Columns, column: int, use: str) -> None:
    """One column as a person says; another column that had this role has none then."""
    for role in [role for role, at in found.roles.items() if at == column]:
        del found.roles[role]
    if use in LOCATING:
        pair = next(pair for pair in (("lon", "lat"), ("x", "y"), ("position",)) if use in pair)
        for role in set(LOCATING) - set(pair):
            found.roles.pop(role, None)
    if use in ROLES:
        found.roles[use] = column


def _by_content(found: Columns, body: Sequence[Sequence[str]]) -> None:
    """A column of class codes and, where no heading names it, one of Han names."""
    free = [at for at, heading in enumerate(found.headings) if at not in found.roles.values() and not _known(heading)]
    if "kind" not in found.roles:
        column = next((at for at in free if _share(body, at, _is_class) >= _MOSTLY), None)
        if column is not None:
            found.roles["kind"] = column
    if "name" not in found.roles:
        column = next((at for at in free if _are_names(body, at)), None)
        if column is not None:
            found.roles["name"] = column


def _are_names(body: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column].strip() for row in body if len(row) > column and row[column].strip()]
    return (len(cells) > 1 and len(set(cells)) >= _DISTINCT * len(cells)
            and _share(body, column, _is_name) >= _MOSTLY)


def _share(body: Sequence[Sequence[str]], column: int, fits: Callable[[str], bool]) -> float:
    """How many of the filled cells of a column fit."""
    cells = [row[column].strip() for row in body if len(row) > column and row[column].strip()]
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _is_name(cell: str) -> bool:
    return 1 < len(cell) <= _LONGEST_NAME and all(map(is_han, cell))


def _is_class(cell: str) -> bool:
    return bool(_CLASS.fullmatch(cell)) and cell in _classes()


@cache
def _classes() -> frozenset[str]:
    return frozenset(row["code"] for row in reference.table("classes.csv"))


@cache
def _census_headings() -> frozenset[str]:
    from gazetteer.places.place import Place
    from gazetteer.record import fields

    named = {text for about in fields(Place) for text in (about.label, about.abbr) if text}
    named |= {row[key] for row in reference.table("class_fields.csv") for key in ("label", "abbr")}
    return frozenset(map(heads.plain, named)) - {heads.plain("标准名称"), "bzmc", "dmlb", heads.plain("地名类别")}


def _known(heading: str) -> bool:
    """Whether a heading says that the column is another field of the register."""
    return heads.plain(heading) in _census_headings()
