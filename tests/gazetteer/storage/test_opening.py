"""Opening looks, refuses with a reason, and leaves the file as it was."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gazetteer.errors import ReadOnly, WorkspaceError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import AddPlace, EditPlace
from gazetteer.places.place import Place
from gazetteer.storage import backup
from gazetteer.storage.migrations import STEPS, current
from gazetteer.storage.workspace import Workspace


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_open_look_and_close_leave_every_byte(sample_path):
    before = digest(sample_path)
    opened = Gazetteer.open(sample_path, who="张三")
    assert opened.count(Place) == 668 and opened.history() and opened.undo_text is None
    opened.close()
    assert digest(sample_path) == before
    assert [path.name for path in sample_path.parent.iterdir() if path.name.startswith("天门")] == ["天门.gpkg"]


@pytest.mark.parametrize("content, said", [
    (b"", "不是 GeoPackage"), (b"just a text", "不是 GeoPackage"),
    (b"SQLite format 3\x00" + b"x" * 200, "工作空间文件不完整"),
])
def test_a_file_that_is_no_geopackage_is_named_so(tmp_path, content, said):
    path = tmp_path / "坏.gpkg"
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match=said):
        Gazetteer.open(path)
    assert path.read_bytes() == content


def test_a_missing_file_is_named_so(tmp_path):
    with pytest.raises(WorkspaceError, match="找不到工作空间文件"):
        Gazetteer.open(tmp_path / "没有.gpkg")


def test_another_database_and_another_geopackage_are_told_apart(tmp_path, sample_path):
    plain = tmp_path / "账本.gpkg"
    with closing(sqlite3.connect(plain)) as file:
        file.execute("CREATE TABLE account (id INTEGER)")
    with pytest.raises(WorkspaceError, match="其他用途"):
        Gazetteer.open(plain)
    with closing(sqlite3.connect(sample_path)) as file:
        file.execute("DROP TABLE place")
    with pytest.raises(WorkspaceError, match="不是地名工作空间"):
        Gazetteer.open(sample_path)


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused_and_kept(sample_path, kept):
    content = sample_path.read_bytes()
    sample_path.write_bytes(content[:int(len(content) * kept)])
    before = digest(sample_path)
    with pytest.raises(WorkspaceError, match="不完整"):
        Gazetteer.open(sample_path)
    assert digest(sample_path) == before


def test_a_newer_schema_is_refused_and_kept(sample_path):
    with closing(sqlite3.connect(sample_path)) as file:
        file.execute("UPDATE setting SET value = '99' WHERE key = 'schema'")
        file.execute("DELETE FROM outside_change")
        file.commit()
    before = digest(sample_path)
    for read_only in (False, True):
        with pytest.raises(WorkspaceError, match="更新版本的程序"):
            Gazetteer.open(sample_path, read_only=read_only)
    assert digest(sample_path) == before


def test_an_old_schema_is_migrated_after_a_copy_was_made(sample_path):
    def add_tone(connection):
        """加声调列"""
        connection.exec_driver_sql("CREATE TABLE tone (id INTEGER PRIMARY KEY)")

    before = digest(sample_path)
    opened = Workspace.open(sample_path, who="张三", steps=[*STEPS, add_tone])
    assert opened.migrated == ["加声调列"]
    opened.close()
    copy = sample_path.with_name(f"天门.结构{current()}升级前.gpkg")
    assert digest(copy) == before
    again = Workspace.open(sample_path, who="张三", steps=[*STEPS, add_tone])
    assert again.migrated == []
    again.close()


def test_a_migration_that_fails_changes_nothing(sample_path):
    def break_off(connection):
        """中断的升级"""
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    before = digest(sample_path)
    with pytest.raises(WorkspaceError):
        Workspace.open(sample_path, who="张三", steps=[*STEPS, break_off])
    assert digest(sample_path) == before
    Gazetteer.open(sample_path).close()


HOLD = """
import sys
from gazetteer.gazetteer import Gazetteer
held = Gazetteer.open(sys.argv[1], who="李四")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_program_reads_only_and_says_who_writes(sample_path):
    with subprocess.Popen([sys.executable, "-c", HOLD, str(sample_path)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        second = Gazetteer.open(sample_path, who="张三")
        assert second.read_only and second.held_by.startswith("李四（工作站")
        with pytest.raises(ReadOnly, match="李四"):
            second.do(EditPlace(1, {"remark": "x"}))
        assert second.count(Place) == 668
        second.close()
        other.kill()
    third = Gazetteer.open(sample_path, who="张三")
    assert not third.read_only and third.held_by == ""
    third.close()


def test_a_file_that_may_not_be_written_opens_for_reading(sample_path, monkeypatch):
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **kw: False if mode == os.W_OK else real(path, mode, **kw))
    opened = Gazetteer.open(sample_path, who="张三")
    assert opened.read_only and opened.held_by == ""
    with pytest.raises(ReadOnly, match="只读"):
        opened.do(EditPlace(1, {"remark": "x"}))
    opened.close()


def test_a_full_disk_refuses_the_change_and_keeps_the_rest(sample):
    before = sample.get(Place, 1).values()
    with sample._workspace.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(WorkspaceError, match="磁盘已满"):
        sample.do(EditPlace(1, {"history": "很长的沿革" * 20_000}))
    assert sample.get(Place, 1).values() == before
    assert backup.integrity(sample.path) == []


def test_a_disk_that_takes_no_note_of_the_writer_does_not_make_the_workspace_read_only(sample_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    opened = Gazetteer.open(sample_path, who="张三")
    assert not opened.read_only
    opened.close()


def test_a_workspace_is_not_created_over_a_file(sample_path):
    before = digest(sample_path)
    with pytest.raises(WorkspaceError, match="已经存在"):
        Gazetteer.create(sample_path)
    assert digest(sample_path) == before


def test_a_backup_holds_everything_and_restores_it(sample, tmp_path):
    picture = tmp_path / "p.jpg"
    picture.write_bytes(b"picture")
    from gazetteer.storage import attachments

    kept = attachments.keep(sample.media_folder, picture)
    sample.do(EditPlace(1, {"remark": "备份前"}))
    copy = backup.back_up(sample.path, tmp_path / "备份")
    sample.do(AddPlace({"name": "后来村", "class_code": "22200", "division_code": "429006107"}))
    path = sample.path
    sample.close()
    shutil.rmtree(sample.media_folder)
    replaced = backup.restore(copy, path)
    opened = Gazetteer.open(path, who="张三")
    assert opened.get(Place, 1).remark == "备份前" and not opened.find(Place, Place.name == "后来村")
    assert attachments.kept_at(opened.media_folder, kept).read_bytes() == b"picture"
    assert replaced is not None and backup.integrity(replaced) == []
    opened.close()


def test_a_damaged_backup_is_not_restored(sample_path, tmp_path):
    damaged = tmp_path / "坏备份.gpkg"
    content = bytearray(sample_path.read_bytes())
    content[8192:200_000] = b"\xff" * (200_000 - 8192)
    damaged.write_bytes(content)
    before = digest(sample_path)
    with pytest.raises(WorkspaceError, match="损坏"):
        backup.restore(damaged, sample_path)
    assert digest(sample_path) == before
