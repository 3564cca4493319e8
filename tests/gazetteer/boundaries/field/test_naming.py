"""Which marker a name from the field means, and which it must not be taken for."""

from __future__ import annotations

import pytest

from gazetteer.boundaries.field.naming import Names, view_and_stage
from gazetteer.boundaries.marker import BoundaryMarker

NAMES = Names([BoundaryMarker(id=number, number=f"9003{serial:03}{letter}", serial=serial, type_code=letter)
               for number, (serial, letter) in enumerate([(1, "Q"), (2, "A"), (2, "B"), (15, "Q"), (12, "Q")], 1)])


@pytest.mark.parametrize(("text", "found"), [
    ("9003015Q_东", 4), ("9003-015Q", 4), ("界桩9003015q 处理后", 4), ("015Q", 4), ("15Q-2", 4), ("15号界桩", 4),
    ("界桩15", 4), ("002A", 2), ("9003002B", 3), ("2号界桩", None), ("IMG_20261015_015", None), ("9001015Q", None),
    ("9003001Q 和 9003015Q", None), ("15", None), ("", None)])
def test_a_name_means_one_marker_or_none(text, found):
    assert NAMES.marker_of(text) == found


def test_a_row_may_have_the_mere_serial_where_it_is_unique():
    assert [NAMES.row_of(text) for text in ("15", "015", "2", "99", "界桩")] == [4, 4, None, None, None]


@pytest.mark.parametrize(("name", "told"), [
    ("9003015Q_东.jpg", ("东", None)), ("9003015Q 西面 处理前.jpg", ("西", "处理前")), ("015Q远景.jpg", ("远景", None)),
    ("015Q.jpg", (None, None)), ("东湖村015Q.jpg", (None, None)), ("015Q_东_西.jpg", (None, None))])
def test_the_name_of_a_photo_tells_its_side_and_stage(name, told):
    assert view_and_stage(name) == told
