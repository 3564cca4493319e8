"""How the classes of places are drawn in a workspace: the program's styles and what the office set over them.

What is set on a class holds for the classes below it, unless something else is set there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

import numpy as np

from gazetteer.map_layer import Styles
from layers.styles import CLASS_STYLES, ClassStyle, class_style
from layers.symbols import symbol_names

DIGITS = 5
_PROPERTIES = frozenset(one.name for one in fields(ClassStyle))


@lru_cache(maxsize=4096)
def class_number(code: str | None) -> int:
    """A class code as a number for columns; 0 for what is no class."""
    digits = (code or "")[:DIGITS]
    return int(digits.ljust(DIGITS, "0")) if digits.isascii() and digits.isdigit() else 0


def part_of(code: str) -> str:
    """The name under which the style of a class is set: its code without the zeros at its end."""
    return code.rstrip("0")


def style_of(code: str, changes: Styles | None = None) -> ClassStyle:
    """How a class looks, with what is set on it and on the classes above it."""
    style = class_style(code)
    for prefix in (code[:n] for n in range(len(code) + 1)):
        values = _sound((changes or {}).get(prefix, {}))
        if values:
            style = replace(style, **values, lines_from=values.get("symbol_from", style.lines_from),
                            set_on=prefix if {"symbol", "tint"} & set(values) else style.set_on)
    return style


def _sound(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what this program does not know, such as a symbol of a later one."""
    return {name: value for name, value in values.items()
            if name in _PROPERTIES and (name != "symbol" or value in symbol_names())}


class Looks:
    """`styles` that occur, and for each class number which of them it has; never changes."""

    def __init__(self, changes: Styles | None = None) -> None:
        changes = changes or {}
        self.number = np.zeros(10 ** DIGITS, np.int16)
        self.styles: list[ClassStyle] = []
        self.prefixes: list[str] = []
        for prefix in sorted({*CLASS_STYLES, *changes}, key=len):
            if prefix and not prefix.isdigit():
                continue
            first, count = class_number(prefix), 10 ** (DIGITS - len(prefix))
            self.number[first:first + count] = len(self.styles)
            self.styles.append(style_of(prefix, changes))
            self.prefixes.append(prefix)
        self.size = self._column("size")
        self.rank = self._column("rank").astype(np.int8)
        self._shown, self._labelled = self._column("shown").astype(bool), self._column("labelled").astype(bool)
        self._near, self._far, self._label_far, self._lines_far = (
            self._column(name) for name in ("near", "symbol_from", "label_from", "lines_from"))

    def _column(self, name: str) -> np.ndarray:
        return np.array([getattr(style, name) for style in self.styles], float)

    def in_order(self, numbers: np.ndarray) -> list[int]:
        """Numbers of styles, the least important first, as they are drawn over each other."""
        return sorted(numbers.tolist(), key=lambda number: (-self.styles[number].rank, self.prefixes[number]))

    def drawn(self, scale: float, reach: float = 1.0) -> np.ndarray:
        """For each style, whether its symbols, lines and areas show at 1:`scale` in a medium of this reach."""
        return self._shown & (self._near <= scale) & (self._far * reach >= scale)

    def outlined(self, scale: float) -> np.ndarray:
        """For each style, whether its lines and areas show: they do from any distance unless the office set one."""
        return self._shown & (self._near <= scale) & (self._lines_far >= scale)

    def named(self, scale: float, reach: float = 1.0) -> np.ndarray:
        """For each style, whether its names are written."""
        return self._shown & self._labelled & (self._near <= scale) & (self._label_far * reach >= scale)

    def named_from(self, number: int) -> float:
        """The largest scale denominator at which a class is named, 0 for never."""
        style = self.styles[self.number[number]]
        return style.label_from if style.shown and style.labelled else 0.0

    def shown_from(self, number: int) -> float:
        """The largest scale denominator at which a class shows, 0 for never."""
        style = self.styles[self.number[number]]
        return style.symbol_from if style.shown else 0.0


def class_numbers(codes: Sequence[str | None]) -> np.ndarray:
    """A column of class numbers."""
    return np.fromiter(map(class_number, codes), np.int32, len(codes))


USUAL = Looks()
