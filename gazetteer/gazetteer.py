"""The one door: everything that reads or changes a workspace goes through `Gazetteer`."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import insert, select

from gazetteer import history, registers
from gazetteer.errors import UndoRefused
from gazetteer.foundation import LoadReference, LoadSample
from gazetteer.history import Changed, HistoryChange, HistoryEntry, UndoStack
from gazetteer.outside import OUTSIDE_CHANGE, take_in_outside_changes
from gazetteer.record import Record, table_of
from gazetteer.secrecy import PUBLIC
from gazetteer.storage import attachments
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Reader, StateChanged, Work, keep_all_contents, replay
from gazetteer.storage.workspace import Workspace

Listener = Callable[[Changed], None]
COUNTY = "429006"
PROGRAM = "系统"


class Command(Protocol):
    """A change: a frozen dataclass whose docstring's first line is the text of menu and history."""

    def apply(self, work: Work) -> None: ...


class Gazetteer(Reader):
    """An open workspace: its registers, its history, and the only way to change them.

    Reading and `do` may be called from any thread; listeners are called in the caller's thread, after the commit.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.reading)
        self._workspace = workspace
        self._writing = threading.RLock()
        self._listeners: list[Listener] = []
        self._stack = UndoStack(workspace.who)
        if not workspace.read_only:
            self._note_outside_changes()
        self._fill_stack()

    @classmethod
    def create(cls, path: str | Path, *, who: str | None = None, name: str = "天门市地名数据库",
               default_secrecy: str = PUBLIC) -> Gazetteer:
        """Make a new workspace and open it. Raises WorkspaceError when the file exists or cannot be written."""
        path = Path(path)
        Workspace.create(path, registers.KEPT + registers.HISTORY, registers.KEPT,
                         {"name": name, "county": COUNTY, "default_secrecy": default_secrecy})
        made = cls.open(path, who=who)
        made._install(LoadReference())
        return made

    @classmethod
    def create_sample(cls, path: str | Path, *, who: str | None = None) -> Gazetteer:
        """Make the Tianmen sample: 28 township-level units and 639 villages; the villages have no position yet."""
        made = cls.create(path, who=who, name="天门市地名数据库（样例）")
        made._install(LoadSample())
        return made

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False, who: str | None = None) -> Gazetteer:
        """Open a workspace; read-only when asked, when the medium is, or when someone else writes."""
        return cls(Workspace.open(Path(path), who=who or _person(), read_only=read_only))

    @property
    def path(self) -> Path:
        """The workspace file."""
        return self._workspace.path

    @property
    def read_only(self) -> bool:
        """Whether this program may not change the workspace."""
        return self._workspace.read_only

    @property
    def held_by(self) -> str:
        """Who else writes this workspace, for a person to read; "" when nobody does."""
        return str(self._workspace.holder or "")

    @property
    def who(self) -> str:
        """The person in whose name changes are made."""
        return self._workspace.who

    @property
    def media_folder(self) -> Path:
        """Where attachments are kept."""
        return attachments.folder_of(self.path)

    @property
    def cache_folder(self) -> Path:
        """A folder outside the workspace for what can be derived again, one for each workspace."""
        from platformdirs import user_cache_path

        folder = user_cache_path("tianmen-gazetteer", appauthor=False) / str(self.setting("uuid"))
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def setting(self, key: str, default: str | None = None) -> str | None:
        """A decision of the office for this workspace."""
        value = self.scalar(select(Setting.value).where(Setting.key == key))
        return default if value is None else str(value)

    def do(self, command: Command, reason: str = "") -> Changed:
        """Carry a command out: all of it in one transaction with its history, or nothing.

        Raises RuleBroken, ReadOnly or another GazetteerError with the workspace as it was.
        """
        title = title_of(command)
        return self._transact(command.apply, history.DO, title, lambda: getattr(command, "summary", title), reason)

    def undo(self, entry: int | None = None) -> Changed:
        """Take back one's own last change, or the change of an entry. Raises UndoRefused with the reason."""
        with self._writing:
            return self._turn(entry or self._stack.to_undo, history.UNDO, "撤销")

    def redo(self) -> Changed:
        """Do again what was undone last. Raises UndoRefused with the reason."""
        with self._writing:
            return self._turn(self._stack.to_redo, history.REDO, "重做")

    @property
    def undo_text(self) -> str | None:
        """What `undo` would take back; None when there is nothing."""
        return self._summary(self._stack.to_undo)

    @property
    def redo_text(self) -> str | None:
        """What `redo` would do again; None when there is nothing."""
        return self._summary(self._stack.to_redo)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change after it is made; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def history(self, record: Record | None = None, *, table: str | None = None, limit: int | None = None,
                offset: int = 0) -> list[HistoryEntry]:
        """Entries, newest first: all, of a register, or of one record."""
        where = []
        if record is not None or table is not None:
            touching = select(HistoryChange.entry_id).where(
                HistoryChange.table_name == (table_of(type(record)) if record is not None else table))
            if record is not None:
                touching = touching.where(HistoryChange.record_id == record.id)
            where.append(HistoryEntry.id.in_(touching))
        return self.find(HistoryEntry, *where, order_by=HistoryEntry.id.desc(), limit=limit, offset=offset)

    def changes_of(self, entry: int) -> list[HistoryChange]:
        """Every record of an entry, before and after."""
        return self.find(HistoryChange, HistoryChange.entry_id == entry)

    def close(self) -> None:
        """Let go of the workspace."""
        self._listeners.clear()
        self._workspace.close()

    def _transact(self, apply: Callable[[Work], None], kind: str, command: str, summary: Callable[[], str],
                  reason: str = "", target: int | None = None, who: str | None = None) -> Changed:
        with self._writing:
            with self._workspace.transaction() as connection:
                work = Work(connection, who=who or self.who, now=_now())
                apply(work)
                entry = _record(work, self._workspace.desk, kind=kind, command=command, summary=summary(),
                                reason=reason, target=target)
                keep_all_contents(work, registers.BY_TABLE)
            self._stack.follow(entry, kind, target, who or self.who)
            changed = Changed(entry, kind, summary(), history.touched(work.changes))
        for listener in list(self._listeners):
            listener(changed)
        return changed

    def _install(self, command: Command) -> None:
        """What the program itself puts in is in the history, but nobody's to undo."""
        title = title_of(command)
        self._transact(command.apply, history.DO, title, lambda: title, who=PROGRAM)

    def _turn(self, entry: int | None, kind: str, verb: str) -> Changed:
        original = self.get(HistoryEntry, entry) if entry else None
        if original is None or entry is None:
            raise UndoRefused(f"没有可以{verb}的操作")
        changes = self.changes_of(entry)
        ordered = list(history.inverse(changes)) if kind == history.UNDO else changes

        try:
            return self._transact(lambda work: replay(work, ordered, registers.BY_TABLE), kind, str(original.command),
                                  lambda: f"{verb}：{original.summary}", target=entry)
        except StateChanged as conflict:  # read who did it only now: a large transaction locks readers out
            raise self._refusal(verb, original, conflict.change) from None

    def _refusal(self, verb: str, original: HistoryEntry, change: HistoryChange) -> UndoRefused:
        model = registers.BY_TABLE[str(change.table_name)]
        later = self.find(HistoryEntry, HistoryEntry.id.in_(
            select(HistoryChange.entry_id).where(HistoryChange.table_name == change.table_name,
                                                 HistoryChange.record_id == change.record_id)),
            order_by=HistoryEntry.id.desc(), limit=1)
        by = f"{later[0].who}后来做了“{later[0].summary}”" if later else "该记录后来被修改"
        return UndoRefused(f"不能{verb}“{original.summary}”", where=f"{model.__label__} 编号{change.record_id}",
                           why=by, remedy="先处理后来的修改，或直接改正该记录")

    def _summary(self, entry: int | None) -> str | None:
        found = self.get(HistoryEntry, entry) if entry else None
        return str(found.summary) if found else None

    def _fill_stack(self) -> None:
        query = select(HistoryEntry.id, HistoryEntry.kind, HistoryEntry.target, HistoryEntry.who)
        for entry, kind, target, who in self.rows(query.order_by(HistoryEntry.id)):
            self._stack.follow(entry, kind, target, who)

    def _note_outside_changes(self) -> None:
        if self.scalar(select(OUTSIDE_CHANGE.c.id).limit(1)) is None:
            return
        said: list[str] = []
        self._transact(lambda work: said.append(take_in_outside_changes(work)), history.OUTSIDE, history.OUTSIDE_TITLE,
                       lambda: said[0], who="外部程序")


def title_of(command: Command) -> str:
    """The Chinese name of a command: the first line of its docstring."""
    return (type(command).__doc__ or type(command).__name__).strip().splitlines()[0].rstrip("。")


def _record(work: Work, desk: str, **about: str | int | None) -> int:
    """Write the entry with all its changes; they stand in the same transaction as the change itself."""
    entry = HistoryEntry(at=work.now, who=work.who, desk=desk, **about)  # type: ignore[arg-type]
    made = work.connection.execute(insert(HistoryEntry.__table__).values(_without_id(entry)))
    entry_id = int(made.lastrowid)
    for change in work.changes:
        change.entry_id = entry_id
    if work.changes:
        work.connection.execute(insert(HistoryChange.__table__), [_without_id(change) for change in work.changes])
    return entry_id


def _without_id(record: Record) -> dict[str, object]:
    return {name: value for name, value in record.values().items() if name != "id"}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "本机用户"
