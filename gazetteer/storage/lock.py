"""One writer at a time: a lock beside the workspace that dies with its program, and who holds it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout


@dataclass(frozen=True)
class Holder:
    """Who writes: a person's name, the computer's, and the local time since when."""

    who: str
    desk: str
    since: str

    def __str__(self) -> str:
        return f"{self.who}（工作站 {self.desk}，自 {self.since}）"


class WriterLock:
    """Taken by the one program that may write. The operating system releases it when that program ends or dies."""

    def __init__(self, workspace: Path) -> None:
        self._lock = FileLock(workspace.with_name(workspace.name + ".lock"), timeout=0)
        self._note = workspace.with_name(workspace.name + ".writer.json")

    def take(self, who: str, desk: str) -> bool:
        """True when we are the writer now; False when someone else is, or when nothing can be written here."""
        try:
            self._lock.acquire()
        except (Timeout, OSError):
            self._lock.release()
            return False
        holder = Holder(who, desk, datetime.now().strftime("%Y-%m-%d %H:%M"))
        with suppress(OSError):  # a full disk takes no note, but the lock is ours all the same
            self._note.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
        return True

    def holder(self) -> Holder | None:
        """Who writes, as far as is known."""
        try:
            return Holder(**json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def release(self) -> None:
        """Let others write; leaves nothing beside the workspace."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()
            with suppress(OSError):  # another program may have taken it in this moment
                Path(self._lock.lock_file).unlink(missing_ok=True)
