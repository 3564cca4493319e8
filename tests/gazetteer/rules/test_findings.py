"""Checks find what is wrong, name the rule, and stay silent about what is right."""

from __future__ import annotations

from collections import Counter

import pytest

from gazetteer.places.changes import EditPlace
from gazetteer.rules.checking import findings
from gazetteer.storage.geometry import to_blob


def found(gazetteer):
    return {(finding.rule, finding.severity) for finding in findings(gazetteer)}


def test_the_sample_has_only_what_is_true_of_its_names(sample):
    rules = Counter(one.rule for one in findings(sample) if not one.rule.startswith("B"))  # some markers are spoiled
    assert rules == {"N14": 646, "N04": 38, "N05": 14, "N12": 4, "N03": 2, "N01": 1}


@pytest.mark.parametrize("values, expected", [
    ({"name": "高\ue170村"}, ("N03", "错误")), ({"name": "东瞿阝村"}, ("N03", "错误")),
    ({"class_code": "99999"}, ("D03", "错误")), ({"class_code": "22100"}, ("D02", "警告")),
])
def test_a_fault_is_found_with_its_rule(gazetteer, add_place, values, expected):
    place = add_place("甲村")
    assert found(gazetteer) == set()
    gazetteer.do(EditPlace(place.id, values))
    assert expected in found(gazetteer)


def test_a_place_outside_the_city_and_a_repeated_name_are_found(gazetteer, add_place):
    add_place("甲村")
    add_place("甲村", lon=115.0)
    assert found(gazetteer) == {("N14", "警告"), ("N04", "警告")}


def test_a_spelling_against_the_rules_is_found_until_it_is_confirmed(gazetteer, add_place):
    place = add_place("建设中路", class_code="23510")
    with gazetteer._workspace.transaction() as connection:
        connection.exec_driver_sql("UPDATE place SET roman = 'Jiànshèzhōnglù'")
    assert found(gazetteer) == {("N13", "警告")}
    gazetteer.do(EditPlace(place.id, {"roman": "Jiànshèzhōnglù"}))
    assert found(gazetteer) == set()


def test_a_row_without_a_code_that_came_from_outside_is_found(empty_path):
    from contextlib import closing

    import shapely

    from gazetteer.gazetteer import Gazetteer
    from gazetteer.storage.connections import connect

    with closing(connect(empty_path, "rw")) as file:
        file.execute("INSERT INTO place (name, class_code, geom) VALUES ('外来村', '22200', ?)",
                     (to_blob(shapely.Point(113.2, 30.7)),))
    opened = Gazetteer.open(empty_path, who="张三")
    assert found(opened) == {("D01", "错误"), ("D02", "错误")}
    opened.close()
