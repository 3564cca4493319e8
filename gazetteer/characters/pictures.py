"""Glyph pictures: what is drawn for a character that no font has, and what is written where nothing can be drawn."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from gazetteer.characters.rare_character import GLYPH, CharacterMedia, RareCharacter
from gazetteer.characters.usage import ways_written
from gazetteer.storage.attachments import kept_at
from gazetteer.storage.work import Reader

# Within the program a piece of text that is drawn as a picture is one private character of the last plane, so that
# it is measured, spaced and broken like the Han character it stands for.
_FIRST = 0x10F000


def pictures_of(gazetteer: Reader) -> dict[str, Path]:
    """Way in which a character is written in names (itself, description, private code) → its glyph picture."""
    media = gazetteer.find(CharacterMedia, CharacterMedia.kind == GLYPH, order_by=CharacterMedia.id)
    newest = {int(each.character_id or 0): each for each in media}
    folder: Path = gazetteer.media_folder  # type: ignore[attr-defined]
    found = {}
    for number, record in gazetteer.get_many(RareCharacter, newest).items():
        path = kept_at(folder, str(newest[number].sha256))
        if path.is_file():
            found.update(dict.fromkeys(ways_written(record), path))
    return found


def plain_ways(reader: Reader) -> dict[str, str]:
    """Private code that the office used → what plain text says instead: the character, or its description."""
    return {private: record.shown for record in reader.find(RareCharacter, RareCharacter.private_codes.is_not(None))
            for private in record.private_characters() if record.shown}


def spoken_ways(reader: Reader) -> dict[str, str]:
    """Way in which a character without a code is written → what stands for it in a spelling: its official reading."""
    found = {}
    for record in reader.find(RareCharacter, RareCharacter.character.is_(None)):
        found.update(dict.fromkeys(ways_written(record), record.official_reading or record.shown))
    return found


def in_plain_text(text: str, ways: Mapping[str, str]) -> str:
    """A text in which each of `ways` stands otherwise, for instance descriptions instead of private codes."""
    for private, shown in ways.items():
        text = text.replace(private, shown)
    return text


def as_svg(picture: Path) -> str:
    """A glyph picture as SVG; one of pixels stands within it."""
    content = picture.read_bytes()
    if b"<svg" in content[:4096]:
        return content.decode("utf-8", "replace")
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    inner = base64.b64encode(content).decode()
    return ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">'
            f'<image width="100" height="100" xlink:href="data:image/{kind};base64,{inner}"/></svg>')


class StandIns:
    """Pieces of text that are drawn as pictures ↔ the one private character that stands for each while drawing."""

    def __init__(self, pictures: Mapping[str, Path]) -> None:
        ways = sorted(pictures, key=len, reverse=True)
        self._marks = {way: chr(_FIRST + number) for number, way in enumerate(ways)}
        self.pictures = {self._marks[way]: pictures[way] for way in ways}
        self._written = {mark: way for way, mark in self._marks.items()}

    def __bool__(self) -> bool:
        return bool(self._marks)

    def marked(self, text: str) -> str:
        """The text with a mark for each piece that is drawn as a picture."""
        for way, mark in self._marks.items():
            if way in text:
                text = text.replace(way, mark)
        return text

    def written(self, text: str) -> str:
        """The text as it was before `marked`."""
        return "".join(self._written.get(one, one) for one in text)
