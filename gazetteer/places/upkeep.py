"""What every place has of itself: identifier, reading, sort key, and its standard name as a record of names."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import select

from gazetteer.errors import Problem, RuleBroken
from gazetteer.language.generics import LocalWords
from gazetteer.language.local_reading import LocalReading
from gazetteer.language.romanisation import CONFIRMED, Reading, confirmed, romanise
from gazetteer.lineage.lineage import LineagePart
from gazetteer.places.map_name import remove_map_names
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.record import table_of
from gazetteer.rules.word_list import generics_of
from gazetteer.signs.sign import Sign
from gazetteer.storage.work import Reader, Work

Spelled = Place | PlaceName


def local_dictionary(reader: Reader) -> LocalWords:
    """The office's own readings (word → syllables with tone marks), and its table of 通名."""
    rows = reader.rows(select(LocalReading.word, LocalReading.syllables))
    words = LocalWords({word: syllables for word, syllables in rows if word and syllables})
    words.generics = generics_of(reader)
    return words


def keep_place(work: Work, place: Place, local: dict[str, str] | None = None, *, renamed: bool = False) -> None:
    """Fill what is derived of a stored place and keep its standard name; the caller saves the place.

    `renamed` asks for a new reading even where one stands.
    """
    fill_derived(place, local_dictionary(work) if local is None else local, renamed=renamed)
    standard = next(iter(work.find(PlaceName, PlaceName.place_id == place.id, PlaceName.kind == STANDARD)), None)
    if standard is None:
        work.add(standard_name(place))
        return
    if standard.name != place.name and not renamed:  # another program wrote the new name
        place.roman = None
        fill_derived(place, local_dictionary(work) if local is None else local, renamed=True)
    standard.name = place.name
    copy_reading(place, standard)
    work.save(standard)


def standard_name(place: Place) -> PlaceName:
    """The record of a place's standard name."""
    made = PlaceName(place_id=place.id, kind=STANDARD, name=place.name, since=place.established, source=place.source)
    copy_reading(place, made)
    return made


def copy_reading(given: Spelled, taken: Spelled) -> None:
    """Give another record the reading of the same name, with what settles it."""
    for name in ("roman", "reading_status", "syllables", "reading_document"):
        setattr(taken, name, getattr(given, name))


def fill_derived(place: Place, local: dict[str, str], *, renamed: bool = False) -> None:
    """Identifier, reading and sort key from what the place says."""
    place.guid = place.guid or str(uuid.uuid4())
    if not place.name:
        return
    reading = reading_of(place, place.class_code, local, again=renamed)
    place.generic_roman = reading.generic_roman if renamed or not place.generic_roman else place.generic_roman
    place.sort_key = reading.sort_key


def reading_of(named: Spelled, class_code: str | None, local: dict[str, str], *, again: bool = False) -> Reading:
    """The reading of a name; writes spelling and status into it where it has none or `again` is asked."""
    read = partial(romanise, named.name or "", class_code)
    if named.roman and not again:
        return confirmed(named.name or "", named.roman, class_code, named.syllables)
    reading = read(local)
    named.roman, named.reading_status = reading.roman, reading.status
    named.syllables = named.reading_document = None
    return reading


def confirm_reading(named: Spelled, class_code: str | None, written_by: str) -> None:
    """Mark a spelling that a person wrote as confirmed: its syllables, and who wrote it where no document is named."""
    named.reading_status = CONFIRMED
    named.reading_document = named.reading_document or f"手工填写（{written_by}）"
    named.syllables = " ".join(confirmed(named.name or "", named.roman or "", class_code, named.syllables).syllables)


def keep_written_reading(named: Spelled, class_code: str | None, values: Mapping[str, Any], work: Work) -> None:
    """What an edit of spelling or document means: a spelling that is written, or a document, confirms the reading.

    Raises RuleBroken where a confirmed reading would lose its document.
    """
    if values.get("roman"):
        named.reading_document = values.get("reading_document") or None
        named.syllables = None
        confirm_reading(named, class_code, f"{work.who}，{work.now[:10]}")
    elif "reading_document" in values and named.roman:
        if named.reading_document:
            confirm_reading(named, class_code, work.who)
        elif named.reading_status == CONFIRMED:
            raise RuleBroken([Problem("reading_document", "已审定的读音必须有依据；不再审定的请用“按规则重拼”")])


def remove_belongings(work: Work, place_id: int) -> None:
    """Take out the names, media records and map names of a place that is gone; its line keeps what it was called."""
    for part in work.find(LineagePart, LineagePart.place_id == place_id):
        part.place_id = None
        work.save(part)
    for sign in work.find(Sign, Sign.place_id == place_id):  # it stands on without a place
        sign.place_id = None
        work.save(sign)
    for photo in work.find(Media, Media.place_id == place_id, Media.survey_point_id.is_not(None)):
        photo.place_id = None
        work.save(photo)
    for model in (PlaceName, Media):
        for record in work.find(model, model.__table__.c.place_id == place_id):
            work.delete(record)
    remove_map_names(work, table_of(Place), place_id)
