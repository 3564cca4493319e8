"""What the form of a place has beside its plain fields for readings: the editor under the spelling, the IPA palette."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import NAMING, Place
from gazetteer.record import Record, table_of
from ui.language.ipa_palette import IpaOpener
from ui.language.reading_opener import ReadingOpener
from ui.records.field_row import FieldRow
from ui.records.options import Lookups


class ReadingPart:
    """Dresses the rows of spelling and local reading; it has no widget of its own to show."""

    group = NAMING

    def __init__(self, gazetteer: Gazetteer, _lookups: Lookups, _form: QWidget) -> None:
        self._gazetteer = gazetteer
        self._place_id: int | None = None
        self.opener: ReadingOpener | None = None
        self.ipa: IpaOpener | None = None
        self.widget = QWidget()
        self.widget.hide()

    def dress_row(self, row: FieldRow) -> None:
        """Give a row of the form what belongs to it."""
        if row.key == "roman":
            self.opener = ReadingOpener(self._gazetteer, row, self._target)
        elif row.key == "local_reading" and row.editor is not None:
            self.ipa = IpaOpener(row)

    def _target(self) -> tuple[str, int] | None:
        return None if self._place_id is None else (table_of(Place), self._place_id)

    def show_record(self, record: Record) -> None:
        editor = self.opener.editor if self.opener else None
        if self.opener and editor and (record.id != self._place_id or getattr(record, "name", "") != editor.draft.text):
            self.opener.close()
        self._place_id = int(record.id)

    def concerns(self, changed: Changed) -> bool:
        return False
