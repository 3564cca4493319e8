"""Undo and redo belong to the register: across commands, restarts and people."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.errors import GazetteerError, UndoRefused
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryEntry
from gazetteer.places.changes import AddPlace, CancelPlace, DeletePlace, EditPlace, EditPlaces, MovePlace, RenamePlace
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName


def registers_of(path):
    """Every record of the place register, as the file has it."""
    with closing(sqlite3.connect(path)) as file:
        return [file.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
                for table in ("place", "place_name", "media")]


def test_undo_takes_back_a_renaming_with_its_former_name(gazetteer, add_place):
    place = add_place("石河镇", class_code="21500")
    before = registers_of(gazetteer.path)
    gazetteer.do(RenamePlace(place.id, "石家河镇", "鄂民政函〔2016〕"))
    names = {(name.kind, name.name) for name in gazetteer.find(PlaceName)}
    assert names == {("标准名称", "石家河镇"), ("曾用名", "石河镇")}
    assert gazetteer.undo_text == "更名为“石家河镇”"
    gazetteer.undo()
    assert registers_of(gazetteer.path) == before
    assert gazetteer.redo_text == "更名为“石家河镇”"


def test_undo_and_redo_work_after_a_restart(gazetteer, add_place):
    place, path = add_place("甲村"), gazetteer.path
    gazetteer.do(EditPlace(place.id, {"meaning": "含义"}))
    after = registers_of(path)
    gazetteer.close()
    opened = Gazetteer.open(path, who="张三")
    opened.undo()
    assert opened.get(Place, place.id).meaning is None
    opened.close()
    opened = Gazetteer.open(path, who="张三")
    opened.redo()
    assert registers_of(path) == after
    opened.close()


def test_an_undo_over_someone_elses_later_change_is_refused_with_the_reason(gazetteer, add_place):
    place, path = add_place("甲村"), gazetteer.path
    gazetteer.do(EditPlace(place.id, {"meaning": "张三写的"}))
    gazetteer.close()
    other = Gazetteer.open(path, who="李四")
    other.do(EditPlace(place.id, {"meaning": "李四写的"}))
    other.close()
    opened = Gazetteer.open(path, who="张三")
    with pytest.raises(UndoRefused, match="李四后来做了“修改地名的含义”"):
        opened.undo()
    assert opened.get(Place, place.id).meaning == "李四写的"
    opened.close()


def test_undo_takes_back_ones_own_change_beside_someone_elses(gazetteer, add_place):
    first, second, path = add_place("甲村"), add_place("乙村"), gazetteer.path
    gazetteer.do(EditPlace(first.id, {"meaning": "张三写的"}))
    gazetteer.close()
    other = Gazetteer.open(path, who="李四")
    other.do(EditPlace(second.id, {"meaning": "李四写的"}))
    other.close()
    opened = Gazetteer.open(path, who="张三")
    opened.undo()
    assert (opened.get(Place, first.id).meaning, opened.get(Place, second.id).meaning) == (None, "李四写的")
    opened.close()


def test_nothing_to_undo_is_said_so(gazetteer):
    with pytest.raises(UndoRefused, match="没有可以撤销的操作"):
        gazetteer.undo()


def test_a_code_is_never_given_out_twice(gazetteer, add_place):
    first = add_place("甲村")
    gazetteer.undo()
    second = add_place("乙村")
    assert first.code == "42900610722200000001" and second.code == "42900610722200000002"
    gazetteer.do(DeletePlace(second.id))
    assert add_place("丙村").code.endswith("000003")


def test_a_command_that_fails_leaves_no_trace(gazetteer, add_place):
    place = add_place("甲村")
    before, entries = registers_of(gazetteer.path), gazetteer.count(HistoryEntry)
    with pytest.raises(GazetteerError):
        gazetteer.do(EditPlaces([(place.id, {"meaning": "好"}), (place.id + 99, {"meaning": "没有这一条"})]))
    assert registers_of(gazetteer.path) == before and gazetteer.count(HistoryEntry) == entries


def test_listeners_hear_what_was_touched_after_it_is_stored(gazetteer, add_place):
    place, heard = add_place("甲村"), []
    stop = gazetteer.listen(lambda changed: heard.append((changed.summary, changed.ids(Place),
                                                          gazetteer.get(Place, place.id).meaning)))
    gazetteer.do(EditPlace(place.id, {"meaning": "好"}))
    stop()
    gazetteer.undo()
    assert heard == [("修改地名的含义", {place.id}, "好")]


def test_reason_and_person_stand_in_the_history(gazetteer, add_place):
    place = add_place("甲村")
    gazetteer.do(EditPlace(place.id, {"BM": "老甲村"}), reason="群众反映")
    entry = gazetteer.history(place)[0] if gazetteer.history(place)[0].reason else gazetteer.history()[0]
    assert (entry.who, entry.reason, entry.summary, entry.command) == ("张三", "群众反映", "修改别名", "修改地名")


edits = st.lists(st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 4), st.text("甲乙丙丁", max_size=4)),
    st.tuples(st.just("rename"), st.integers(0, 4), st.text("甲乙丙丁", min_size=1, max_size=4)),
    st.tuples(st.just("move"), st.integers(0, 4), st.floats(112.6, 113.4)),
    st.tuples(st.just("add"), st.just(0), st.text("甲乙丙丁", min_size=1, max_size=4)),
    st.tuples(st.just("delete"), st.integers(0, 4), st.just(None)),
    st.tuples(st.just("cancel"), st.integers(0, 4), st.just(None)),
), max_size=12)


def _command(kind, place, value):
    return {"edit": lambda: EditPlace(place, {"meaning": value, "BM": value}),
            "rename": lambda: RenamePlace(place, value, "样例文号"),
            "move": lambda: MovePlace(place, shapely.Point(value, 30.6)),
            "add": lambda: AddPlace({"name": value, "class_code": "22200", "division_code": "429006107"}),
            "delete": lambda: DeletePlace(place), "cancel": lambda: CancelPlace(place, "2026", "")}[kind]()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_all_undone_is_the_beginning_and_all_redone_the_end(gazetteer, edits):
    while gazetteer.undo_text:
        gazetteer.undo()
    beginning, done = registers_of(gazetteer.path), 0
    for kind, index, value in edits:
        ids = sorted(place.id for place in gazetteer.find(Place))
        try:
            gazetteer.do(_command(kind, ids[index % len(ids)] if ids else 0, value))
            done += 1
        except GazetteerError:
            continue
    end = registers_of(gazetteer.path)
    for _ in range(done):
        gazetteer.undo()
    assert registers_of(gazetteer.path) == beginning
    for _ in range(done):
        gazetteer.redo()
    assert registers_of(gazetteer.path) == end
