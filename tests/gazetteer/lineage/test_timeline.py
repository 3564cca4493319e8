"""What was there in a year, and what it was called then."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.lineage.changes import AddLineage
from gazetteer.lineage.lineage import Member
from gazetteer.lineage.timeline import Timeline
from gazetteer.places.changes import CancelPlace
from gazetteer.places.name_changes import AddName


@pytest.fixture
def tianmen(gazetteer, add_place):
    """天门市, known as 竟陵 and 景陵 before."""
    place = add_place("天门市", established="公元前221年")
    gazetteer.do(AddName(place.id, {"kind": "历史名", "name": "竟陵", "until": "后晋天福元年"}))
    gazetteer.do(AddName(place.id, {"kind": "历史名", "name": "景陵", "since": "后晋天福元年", "until": "清雍正四年"}))
    return place


@pytest.mark.parametrize(("year", "name"), [(800, "竟陵"), (935, "竟陵"), (936, "景陵"), (1725, "景陵"), (1726, None),
                                            (2020, None)])
def test_a_place_is_called_as_it_was_called_in_the_year(gazetteer, tianmen, year, name):
    then = Timeline.of(gazetteer).at(year)
    assert then.names.get(tianmen.id) == name and tianmen.id in then.ids


def test_a_place_is_there_from_its_foundation_to_its_end(gazetteer, add_place):
    place = add_place(established="1958年", abolished="1984年")
    line = Timeline.of(gazetteer)
    assert [place.id in line.at(year).ids for year in (1957, 1958, 1984, 1985)] == [False, True, True, False]
    assert not line.at(1957).unknown.size and not line.at(1985).unknown.size


def test_a_place_of_unknown_age_is_shown_only_when_asked_for(gazetteer, add_place):
    place = add_place()
    then = Timeline.of(gazetteer).at(1936)
    assert list(then.unknown) == [place.id] and not then.shown.size
    assert list(Timeline.of(gazetteer).at(1936, with_unknown=True).shown) == [place.id]


def test_a_cancelled_place_without_a_year_may_have_been_there(gazetteer, add_place):
    place = add_place(established="1958年")
    gazetteer.do(CancelPlace(place.id, "", ""))
    then = Timeline.of(gazetteer).at(1990)
    assert not then.ids.size and list(then.unknown) == [place.id]


def test_a_change_in_the_line_shows_that_a_place_was_there(gazetteer, add_place):
    place = add_place()
    gazetteer.do(AddLineage({"kind": "析置", "year": "民国二十五年"}, [Member(None, "大村")], [Member(place.id,
                                                                                            "王村")]))
    assert list(Timeline.of(gazetteer).at(1936).ids) == [place.id]
    assert list(Timeline.of(gazetteer).at(1935).unknown) == []


def test_an_alias_is_never_the_name_of_a_time(gazetteer, add_place):
    place = add_place()
    gazetteer.do(AddName(place.id, {"kind": "别名", "name": "小王村", "since": "1900年"}))
    assert Timeline.of(gazetteer).at(1936).names == {}


def test_a_name_of_a_dynasty_lasts_as_long_as_that(gazetteer, add_place):
    place = add_place()
    gazetteer.do(AddName(place.id, {"kind": "历史名", "name": "霄城", "dynasty": "南齐"}))
    line = Timeline.of(gazetteer)
    assert [line.at(year).names.get(place.id) for year in (478, 479, 501, 502)] == [None, "霄城", "霄城", None]


def test_the_years_of_all_dates_are_told(gazetteer, tianmen):
    assert Timeline.of(gazetteer).span == (-220, 1726)
    assert np.isfinite(Timeline.of(gazetteer).first).all()


YEARS = st.one_of(st.none(), st.integers(-220, 2020))


@given(st.lists(st.tuples(YEARS, YEARS), max_size=20), st.integers(-300, 2100))
def test_a_place_is_known_unknown_or_absent_as_its_years_say(lives, year):
    first = [np.nan if begun is None else begun for begun, _ in lives]
    last = [np.inf if ended is None else ended for _, ended in lives]
    then = Timeline(range(len(lives)), first, last, {}).at(year, with_unknown=True)
    for place, (begun, ended) in enumerate(lives):
        over = ended is not None and ended < year
        assert (place in then.ids) == (begun is not None and begun <= year and not over)
        assert (place in then.unknown) == (begun is None and not over)
    assert list(then.shown) == sorted({*then.ids, *then.unknown})
