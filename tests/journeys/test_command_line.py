"""The main job through the command line, as an office would script it; every verb, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(command):
    return command


@pytest.fixture
def run_json(command):
    return lambda *words, code=0: command(*words, "--json", code=code).json()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, command):
    path = tmp_path_factory.mktemp("journey") / "天门.gpkg"
    command("new", path, "--sample")
    return path


def test_the_program_itself_answers_and_refuses(workspace, run):
    """As its own process: what is printed, and how it ends."""
    def ended(*words):
        return subprocess.run([sys.executable, str(ROOT / "main.py"), *map(str, words)], capture_output=True, text=True,
                              encoding="utf-8", cwd=ROOT)

    assert json.loads(ended("info", workspace, "--json").stdout)["places"] == 668
    refused = ended("show", workspace, "99999999")
    assert refused.returncode == 1 and refused.stderr and "Traceback" not in refused.stderr


def test_the_main_job_from_the_sample_to_the_printed_list(workspace, tmp_path, run, run_json):
    before = run_json("info", workspace)
    assert (before["places"], before["located"], before["waiting"]) == (668, 22, 0)

    told = run_json("import", workspace, ROOT / "data" / "sample_survey.gpx")
    assert [one["kept"] for one in told][0] >= 72 and told[0]["crs"] == 4326 and told[0]["unread"] == []
    waiting = run_json("review", workspace)
    assert len(waiting) >= 72 and {"point", "name", "lon", "lat", "candidates"} <= waiting[0].keys()
    best = next(point for point in waiting if point["candidates"])["candidates"][0]
    assert {"id", "code", "name", "score", "why"} <= best.keys()

    narrow = run_json("review", workspace, "--accept", "best", "--township", best["code"][:9], "--same-name")
    assert all(one["id"] for one in narrow["accepted"]) and 0 < len(narrow["accepted"]) < 30
    waiting = run_json("review", workspace)
    accepted = run_json("review", workspace, "--accept", "best")
    after = run_json("info", workspace)
    assert after["located"] >= 22 + 50 and after["waiting"] == len(waiting) - len(accepted["accepted"])

    hits = run_json("search", workspace, "ganyi")
    assert hits[0]["name"] == "干驿镇" and hits[0]["roman"] == "Gānyì Zhèn"
    place = hits[0]["id"]
    run("set", workspace, place, "DMDHY=驿站旧名", "BM=干滩驿", "--reason", "样例修改")
    shown = run_json("show", workspace, hits[0]["code"])
    assert shown["meaning"] == "驿站旧名" and shown["geometry"]["type"] == "Point"
    assert {"干驿镇", "干滩驿"} <= {name["name"] for name in shown["names"]}
    assert run_json("history", workspace, "--id", place)[0]["reason"] == "样例修改"

    undone = 0
    while run_json("info", workspace)["undo"]:
        run("undo", workspace)
        undone += 1
    assert run_json("info", workspace)["located"] == 22
    for _ in range(undone):
        run("redo", workspace)
    assert run_json("info", workspace)["located"] == after["located"]

    published = run_json("publish", workspace, "place-list", "--out", tmp_path, "--division", "429006112")
    assert {Path(file).suffix for file in published["files"]} == {".xlsx", ".docx", ".pdf"}
    assert published["entries"] >= 20 and published["refused"] == [] and published["missing_glyphs"] == []
    sheet = run_json("publish", workspace, "sheet", "--out", tmp_path, "--division", "429006112", "--scale", "50000")
    share = run_json("publish", workspace, "share-map", "--out", tmp_path, "--bbox", "113.2,30.4,113.5,30.7")
    assert all(Path(file).stat().st_size > 5000 for file in sheet["files"] + share["files"])
    picture = tmp_path / "map.png"
    run("render", workspace, "--bbox", "112.6,30.4,113.5,30.9", "--size", "800x600", "--out", picture)
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    drawn = run_json("render", workspace, "--bbox", "112.6,30.4,113.5,30.9", "--size", "800x600", "--crs", "EPSG:3857",
                     "--layers", "division,place", "--dpi", 192, "--out", picture)
    assert drawn["seconds"] > 0 and drawn["features"] > 0 and drawn["labels"] > 0
    assert isinstance(run_json("check", workspace), list)


def test_a_damaged_file_is_told_and_the_good_points_are_kept(workspace, tmp_path, run, run_json):
    content = (ROOT / "data" / "sample_survey.gpx").read_text(encoding="utf-8")
    damaged = tmp_path / "断掉的.gpx"
    damaged.write_text(content[:len(content) // 2], encoding="utf-8")
    told = run_json("import", workspace, damaged, code=1)
    assert told[0]["kept"] > 10 and told[0]["unread"][0]["why"]
    run("undo", workspace)


def test_a_file_that_cannot_be_read_is_refused_and_the_next_one_is_still_read(workspace, tmp_path, run, run_json):
    nonsense = tmp_path / "随便.gpx"
    nonsense.write_bytes(b"\x00\x01\x02")
    told = run_json("import", workspace, nonsense, ROOT / "data" / "sample_points.csv", code=1)
    assert told[0]["kept"] == 0 and told[0]["unread"] and told[0]["survey"] is None
    assert told[1]["kept"] == 8 and told[1]["encoding"].upper().startswith("GB")
    run("undo", workspace)


def test_secret_places_stay_in_the_office(workspace, tmp_path, run, run_json):
    run("set", workspace, 1, "MJ=秘密")
    told = run_json("publish", workspace, "place-list", "--out", tmp_path, "--division", "429006001", code=1)
    assert [refused["id"] for refused in told["refused"]] == [1]
    run("undo", workspace)


@pytest.mark.parametrize("arguments, code", [
    (("info", "没有.gpkg"), 2), (("set", "W", "1", "没有的字段=1"), 1), (("set", "W", "1", "MJ=绝顶秘密"), 1),
    (("show", "W", "99999999"), 1), (("set", "W", "1", "没有等号"), 2),
    (("render", "W", "--bbox", "1,2,3", "--size", "10x10", "--out", "x.png"), 2),
])
def test_refusals_have_a_message_and_an_exit_code(workspace, arguments, code, run):
    run(*(workspace if argument == "W" else argument for argument in arguments), code=code)


def test_every_village_of_a_real_list_of_positions_is_not_forced_onto_tianmen(workspace, run, run_json):
    """Positions of the whole region: the units of Tianmen find themselves, the neighbours' towns are left alone."""
    import csv

    from gazetteer import reference

    own = {row["geonames_name"]: row["name"] for row in reference.table("tianmen_positions.csv")}
    rows = [(row["geonames_name"], row["lat"], row["lon"], row["name"])
            for name in ("tianmen_positions.csv", "neighbours.csv") for row in reference.table(name)]
    path = Path(workspace).with_name("区域.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "lat", "lon", "alternatenames"), *rows])
    run("import", workspace, path)
    points = run_json("review", workspace)
    best = {point["name"]: point["candidates"][0] for point in points if point["candidates"]}
    assert {name: best[name]["name"] for name in own} == own
    accepted = run_json("review", workspace, "--accept", "best")["accepted"]
    assert {one["name"] for one in accepted} <= set(own)
    run("undo", workspace)
    run("undo", workspace)
