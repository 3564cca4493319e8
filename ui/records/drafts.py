"""What was typed and could not be accepted yet: kept while other records are looked at, and over a restart."""

from __future__ import annotations

import json

from ui.common.settings import remember, remembered

Where = tuple[str, int, str]


class Drafts:
    """Texts by table, record and field, of one workspace."""

    def __init__(self, workspace: str) -> None:
        self._key = f"drafts/{workspace}"
        kept = json.loads(remembered(self._key, "[]"))
        self._texts: dict[Where, str] = {(table, number, key): text for table, number, key, text in kept}

    def keep(self, table: str, record_id: int, key: str, text: str) -> bool:
        """Keep a draft; True when it is new."""
        where = (table, record_id, key)
        new = self._texts.get(where) != text
        self._texts[where] = text
        self._save()
        return new

    def drop(self, table: str, record_id: int, key: str) -> None:
        """The text was accepted or given up."""
        if self._texts.pop((table, record_id, key), None) is not None:
            self._save()

    def of(self, table: str, record_id: int) -> dict[str, str]:
        """Field key → text for one record."""
        here = (table, record_id)
        return {key: text for (name, number, key), text in self._texts.items() if (name, number) == here}

    def _save(self) -> None:
        remember(self._key, json.dumps([[*where, text] for where, text in self._texts.items()], ensure_ascii=False))
