"""Whatever bytes a file holds: a report or a refusal in words, nothing else."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read
from gazetteer.formats.report import Report

FORMATS = Path(__file__).resolve().parents[2] / "files" / "formats"
ODD = ("folders.kml", "pictures.kmz", "shapefile.zip", "folder.zip", "shp_alone.shp", "mapinfo.mif", "ogr.geojson",
       "drawing_gbk.dxf", "gpsbabel.nmea", "ogr.ods")
SEEDS = [path.read_bytes()[:3000] for path in Path("data").glob("sample_*") if path.is_file()]
noise = st.binary(max_size=200)
damaged = st.builds(lambda seed, at, bits: seed[:at] + bits + seed[at + len(bits):], st.sampled_from(SEEDS),
                    st.integers(0, 2500), st.binary(min_size=1, max_size=40))


@pytest.mark.parametrize("suffix", [".gpx", ".csv", ".xlsx", ".kml"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(noise, damaged))
def test_no_bytes_bring_a_reader_down(tmp_path, suffix, content):
    path = tmp_path / f"任意{suffix}"
    path.write_bytes(content)
    with contextlib.suppress(UnreadableFile):
        report = read(path)
        assert isinstance(report, Report) and report.kept + len(report.unread) >= 0


@pytest.mark.parametrize("name", ODD)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_file_of_the_corpus_brings_its_reader_down(tmp_path, name, data):
    content = bytearray((FORMATS / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at:at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    path = tmp_path / name
    path.write_bytes(content[:data.draw(st.integers(len(content) // 2, len(content)))])
    with contextlib.suppress(UnreadableFile):
        assert isinstance(read(path), Report)
