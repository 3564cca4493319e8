"""Score sheets and warnings through the command line, and the sheet of hot spots."""

from __future__ import annotations

from pathlib import Path

from gazetteer.boundaries.assessing.changes import OpenAssessment
from gazetteer.gazetteer import Gazetteer


def test_a_sheet_warnings_and_hot_spots_are_told(command, sample_path, tmp_path):
    missing = command("boundary", sample_path, "assess", "9003", "--year", "2026", code=1)
    assert "还没有平安边界评分表" in missing.errors
    gazetteer = Gazetteer.open(sample_path, who="张三")
    gazetteer.do(OpenAssessment(3, 2026))
    gazetteer.close()
    told = command("boundary", sample_path, "assess", "9003", "--year", "2026", "--json").json()
    assert (told["full"], told["scored"], told["grade"], told["example"]) == (100, 0, None, True)
    late = command("boundary", sample_path, "warnings", "--on", "2027-01-01", "--json").json()
    [dispute] = [one for one in late["warnings"] if one["table"] == "boundary_dispute"]
    assert (dispute["line"], dispute["measured"], dispute["limit"]) == ("9003", 591, 365)  # since 2025-05-20
    assert [one["open"] for one in late["hot_spots"]] == [1]
    made = command("boundary", sample_path, "hot-spots", "--out", tmp_path, "--json").json()
    assert made["disputes"] == 1 and Path(made["files"][0]).stat().st_size > 10_000
