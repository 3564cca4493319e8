"""On which page a line of the Word edition will stand: rows have fixed heights, so it can be reckoned beforehand."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gazetteer.publications.place_list import Chapter, Entry, Group, Section

# 251 mm are 711.496 points and all heights are multiples of a half: what fits here fits there.
PAGE = 711.0
HEAD_1, HEAD_2, HEAD_ROW, GROUP_ROW = 40.0, 26.0, 17.0, 17.0
LINE, TWO_LINES, GAP = 15.5, 26.0, 12.0


@dataclass(frozen=True)
class Placed:
    """A heading or an entry with its page; `what` is the chapter, section, group or entry itself."""

    what: Chapter | Section | Group | Entry
    page: int


def text_width(text: str, size: float) -> float:
    """Width in points, a little on the wide side: Han characters, and letters as in Times New Roman."""
    return size * 1.03 * sum(_em(character) for character in unicodedata.normalize("NFD", text))


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if character > "\u2e7f":
        return 1.0
    if character in "ijlft' ,.":
        return 0.29
    if character in "mMWw":
        return 0.78 if character != "W" else 0.95
    return 0.72 if character.isupper() else 0.5


def paginate(chapters: list[Chapter], row_height: Callable[[Entry], float]) -> Iterator[Placed]:
    """Page of everything in the list; each chapter begins a page, headings stay with what follows them."""
    page = 0
    for chapter in chapters:
        page += 1
        cursor = _Cursor(page)
        yield Placed(chapter, cursor.take(HEAD_1))
        for at, section in enumerate(chapter.sections):
            if at:
                cursor.take(GAP)
            yield from _section(section, cursor, row_height)
        page = cursor.page


class _Cursor:
    """Where the next line goes."""

    def __init__(self, page: int) -> None:
        self.page, self.used = page, 0.0

    def take(self, height: float, needs: float = 0.0, repeated: float = 0.0) -> int:
        """Put down a line; `needs` must fit with it, else a page begins, with the `repeated` table head on it."""
        if self.used + height + needs > PAGE:
            self.page, self.used = self.page + 1, repeated
        self.used += height
        return self.page


def _section(section: Section, cursor: _Cursor, row_height: Callable[[Entry], float]) -> Iterator[Placed]:
    first = True
    for group in section.groups:
        heights = [row_height(entry) for entry in group.entries]
        group_row = GROUP_ROW if group.name else 0.0
        if first:
            yield Placed(section, cursor.take(HEAD_2, HEAD_ROW + group_row + heights[0]))
            cursor.take(HEAD_ROW)
        first = False
        if group.name:
            yield Placed(group, cursor.take(group_row, heights[0], HEAD_ROW))
        for entry, height in zip(group.entries, heights, strict=True):
            yield Placed(entry, cursor.take(height, 0.0, HEAD_ROW))
