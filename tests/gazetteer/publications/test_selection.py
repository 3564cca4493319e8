"""What a publication takes, and what it refuses with the reason."""

import pytest

from gazetteer.errors import GazetteerError
from gazetteer.publications.selection import choose


def test_only_standing_public_names_are_taken(office):
    chosen = choose(office)
    assert sorted(place.name for place in chosen.places) == ["杨堤村", "沙嘴村", "王家湾", "王家湾", "阿公湖"]


def test_what_is_refused_is_told_with_its_reason(office):
    why = {refusal.name: refusal.why for refusal in choose(office).refused}
    assert "密级为秘密" in why["某库"]
    assert "注销" in why["旧村"]
    assert "历史地名" in why["古渡"]
    assert len(why) == 3


def test_a_township_and_a_box_narrow_the_choice(office):
    assert {place.name for place in choose(office, division="429006112").places} == {"沙嘴村", "王家湾"}
    assert {place.name for place in choose(office, bbox=(113.19, 30.6, 113.26, 30.7)).places} == {"杨堤村", "阿公湖"}


def test_places_without_position_are_in_no_box(office):
    everywhere = choose(office, bbox=(100, 20, 120, 40)).places
    assert sum(place.name == "王家湾" for place in everywhere) == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"division": "123456"}, "没有这个政区"),
        ({"bbox": (113.2, 30.6, 113.1, 30.7)}, "范围不对"),
        ({"bbox": (10.0, 10.0, 11.0, 11.0)}, "没有地名"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_in_words(office, asked, words):
    with pytest.raises(GazetteerError, match=words):
        choose(office, **asked)
