"""What a field package may carry besides places and signs: layers of another subject with lists of their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import Row


@dataclass(frozen=True)
class FurtherLayer:
    """A layer to be filled in the field; `kind` is its geometry in the words of GeoPackage.

    `lists`: column → list of its values; `many`: columns that take several of them; `fixed`: what only the office
    writes. What left is kept beside it in `<name>_base`.
    """

    name: str
    title: str
    kind: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    colour: str
    label: str
    lists: Mapping[str, str] = field(default_factory=dict)
    many: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    long: frozenset[str] = frozenset()

    @property
    def base(self) -> str:
        """The table with the state in which its rows left."""
        return f"{self.name}_base"


@dataclass(frozen=True)
class Further:
    """Layers, the lists of values they use (name → title, values), and what the package says of itself."""

    layers: tuple[FurtherLayer, ...] = ()
    lists: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)


NOTHING = Further()
