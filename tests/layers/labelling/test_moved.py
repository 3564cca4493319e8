"""Names that a hand has moved, turned or hidden, as the layers honour it."""

from __future__ import annotations

import pytest

from gazetteer.places.changes import RenamePlace
from gazetteer.places.map_name_changes import HideLabel, MoveLabel, ResetLabel, TurnLabel
from layers.labelling.hits import label_under, movable, move_of
from layers.painting.labelling import hit_label, labels
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.styles import POINT
from layers.view import View

LON, LAT = 113.17, 30.66


@pytest.fixture
def village(gazetteer, add_place):
    """A village in a workspace, the layers that follow it, and a window on it."""
    place = add_place("王家岭村", lon=LON, lat=LAT, class_code="21610")
    stack = LayerStack.of(gazetteer)
    gazetteer.listen(lambda changed: stack.refresh(gazetteer, changed))
    return place, stack, View.at(LON, LAT, 50_000, 600, 400)


def label_of(place, stack, view):
    return next((label for label in labels(view, stack) if label.name.key == place.id), None)


def middle(box):
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def test_a_moved_name_stands_where_it_was_put_with_a_line_to_its_place(gazetteer, village):
    place, stack, view = village
    gazetteer.do(MoveLabel("place", place.id, view.scale, 60, -45))
    label = label_of(place, stack, view)
    assert middle(label.box) == pytest.approx((300 + 60 * POINT, 200 - 45 * POINT), abs=0.1)
    (start_x, start_y), end = label.leader
    assert abs(start_x - 300) < 6 and abs(start_y - 200) < 6
    assert label.box[0] - 0.1 <= end[0] <= label.box[2] + 0.1 and label.box[1] - 0.1 <= end[1] <= label.box[3] + 0.1


def test_a_name_moved_a_little_needs_no_line(gazetteer, village):
    place, stack, view = village
    gazetteer.do(MoveLabel("place", place.id, view.scale, 26, -4))
    assert label_of(place, stack, view).leader is None


def test_the_move_holds_at_its_scale_after_a_rename_and_not_at_another(gazetteer, village):
    place, stack, view = village
    free = middle(label_of(place, stack, view.scaled(20_000)).box)
    gazetteer.do(MoveLabel("place", place.id, view.scale, 60, -45))
    gazetteer.do(RenamePlace(place.id, "王岭村", "天政发〔2024〕1号"))
    label = label_of(place, stack, view.scaled(44_000))
    assert label.name.text == "王岭村"
    assert middle(label.box) == pytest.approx((300 + 60 * POINT, 200 - 45 * POINT), abs=0.1)
    assert middle(label_of(place, stack, view.scaled(20_000)).box)[1] == pytest.approx(free[1])


def test_undo_and_reset_bring_it_back(gazetteer, village):
    place, stack, view = village
    before = label_of(place, stack, view)
    gazetteer.do(MoveLabel("place", place.id, view.scale, 60, -45))
    assert label_of(place, stack, view) != before
    gazetteer.undo()
    assert label_of(place, stack, view) == before
    gazetteer.redo()
    gazetteer.do(ResetLabel("place", place.id, view.scale))
    assert label_of(place, stack, view) == before


def test_a_hidden_name_is_gone_at_its_scale_only(gazetteer, village):
    place, stack, view = village
    gazetteer.do(HideLabel("place", place.id, view.scale))
    assert label_of(place, stack, view) is None
    assert label_of(place, stack, view.scaled(20_000)) is not None


def test_a_name_turned_by_choice_stands_upright_from_above_to_below(gazetteer, village):
    place, stack, view = village
    gazetteer.do(TurnLabel("place", place.id, view.scale, "竖排"))
    letters = label_of(place, stack, view).letters
    assert len(letters) == 4
    assert len({box[0] for box in letters}) == 1
    assert all(one[3] <= other[1] + 1e-6 for one, other in zip(letters, letters[1:], strict=False))


def test_what_is_dragged_lands_where_it_was_dropped(gazetteer, village):
    place, stack, view = village
    before = label_of(place, stack, view)
    hit = hit_label(view, stack, *middle(before.box))
    assert hit == before and movable(hit)
    gazetteer.do(move_of(hit, view, 40, 70))
    x, y = middle(before.box)
    assert middle(label_of(place, stack, view).box) == pytest.approx((x + 40, y + 70), abs=0.1)


def test_nothing_is_hit_beside_a_label(village):
    _, stack, view = village
    assert hit_label(view, stack, 5, 5) is None
    assert label_under([], 5, 5) is None


def test_two_names_put_over_each_other_do_not_overlap(gazetteer, add_place, village):
    place, stack, view = village
    other = add_place("李家岭村", lon=LON, lat=LAT + 0.005, class_code="21610")
    x, y = view.to_screen(LON, LAT + 0.005)
    gazetteer.do(MoveLabel("place", place.id, view.scale, 60, -45))
    there = 60 + (300 - float(x)) / POINT, -45 + (200 - float(y)) / POINT
    gazetteer.do(MoveLabel("place", other.id, view.scale, *there))
    first, second = label_of(place, stack, view), label_of(other, stack, view)
    assert first.leader and second.leader is None and middle(first.box) != middle(second.box)


def test_a_selected_place_is_named_although_its_class_is_not_at_this_scale(village):
    place, stack, view = village
    far = view.scaled(2_000_000)
    assert label_of(place, stack, far) is None
    stack[SelectionLayer].select([place.id])
    assert label_of(place, stack, far).name.key == place.id


def test_edits_of_other_registers_leave_the_decisions_as_they_are(gazetteer, village, add_place):
    _, stack, _ = village
    before = stack[PlaceLayer].map_names
    add_place("新村")
    assert stack[PlaceLayer].map_names is before
