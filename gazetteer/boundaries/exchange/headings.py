"""Headings of a table: whose records they tell, which of our fields each is, and text that goes on in a further one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from gazetteer.boundaries.exchange.mapping import CONTENT, GEOMETRY, Mapped
from gazetteer.boundaries.exchange.registers import INTERNAL_ONLY, NEEDED, PACKAGED, PLACED, columns_of
from gazetteer.record import Record

_CONTINUED = re.compile(r"(.+)_(\d{1,2})$")
_SPECIFIC_FIRST = tuple(sorted(PACKAGED, key=lambda model: (model is not PLACED[1], -len(NEEDED[model]))))
Names = Mapping[type[Record], Mapping[str, str]]  # register → heading in capitals → our field


def model_of(heads: Iterable[str], known: Names) -> type[Record] | None:
    """The register whose records these headings tell apart, the one that needs most first."""
    upper = [head.upper() for head in heads]
    held = {model: {names[head] for head in upper if head in names} for model, names in known.items()}
    return next((model for model in _SPECIFIC_FIRST if model in held and held[model].issuperset(NEEDED[model])), None)


def names_of(mapping: Sequence[Mapped]) -> Names:
    """Register → heading in capitals → our field; keepers and files only come by a mapping."""
    if mapping:
        return {model: {one.name.upper(): one.field for one in mapping if one.model is model and
                        one.field not in (GEOMETRY, CONTENT)} for model in {one.model for one in mapping}}
    return {model: {name.upper(): one.field for one in columns_of(model) for name in (one.label, one.key)}
            for model in PACKAGED if model not in INTERNAL_ONLY}


def joined(told: Mapping[str, str]) -> dict[str, str]:
    """Text that goes on in QTXX_2, QTXX_3 … is put together again."""
    whole: dict[str, str] = {}
    for head, text in told.items():
        found = _CONTINUED.fullmatch(head)
        first = next((name for name in whole if found and found[2] != "1" and name[:8].startswith(found[1])), None)
        if first is not None:
            whole[first] += text
        else:
            whole[head] = text
    return whole
