"""Two editions of a list of units compared: what is new, gone, renamed, moved, recoded, or only spelled otherwise."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.errors import UnreadableFile
from gazetteer.lineage import division_change as kinds
from gazetteer.lineage.units import COMMUNITY, VILLAGE, Unit

CODE_KEYS = ("code", "代码", "区划代码", "政区代码", "统计用区划代码")
NAME_KEYS = ("name", "名称", "政区名称")
PARENT_KEYS = ("streetCode", "areaCode", "parent", "parentCode", "上级政区", "上级代码")


@dataclass(frozen=True)
class Difference:
    """One unit that differs; `older` is None for a new one, `newer` for one that is gone.

    `again`: the code is gone, but a unit of that name is still in the list under another."""

    kind: str
    older: Unit | None
    newer: Unit | None
    why: str
    again: bool = False


@dataclass
class Comparison:
    """What differs between two editions. `spelling`: units whose name is only written otherwise, nothing to decide."""

    older: str
    newer: str
    differences: list[Difference] = field(default_factory=list)
    spelling: list[Difference] = field(default_factory=list)


def read_edition(path: Path, county: str) -> dict[str, Unit]:
    """Code → unit of a county from a CSV or JSON list. Raises UnreadableFile saying what is missing."""
    rows = list(_rows(path))
    units = [unit for row in rows if (unit := _unit(row)) is not None and unit.code.startswith(county)
             and len(unit.code) > len(county)]
    if not units:
        raise UnreadableFile("没有读到政区", where=str(path),
                             why=f"文件里没有代码以{county}开头的政区，或缺少代码、名称两列",
                             remedy="使用有“code、name”或“代码、名称”两列的 CSV 或 JSON 文件")
    return {unit.code: unit for unit in units}


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        if path.suffix.lower() == ".json":
            found = json.loads(path.read_text(encoding="utf-8-sig"))
            yield from (row for row in found if isinstance(row, dict)) if isinstance(found, list) else ()
            return
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from csv.DictReader(lines)
    except (OSError, ValueError, csv.Error) as error:
        raise UnreadableFile("不能读取政区列表", where=str(path), why=str(error),
                             remedy="使用 UTF-8 编码的 CSV 或 JSON 文件") from None


def _unit(row: Mapping[str, Any]) -> Unit | None:
    code, name, parent = (next((str(row[key]).strip() for key in keys if row.get(key)), "")
                          for keys in (CODE_KEYS, NAME_KEYS, PARENT_KEYS))
    code = re.sub(r"^(\d{9}|\d{6})0*$", r"\1", code) if len(code) == 12 and code.endswith("000") else code
    if not code.isdigit() or not name:
        return None
    return Unit(code, name, parent or code[:9 if len(code) == 12 else 6])


def compare(older: Mapping[str, Unit], newer: Mapping[str, Unit], labels: tuple[str, str]) -> Comparison:
    """Every difference between two editions, each with the reason why it is taken for what it is."""
    found = Comparison(*labels)
    for code in sorted(older.keys() & newer.keys()):
        _sort_in(found, _same_code(older[code], newer[code]))
    gone = [older[code] for code in sorted(older.keys() - newer.keys())]
    new = [newer[code] for code in sorted(newer.keys() - older.keys())]
    for old, fresh in _pairs(gone, new):
        gone.remove(old)
        new.remove(fresh)
        _sort_in(found, _other_code(old, fresh))
    there = {(unit.parent, unit.core) for unit in newer.values()}
    found.differences += [Difference(kinds.GONE, unit, None, _why_gone(unit, new), (unit.parent, unit.core) in there)
                          for unit in gone]
    found.differences += [Difference(kinds.NEW, None, unit, f"代码{unit.code}在较早版本中没有") for unit in new]
    return found


def _sort_in(found: Comparison, difference: Difference | None) -> None:
    if difference is not None:
        (found.spelling if difference.kind == kinds.SPELLING else found.differences).append(difference)


def _same_code(old: Unit, new: Unit) -> Difference | None:
    if old.parent != new.parent:
        return Difference(kinds.REASSIGNED, old, new, f"代码未变，上级由{old.parent}改为{new.parent}")
    if old.name == new.name:
        return None
    if old.core != new.core:
        return Difference(kinds.RENAMED, old, new, f"代码未变，专名由“{old.core}”改为“{new.core}”" + _also(old, new))
    if {old.form, new.form} == {VILLAGE, COMMUNITY}:
        return Difference(kinds.SUFFIX, old, new, _reformed(old, new))
    return Difference(kinds.SPELLING, old, new, "代码和专名未变，只是通名写法不同")


def _also(old: Unit, new: Unit) -> str:
    if len(old.core) == len(new.core) and sum(a != b for a, b in zip(old.core, new.core, strict=True)) == 1:
        return "；只差一字，也可能是用字更正"
    return f"，并由{old.form}改为{new.form}" if {old.form, new.form} == {VILLAGE, COMMUNITY} else ""


def _reformed(old: Unit, new: Unit) -> str:
    return f"专名“{old.core}”未变，由{old.form}改为{new.form}"


def _other_code(old: Unit, new: Unit) -> Difference:
    codes = f"代码由{old.code}改为{new.code}"
    if old.parent != new.parent:
        return Difference(kinds.REASSIGNED, old, new,
                          f"专名“{old.core}”未变，上级由{old.parent}改为{new.parent}，{codes}")
    if {old.form, new.form} == {VILLAGE, COMMUNITY}:
        return Difference(kinds.SUFFIX, old, new, f"{_reformed(old, new)}，{codes}")
    return Difference(kinds.RECODED, old, new, f"专名“{old.core}”和上级未变，{codes}")


def _pairs(gone: Iterable[Unit], new: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """Gone and new units of the same name: in the same unit above first, elsewhere only where there is one of each."""
    pairs: list[tuple[Unit, Unit]] = []
    free = list(new)
    left = []
    for old in gone:
        match = next((unit for unit in free if unit.parent == old.parent and unit.core == old.core
                      and len(unit.code) == len(old.code)), None)
        if match is None:
            left.append(old)
        else:
            free.remove(match)
            pairs.append((old, match))
    for old in left:
        same = [unit for unit in free if unit.core == old.core and len(unit.code) == len(old.code)]
        if len(same) == 1 and sum(1 for other in left if other.core == old.core) == 1:
            pairs.append((old, same[0]))
    return pairs


def _why_gone(unit: Unit, new: Iterable[Unit]) -> str:
    beside = [one.name for one in new if one.parent == unit.parent]
    said = "、".join(beside[:4]) + ("等" if len(beside) > 4 else "")
    merged = f"；同一上级另有新设的{said}，可能由合并产生" if beside else ""
    return f"代码{unit.code}在较新版本中没有{merged}"
