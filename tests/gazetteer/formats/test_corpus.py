"""Every file of the corpus is read as is written down beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read

FILES = Path(__file__).resolve().parents[2] / "files" / "formats"
EXPECTED = json.loads((FILES / "expected.json").read_text("utf-8"))


def as_read(path: Path) -> dict:
    """A reading in the words of expected.json."""
    try:
        report = read(path)
    except UnreadableFile as refused:
        return {"refused": refused.what}
    first = report.points[0] if report.points else None
    return {
        "format": report.format, "crs": report.crs, "encoding": report.encoding,
        "names": [point.name for point in report.points],
        "kinds": sorted({point.kind for point in report.points if point.kind}),
        "first": [round(first.lon, 5), round(first.lat, 5)] if first else None,
        "points": len(report.points), "tracks": [len(track.lon) for track in report.tracks],
        "shapes": [shape.name for shape in report.shapes],
        "photos": {photo.file_name: photo.point.name if photo.point else None for photo in report.photos},
        "unread": [missed.where.split("/")[-1] for missed in report.unread], "doubts": len(report.doubts)}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_gives_what_is_written_down(name: str) -> None:
    assert as_read(FILES / name) == EXPECTED[name]


def test_reading_writes_nothing_beside_the_files(tmp_path) -> None:
    folder = tmp_path / "外业"
    shutil.copytree(FILES, folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for name in EXPECTED:
        as_read(folder / name)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_whole_corpus_is_one_folder_that_can_be_read() -> None:
    report = read(FILES)
    refused = {name for name, expected in EXPECTED.items() if "refused" in expected}
    told = " ".join(missed.where for missed in report.unread)
    assert all(name in told for name in refused)
    assert len(report.points) > 100 and report.sha256 == read(FILES).sha256
