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

SEEDS = [path.read_bytes()[:3000] for path in Path("data").glob("sample_*") if path.is_file()]
noise = st.binary(max_size=200)
damaged = st.builds(lambda seed, at, bits: seed[:at] + bits + seed[at + len(bits):], st.sampled_from(SEEDS),
                    st.integers(0, 2500), st.binary(min_size=1, max_size=40))


@pytest.mark.parametrize("suffix", [".gpx", ".csv", ".xlsx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(noise, damaged))
def test_no_bytes_bring_a_reader_down(tmp_path, suffix, content):
    path = tmp_path / f"任意{suffix}"
    path.write_bytes(content)
    with contextlib.suppress(UnreadableFile):
        report = read(path)
        assert isinstance(report, Report) and report.kept + len(report.unread) >= 0
