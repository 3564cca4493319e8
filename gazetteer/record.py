"""How a register is declared once.

A record type is a SQLAlchemy declarative dataclass whose columns are made by `field()`. From that one declaration
come the table in the file, the form, the columns of the table view, the headings of spreadsheets and what a public
copy drops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from sqlalchemy import REAL, Column, Integer, Table, Text, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from gazetteer.errors import GazetteerError, Problem
from gazetteer.storage.types import Date, DateTime, Geometry, Json

Rule = Callable[[Any], str | None]

COLUMN_TYPES: dict[str, type[TypeEngine[Any]]] = {
    **dict.fromkeys(("text", "longtext", "choice", "class", "division", "roman", "code", "year", "moment"), Text),
    "integer": Integer, "flag": Integer, "link": Integer, "number": REAL, "date": Date, "datetime": DateTime,
    "json": Json, "list": Json, "geometry": Geometry,
}


@dataclass(frozen=True)
class Field:
    """What a column means to the office.

    `abbr` is the abbreviation of the second census (二普) where it has one; `kind` decides column type and widget;
    "moment" is a time as the field wrote it, zone included, "datetime" one of ours in UTC;
    a "link" is the id of a record of the register `to`;
    `rule` returns a Chinese sentence when a value is wrong; `public` False: dropped from public copies.
    """

    label: str
    abbr: str = ""
    kind: str = "text"
    group: str = ""
    unit: str = ""
    required: bool = False
    editable: bool = True
    derived: bool = False
    choices: tuple[str, ...] = ()
    public: bool = True
    help: str = ""
    rule: Rule | None = None
    to: str = ""
    name: str = ""

    def problem(self, value: Any) -> str | None:
        """Why `value` cannot stand in this field, in Chinese; None when it can."""
        if value in (None, "", [], {}):
            return f"{self.label}必须填写" if self.required else None
        if self.choices and value not in self.choices:
            return f"{self.label}应为{'、'.join(self.choices)}之一，不能是“{value}”"
        kind_problem = _wrong_kind(self, value)
        return kind_problem or (self.rule(value) if self.rule else None)


def _wrong_kind(field: Field, value: Any) -> str | None:
    if field.kind in ("integer", "flag", "link") and not (isinstance(value, int) or str(value).lstrip("-").isdigit()):
        return f"{field.label}应为整数，不能是“{value}”"
    if field.kind == "number":
        try:
            float(value)
        except (TypeError, ValueError):
            return f"{field.label}应为数字，不能是“{value}”"
    return None


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Base of every register's record; also a plain dataclass that can be built and compared by hand."""

    if TYPE_CHECKING:
        __table__: ClassVar[Table]  # every register is a table, never a join
        id: Mapped[Any] = mapped_column(default=None)
    __label__: ClassVar[str] = ""
    __named__: ClassVar[tuple[str, ...]] = ("name",)  # what a record is called where another one points at it
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy; ids are never given out twice

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """A record from a row of its table (column name → value)."""
        made = cast(Self, inspect(cls).class_manager.new_instance())  # as SQLAlchemy makes what it loads
        vars(made).update((name, row[name]) for name in column_names(cls))
        return made

    def values(self) -> dict[str, Any]:
        """Column name → value, in the order of declaration."""
        held = vars(self)  # a default that nobody set stands with the class only
        return {name: held[name] if name in held else getattr(self, name) for name in column_names(type(self))}


def field(label: str, abbr: str = "", kind: str = "text", group: str = "", *, default: Any = None,
          default_factory: Callable[[], Any] | None = None, geometry: str = "GEOMETRY", index: bool = False,
          unique: bool = False, **meaning: Any) -> MappedColumn[Any]:
    """A column with its meaning; `meaning` takes the other attributes of `Field`."""
    column_type: Any = Geometry(geometry) if kind == "geometry" else COLUMN_TYPES[kind]()
    about = Field(label=label, abbr=abbr, kind=kind, group=group, **meaning)
    filled: dict[str, Any] = {"default_factory": default_factory} if default_factory else {"default": default}
    if default is not None:
        filled["server_default"] = str(default)  # a row that QGIS adds gets the same default
    return mapped_column(column_type, nullable=True, index=index, unique=unique, info={"field": about}, **filled)


def identifier() -> MappedColumn[Any]:
    """The primary key that GeoPackage wants: an integer that SQLite never gives out twice."""
    return mapped_column(Integer, primary_key=True, autoincrement=True, default=None,
                         info={"field": Field(label="编号", kind="integer", group="登记", editable=False)})


def reference(label: str, to: str = "", group: str = "", *, editable: bool = False) -> MappedColumn[Any]:
    """The id of a record that this one belongs to; with the table `to` it is shown, and may be chosen, by its name.

    Not a constraint of the file: GDAL refuses a whole GeoPackage for one broken reference, so checks find those.
    """
    return field(label, kind="link" if to else "integer", group=group, index=True, editable=editable, to=to)


def derived(label: str, abbr: str = "", kind: str = "text", group: str = "", **meaning: Any) -> Callable[..., Any]:
    """Mark a property as a field that is computed, shown and exported but never stored."""
    about = Field(label=label, abbr=abbr, kind=kind, group=group, derived=True, editable=False, **meaning)

    def mark(function: Callable[[Any], Any]) -> property:
        made = property(function)
        _DERIVED[made] = about
        return made

    return mark


_DERIVED: dict[property, Field] = {}


@cache
def fields(model: type[Record]) -> tuple[Field, ...]:
    """The fields of a register in the order of its declaration, derived ones after the stored ones."""
    return _stored(model) + tuple(_computed(model))


@cache
def _stored(model: type[Record]) -> tuple[Field, ...]:
    return tuple(_named(column.info["field"], column.name) for column in inspect(model).columns)


def _computed(model: type[Record]) -> Iterator[Field]:
    for name, member in vars(model).items():
        if isinstance(member, property) and member in _DERIVED:
            yield _named(_DERIVED[member], name)


def _named(about: Field, name: str) -> Field:
    return Field(**{**vars(about), "name": name})


def field_of(model: type[Record], key: str) -> Field:
    """The field called `key`: our name, or the census abbreviation in any case.

    Raises GazetteerError naming the register when there is none.
    """
    for about in fields(model):
        if key == about.name or (about.abbr and key.upper() == about.abbr.upper()):
            return about
    raise GazetteerError(f"{model.__label__}没有字段“{key}”", remedy="使用本程序的字段名或普查缩写，例如 name 或 BZMC")


def problems(record: Record) -> list[Problem]:
    """Everything that is wrong with the stored fields of one record, field by field."""
    found = []
    for about in _stored(type(record)):
        said = about.problem(getattr(record, about.name))
        if said:
            found.append(Problem(about.name, said))
    return found


def called(record: Record) -> str:
    """What a record is called by the fields that its register names it by; "" where they are empty."""
    told = (getattr(record, name, None) for name in record.__named__)
    return " ".join(str(value) for value in told if value not in (None, ""))


@cache
def column_names(model: type[Record]) -> tuple[str, ...]:
    """The names of a register's columns in the order of declaration."""
    return tuple(column.name for column in model.__table__.columns)


def table_of(model: type[Record]) -> str:
    """The name of the register's table, for instance "place"."""
    return str(model.__table__.name)


def column(model: type[Record], name: str) -> Column[Any]:
    """The column called `name` of a register's table."""
    return model.__table__.columns[name]
