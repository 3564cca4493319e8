"""The divisions of Tianmen and its neighbours, and what else is known of their names and positions."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from shapely import Point
from shapely.geometry import shape

from gazetteer import reference

LENGTH = {"county": 6, "township": 9, "village": 12}


@pytest.fixture(scope="module")
def divisions() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in reference.table("divisions.csv")}


@pytest.fixture(scope="module")
def outlines() -> dict[str, object]:
    return {f["properties"]["code"]: shape(f["geometry"]) for f in reference.features("outlines.geojson")}


def test_tianmen_has_28_units_and_639_villages(divisions: dict[str, dict[str, str]]) -> None:
    rows = divisions.values()
    assert Counter(row["level"] for row in rows if row["code"].startswith("429006")) == {
        "county": 1, "township": 28, "village": 639}
    assert sum(row["level"] == "county" for row in rows) == 8
    assert {row["code"][:6] for row in rows if row["level"] == "village"} == {"429006"}


def test_codes_are_unique_and_as_long_as_their_level_asks(divisions: dict[str, dict[str, str]]) -> None:
    assert len(divisions) == len(reference.table("divisions.csv"))
    assert all(code.isdigit() and len(code) == LENGTH[row["level"]] for code, row in divisions.items())


def test_every_parent_exists_and_its_code_begins_the_code(divisions: dict[str, dict[str, str]]) -> None:
    below = [row for row in divisions.values() if row["level"] != "county"]
    assert all(row["parent"] in divisions and row["code"].startswith(row["parent"]) for row in below)


def test_the_name_in_question_is_marked_and_both_names_are_kept(divisions: dict[str, dict[str, str]]) -> None:
    row = divisions["429006002"]
    assert (row["name"], row["certainty"]) == ("侨乡街道", "uncertain")
    assert "候口街道" in row["remark"] and "待办公室确认" in row["remark"]
    names = [other["name"] for other in reference.table("division_names.csv") if other["code"] == "429006002"]
    assert "候口街道" in names


def test_other_names_belong_to_units_of_tianmen(divisions: dict[str, dict[str, str]]) -> None:
    rows = reference.table("division_names.csv")
    assert rows and all(row["code"] in divisions and row["name"] != divisions[row["code"]]["name"] for row in rows)


def test_each_county_has_a_valid_outline_marked_as_a_sketch(
    divisions: dict[str, dict[str, str]], outlines: dict[str, object]
) -> None:
    assert set(outlines) == {code for code, row in divisions.items() if row["level"] == "county"}
    assert all(area.geom_type == "MultiPolygon" and area.is_valid for area in outlines.values())
    assert all("示意" in feature["properties"]["note"] for feature in reference.features("outlines.geojson"))


def test_neighbours_still_share_their_common_vertices(outlines: dict[str, object]) -> None:
    tianmen = outlines["429006"].boundary
    assert all(tianmen.intersection(area.boundary).length > 0.05
               for code, area in outlines.items() if code not in {"429006", "420881"})


def test_positions_lie_in_the_county_of_their_unit(
    divisions: dict[str, dict[str, str]], outlines: dict[str, object]
) -> None:
    tianmen, neighbours = reference.table("tianmen_positions.csv"), reference.table("neighbours.csv")
    assert len(tianmen) == 22 and len({row["code"] for row in tianmen}) == 22
    assert sum(row["rank"] == "county" for row in neighbours) == 7
    for row in (*tianmen, *neighbours):
        assert divisions[row["code"]]["name"] == row["name"]
        assert outlines[row["code"][:6]].buffer(0.02).covers(Point(float(row["lon"]), float(row["lat"])))


def test_no_two_names_of_neighbours_stand_on_one_spot() -> None:
    spots = Counter((row["lon"], row["lat"]) for row in reference.table("neighbours.csv"))
    assert max(spots.values()) == 1


def test_the_han_river_runs_along_tianmen(outlines: dict[str, object]) -> None:
    rivers = {f["properties"]["name"]: shape(f["geometry"]) for f in reference.features("rivers.geojson")}
    along = outlines["429006"].boundary.intersection(rivers["汉江"].buffer(0.02)).length
    assert along > 0.5
    assert all(line.is_valid and line.length > 0 for line in rivers.values())


def test_every_file_is_described_with_its_source() -> None:
    text = (reference.FOLDER / "README.md").read_text(encoding="utf-8")
    shipped = [path.name for path in reference.FOLDER.iterdir()
               if path.is_file() and path.suffix not in {".md", ".py", ".pyc"}]
    assert [name for name in shipped if name not in text] == []


def test_tables_are_utf8_without_damage() -> None:
    for path in Path(reference.FOLDER).glob("*.csv"):
        if path.name == "sample_points.csv":
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        assert all(len(row) == len(rows[0]) for row in rows), path.name
        assert not any("\ufffd" in cell or cell != cell.strip() for row in rows for cell in row), path.name
