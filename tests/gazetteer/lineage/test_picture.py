"""The line of a place is laid out with time from left to right, no two boxes in one spot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.lineage.line import Change, Line, line_of
from gazetteer.lineage.lineage import Lineage, Member
from gazetteer.lineage.naming import members, written
from gazetteer.lineage.picture import lay_out
from gazetteer.places.place import Place

NAMES = st.lists(st.sampled_from("甲乙丙丁"), max_size=3, unique=True)


def line(*changes):
    return Line([Change(Lineage(kind=kind, year=year), tuple((None, name) for name in before),
                        tuple((None, name) for name in after)) for kind, year, before, after in changes])


def test_names_follow_one_another_in_columns():
    picture = lay_out(line(("更名", "936年", "甲", "乙"), ("更名", "1726年", "乙", "丙")))
    assert [(box.name, box.column, box.row, box.years) for box in picture.boxes] == [
        ("甲", 0, 0, "—936"), ("乙", 1, 0, "936—1726"), ("丙", 2, 0, "1726—")]
    assert [(arrow.start, arrow.end) for arrow in picture.arrows] == [(0, 1), (1, 2)]


def test_a_split_and_a_merger_use_rows():
    picture = lay_out(line(("析置", None, "甲", "甲乙"), ("合并", None, "甲乙", "丙")))
    assert [(box.name, box.column, box.row) for box in picture.boxes] == [
        ("甲", 0, 0), ("甲", 1, 0), ("乙", 1, 1), ("丙", 2, 0)]
    assert len(picture.arrows) == 4 and (picture.columns, picture.rows) == (3, 2)


def test_foundation_and_end_have_an_open_side():
    picture = lay_out(line(("设立", "西汉", "", "甲"), ("裁撤", "2019年", "甲", "")))
    assert [(arrow.start, arrow.end) for arrow in picture.arrows] == [(None, 0), (0, None)]
    assert picture.boxes[0].years == "西汉—2019"


@given(st.lists(st.tuples(NAMES, NAMES), max_size=8))
def test_time_runs_right_and_no_boxes_overlap(changes):
    picture = lay_out(line(*(("其他", None, before, after) for before, after in changes)))
    spots = [(box.column, box.row) for box in picture.boxes]
    assert len(set(spots)) == len(spots)
    for arrow in picture.arrows:
        if arrow.start is not None and arrow.end is not None:
            assert picture.boxes[arrow.start].column < picture.boxes[arrow.end].column


@pytest.fixture
def tianmen(sample):
    return sample.find(Place, Place.name == "天门市")[0]


def test_the_line_of_tianmen_goes_from_jingling_to_tianmen(sample, tianmen):
    picture = lay_out(line_of(sample, tianmen.id))
    own = [box.name for box in picture.boxes if box.place_id == tianmen.id]
    assert own[0] == "竟陵县" and own[-3:] == ["景陵县", "天门县", "天门市"]


def test_typed_names_find_their_places(sample, tianmen):
    assert members(sample, "景陵县、石家河镇，霄城县", tianmen.id) == [
        Member(tianmen.id, "景陵县"), Member(sample.find(Place, Place.name == "石家河镇")[0].id, "石家河镇"),
        Member(None, "霄城县")]
    assert written(members(sample, "景陵县;霄城县")) == "景陵县、霄城县"
