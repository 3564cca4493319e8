"""The command line as an office's script meets it, without the second that each process needs to start."""

from __future__ import annotations

import contextlib
import io
import json
import sys

import openpyxl
import pytest
from lxml import etree
from PIL import Image

import main
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.gazetteer import Gazetteer

GPX = "{http://www.topografix.com/GPX/1/1}"


class Told(str):
    """What a verb printed; `errors` is what it said besides."""

    errors: str

    def json(self):
        return json.loads(self)


def run_main(*words, code=0):
    """Run main.py with these words; checks its exit code, and that no traceback was shown."""
    printed, errors = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed), contextlib.redirect_stderr(errors):
        patch.setattr(sys, "argv", ["main.py", *map(str, words)])
        ended = 0
        try:
            main.main()
        except SystemExit as leaving:
            ended = leaving.code or 0
    told = Told(printed.getvalue())
    told.errors = errors.getvalue()
    assert ended == code, (ended, told[-2000:], told.errors[-2000:])
    assert "Traceback" not in told.errors
    return told


@pytest.fixture(scope="session")
def command():
    """command("info", path, "--json", code=0).json(): one verb, run in this process."""
    return run_main


def _filled(form):
    """Every row of the form that went out, as a team fills it: one marker damaged."""
    book = openpyxl.load_workbook(form)
    for sheet, values in (("界桩记录", {"检查日期": "2026-10-12", "现状": "完好"}),
                          ("界线段记录", {"检查日期": "2026-10-12", "走向清晰": "是"})):
        heads = [str(cell.value) for cell in book[sheet][1]]
        for row in book[sheet].iter_rows(min_row=2):
            for name, value in values.items():
                damaged = name == "现状" and row[0].value == "9004001Q"
                row[next(at for at, head in enumerate(heads) if head.startswith(name))].value = (
                    "破损" if damaged else value)
    book.save(form)


def _walked(path, track, share):
    """A track along the first part of the line."""
    gazetteer = Gazetteer.open(path, read_only=True)
    course = gazetteer.find(BoundaryLine, BoundaryLine.code == "9004")[0].geom
    gazetteer.close()
    root = etree.Element(f"{GPX}gpx", version="1.1")
    segment = etree.SubElement(etree.SubElement(root, f"{GPX}trk"), f"{GPX}trkseg")
    for number in range(400):
        spot = course.interpolate(share * number / 399, normalized=True)
        etree.SubElement(segment, f"{GPX}trkpt", lon=str(spot.x), lat=str(spot.y))
    track.write_bytes(etree.tostring(root))


@pytest.fixture(scope="session")
def team():
    """team(folder, workspace): what a team brings back of 9004, one marker damaged, the end of the line not walked."""

    def brought(folder, workspace):
        _filled(folder / "记录表.xlsx")
        _walked(workspace, folder / "航迹.gpx", 0.6)
        Image.new("RGB", (40, 30), "red").save(folder / "9004001Q_处理前.jpg")
        return [folder / name for name in ("记录表.xlsx", "航迹.gpx", "9004001Q_处理前.jpg")]

    return brought
