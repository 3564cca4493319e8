"""A census table through the command line: its columns told, each change listed, read by a named profile."""

from __future__ import annotations

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.profiles import SaveProfile

HEADINGS = "BZMC,DJ,BW,DMDHY,F9"


@pytest.fixture
def census(sample, sample_path, tmp_path):
    """The sample with a profile, and a GBK table with two places."""
    sample.do(SaveProfile("一组的表", {"BZMC": "name", "DJ": "lon", "BW": "lat", "DMDHY": "meaning", "F9": "origin"},
                          "一组"))
    sample.close()
    path = tmp_path / "成果.csv"
    path.write_bytes(f"{HEADINGS}\r\n多宝镇,112.69,30.67,样例含义,样例来历\r\n样例新湾,113.1,30.6,,".encode("gb18030"))
    return sample_path, path


def test_a_dry_run_lists_each_field_of_each_point_and_changes_nothing(census, command):
    workspace, path = census
    (told,) = command("import", workspace, path, "--dry-run", "--json").json()
    assert told["mapping"] == "一组的表" and told["survey"] is None
    assert {one["heading"]: one["label"] for one in told["columns"]}["F9"] == "地名的来历"
    first, second = told["changes"]
    assert (first["place"], first["verdict"], second["verdict"]) == ("多宝镇", "有把握", "新增地名")
    changed = {each["field"]: (each["present"], each["brought"], each["outcome"]) for each in first["fields"]}
    assert changed["origin"] == ("", "样例来历", "补填") and changed["geom"][2] == "改为测得的位置"
    text = command("import", workspace, path, "--dry-run")
    assert "地名的来历：（空） → 样例来历（补填）" in text and "按方案“一组的表”" in text
    assert command("review", workspace, "--json").json() == []


def test_a_named_profile_reads_the_file_and_best_points_fill_what_is_empty_when_asked(census, command):
    workspace, path = census
    (listed,) = command("mappings", workspace, "--json").json()
    assert (listed["name"], listed["team"], listed["columns"]["F9"]) == ("一组的表", "一组", "origin")
    refused = command("import", workspace, path, "--mapping", "二组的表", code=2).errors
    assert "没有列对应方案“二组的表”" in refused
    (told,) = command("import", workspace, path, "--mapping", "一组的表", "--json").json()
    assert told["kept"] == 2
    command("review", workspace, "--accept", "best", "--fill", "--json")
    opened = Gazetteer.open(workspace, read_only=True)
    (place,) = opened.find(Place, Place.name == "多宝镇", Place.class_code.like("215%"))
    assert (place.meaning, place.origin) == ("样例含义", "样例来历")
    opened.close()
