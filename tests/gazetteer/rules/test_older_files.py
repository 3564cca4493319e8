"""A workspace of an older program gets the registers of the rules; one that may only be read uses the program's."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer import reference
from gazetteer.gazetteer import Gazetteer
from gazetteer.rules.acceptance import AcceptedFinding
from gazetteer.rules.checking import check_name
from gazetteer.rules.naming_rule import NamingRule
from gazetteer.rules.score import items_of
from gazetteer.rules.similar_names import similar_names
from gazetteer.rules.word_list import BIG, ListedWord
from gazetteer.storage import migrations

REGISTERS = ("naming_rule", "listed_word", "measure_limit", "score_item", "accepted_finding")


@pytest.fixture
def older(sample_path):
    """The sample as a program wrote it that knew no registers of rules."""
    with closing(sqlite3.connect(sample_path)) as file:
        for register in REGISTERS:
            file.execute(f"DROP TABLE {register}")
            for table in ("gpkg_contents", "gpkg_data_columns"):
                file.execute(f"DELETE FROM {table} WHERE table_name = ?", (register,))
        step = migrations.STEPS.index(migrations.keep_rules) + 1
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(step),))
        file.commit()
    return sample_path


def rules_of(gazetteer):
    return {one.rule for one in check_name(gazetteer, "中华大道", "23512", "429006001")}


def test_an_older_workspace_gets_rules_words_and_items(older):
    opened = Gazetteer.open(older, who="张三")
    assert opened.count(NamingRule) == len(reference.table("naming_rules.csv"))
    assert opened.count(ListedWord, ListedWord.list_name == BIG) == 7
    assert not opened.count(AcceptedFinding)
    assert rules_of(opened) == {"N08"} and items_of(opened)
    assert opened.undo_text is None
    opened.close()


def test_an_older_workspace_that_may_only_be_read_is_judged_by_the_rules_of_the_program(older):
    opened = Gazetteer.open(older, read_only=True)
    assert rules_of(opened) == {"N08"} and items_of(opened)
    assert similar_names(opened, "竞陵街道", "21500", "429006")[0].name == "竟陵街道"
    opened.close()
