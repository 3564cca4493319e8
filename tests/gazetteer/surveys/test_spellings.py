from __future__ import annotations

import json

import pytest

from gazetteer.surveys.spellings import spellings, written
from gazetteer.surveys.survey import SurveyPoint

TOWNSHIPS = {"429006112": "干驿镇", "429006001": "竟陵街道"}


def texts(**values):
    return list(spellings(SurveyPoint(**values)))


@pytest.mark.parametrize("between", ["|", ",", "，", "、", ";", "；", "/"])
def test_names_in_one_cell_are_parted(between):
    raw = json.dumps({"alternatenames": f"Yuechi{between}月池{between}"})
    assert texts(name="Yuechi", raw=raw) == ["Yuechi", "Yuechi", "月池"]


@pytest.mark.parametrize("heading", ["alternatenames", "Alias", "other names", "别名", "曾用名", "BM", "俗称"])
def test_columns_of_other_names_are_known_by_their_heading(heading):
    assert texts(name="甲", raw=json.dumps({heading: "月池", "population": "100"})) == ["甲", "月池"]


@pytest.mark.parametrize(("note", "name"), [
    ("又名月池村，路边", "月池村"), ("俗称：月池", "月池"), ("原名“月池村”", "月池村"), ("路边", None)])
def test_names_said_in_the_note_are_heard(note, name):
    assert texts(name="甲", note=note) == (["甲", name] if name else ["甲"])


@pytest.mark.parametrize("raw", ["<wpt><name>月池</name></wpt>", "{broken", "[1, 2]", '{"别名": 3}', ""])
def test_what_is_no_row_of_columns_gives_no_names(raw):
    assert texts(name="甲", raw=raw) == ["甲"]


def test_the_township_before_the_name_is_taken_off_and_remembered():
    about = written(SurveyPoint(name="干驿镇月池村"), TOWNSHIPS, {})
    assert [form.text for form in about.forms] == ["月池村"]
    assert about.townships == {"429006112"}
    assert (about.generics, about.levels) == ({"村"}, {"村级"})


def test_the_townships_own_office_keeps_its_name():
    about = written(SurveyPoint(name="竟陵街道办事处"), TOWNSHIPS, {})
    assert [form.text for form in about.forms] == ["竟陵街道办事处"]
    assert about.townships == set()


def test_a_point_without_a_name_has_no_forms():
    assert written(SurveyPoint(note="样例"), TOWNSHIPS, {}).forms == ()
