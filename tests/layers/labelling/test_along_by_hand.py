"""Names of rivers, roads, areas and counties that a hand moved or turned: along their lines, each for itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.places.division import NEIGHBOUR, RIVER
from gazetteer.places.map_name import Decision, scale_of
from gazetteer.places.map_name_changes import HideLabel, TurnLabel
from layers.base_layer import BaseLayer
from layers.division_layer import DivisionLayer
from layers.labelling.drafts import Draft
from layers.labelling.hits import TABLES, decision_of, movable, move_of, orientations_of, target_of
from layers.labelling.moves import MapNames
from layers.lettering import straight_row, through
from layers.painting.labelling import labels
from layers.painting.text import measure
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.view import View

BENDS = np.linspace(0, 6 * math.pi, 160)
RIVER_LINE = shapely.LineString(np.column_stack([112.9 + BENDS * 0.03, 30.6 + np.sin(BENDS) * 0.012]))
ROAD_LINE = shapely.LineString([(112.98, 30.65), (113.13, 30.67)])


@pytest.fixture
def world():
    """A river, a road, a lake, a neighbour, two counties and a village, and a window on them."""
    base = BaseLayer.of([RIVER, NEIGHBOUR], ["天门河", "田二河镇"], [2, 2], [RIVER_LINE, shapely.Point(113.22, 30.66)])
    counties = DivisionLayer.of(["429006", "420984"], ["天门市", "汉川市"],
                                [shapely.box(112.6, 30.3, 113.15, 30.9), shapely.box(113.15, 30.3, 113.8, 30.9)])
    places = PlaceLayer.of([1, 2, 3], [ROAD_LINE, shapely.Point(113.03, 30.565).buffer(0.018),
                                       shapely.Point(113.1, 30.63)],
                           ["天皂公路", "张家大湖", "王家岭村"], ["23210", "12200", "21610"])
    return LayerStack([counties, base, places]), View.at(113.1, 30.61, 100_000, 1400, 900)


def obey(stack, *commands):
    """The layers as they are once these were carried out."""
    obeyed = stack.snapshot()
    for command in commands:
        key = next(key for key, table in TABLES.items() if table == command.table)
        layer, said = obeyed.named(key), vars(command)
        decision = Decision(said.get("dx"), said.get("dy"), said.get("orientation"), isinstance(command, HideLabel),
                            command.anchor)
        known = layer.map_names.at(command.scale)
        layer.map_names = MapNames(command.table, {scale_of(command.scale): {
            **known, command.record_id: (*known.get(command.record_id, ()), decision)}})
    return obeyed


def named(stack, view, text):
    return [label for label in labels(view, stack) if label.name.text == text]


def rounded(label):
    """Boxes to a tenth of a pixel; positions hang on 64ths, which this keeps away from where rounding turns."""
    return tuple(tuple(round(edge + 0.0043, 1) for edge in box) for box in label.boxes)


@pytest.mark.parametrize("text", ["天门河", "田二河镇", "汉川市", "天皂公路", "张家大湖", "王家岭村"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dx=st.integers(-90, 90), dy=st.integers(-90, 90))
def test_a_label_stands_where_its_ghost_was_let_go(world, text, dx, dy):
    stack, view = world
    label = named(stack, view, text)[0]
    assert movable(label)
    ghost = Draft(label, view, stack, measure).at(dx, dy)
    assert ghost.middle == pytest.approx((label.middle[0] + dx, label.middle[1] + dy), abs=0.01)
    (placed,) = [one for one in named(obey(stack, move_of(label, view, dx, dy)), view, text) if one.name.moved]
    assert placed.middle == pytest.approx(ghost.middle, abs=0.2)
    if not label.name.centred:  # an area's letters may be spread anew
        assert np.array(placed.boxes) == pytest.approx(np.array(ghost.boxes), abs=0.3)
    assert target_of(placed, view) == target_of(label, view)


def test_one_name_of_a_river_moves_and_the_others_stay(world):
    stack, view = world
    before = named(stack, view, "天门河")
    assert len(before) >= 2
    after = named(obey(stack, move_of(before[0], view, 10, 60)), view, "天门河")
    assert len(after) == len(before)
    assert {rounded(one) for one in before[1:]} <= {rounded(one) for one in after}
    assert rounded(before[0]) not in {rounded(one) for one in after}


def test_a_moved_name_of_a_river_follows_it_with_upright_letters(world):
    stack, view = world
    label = named(stack, view, "天门河")[0]
    (moved,) = [one for one in named(obey(stack, move_of(label, view, 70, 5)), view, "天门河") if one.name.moved]
    assert len(moved.letters) == 3 and moved.leader is None
    assert [box[0] for box in moved.letters] == sorted(box[0] for box in moved.letters)
    sides = {(round(box[2] - box[0], 3), round(box[3] - box[1], 3)) for box in moved.letters}
    assert len(sides) == 1 and len(set(next(iter(sides)))) == 1


def test_one_name_of_a_river_is_hidden_or_all_are(world):
    stack, view = world
    before = named(stack, view, "天门河")
    target = target_of(before[0], view)
    one = obey(stack, HideLabel(target.table, target.record_id, view.scale, target.anchor))
    assert {rounded(label) for label in named(one, view, "天门河")} == {rounded(label) for label in before[1:]}
    assert named(obey(stack, HideLabel(target.table, target.record_id, view.scale)), view, "天门河") == []


@pytest.mark.parametrize("orientation", ["横排", "竖排", "沿线"])
def test_a_road_s_name_is_turned_by_choice(world, orientation):
    stack, view = world
    label = named(stack, view, "天皂公路")[0]
    assert orientations_of(label, stack) == (None, "横排", "竖排", "沿线")
    target = target_of(label, view)
    stack = obey(stack, TurnLabel(target.table, target.record_id, view.scale, orientation, target.anchor))
    (turned,) = [one for one in named(stack, view, "天皂公路") if one.name.anchor]
    assert decision_of(turned, view, stack).orientation == orientation
    rows, columns = ({round(box[side]) for box in turned.boxes} for side in (1, 0))
    assert len(turned.boxes) == {"横排": 1, "竖排": 4, "沿线": 4}[orientation]
    if orientation == "竖排":
        assert len(columns) == 1
    if orientation == "沿线":
        assert len(columns) == 4 and len(rows) > 1


def test_along_by_choice_stands_along_even_a_short_and_bent_line():
    bend = shapely.LineString([(113.0, 30.6), (113.008, 30.608), (113.016, 30.6)])
    stack = LayerStack([PlaceLayer.of([1], [bend], ["竟陵西湖路"], ["23210"])])
    view = View.at(113.008, 30.603, 60_000, 600, 400)
    assert not named(stack, view, "竟陵西湖路"), "its bend is too sharp"
    (along,) = named(obey(stack, TurnLabel("place", 1, 60_000, "沿线")), view, "竟陵西湖路")
    assert len(along.letters) == 5
    x, y = np.array(view.to_screen(*shapely.get_coordinates(bend).T))
    line = shapely.LineString(np.column_stack([x, y]))
    spots = [shapely.Point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in along.letters]
    assert max(line.distance(spot) for spot in spots) < 4 * along.name.size


def test_points_and_areas_are_not_offered_along(world):
    stack, view = world
    for text in ("王家岭村", "张家大湖", "汉川市", "田二河镇"):
        assert orientations_of(named(stack, view, text)[0], stack) == (None, "横排", "竖排")


def test_a_road_is_named_where_it_passes_although_its_middle_is_far_away():
    road = shapely.LineString([(112.0, 30.6), (114.0, 30.6)])
    stack = LayerStack([PlaceLayer.of([1], [road], ["武荆高速"], ["23210"])])
    assert named(stack, View.at(112.4, 30.6, 50_000, 800, 500), "武荆高速")


@settings(max_examples=60, deadline=None)
@given(angles=st.lists(st.floats(-1.2, 1.2), min_size=3, max_size=12), count=st.integers(1, 7),
       x=st.floats(-200, 800), y=st.floats(-300, 300))
def test_letters_through_a_position_have_it_as_their_middle(angles, count, x, y):
    steps = np.cumsum([(60 * math.cos(a), 60 * math.sin(a)) for a in np.cumsum(angles)], axis=0)
    line = ((0.0, 0.0), *map(tuple, steps.tolist()))
    for spots in (through(line, count, 25.0, (x, y))[0], straight_row(line, count, 25.0, (x, y))):
        xs, ys = np.array(spots).T
        assert ((xs.min() + xs.max()) / 2, (ys.min() + ys.max()) / 2) == pytest.approx((x, y), abs=1e-6)
        assert len(spots) == count and np.isfinite(xs).all() and np.isfinite(ys).all()


def test_a_name_moved_off_the_sheet_is_written_on_it_all_the_same(world):
    stack, view = world
    sheet = view.resized(760, 800)
    label = named(stack, sheet, "王家岭村")[0]
    moved = obey(stack, move_of(label, sheet, 380, 0))
    assert not named(moved, sheet, "王家岭村"), "on the screen it stands beyond the window"
    (written,) = [one for one in labels(sheet, moved, steady=False) if one.name.text == "王家岭村"]
    assert written.box[2] <= sheet.width


def inside(box, view):
    return box[0] > 4 and box[1] > 4 and box[2] < view.width - 4 and box[3] < view.height - 4


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dx=st.integers(-900, 900), dy=st.integers(-700, 700), way=st.sampled_from((None, "横排", "竖排", "沿线")))
def test_what_a_hand_put_somewhere_stays_there_while_panning(world, dx, dy, way):
    stack, here = world
    commands = [move_of(named(stack, here, text)[0], here, 40, -50)
                for text in ("天门河", "田二河镇", "汉川市", "天皂公路", "张家大湖", "王家岭村")]
    target = target_of(named(stack, here, "天门河")[-1], here)
    decided = obey(stack, *commands, TurnLabel(target.table, target.record_id, here.scale, way, target.anchor))
    there = here.pan(dx, dy)
    before = [(label, label.shifted(dx, dy)) for label in labels(here, decided)]
    after = [(label.shifted(-dx, -dy), label) for label in labels(there, decided)]
    old, new = ({(one.name.text, rounded(one)) for one, other in pairs if inside(one.box, here) and
                 inside(other.box, there)} for pairs in (before, after))
    assert old == new
