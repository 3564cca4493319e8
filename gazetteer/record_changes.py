"""Commands on plain registers: classes, divisions, local readings, settings; places have commands of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gazetteer.boundaries.registers import PLAIN_BOUNDARIES
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.characters.rare_character import RareCharacter
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.language.local_reading import LocalReading
from gazetteer.places.division import BaseFeature, Division
from gazetteer.places.map_name import remove_map_names
from gazetteer.places.place_class import ClassField, PlaceClass
from gazetteer.places.reading_changes import fitting_syllables, respell
from gazetteer.record import Record, field_of, problems, table_of
from gazetteer.rules.materials import RequiredMaterial
from gazetteer.rules.measure_limit import MeasureLimit
from gazetteer.rules.naming_rule import NamingRule
from gazetteer.rules.score_item import ScoreItem
from gazetteer.rules.word_list import ListedWord
from gazetteer.signs.sign import Sign
from gazetteer.signs.upkeep import keep_sign
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Work
from gazetteer.surveys.mapping_profile import MappingProfile

_MODELS: tuple[type[Record], ...] = (PlaceClass, ClassField, Division, BaseFeature, LocalReading, Setting, NamingRule,
                                     ListedWord, MeasureLimit, ScoreItem, RareCharacter, Sign, MappingProfile,
                                     RequiredMaterial, *PLAIN_BOUNDARIES, BoundaryTolerance)
PLAIN: dict[str, type[Record]] = {table_of(model): model for model in _MODELS}
# What else a register keeps: called before a record is written, with how it was and how it will be (None: not there).
KEEPERS: dict[type[Record], Callable[[Work, Any, Any], None]] = {Sign: keep_sign}


@dataclass(frozen=True)
class AddRecord:
    """增加记录"""

    table: str
    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        return f"增加{_plain(self.table).__label__}"

    def apply(self, work: Work) -> None:
        add_record(work, self.table, self.values)


@dataclass(frozen=True)
class EditRecord:
    """修改记录"""

    table: str
    record_id: int
    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        model = _plain(self.table)
        return f"修改{model.__label__}的" + "、".join(field_of(model, name).label for name in self.values)

    def apply(self, work: Work) -> None:
        change_record(work, self.table, self.record_id, self.values)


@dataclass(frozen=True)
class DeleteRecord:
    """删除记录"""

    table: str
    record_id: int

    @property
    def summary(self) -> str:
        return f"删除{_plain(self.table).__label__}"

    def apply(self, work: Work) -> None:
        record = _existing(work, self.table, self.record_id)
        _keep(work, record, None)
        work.delete(record)
        if isinstance(record, LocalReading):
            respell(work, {str(record.word): None})
        remove_map_names(work, self.table, self.record_id)


@dataclass(frozen=True)
class ChangeSetting:
    """修改设置"""

    key: str
    value: str

    def apply(self, work: Work) -> None:
        known = work.find(Setting, Setting.key == self.key)
        if known:
            known[0].value = self.value
            work.save(known[0])
        else:
            work.add(Setting(key=self.key, value=self.value))


def add_record(work: Work, table: str, values: Mapping[str, Any]) -> int:
    """Put a new record into a plain register and keep what follows from it. Raises RuleBroken."""
    record = _plain(table)()
    _write(work, record, values, None)
    record_id = work.add(record)
    _follow(work, record)
    return record_id


def change_record(work: Work, table: str, record_id: int, values: Mapping[str, Any]) -> None:
    """Write values into a record of a plain register and keep what follows from them. Raises RuleBroken."""
    record = _existing(work, table, record_id)
    before = type(record).from_row(record.values())
    _write(work, record, values, before)
    work.save(record)
    _follow(work, record, getattr(before, "word", None))


def _plain(table: str) -> type[Record]:
    if table not in PLAIN:
        raise GazetteerError(f"登记簿“{table}”不能这样修改", remedy="请在它自己的表单中修改")
    return PLAIN[table]


def _existing(work: Work, table: str, record_id: int) -> Record:
    record = work.get(_plain(table), record_id)
    if record is None:
        raise GazetteerError(f"{_plain(table).__label__}中没有编号为{record_id}的记录", remedy="刷新后再试")
    return record


def _write(work: Work, record: Record, values: Mapping[str, Any], before: Record | None) -> None:
    for key, value in values.items():
        about = field_of(type(record), key)
        setattr(record, about.name, None if isinstance(value, str) and value == "" else value)
    _keep(work, before, record)
    found = problems(record) + _doubled(work, record)
    if found:
        raise RuleBroken(found)
    if isinstance(record, LocalReading):
        record.syllables = fitting_syllables(str(record.word), str(record.syllables))


def _keep(work: Work, before: Record | None, after: Record | None) -> None:
    keep = KEEPERS.get(type(after or before))  # type: ignore[arg-type]
    if keep is not None:
        keep(work, before, after)


def _follow(work: Work, record: Record, word_before: str | None = None) -> None:
    """What follows from a change of a register: an entry of the dictionary spells the names it concerns anew."""
    if isinstance(record, LocalReading):
        gone = {word_before: None} if word_before and word_before != record.word else {}
        respell(work, {**gone, str(record.word): record.syllables})


def _doubled(work: Work, record: Record) -> list[Problem]:
    """Values that another record of the register already has where each must be its own."""
    found = []
    for column in record.__table__.columns:
        value = getattr(record, column.name)
        if getattr(column, "unique", False) and value is not None:
            others = [other for other in work.find(type(record), column == value)
                      if other.id != record.id]
            label = field_of(type(record), column.name).label
            found += [Problem(column.name, f"{label}“{value}”已经存在") for _ in others[:1]]
    return found
