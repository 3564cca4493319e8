"""`main.py boundary W …` as a script meets it."""

from __future__ import annotations


def test_lines_markers_and_inspections_are_listed(command, _sample_file):
    lines = command("boundary", _sample_file, "lines", "--json").json()
    assert [one["code"] for one in lines] == [f"900{number}" for number in range(1, 8)]
    markers = command("boundary", _sample_file, "markers", "--line", "9004", "--json").json()
    assert markers and {one["line"] for one in markers} == {"9004"} and 400_000 < markers[0]["east"] < 500_000
    inspections = command("boundary", _sample_file, "inspections", "--json").json()
    assert ("9003", 2021) in {(one["line"], one["year"]) for one in inspections}
    assert "天门沙洋线" in command("boundary", _sample_file, "lines")


def test_findings_carry_what_was_measured(command, _sample_file):
    found = command("boundary", _sample_file, "check", "--line", "9003", "--json").json()
    assert {one["rule"] for one in found} == {"B01", "B05"}
    assert all(one["measured"] > one["tolerance"] for one in found)
    everywhere = command("check", _sample_file, "--json").json()
    assert [one for one in everywhere if one["rule"] == "B01" and one["measured"] == found[0]["measured"]]


def test_due_lines_and_descriptions(command, _sample_file):
    due = {one["line"]: one for one in command("boundary", _sample_file, "due", "--on", "2026-11-01", "--json").json()}
    assert due["9003"]["last"] == "2021-11-05" and due["9003"]["due"] == "2026-11-05" and due["9003"]["days"] == 4
    sections = command("boundary", _sample_file, "describe", "9001", "--json").json()
    assert {"from", "to", "directions", "length_m", "carrier", "text"} <= set(sections[0])
    assert sections[0]["text"] in command("boundary", _sample_file, "describe", "9001")


def test_what_is_not_there_is_told(command, _sample_file):
    assert "没有这条界线" in command("boundary", _sample_file, "describe", "1", code=1).errors
    assert "没有这条界线" in command("boundary", _sample_file, "check", "--line", "1", code=1).errors
    assert "年-月-日" in command("boundary", _sample_file, "due", "--on", "明天", code=2).errors
