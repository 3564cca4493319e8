"""Parts of a form that are more than a plain field, and which register has which: one table joins them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from gazetteer.boundaries.registers import BOUNDARIES
from gazetteer.characters.rare_character import RareCharacter
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import Place
from gazetteer.record import Record
from gazetteer.signs.sign import Sign
from ui.records.options import Lookups


class Part(Protocol):
    """Something that a form shows beside the plain fields: in the section `group`, or "" under the head."""

    group: str
    widget: QWidget

    def show_record(self, record: Record) -> None:
        """Show the part's share of a record."""

    def concerns(self, changed: Changed) -> bool:
        """Whether a change touches what the part shows."""


Maker = Callable[[Gazetteer, Lookups, QWidget], Part]


def parts_of(model: type[Record]) -> tuple[Maker, ...]:
    """The makers of a register's parts, in the order in which they stand."""
    if model is Place:
        from ui.language.reading_part import ReadingPart
        from ui.lineage.lineage_part import LineagePart
        from ui.places.media_part import MediaPart
        from ui.places.names_part import NamesPart
        from ui.places.office_part import OfficePart
        from ui.places.position_part import PositionPart
        from ui.signs.place_signs_part import PlaceSignsPart

        return OfficePart, ReadingPart, NamesPart, PositionPart, LineagePart, MediaPart, PlaceSignsPart
    if model is Sign:
        from ui.places.media_part import SignMediaPart
        from ui.places.position_part import PositionPart
        from ui.signs.sign_place_part import SignPlacePart

        return SignPlacePart, PositionPart, SignMediaPart
    if model in BOUNDARIES:
        from ui.boundaries.parts import boundary_parts

        return boundary_parts(model)
    if model is RareCharacter:
        from ui.characters.character_media_part import CharacterMediaPart
        from ui.characters.character_part import CharacterPart
        from ui.characters.use_part import UsePart

        return CharacterPart, UsePart, CharacterMediaPart
    return ()
