"""A protected name is given up only on a stated authority."""

from __future__ import annotations

import pytest

from gazetteer.errors import RuleBroken
from gazetteer.places.changes import CancelPlace, RenamePlace
from gazetteer.places.place import CANCELLED, Place
from gazetteer.record_changes import AddRecord


@pytest.fixture
def kept(gazetteer, add_place):
    gazetteer.do(AddRecord("listed_word", {"list_name": "保护名录", "word": "竟陵", "active": 1}))
    return add_place("竟陵")


@pytest.mark.parametrize("deed", [lambda place: RenamePlace(place, "新陵", " "),
                                  lambda place: CancelPlace(place, "2026", "")])
def test_without_an_authority_it_is_refused_and_nothing_changes(gazetteer, kept, deed) -> None:
    with pytest.raises(RuleBroken, match="保护名录"):
        gazetteer.do(deed(kept.id))
    place = gazetteer.get(Place, kept.id)
    assert (place.name, place.status) == ("竟陵", kept.status)


def test_with_one_it_is_done(gazetteer, kept) -> None:
    gazetteer.do(RenamePlace(kept.id, "新陵", "省政府批复"))
    assert gazetteer.get(Place, kept.id).name == "新陵"


def test_other_names_need_none(gazetteer, kept, add_place) -> None:
    other = add_place("王村")
    gazetteer.do(CancelPlace(other.id, "2026", ""))
    assert gazetteer.get(Place, other.id).status == CANCELLED
