"""The index follows the history; what it then holds is what making it anew would hold."""

from __future__ import annotations

import random
import threading

import pytest

from gazetteer.errors import Cancelled, GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import AddPlace, CancelPlace, DeletePlace, EditPlace, RenamePlace
from gazetteer.places.name_changes import AddName, RemoveName
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.search import index as index_module
from gazetteer.search import prepare, search
from gazetteer.search.index import FILE, Index, index_of
from gazetteer.search.store import Store

CHARACTERS = "天门干驿石家河王李村湾二𠮷"


def ids(gazetteer: Gazetteer, text: str) -> set[int]:
    return {hit.id for hit in search(gazetteer, text, limit=1000)}


def content(store: Store) -> tuple[list, list]:
    """Every entry and every token with its place in the index."""
    store._connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.seen USING fts5vocab(main, entry_tokens, instance)"
    )
    return (
        store.rows("SELECT * FROM entry ORDER BY id"),
        sorted(store.rows("SELECT term, doc, offset FROM temp.seen")),
    )


def test_what_was_just_changed_is_found(gazetteer, add_place) -> None:
    place = add_place("石河村")
    assert ids(gazetteer, "石河") == {place.id}
    gazetteer.do(EditPlace(place.id, {"name": "金河村"}))
    assert ids(gazetteer, "石河") == set() and ids(gazetteer, "jinhe") == {place.id}
    gazetteer.do(AddName(place.id, {"kind": "曾用名", "name": "石河村"}))
    assert ids(gazetteer, "石河") == {place.id}
    name = gazetteer.find(PlaceName, PlaceName.kind == "曾用名")[0]
    gazetteer.do(RemoveName(name.id))
    assert ids(gazetteer, "石河") == set()
    gazetteer.do(DeletePlace(place.id))
    assert ids(gazetteer, "金河") == set()


def test_undo_and_redo_are_followed(gazetteer, add_place) -> None:
    place = add_place("石河村")
    gazetteer.do(RenamePlace(place.id, "金沙镇", "批复"))
    assert ids(gazetteer, "金沙") == ids(gazetteer, "石河") == {place.id}
    gazetteer.undo()
    assert ids(gazetteer, "金沙") == set() and ids(gazetteer, "石河") == {place.id}
    gazetteer.undo()
    assert ids(gazetteer, "石河") == set()
    gazetteer.redo()
    gazetteer.redo()
    assert ids(gazetteer, "金沙") == ids(gazetteer, "石河") == {place.id}


def _random_change(gazetteer: Gazetteer, chance: random.Random) -> None:
    name = "".join(chance.sample(CHARACTERS, chance.randint(2, 5)))
    places = [place.id for place in gazetteer.find(Place)]
    names = [name.id for name in gazetteer.find(PlaceName, PlaceName.kind != "标准名称")]
    choices = [lambda: gazetteer.do(AddPlace({"name": name, "class_code": chance.choice(["21500", "22200"])}))] * 3
    choices += [gazetteer.undo, gazetteer.undo, gazetteer.redo]
    if places:
        one = chance.choice(places)
        choices += [
            lambda: gazetteer.do(EditPlace(one, {"name": name})),
            lambda: gazetteer.do(EditPlace(one, {"class_code": chance.choice(["21500", "21610", "22200"])})),
            lambda: gazetteer.do(RenamePlace(one, name, "批复")),
            lambda: gazetteer.do(DeletePlace(one)),
            lambda: gazetteer.do(CancelPlace(one, "2020", "")),
            lambda: gazetteer.do(AddName(one, {"kind": "别名", "name": name})),
        ]
    if names:
        choices += [lambda: gazetteer.do(RemoveName(chance.choice(names)))]
    try:
        chance.choice(choices)()
    except GazetteerError:  # nothing to undo, or a rule of the register: the next change will do
        return


@pytest.mark.parametrize("seed", range(4))
def test_following_step_by_step_gives_what_making_anew_gives(gazetteer, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        _random_change(gazetteer, chance)
        if chance.random() < 0.4:
            prepare(gazetteer)
    followed = index_of(gazetteer).ask(gazetteer, content)
    index_of(gazetteer).close()
    (gazetteer.cache_folder / FILE).unlink()
    assert index_of(gazetteer).ask(gazetteer, content) == followed
    assert followed[0] and followed[1]


def test_a_great_import_makes_the_index_anew(gazetteer, add_place, monkeypatch) -> None:
    add_place("王村")
    prepare(gazetteer)
    monkeypatch.setattr(index_module, "_TOO_MANY", 5)
    monkeypatch.setattr(index_module, "_update", None)
    places = [add_place(name) for name in ("石河", "石桥", "石门", "石台")]
    assert ids(gazetteer, "石") == {place.id for place in places}


def test_changes_of_another_desk_are_seen(gazetteer, add_place) -> None:
    beside = Gazetteer.open(gazetteer.path, read_only=True)
    assert ids(beside, "石河") == set()
    place = add_place("石河村")
    assert ids(beside, "石河") == ids(gazetteer, "石河") == {place.id}
    beside.close()


def test_two_programs_may_follow_at_the_same_time(gazetteer, add_place) -> None:
    first, second = Index(), Index()
    for number in range(5):
        add_place(f"石河{number}村")
        first.ask(gazetteer, lambda store: None)
    add_place("金河村")
    assert first.ask(gazetteer, content) == second.ask(gazetteer, content)
    add_place("银河村")
    assert second.ask(gazetteer, content) == first.ask(gazetteer, content)
    first.close()
    second.close()


def test_many_threads_may_search_while_one_writes(gazetteer, add_place) -> None:
    place, trouble = add_place("石河村"), []

    def look() -> None:
        try:
            for _ in range(20):
                assert place.id in ids(gazetteer, "石河")
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
            trouble.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        add_place(f"王{number}村")
    for thread in threads:
        thread.join()
    assert trouble == []


def test_making_the_index_tells_its_progress_and_can_be_stopped(sample) -> None:
    told: list[tuple[int, int]] = []
    prepare(sample, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] and [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_stopped_making_leaves_nothing_behind(sample) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        prepare(sample, stop)
    assert list(sample.cache_folder.glob("search*")) == []
    assert search(sample, "干驿")
