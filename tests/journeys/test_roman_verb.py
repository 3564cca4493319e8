"""`main.py roman`: the spelling of a name for scripts and for people."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.reading_changes import CorrectLocalReading
from main import app

KEYS = {"roman", "plain", "upper", "syllables", "division", "rules", "status"}


def run(*words: str):
    made = CliRunner().invoke(app, list(words))
    assert made.exit_code == 0, made.output
    return made.output


def told(*words: str) -> dict:
    return json.loads(run("roman", *words, "--json"))


@pytest.mark.parametrize(("name", "class_code", "roman", "division", "rule"), [
    ("天门二巷", "23510", "Tiānmén 2 Xiàng", "天门/二/巷", 7), ("西安路", "23510", "Xī'ān Lù", "西安/路", 11),
    ("石家河镇", "21500", "Shíjiāhé Zhèn", "石家河/镇", 4), ("王村", "22200", "Wángcūn", "王村", 3)])
def test_a_name_is_told_with_its_rules(name, class_code, roman, division, rule):
    found = told(name, "--class", class_code)
    assert set(found) == KEYS
    assert (found["roman"], found["division"]) == (roman, division)
    assert rule in found["rules"]
    assert len(found["syllables"]) == len(name)


def test_without_a_class_the_generic_decides_and_the_shipped_dictionary_reads():
    found = told("干驿镇")
    assert (found["plain"], found["upper"], found["status"]) == ("Ganyi Zhen", "GANYI ZHEN", "local")


def test_a_workspace_reads_with_its_own_dictionary(empty_path):
    opened = Gazetteer.open(empty_path, who="张三")
    opened.do(CorrectLocalReading("重阳", "zhòng yáng"))
    opened.close()
    assert told("重阳村", "--workspace", str(empty_path))["roman"] == "Zhòngyángcūn"
    assert told("重阳村")["roman"] == "Chóngyángcūn"


def test_people_get_the_rules_in_words_and_the_characters_to_look_at():
    output = run("roman", "乐山二巷")
    assert "规则第7条" in output
    assert "多音字，请核对：乐" in output
