"""What comes first, and what is found when nothing fits."""

from __future__ import annotations

from gazetteer.search.finding import find

TOWN, COMMITTEE, HAMLET, ROAD = "21500", "21610", "22200", "23510"


def names(store, given, text, limit=50):
    return [given[found.place - 1] for found in find(store, text, limit)]


def ordered(store_of, given: list[tuple[str, str]], text: str) -> list[str]:
    return [name for name, _ in names(store_of(given), given, text)]


def test_the_same_name_comes_before_a_beginning_before_a_part_before_the_same_sound(store_of) -> None:
    given = [("新石河", HAMLET), ("时合", TOWN), ("石河镇", HAMLET), ("石河", ROAD)]
    assert ordered(store_of, given, "石河") == ["石河", "石河镇", "新石河", "时合"]


def test_among_equals_units_of_government_come_first_and_then_short_names(store_of) -> None:
    given = [
        ("石河东路", ROAD),
        ("石河村", HAMLET),
        ("石河村村民委员会", COMMITTEE),
        ("石河镇", TOWN),
        ("石河路", ROAD),
    ]
    assert ordered(store_of, given, "石河") == ["石河镇", "石河村村民委员会", "石河村", "石河路", "石河东路"]
    assert ordered(store_of, given, "shihe") == ["石河镇", "石河村村民委员会", "石河村", "石河路", "石河东路"]
    assert ordered(store_of, given, "sh") == ordered(store_of, given, "石")


def test_a_whole_syllable_comes_before_a_longer_one(store_of) -> None:
    assert ordered(store_of, [("向阳", HAMLET), ("先锋", HAMLET), ("西安", HAMLET)], "xian") == ["西安", "先锋", "向阳"]


def test_the_limit_keeps_the_best(store_of) -> None:
    given = [(f"石河{n}组", HAMLET) for n in range(10, 60)] + [("石河镇", TOWN)]
    store = store_of(given)
    assert names(store, given, "石河", limit=1) == [("石河镇", TOWN)]
    assert len(names(store, given, "石河", limit=7)) == 7


def test_like_sounding_characters_find_a_name_last(store_of) -> None:
    given = [("干驿镇", TOWN), ("干一村", HAMLET)]
    assert ordered(store_of, given, "干一镇") == ["干驿镇", "干一村"]  # then what is one character away
    assert ordered(store_of, given, "干一") == ["干一村", "干驿镇"]
    assert ordered(store_of, given, "甘艺振") == ["干驿镇"]
    found = find(store_of(given), "干一镇", 5)[0]
    assert found.score < 60 and "同音" in found.why


def test_a_local_reading_counts_for_like_sounding_characters(store_of) -> None:
    given = [("剅河", HAMLET)]
    assert ordered(store_of, given, "楼河") == ["剅河"]


def test_one_typing_error_is_forgiven_when_nothing_else_is_found(store_of) -> None:
    given = [("多祥镇", TOWN), ("石家河镇", TOWN), ("张港镇", TOWN)]
    for text in ("石加河镇", "石河家镇", "石家镇", "石家大河镇", "石家河", "石家河县"):
        assert ordered(store_of, given, text) == ["石家河镇"], text
    for text in ("shijiahr", "shijaihe", "shijiiahezhen", "sijiahezhen", "shijiahezen"):
        assert ordered(store_of, given, text) == ["石家河镇"], text
    assert find(store_of(given), "石家何鄉", 5) == []


def test_an_error_is_not_looked_for_when_something_fits(store_of) -> None:
    given = [("王家村", HAMLET), ("王加村西", HAMLET), ("李家村", HAMLET)]
    assert ordered(store_of, given, "李家村") == ["李家村"]


def test_a_place_is_found_once_though_several_of_its_names_fit(store_of) -> None:
    store = store_of(["石河镇"])
    again = [
        entry._replace(id=entry.id + n, name=f"石河{n}") for n in range(1, 40, 2) for entry in store._entries_of([1])
    ]
    store.replace([1], [*store._entries_of([1]), *again], (0, ""))
    assert [found.place for found in find(store, "石河", 3)] == [1]
