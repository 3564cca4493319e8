"""Classes, their fields, readings and generic words: tables that the office may edit, right as shipped."""

from __future__ import annotations

import unicodedata

import pytest

from gazetteer import reference

CLASSES = {row["code"]: row for row in reference.table("classes.csv")}
GROUPS = {"海域", "陆地水系", "陆地地形", "行政区域", "群众自治组织", "非行政区域", "居民点", "交通运输设施",
          "水利、电力、通信设施", "纪念地、旅游景点", "建筑物", "单位"}


def test_codes_of_classes_are_unique_and_of_five_digits() -> None:
    assert len(CLASSES) == len(reference.table("classes.csv"))
    assert all(code.isdigit() and len(code) == 5 for code in CLASSES)


@pytest.mark.parametrize("code", CLASSES)
def test_the_parent_of_a_class_is_the_nearest_shorter_code(code: str) -> None:
    shorter = [code[:cut].ljust(5, "0") for cut in range(4, 0, -1)]
    expected = next((other for other in shorter if other != code and other in CLASSES), "")
    assert CLASSES[code]["parent"] == expected
    assert int(CLASSES[code]["level"]) == len(code.rstrip("0"))


def test_the_twelve_groups_of_the_census_are_all_there_and_no_other() -> None:
    assert {row["census_group"] for row in CLASSES.values()} - {""} == GROUPS
    assert CLASSES["21500"]["census_group"] == "行政区域"
    assert CLASSES["21610"]["census_group"] == "群众自治组织"
    assert CLASSES["21750"]["census_group"] == "非行政区域"


def test_only_known_words_say_how_a_class_is_known() -> None:
    assert {row["origin"] for row in CLASSES.values()} <= {"GB", "census", "province", "local"}
    assert {row["certainty"] for row in CLASSES.values()} <= {"verified", "inferred", "uncertain"}
    assert {row["geom_kind"] for row in CLASSES.values()} == {"point", "line", "area"}
    assert CLASSES["24460"]["origin"] == "local" and CLASSES["26510"]["origin"] == "province"


@pytest.mark.parametrize("code", ["21750", "27500"])
def test_military_classes_are_never_public(code: str) -> None:
    assert (CLASSES[code]["public"], CLASSES[code]["secrecy"]) == ("0", "秘密")


def test_fields_belong_to_a_class_and_are_named_once_in_it() -> None:
    rows = reference.table("class_fields.csv")
    assert len({(row["class_prefix"], row["abbr"]) for row in rows}) == len(rows)
    for row in rows:
        assert any(code.startswith(row["class_prefix"]) for code in CLASSES)
        assert (row["kind"] == "choice") == bool(row["choices"])


def test_what_a_public_map_must_not_tell_of_bridges_and_rivers_is_not_public() -> None:
    closed = {(row["class_prefix"], row["abbr"]) for row in reference.table("class_fields.csv") if row["public"] == "0"}
    assert {("2361", "ZDZZL"), ("2361", "GD"), ("2361", "ZDKD"), ("1210", "JLL")} <= closed


def test_no_class_takes_its_fields_from_two_prefixes() -> None:
    prefixes = {row["class_prefix"] for row in reference.table("class_fields.csv")}
    assert all(sum(code.startswith(prefix) for prefix in prefixes) <= 1 for code in CLASSES)


def test_every_character_has_one_syllable() -> None:
    readings = [(row["word"], row["syllables"]) for row in reference.table("local_readings.csv")]
    readings += [(row["word"], row["reading"]) for row in reference.table("generics.csv")]
    for word, syllables in readings:
        assert len(word) == len(syllables.split()), word
        assert syllables == unicodedata.normalize("NFC", syllables), word


def test_words_are_read_and_glossed_once() -> None:
    for name in ("local_readings.csv", "generics.csv"):
        words = [row["word"] for row in reference.table(name)]
        assert len(set(words)) == len(words), name


@pytest.mark.parametrize(("word", "syllables"), [
    ("干驿", "gān yì"), ("佛子山", "fó zǐ shān"), ("长湖", "cháng hú"), ("长堰", "cháng yàn"), ("汈汊", "diāo chà"),
    ("沔阳", "miǎn yáng"), ("垸", "yuàn"), ("港", "gǎng"), ("堰", "yàn"), ("汊", "chà"), ("剅", "lóu"), ("塆", "wān"),
])
def test_what_the_general_dictionary_gets_wrong_is_in_the_local_one(word: str, syllables: str) -> None:
    found = {row["word"]: row for row in reference.table("local_readings.csv")}
    assert found[word]["syllables"] == syllables
    assert found[word]["status"] == "seed"


def test_readings_in_doubt_wait_for_the_office() -> None:
    remarks = {row["word"]: row["remark"] for row in reference.table("local_readings.csv")}
    assert all("待办公室确认" in remarks[word] for word in ("干驿", "蒋场", "汪场"))


def test_generic_words_fit_classes_that_exist() -> None:
    for row in reference.table("generics.csv"):
        prefixes = row["class_prefixes"].split()
        assert prefixes and all(any(code.startswith(prefix) for code in CLASSES) for prefix in prefixes), row["word"]
