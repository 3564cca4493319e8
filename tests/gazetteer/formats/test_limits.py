"""Files made to fill the memory or the disk are refused in words, within a fixed amount of memory."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="only here a process can be given little memory")
ROOT = Path(__file__).resolve().parents[3]
FILES = ROOT / "tests" / "files" / "formats"
MOST = 2 * 1024**3
PROGRAM = """
import sys
from gazetteer.errors import UnreadableFile
from gazetteer.formats import read
try:
    print("read", len(read(sys.argv[1]).points))
except UnreadableFile as refused:
    print("refused", refused.what, refused.why)
"""


def outcome(path: Path) -> str:
    """What a process with 2 GB of address space says of a file; it must not die of it."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(path)], cwd=ROOT, capture_output=True, text=True,
                          env={"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}, check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST)))
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize(("name", "head"), [
    ("大.gpx", "<gpx>"), ("大.kml", "<kml>"), ("大.csv", "名称,经度,纬度\n"), ("大.nmea", "$GPGGA,"),
    ("大.geojson", '{"type": "FeatureCollection"'), ("大.zip", "PK\x03\x04" + "x" * 40),
])
def test_more_than_two_gigabytes_are_refused_by_their_size(tmp_path, name: str, head: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.write(head.encode())
        stream.truncate(2200 * 1024**2)  # a hole: takes no room on the disk
    said = outcome(path)
    assert said.startswith("refused") and "太大" in said


@pytest.mark.parametrize(("name", "words"), [
    ("far_cell.xlsx", "范围太大"), ("bomb.kml", "DOCTYPE"), ("bomb.gpx", "DOCTYPE"), ("deep.geojson", "太深"),
    ("deep.kml", "256 层"), ("ratio.zip", "压缩炸弹"), ("zip_too_deep.zip", "套得太深"),
])
def test_bombs_and_endless_nesting_are_refused(name: str, words: str) -> None:
    assert words in outcome(FILES / name)


def test_a_workbook_that_unfolds_to_gigabytes_is_refused(tmp_path) -> None:
    path = tmp_path / "弹.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(600):
                sheet.write(b" " * 1024**2)
    assert "展开后超过" in outcome(path)


def test_an_archive_may_not_hold_more_members_than_the_limit(tmp_path) -> None:
    path = tmp_path / "多.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", b"")
    assert "超过 20000 个" in outcome(path)
