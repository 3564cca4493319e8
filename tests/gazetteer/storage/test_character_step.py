"""A workspace from before the register of rare characters gets it, and keeps what it has."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.characters.changes import CollectCharacters
from gazetteer.characters.odd_texts import odd_texts
from gazetteer.characters.rare_character import RareCharacter
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.storage.migrations import STEPS, keep_rare_characters


@pytest.fixture
def older(sample_path):
    """The sample as a program wrote it that knew no register of characters."""
    schema = STEPS.index(keep_rare_characters) + 1
    with closing(sqlite3.connect(sample_path)) as file:
        for table in ("rare_character", "character_media"):
            file.execute(f"DROP TABLE {table}")
            for listed in ("gpkg_contents", "gpkg_data_columns"):
                file.execute(f"DELETE FROM {listed} WHERE table_name = ?", (table,))
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(schema),))
        file.commit()
    return sample_path


def test_the_register_is_made_and_can_be_filled(older):
    opened = Gazetteer.open(older, who="张三")
    places = opened.count(Place)
    assert opened.count(RareCharacter) == 0
    opened.do(CollectCharacters())
    assert opened.count(RareCharacter) > 5 and opened.count(Place) == places
    opened.undo()
    assert opened.count(RareCharacter) == 0
    opened.close()


def test_it_may_only_be_read_and_has_no_characters_then(older):
    opened = Gazetteer.open(older, read_only=True)
    assert opened.find(RareCharacter) == [] and list(odd_texts(opened)) == []
    opened.close()
