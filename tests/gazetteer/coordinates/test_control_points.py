"""Control points fix a scanned picture to the ground, and the one that is wrong is named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.coordinates.control_points import KINDS, LEAST, ControlPoint, fit
from gazetteer.errors import GazetteerError

SIDES = np.array([0.06, 0.35, 0.65, 0.94])
jitter = st.lists(st.floats(-0.05, 0.05), min_size=32, max_size=32)
seeds = st.integers(0, 2**32 - 1)


def spots_of(moves: list[float]) -> np.ndarray:
    """Sixteen spots over a picture of 6000 × 4500 pixels, none quite on a grid."""
    grid = np.stack(np.meshgrid(SIDES, SIDES), axis=-1).reshape(-1, 2)
    return (grid + np.array(moves).reshape(-1, 2)) * (6000, 4500)


def ground_of(kind: str, spots: np.ndarray, seed: int) -> np.ndarray:
    """Where a turned, scaled and (by kind) warped scan of about 12 km puts them in EPSG:4547."""
    random = np.random.default_rng(seed)
    turn, metres = random.uniform(-0.5, 0.5), random.uniform(1, 4)
    x, y = (spots - (3000, 2250)).T / 3000
    u, v = x * np.cos(turn) - y * np.sin(turn), -x * np.sin(turn) - y * np.cos(turn)
    if kind == "projective":
        a, b = random.uniform(-0.1, 0.1, 2)
        u, v = u / (1 + a * x + b * y), v / (1 + a * x + b * y)
    if kind == "polynomial":
        a, b, c, d = random.uniform(-0.03, 0.03, 4)
        u, v = u + a * x * x + b * x * y, v + c * x * y + d * y * y
    return np.column_stack([u, v]) * metres * 3000 + (420_000, 3_393_000)


def points_of(spots: np.ndarray, ground: np.ndarray) -> list[ControlPoint]:
    return [ControlPoint(*spot, *place) for spot, place in zip(spots.tolist(), ground.tolist(), strict=True)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(KINDS)), jitter, seeds)
def test_exact_points_leave_no_residual_and_nobody_is_suspected(kind, moves, seed):
    spots = spots_of(moves)
    found = fit(points_of(spots, ground_of(kind, spots, seed)), kind)
    assert found.rms < 1e-4
    assert found.residuals.max() < 1e-4
    assert found.suspect is None


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(KINDS)), jitter, seeds, st.integers(0, 15), st.floats(0, 6.28), st.floats(150, 3000))
def test_the_one_bad_point_is_named(kind, moves, seed, bad, towards, metres):
    spots = spots_of(moves)
    ground = ground_of(kind, spots, seed) + np.random.default_rng(seed).normal(0, 2, (16, 2))
    ground[bad] += metres * np.array([np.cos(towards), np.sin(towards)])
    assert fit(points_of(spots, ground), kind).suspect == bad


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(KINDS)), jitter, seeds)
def test_there_and_back_is_the_same_pixel(kind, moves, seed):
    spots = spots_of(moves)
    found = fit(points_of(spots, ground_of(kind, spots, seed)), kind)
    columns, rows = np.meshgrid(np.linspace(0, 6000, 7), np.linspace(0, 4500, 5))
    again = found.to_pixels(*found.to_ground(columns, rows))
    assert np.abs(again[0] - columns).max() < 0.01 and np.abs(again[1] - rows).max() < 0.01


@pytest.mark.parametrize("kind", KINDS)
def test_points_that_agree_within_their_noise_suspect_nobody(kind):
    spots, suspected = spots_of([0.0] * 32), 0
    for seed in range(60):
        ground = ground_of(kind, spots, 7) + np.random.default_rng(seed).normal(0, 5, (16, 2))
        found = fit(points_of(spots, ground), kind)
        suspected += found.suspect is not None
        assert 2 < found.rms < 10
    assert suspected <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_too_few_points_are_refused_with_their_number(kind):
    spots = spots_of([0.0] * 32)[: LEAST[kind] - 1]
    with pytest.raises(GazetteerError, match=f"至少要{LEAST[kind]}个"):
        fit(points_of(spots, ground_of(kind, spots, 1)), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_points_on_a_line_are_refused(kind):
    along = np.linspace(0, 4000, 8)
    with pytest.raises(GazetteerError, match="一条线"):
        fit([ControlPoint(s, s / 2, 420_000 + s, 3_393_000 - s / 2) for s in along], kind)


def test_a_world_file_counts_from_the_middle_of_the_first_pixel():
    corners = [(0, 0), (100, 0), (0, 80), (100, 80)]
    found = fit([ControlPoint(x, y, 420_000 + 2 * x, 3_393_000 - 2 * y) for x, y in corners])
    assert [float(line) for line in found.world_file().split()] == pytest.approx([2, 0, 0, -2, 420_001, 3_392_999])


def test_a_bent_picture_has_no_world_file():
    spots = spots_of([0.0] * 32)
    with pytest.raises(GazetteerError, match="仿射"):
        fit(points_of(spots, ground_of("polynomial", spots, 1)), "polynomial").world_file()
