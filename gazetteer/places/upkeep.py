"""What every place has of itself: identifier, reading, sort key, and its standard name as a record of names."""

from __future__ import annotations

import uuid
from functools import partial

from sqlalchemy import select

from gazetteer.language.local_reading import LocalReading
from gazetteer.language.romanisation import CONFIRMED, Reading, confirmed, romanise
from gazetteer.places.map_name import remove_map_names
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.record import table_of
from gazetteer.storage.work import Reader, Work

Spelled = Place | PlaceName


def local_dictionary(reader: Reader) -> dict[str, str]:
    """The office's own readings: word → syllables with tone marks."""
    return {word: syllables for word, syllables in reader.rows(select(LocalReading.word, LocalReading.syllables))
            if word and syllables}


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
    standard.name, standard.roman, standard.reading_status = place.name, place.roman, place.reading_status
    work.save(standard)


def standard_name(place: Place) -> PlaceName:
    """The record of a place's standard name."""
    return PlaceName(place_id=place.id, kind=STANDARD, name=place.name, roman=place.roman,
                     reading_status=place.reading_status, since=place.established, source=place.source)


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
        return confirmed(named.name or "", named.roman, class_code)
    reading = read(local)
    named.roman, named.reading_status = reading.roman, reading.status
    return reading


def confirm_reading(named: Spelled) -> None:
    """Mark a spelling that a person wrote as confirmed."""
    named.reading_status = CONFIRMED


def remove_belongings(work: Work, place_id: int) -> None:
    """Take out the names, media records and map names of a place that is gone."""
    for model in (PlaceName, Media):
        for record in work.find(model, model.__table__.c.place_id == place_id):
            work.delete(record)
    remove_map_names(work, table_of(Place), place_id)
