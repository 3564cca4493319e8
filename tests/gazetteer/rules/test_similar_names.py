"""Names like a new one: every one that the definition calls alike is found, and the table follows the register."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.places.changes import AddPlace, CancelPlace, EditPlace, RenamePlace
from gazetteer.places.place import Place
from gazetteer.rules import shapes
from gazetteer.rules.likeness import NEAR_SOUND, ONE_APART, SAME, SHAPE, SOUND, STEM, VARIANT, compared, likeness
from gazetteer.rules.name_table import Known, NameTable
from gazetteer.rules.scope import scope_of
from gazetteer.rules.similar_names import similar_names
from gazetteer.storage.work import Work

LOCAL = {"干驿": "gān yì"}


@pytest.mark.parametrize(("a", "b", "kind"), [
    ("竞陵街道", "竟陵街道", SOUND), ("石河镇", "石家河镇", ONE_APART), ("黄滩镇", "黄潭镇", NEAR_SOUND),
    ("黃潭鎮", "黄潭镇", VARIANT), ("天門二巷", "天门2巷", VARIANT), ("李村", "季村", SHAPE),
    ("王村", "汪村", NEAR_SOUND),
    ("王村委会", "王村村民委员会", SAME), ("新堰社区居委会", "新堰村委会", STEM), ("李湾村", "李塘村", ONE_APART),
    ("湾", "湾", SAME), ("李湾村", "石桥村", None), ("干一镇", "干驿镇", NEAR_SOUND), ("", "王村", None)])
def test_names_are_alike_in_the_way_a_clerk_would_say(a, b, kind):
    found = likeness(compared(a, local=LOCAL), compared(b, local=LOCAL))
    assert (found.kind if found else None) == kind
    if found:
        assert 0 < found.score <= 1 and found.reason


@pytest.mark.parametrize(("code", "division", "other", "same"), [
    ("21610", "429006107", "429006112", True), ("21610", "429006107", "429021107", False),
    ("23512", "429006001", "429006003", True), ("23512", "429006001", "429006107", False),
    ("22200", "429006107", "429006107", True), ("22200", "429006107", "429006112", False),
    ("21500", "429006107", "420881100", True), ("21400", "429006", "420881", True)])
def test_the_scope_is_the_one_of_article_nine(code, division, other, same):
    assert (scope_of(code, division).key == scope_of(code, other).key) is same


STEMS = "新老李王汪石河湾弯塆港巷堰干千天夭潭滩陵菱合和家口"
ENDINGS = {"村": "22200", "村村民委员会": "21610", "社区居民委员会": "21620", "路": "23512", "镇": "21500", "": "22200"}


def seeded(count: int = 2000) -> list[tuple[int, str, str, str]]:
    """(id, name, class, unit) of invented names that are much alike."""
    rng = random.Random(9)
    made = []
    for number in range(1, count + 1):
        ending = rng.choice(list(ENDINGS))
        stem = "".join(rng.choices(STEMS, k=rng.choice((1, 2, 2, 2, 3, 3, 4))))
        made.append((number, stem + ending, ENDINGS[ending], f"429006{rng.choice(('001', '002', '107', '112'))}"))
    return made


@pytest.fixture(scope="module")
def known():
    return [Known(number, compared(name), scope_of(code, unit), "标准名称") for number, name, code, unit in seeded()]


@pytest.fixture(scope="module")
def table(known):
    made = NameTable({})
    for one in known:
        made.add(one)
    return made


def test_nothing_is_missed_among_two_thousand_names(known, table):
    for asked in known[:300]:
        expected = {one.place_id for one in known
                    if likeness(asked.form, one.form, one.scope.key == asked.scope.key)}
        assert {one.place_id for one, _, _ in table.alike(asked.form, asked.scope)} == expected


@given(st.text("新李湾弯石河口", min_size=1, max_size=4), st.sampled_from(list(ENDINGS)),
       st.sampled_from(("001", "112")))
@settings(max_examples=60, deadline=None)
def test_nothing_is_missed_of_any_name(known, table, stem, ending, unit):
    form, scope = compared(stem + ending), scope_of(ENDINGS[ending], f"429006{unit}")
    expected = {one.place_id for one in known if likeness(form, one.form, one.scope.key == scope.key)}
    assert {one.place_id for one, _, _ in table.alike(form, scope)} == expected


@given(st.text(STEMS, min_size=1, max_size=4), st.text(STEMS, min_size=1, max_size=4))
@settings(deadline=None)
def test_likeness_is_the_same_both_ways(a, b):
    forth, back = likeness(compared(a), compared(b)), likeness(compared(b), compared(a))
    assert (forth and (forth.kind, forth.score)) == (back and (back.kind, back.score))


@given(st.text(STEMS, min_size=1, max_size=3))
def test_every_lookalike_that_is_made_is_one(text):
    made = list(shapes.look_like(text, 2))
    assert len(made) == len(set(made))
    assert all(shapes.alike(text, other, 2) for other in made)


def test_the_table_follows_every_change_of_the_register(gazetteer, add_place):
    def names() -> set[str]:
        return {one.name for one in similar_names(gazetteer, "李湾村", "22200", "429006107") if one.score >= 0.6}

    assert names() == set()
    place = add_place("李弯村")
    assert names() == {"李弯村"}
    gazetteer.do(RenamePlace(place.id, "石桥村", "天民发〔2026〕1号"))
    former = similar_names(gazetteer, "李湾村", "22200", "429006107")
    assert [(one.name, one.in_scope) for one in former] == [("李弯村", False)]
    assert "“石桥村”的曾用名" in former[0].reason
    gazetteer.undo()
    assert names() == {"李弯村"}
    gazetteer.do(EditPlace(place.id, {"class_code": "23512"}))
    assert not similar_names(gazetteer, "李湾村", "22200", "429006107")[0].in_scope
    gazetteer.do(CancelPlace(place.id, "2026", ""))
    assert names() == set()


def test_a_place_is_not_like_itself_and_a_reserved_name_counts(gazetteer, add_place):
    place = add_place("李湾村")
    assert similar_names(gazetteer, "李湾村", "22200", "429006107", without=place.id) == []

    class Reserve:
        """预留"""

        def apply(self, work: Work) -> None:
            record = work.get(Place, place.id)
            record.status = "预命名"
            work.save(record)

    gazetteer.do(Reserve())
    assert [one.kind for one in similar_names(gazetteer, "李湾村", "22200", "429006107")] == [SAME]


def test_towns_of_the_neighbouring_counties_are_known(gazetteer):
    gazetteer.do(AddPlace({"name": "汪场镇", "class_code": "21500", "division_code": "429006104"}))
    found = similar_names(gazetteer, "汪场镇", "21500", "429006104")
    near = next(one for one in found if one.place_id == 0 and one.name == "王场镇")
    assert near.in_scope and "潜江市" in near.reason
