"""Tracks made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gazetteer.tracks.fixes import Fixes

METRE_EAST, METRE_NORTH = 1 / 95_870, 1 / 110_870  # degrees at 30.6° north
BEGIN = 1_778_000_000.0


@pytest.fixture(scope="session")
def walked():
    """walked([(east, north, seconds), …]): fixes by metres and seconds from a start."""

    def make(rows):
        east, north, seconds = np.array(rows, float).reshape(-1, 3).T
        return Fixes(113.1 + east * METRE_EAST, 30.6 + north * METRE_NORTH, BEGIN + seconds)

    return make
