"""Names on the map: none over another, the important first, the same each time."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.labelling.occupancy import BAND, WATER, Occupancy
from layers.labels import GREAT, Name, place, thin

WIDTH, HEIGHT = 400, 300


def measure(text: str, face: str, size: float) -> float:
    return len(text) * size


names = st.builds(
    Name, text=st.text("天门市石家河干驿镇", min_size=1, max_size=8), x=st.floats(-20, 420), y=st.floats(-20, 320),
    rank=st.integers(0, 8), key=st.integers(0, 50), size=st.sampled_from((9.0, 11.0, 12.5, 16.0)),
    gap=st.floats(0, 8), spacing=st.sampled_from((0.0, 0.3)), centred=st.booleans())
many_names = st.lists(names, max_size=60)


def overlap(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@given(many_names)
def test_no_two_labels_overlap_and_none_leaves_the_window(wanted):
    boxes = [placed.box for placed in place(wanted, Occupancy(WIDTH, HEIGHT), measure)]
    for number, box in enumerate(boxes):
        assert 0 <= box[0] and 0 <= box[1] and box[2] <= WIDTH and box[3] <= HEIGHT
        assert not any(overlap(box, other) for other in boxes[:number])


@given(many_names, st.randoms(use_true_random=False))
def test_the_order_in_which_names_come_changes_nothing(wanted, chance: random.Random):
    mixed = wanted[:]
    chance.shuffle(mixed)
    assert place(mixed, Occupancy(WIDTH, HEIGHT), measure) == place(wanted, Occupancy(WIDTH, HEIGHT), measure)


@given(many_names, st.floats(0, WIDTH), st.floats(0, HEIGHT))
def test_labels_keep_off_symbols_unless_a_great_one_has_no_other_room(wanted, x, y):
    ground = Occupancy(WIDTH, HEIGHT)
    ground.block(np.array([x]), np.array([y]), 4.0)
    for placed in place([name for name in wanted if name.rank > GREAT or name.centred], ground, measure):
        left, top, right, bottom = placed.box
        assert not (left < x < right and top < y < bottom)


def test_a_name_stands_right_of_its_symbol_when_there_is_room():
    (placed,) = place([Name("干驿镇", 100, 100, 1, 1, 12, gap=6)], Occupancy(WIDTH, HEIGHT), measure)
    left, top, right, bottom = placed.box
    assert left > 106 and top < 100 < bottom


def test_the_important_name_wins_the_room():
    town, village = Name("干驿镇", 200, 150, 1, 2, 12, centred=True), Name("沙嘴村", 205, 152, 5, 1, 12, centred=True)
    assert [placed.name.text for placed in place([village, town], Occupancy(WIDTH, HEIGHT), measure)] == ["干驿镇"]


def test_a_name_moves_aside_before_it_is_given_up():
    one, other = Name("上湾", 100, 100, 5, 1, 12, gap=4), Name("下湾", 100, 112, 5, 2, 12, gap=4)
    assert len(place([one, other], Occupancy(WIDTH, HEIGHT), measure)) == 2


def test_a_band_is_avoided_while_there_is_other_room():
    ground = Occupancy(WIDTH, HEIGHT)
    ground.block(np.full(300, 125.0), np.arange(300.0), 16.0, BAND)
    (placed,) = place([Name("多祥镇", 100, 100, 1, 1, 12, gap=5)], ground, measure)
    assert placed.box[2] < 100


def test_a_band_all_around_does_not_silence_a_name():
    ground = Occupancy(WIDTH, HEIGHT)
    ground.block(*(grid.ravel().astype(float) for grid in np.mgrid[0:WIDTH:2, 0:HEIGHT:2]), 2.0, BAND)
    assert len(place([Name("多祥镇", 100, 100, 1, 1, 12, gap=5)], ground, measure)) == 1


def test_a_neighbours_name_is_rather_left_out_than_put_on_the_citys_band_but_may_lie_on_water():
    for kind, count in ((BAND, 0), (WATER, 1)):
        ground = Occupancy(WIDTH, HEIGHT)
        ground.block(*(grid.ravel().astype(float) for grid in np.mgrid[0:WIDTH:2, 0:HEIGHT:2]), 2.0, kind)
        name = Name("田二河镇", 100, 100, 4, 1, 12, gap=3, keeps_out=True)
        assert len(place([name], ground, measure)) == count


def test_placing_stops_when_the_frame_is_given_up():
    wanted = [Name("村", x, y, 5, x, 10) for x in range(0, 400, 10) for y in range(0, 300, 10)]
    assert place(wanted, Occupancy(WIDTH, HEIGHT), measure, cancelled=lambda: True) == []


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.integers(0, 8)), min_size=1, max_size=200))
def test_thinning_keeps_the_most_important_of_every_cell(points):
    x, y, rank = (np.array(column) for column in zip(*points, strict=True))
    kept = thin(x, y, rank, (40.0, 20.0))
    cell = list(zip(x // 40, y // 20, strict=True))
    assert {cell[row] for row in kept} == set(cell)
    assert len(kept) == len(set(cell))
    for row in kept:
        assert rank[row] == min(rank[other] for other in range(len(x)) if cell[other] == cell[row])


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), min_size=1, max_size=100),
       st.integers(-500, 500), st.integers(-500, 500))
def test_thinning_is_steady_while_panning(points, dx, dy):
    x, y = (np.array(column, float) for column in zip(*points, strict=True))
    rank = np.zeros(len(x), np.int8)
    before = thin(x, y, rank, (40.0, 20.0))
    assert thin(x + dx, y + dy, rank, (40.0, 20.0), (dx, dy)).tolist() == before.tolist()
