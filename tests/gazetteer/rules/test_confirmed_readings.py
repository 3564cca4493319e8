"""A confirmed reading is believed, but its document is missed where there is none."""

from __future__ import annotations

from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.rules.checking import findings


def told(gazetteer, number):
    return [finding.text for finding in findings(gazetteer) if finding.rule == number]


def test_a_confirmed_reading_without_a_document_is_told(gazetteer, add_place):
    place = add_place("干驿")
    gazetteer.do(EditPlace(place.id, {"roman": "Gànyì"}))
    assert told(gazetteer, "N13") == []
    gazetteer.do(TakeDocumentAway(place.id))
    (text,) = told(gazetteer, "N13")
    assert "没有写依据" in text


def test_the_rule_that_a_spelling_breaks_stands_in_the_finding(gazetteer, add_place):
    place = add_place("建设中路", class_code="23510")
    gazetteer.do(SpellAsCensus(place.id, "Jiànshèzhōnglù"))
    (text,) = told(gazetteer, "N13")
    assert "“建设”与“中路”应分写（规则第2条" in text


class TakeDocumentAway:
    """如旧版程序那样没有依据"""

    def __init__(self, place_id):
        self.place_id = place_id

    def apply(self, work):
        place = work.get(Place, self.place_id)
        place.reading_document = None
        work.save(place)


class SpellAsCensus:
    """如普查成果那样拼写"""

    def __init__(self, place_id, roman):
        self.place_id, self.roman = place_id, roman

    def apply(self, work):
        place = work.get(Place, self.place_id)
        place.roman, place.reading_status = self.roman, None
        work.save(place)
