"""标准地名录 as a book: PDF by typst, with contents and index that know their pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gazetteer.formats.typeset import typeset
from gazetteer.language.orthography.letters import rule_13_soft_hyphens
from gazetteer.publications.place_list import COLUMNS, KIND, Entry, PlaceList, imprint

LONGEST_WORD = 32  # letters: what a line of the column holds
TEMPLATE = Path(__file__).with_name("place_list.typ")


def pdf(document: PlaceList) -> bytes:
    """The PDF of a place list; the same document gives the same bytes."""
    return typeset(TEMPLATE, _data(document), document.edition.cut_off, document.glyphs)


def _cells(entry: Entry) -> tuple[object, ...]:
    """The cells with a spelling that may break where its column ends (rule 13 of 1984)."""
    number, name, roman, *rest = entry.cells
    return number, name, rule_13_soft_hyphens(str(name), str(roman), LONGEST_WORD), *rest


def _data(document: PlaceList) -> dict[str, Any]:
    edition = document.edition
    return {
        "title": edition.title,
        "region": edition.region,
        "kind": KIND,
        "edition": edition.edition,
        "cut_off": edition.cut_off_text,
        "issuer": edition.issuer,
        "approver": edition.approver,
        "remark": edition.remark,
        "notes": document.notes,
        "pictures": list(document.pictures.items()),
        "imprint": [(label, text) for label, text in imprint(document) if text],
        "columns": COLUMNS,
        "chapters": [
            {
                "name": chapter.name,
                "sections": [
                    {
                        "name": section.name,
                        "groups": [
                            {"name": group.name, "entries": [_cells(entry) for entry in group.entries]}
                            for group in section.groups
                        ],
                    }
                    for section in chapter.sections
                ],
            }
            for chapter in document.chapters
        ],
        "index": [
            {"letter": letter, "lines": [(line.name, line.place, line.number) for line in lines]}
            for letter, lines in document.index
        ],
    }
