"""The workspace file: made whole or not at all, opened after a look at it, written by one program at a time."""

from __future__ import annotations

import os
import platform
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from gazetteer.errors import ReadOnly, WorkspaceError
from gazetteer.record import Record
from gazetteer.storage import geopackage, migrations
from gazetteer.storage.connections import connect, reading_engine, writing_engine
from gazetteer.storage.failures import database_explained, explained
from gazetteer.storage.lock import Holder, WriterLock

_MAGIC = b"SQLite format 3\x00"


class Workspace:
    """One open workspace file; `read_only` says whether this program may change it, `holder` who else does."""

    def __init__(self, path: Path, *, who: str, read_only: bool, steps: Sequence[migrations.Step]) -> None:
        self.path, self.who, self.desk = path, who, platform.node()
        self.holder: Holder | None = None
        self.migrated: list[str] = []
        self._lock = WriterLock(path)
        self._writing: Engine | None = None
        self.read_only = read_only or not self._become_writer()
        try:
            schema = self._prepare(steps)
            older = schema < migrations.current(steps)
            self.reading = reading_engine(path, migrations.stand_ins if older else None)
        except BaseException:
            self._lock.release()
            raise

    @classmethod
    def open(cls, path: Path, *, who: str, read_only: bool = False,
             steps: Sequence[migrations.Step] = migrations.STEPS) -> Workspace:
        """Open an existing workspace; changes nothing in the file unless its schema is old.

        Raises WorkspaceError when it is missing, damaged, foreign or newer than this program.
        """
        _inspect(path)
        with explained(path, "打开工作空间"):
            return cls(path, who=who, read_only=read_only, steps=steps)

    @classmethod
    def create(cls, path: Path, models: Iterable[type[Record]], watched: Iterable[type[Record]],
               settings: dict[str, str]) -> None:
        """Make a new empty workspace; the file appears only when it is complete."""
        if path.exists():
            raise WorkspaceError("同名文件已经存在，没有新建", where=str(path), remedy="换一个文件名，或先移走原文件")
        draft = path.with_name(path.name + ".part")
        with explained(path, "新建工作空间"):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            engine = writing_engine(draft, "rwc")
            with engine.begin() as connection:
                geopackage.lay_out(connection)
                for model in models:
                    geopackage.add_register(connection, model)
                rows = {"uuid": str(uuid.uuid4()), "schema": str(migrations.current()), **settings}
                connection.exec_driver_sql("INSERT INTO setting (key, value) VALUES (?, ?)", list(rows.items()))
                geopackage.watch_outside_changes(connection, watched)
            engine.dispose()
            os.replace(draft, path)

    def _become_writer(self) -> bool:
        if not os.access(self.path, os.W_OK) or not os.access(self.path.parent, os.W_OK):
            return False
        if self._lock.take(self.who, self.desk):
            return True
        self.holder = self._lock.holder()
        return False

    def _prepare(self, steps: Sequence[migrations.Step]) -> int:
        """Bring an older file up to date where it may be written; the schema that it has now."""
        if self.read_only:
            with closing(connect(self.path, "ro")) as bare:
                schema = int(bare.execute("SELECT value FROM setting WHERE key = 'schema'").fetchone()[0])
            migrations.refuse_newer(self.path, schema, steps)
            return schema
        self._writing = writing_engine(self.path)
        with self._writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            schema = migrations.schema_of(connection)
        migrations.refuse_newer(self.path, schema, steps)
        if schema < migrations.current(steps):
            migrations.copy_before(self.path, schema)
            with self.transaction() as connection:
                self.migrated = migrations.migrate(connection, steps)
        return migrations.current(steps)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing: what is done inside stands on disk after the block, or nothing does."""
        if self._writing is None:
            by = f"{self.holder}正在编辑" if self.holder else "以只读方式打开"
            raise ReadOnly("工作空间是只读的，没有修改", where=str(self.path), why=by,
                           remedy="等对方关闭后重新打开；只读介质上的请先复制到可写的磁盘")
        with database_explained(self.path, "保存"), self._writing.begin() as connection:
            connection.exec_driver_sql("INSERT INTO own_change DEFAULT VALUES")
            yield connection
            connection.exec_driver_sql("DELETE FROM own_change")

    def close(self) -> None:
        """Let go of the file and of the lock."""
        self.reading.dispose()
        if self._writing is not None:
            self._writing.dispose()
        self._lock.release()


def _inspect(path: Path) -> None:
    """Look at a file before SQLite does, so that the message fits. Raises WorkspaceError."""
    if path.is_dir() or not path.exists():
        raise WorkspaceError("找不到工作空间文件", where=str(path), remedy="检查路径，或用“新建”建立工作空间")
    with explained(path, "打开工作空间"), path.open("rb") as content:
        head = content.read(100)
        size = os.fstat(content.fileno()).st_size
    if head[:16] != _MAGIC or len(head) < 100:
        raise WorkspaceError("这个文件不是 GeoPackage", where=str(path), why="文件头不是 SQLite 数据库",
                             remedy="请选择 .gpkg 工作空间；测量文件请用“导入”")
    page = int.from_bytes(head[16:18], "big")
    expected = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    left_half_done = path.with_name(path.name + "-journal").exists()
    if size < expected and not left_half_done:
        raise WorkspaceError("工作空间文件不完整", where=str(path), why=f"应有{expected}字节，实有{size}字节",
                             remedy="文件可能在复制时中断，请重新复制或从备份恢复；文件保持原样")
    # Only a connection that may write can roll back what a crash left half-done.
    _inspect_schema(path, head, "rw" if left_half_done and os.access(path, os.W_OK) else "ro")


def _inspect_schema(path: Path, head: bytes, mode: str) -> None:
    with explained(path, "打开工作空间"), closing(connect(path, mode)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "gpkg_contents" not in tables or int.from_bytes(head[68:72], "big") != geopackage.APPLICATION_ID:
        raise WorkspaceError("这个文件不是 GeoPackage", where=str(path), why="它是其他用途的 SQLite 数据库",
                             remedy="请选择 .gpkg 工作空间")
    if not {"place", "setting", "history_entry"} <= tables:
        raise WorkspaceError("这个 GeoPackage 不是地名工作空间", where=str(path), why="缺少地名登记表",
                             remedy="新建工作空间后用“导入”取入其中的数据")
