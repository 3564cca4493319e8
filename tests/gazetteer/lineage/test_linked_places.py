"""Linked Places leave valid, without anything secret, and come back as they were."""

from __future__ import annotations

import copy
import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.eras.reading import year_of
from gazetteer.eras.span import iso_year
from gazetteer.errors import GazetteerError, RuleBroken, UnreadableFile
from gazetteer.formats.linked_places import CONTEXT, problems
from gazetteer.lineage.changes import AddLineage
from gazetteer.lineage.lineage import Lineage, Member
from gazetteer.lineage.linked_import import import_linked_places, read_linked_places, take_in_linked_places
from gazetteer.lineage.linked_time import when, years_of
from gazetteer.lineage.timeline import Timeline
from gazetteer.places.changes import AddPlace, EditPlace
from gazetteer.places.place import Place
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.publications.linked_places import export_linked_places

# The example of the specification, in its essentials.
ABINGDON = {
    "@id": "http://mygaz.org/places/p_12345", "type": "Feature",
    "properties": {"title": "Abingdon (UK)", "ccodes": ["GB"], "fclasses": ["P"]},
    "when": {"timespans": [{"start": {"in": "0676"}, "end": {"in": "1066"}}], "duration": "P100Y",
             "periods": [{"name": "Anglo-Saxon Period, 449-1066", "@id": "periodo:p06c6g3whtg"}]},
    "names": [{"toponym": "Abingdon", "lang": "en", "citations": [{"label": "Ye Olde Gazetteer (1635)"}],
               "when": {"timespans": [{"start": {"in": "1600"}}]}},
              {"toponym": "Abingdon-on-Thames", "lang": "en", "when": {"timespans": [{"start": {"in": "1600"}}]}}],
    "types": [{"identifier": "aat:300008375", "label": "town", "sourceLabels": [{"label": "Market Town",
    "lang": "en"}]}],
    "geometry": {"type": "GeometryCollection", "geometries": [
        {"type": "Point", "coordinates": [-1.2879, 51.6708], "certainty": "certain",
         "when": {"timespans": [{"start": {"in": "1600"}, "end": {"in": "1699"}}]}}]},
    "links": [{"type": "exactMatch", "identifier": "http://vocab.getty.edu/tgn/7011944"}],
    "relations": [{"relationType": "gvp:broaderPartitive", "relationTo": "http://mygaz.org/places/p_9876",
                   "label": "part of Berkshire (UK)", "when": {"timespans": [{"start": {"in": "1600"},
                                                                              "end": {"in": "1974"}}]}}],
    "descriptions": [{"value": "...a historic market town...", "lang": "en"}],
}


def collection(*features):
    return {"type": "FeatureCollection", "@context": CONTEXT, "features": list(features)}


def write(path, *features):
    path.write_text(json.dumps(collection(*features)), "utf-8")
    return path


def test_the_example_of_the_specification_is_valid():
    assert problems(collection(ABINGDON)) == []


@pytest.mark.parametrize(("where", "broken"), [
    ("type", lambda f: f.update(type="Place")), ("@id", lambda f: f.update({"@id": "no id"})),
    ("properties.title", lambda f: f["properties"].pop("title")),
    ("properties.fclasses", lambda f: f["properties"].update(fclasses=["Z"])),
    ("properties.ccodes", lambda f: f["properties"].update(ccodes=["cn"])),
    ("names", lambda f: f.pop("names")), ("names", lambda f: f["names"][0].pop("citations")),
    ("names[1].toponym", lambda f: f["names"][1].update(toponym=" ")),
    ("names[0].lang", lambda f: f["names"][0].update(lang="中文")),
    ("names[0].when", lambda f: f["names"][0].update(when={"label": "long ago"})),
    ("when.timespans[0].start", lambda f: f["when"]["timespans"][0].update(start={"in": "year 676"})),
    ("when.timespans[0].end", lambda f: f["when"]["timespans"][0].update(end={"in": "1066", "latest": "1067"})),
    ("when.duration", lambda f: f["when"].update(duration="100 years")),
    ("types[0].identifier", lambda f: f["types"][0].update(identifier="town")),
    ("geometry", lambda f: f.pop("geometry")),
    ("geometry.geometries[0].coordinates", lambda f: f["geometry"]["geometries"][0].update(coordinates=[200, 51])),
    ("geometry.geometries[0].certainty", lambda f: f["geometry"]["geometries"][0].update(certainty="sure")),
    ("links[0]", lambda f: f["links"][0].update(type="same")),
    ("relations[0].relationTo", lambda f: f["relations"][0].pop("relationTo")),
    ("descriptions[0].value", lambda f: f["descriptions"][0].pop("value")),
])
def test_what_breaks_the_format_is_found_where_it_stands(where, broken):
    feature = copy.deepcopy(ABINGDON)
    broken(feature)
    assert f"features[0].{where}" in [problem.where for problem in problems(collection(feature))]


def test_a_feature_without_any_time_is_incomplete():
    bare = {key: ABINGDON[key] for key in ("@id", "type", "properties", "geometry")}
    bare["geometry"] = None
    bare["names"] = [{"toponym": "Abingdon", "citations": [{"label": "x"}]}]
    assert [problem.where for problem in problems(collection(bare))] == ["features[0].when"]


@pytest.mark.parametrize("document", [None, [], {"type": "Feature"}, {"type": "FeatureCollection", "features": []},
                                      collection(3), collection({"names": 7, "properties": 1, "geometry": 2})])
def test_any_json_is_judged_without_breaking(document):
    assert problems(document)


YEARS = st.integers(-220, 2020)


@given(YEARS, YEARS, st.sampled_from(["确切", "大致", None]))
def test_years_come_back_from_the_format(first, last, certainty):
    from gazetteer.eras.span import year_text

    since, until = year_text(min(first, last)), year_text(max(first, last))
    told = when(since, until, certainty=certainty)
    assert years_of(told) == (since, until, certainty)
    assert told["timespans"] == [{"start": {"in": iso_year(min(first, last))}, "end": {"in": iso_year(max(first,
                                                                                                          last))}}]


@pytest.mark.parametrize(("since", "until"), [("西汉", "后晋天福元年（936年）"), ("清雍正四年", None), (None, "2016年"),
                                              ("约936年", None), ("1949年以前", None), ("1958年至1960年", "1984年")])
def test_the_writers_own_words_come_back(since, until):
    first, last, _ = years_of(when(since, until))
    assert (first, last) == (since, until)


def test_a_start_that_is_only_latest_is_no_date():
    assert years_of({"timespans": [{"start": {"latest": "2026"}, "end": {"earliest": "2026"}}]}) == (None, None, None)
    assert when(None, None) is None


def test_the_sample_leaves_valid(sample, tmp_path):
    done = export_linked_places(sample, tmp_path / "天门.json")
    document = json.loads((tmp_path / "天门.json").read_text("utf-8"))
    assert problems(document) == [] and done.features == len(document["features"]) == 668
    tianmen = next(one for one in document["features"] if one["properties"]["title"] == "天门市")
    spans = {name["toponym"]: name["when"]["timespans"] for name in tianmen["names"] if "when" in name}
    assert spans["景陵县"] == [{"start": {"in": "0936"}, "end": {"in": "1726"}}]


SAID = ("@id", "type", "properties", "names", "types", "geometry", "relations", "links", "when", "descriptions",
        "depictions")


def demands(feature):
    """What the World Historical Gazetteer's schema (LPF 1.2.2) wants beyond the specification; each is a failure."""
    yield from (f"{key} is not known" for key in feature.keys() - set(SAID))
    if not isinstance(feature["geometry"], dict) or "type" not in feature["geometry"]:
        yield "geometry is no object"
    parts = [feature, *feature["names"], *feature["types"], *feature["relations"],
             *feature["geometry"].get("geometries", [])]
    for span in (span for part in parts for span in part.get("when", {}).get("timespans", [])):
        if not isinstance(span.get("start"), dict) or not isinstance(span.get("end", {}), dict):
            yield "a time has no start"
    for relation in feature["relations"]:
        if not all(isinstance(relation.get(key), str) for key in ("relationType", "relationTo", "label")):
            yield "a relation does not say what it is"


def test_what_leaves_meets_the_schema_of_the_gazetteer_that_takes_it(sample, tmp_path):
    sample.do(AddPlace({"name": "无位置村", "class_code": "22200", "division_code": "429006001"}))
    export_linked_places(sample, tmp_path / "天门.json")
    found = json.loads((tmp_path / "天门.json").read_text("utf-8"))["features"]
    assert [what for feature in found for what in demands(feature)] == []
    (nowhere,) = [one for one in found if one["properties"]["title"] == "无位置村"]
    assert nowhere["geometry"]["geometries"] == []


def test_a_secret_place_does_not_leave_not_even_in_a_label(gazetteer, add_place, tmp_path):
    secret, open_one = add_place("密村", secrecy="秘密"), add_place("明村")
    gazetteer.do(AddLineage({"kind": "析置", "year": "1958年"}, [Member(secret.id, "密村")], [Member(open_one.id,
                                                                                                "明村")]))
    done = export_linked_places(gazetteer, tmp_path / "a.json")
    assert [refusal.name for refusal in done.refused] == ["密村"] and done.features == 1
    assert "密村" not in (tmp_path / "a.json").read_text("utf-8")
    gazetteer.do(EditPlace(open_one.id, {"secrecy": "机密"}))
    with pytest.raises(GazetteerError, match="没有可以导出的地名"):
        export_linked_places(gazetteer, tmp_path / "b.json")


def test_positions_leave_coarse(gazetteer, add_place, tmp_path):
    add_place("明村", lon=113.171234, lat=30.661234)
    export_linked_places(gazetteer, tmp_path / "a.json")
    (feature,) = json.loads((tmp_path / "a.json").read_text("utf-8"))["features"]
    lon, lat = feature["geometry"]["geometries"][0]["coordinates"]
    moved = shapely.Point(lon, lat).distance(shapely.Point(113.171234, 30.661234))
    assert 0 < moved < 0.002


def names_of(gazetteer):
    """What is told of names: place, kind, name, years, certainty."""
    places = {place.id: place.guid for place in gazetteer.find(Place)}
    return {(places[name.place_id], name.kind, name.name, name.since, name.until, name.certainty)
            for name in gazetteer.find(PlaceName) if name.kind != STANDARD}


def test_what_left_comes_back_the_same(sample, gazetteer, add_place, tmp_path):
    old = sample.find(Place, Place.name == "天门市")[0]
    other = sample.find(Place, Place.name == "多宝镇")[0]
    sample.do(AddLineage({"kind": "析置", "year": "1958年", "certainty": "大致", "source": "某志"},
                         [Member(old.id, "天门县")], [Member(other.id, "多宝镇")]))
    export_linked_places(sample, tmp_path / "a.json")
    told = import_linked_places(gazetteer, tmp_path / "a.json")
    assert (told["read"], told["kept"], told["added"], told["lines"], told["unread"]) == (668, 668, 668, 1, [])
    assert names_of(gazetteer) == {one for one in names_of(sample)}
    (line,) = gazetteer.find(Lineage)
    assert (line.kind, line.year, line.certainty, line.source) == ("析置", "1958年", "大致", "某志")
    facts = [{(place.guid, place.name, place.class_code, place.division_code) for place in one.find(Place)}
             for one in (sample, gazetteer)]
    assert facts[0] == facts[1]
    city = gazetteer.find(Place, Place.name == "天门市")[0]
    assert Timeline.of(gazetteer).at(1000).names[city.id] == "景陵县"


def test_taking_in_is_one_step_and_nothing_is_taken_twice(gazetteer, tmp_path):
    report = read_linked_places(write(tmp_path / "a.json", ABINGDON))
    changed, taken = take_in_linked_places(gazetteer, report)
    assert (taken.added, taken.names) == (1, 2) and "新增地名1条" in changed.summary
    (place,) = gazetteer.find(Place)
    assert (place.name, place.class_code, place.established, place.abolished) == ("Abingdon (UK)", "22000", "676年",
                                                                                  "1066年")
    assert place.geom.equals(shapely.Point(-1.2879, 51.6708))
    with pytest.raises(RuleBroken, match="没有改动"):
        take_in_linked_places(gazetteer, report)
    again = import_linked_places(gazetteer, tmp_path / "a.json")
    assert again["unread"] == [] and again["added"] == 0 and "没有改动" in again["notes"][0]
    gazetteer.undo()
    assert gazetteer.count(Place) == 0 and gazetteer.count(PlaceName) == 0


def test_a_place_of_the_register_is_completed_not_overwritten(sample, tmp_path):
    place = sample.find(Place, Place.name == "多宝镇")[0]
    feature = {"@id": f"urn:uuid:{place.guid}", "type": "Feature", "geometry": None,
               "properties": {"title": "别的写法", "fclasses": ["A"]},
               "names": [{"toponym": "多宝湾", "citations": [{"label": "县志"}], "lang": "zh",
                          "when": {"timespans": [{"start": {"in": "1800"}, "end": {"in": "1949"}}]}}]}
    told = import_linked_places(sample, write(tmp_path / "a.json", feature))
    assert (told["added"], told["completed"], told["names"]) == (0, 1, 1)
    assert sample.get(Place, place.id).name == "多宝镇"
    (added,) = sample.find(PlaceName, PlaceName.name == "多宝湾")
    assert (added.kind, added.source, year_of(added.until).latest) == ("历史名", "县志", 1949)


def test_a_broken_feature_is_named_and_the_others_are_kept(gazetteer, tmp_path):
    broken = {**ABINGDON, "@id": "x"}
    told = import_linked_places(gazetteer, write(tmp_path / "a.json", broken, ABINGDON))
    assert (told["read"], told["kept"], told["added"]) == (2, 1, 1)
    assert told["unread"][0]["where"] == "features[0].@id"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"type": "FeatureCollection"}', "\x00"])
def test_a_file_of_another_kind_is_refused_in_words(gazetteer, tmp_path, text):
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(UnreadableFile):
        read_linked_places(tmp_path / "x.json")
    assert import_linked_places(gazetteer, tmp_path / "x.json")["unread"]
