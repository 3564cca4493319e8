"""Traditional and variant forms, and characters typed in parts."""

from __future__ import annotations

import pytest

from gazetteer.search.finding import find


def found(store, text: str) -> list[tuple[str, str]]:
    return [(each.name, each.why) for each in find(store, text, 10)]


@pytest.mark.parametrize(("name", "typed"), [
    ("天门市", "天門市"), ("天門", "天门"), ("干驿镇", "干驛鎮"), ("石家河遗址", "遺址"), ("楊林垸", "杨林"),
    ("沔陽", "沔阳"), ("双峯村", "双峰"),
])
def test_a_name_is_found_in_either_writing(store_of, name: str, typed: str) -> None:
    hits = found(store_of([name, "别处"]), typed)
    assert [each for each, _ in hits] == [name] and "写法" in hits[0][1]


def test_what_is_written_as_it_was_typed_comes_first(store_of) -> None:
    store = store_of(["天門", "天门", "天门河"])
    assert [name for name, _ in found(store, "天门")] == ["天门", "天门河", "天門"]
    assert [name for name, _ in found(store, "天門")] == ["天門", "天门", "天门河"]


@pytest.mark.parametrize(("name", "typed"), [
    ("汈汊湖", "氵刁汊湖"), ("汈汊湖", "⿰氵刁汊湖"), ("汈汊湖", "氵刁"), ("剅河", "豆刂河"),
])
def test_a_character_may_be_typed_in_its_parts(store_of, name: str, typed: str) -> None:
    hits = found(store_of([name, "别处"]), typed)
    assert [each for each, _ in hits] == [name] and name[0] in hits[0][1]
