"""Fetched tiles on this machine's disk, outside every workspace; they can be thrown away at any time."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from layers.tiles import Key

FRESH = 30 * 86_400.0  # seconds until a tile is asked for again; it is shown meanwhile
MOST = 500_000_000  # bytes of one service
ROOM = 0.8  # of that stays when the oldest are dropped
LOOK_AFTER = 500  # tiles written between two looks at the size


class TileCache:
    """The tiles of one service under its own folder."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self._name, self._given = name, folder
        self._written = 0

    @property
    def folder(self) -> Path:
        """Where the tiles lie."""
        if self._given is not None:
            return self._given / self._name
        from platformdirs import user_cache_path

        return user_cache_path("tianmen-gazetteer", appauthor=False) / "tiles" / self._name

    def read(self, key: Key) -> tuple[bytes | None, bool]:
        """The tile, None when it is not kept, and whether it is fresh."""
        path = self._path(key)
        try:
            age = time.time() - path.stat().st_mtime
            return path.read_bytes(), age < FRESH
        except OSError:
            return None, False

    def write(self, key: Key, content: bytes) -> None:
        """Keeps a tile; a full or read-only disk only means that it is fetched again."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            os.replace(draft, path)
        except OSError:
            self._written += 1  # looked at below: room may be what is missing
        self._written += 1
        if self._written >= LOOK_AFTER:
            self._written = 0
            self.shrink()

    def shrink(self, most: int = MOST) -> int:
        """Drops the oldest tiles when there are more than `most` bytes; gives how many were dropped."""
        found = []
        for path in self.folder.rglob("*"):
            try:
                about = path.stat()
            except OSError:
                continue  # another program dropped it just now
            if path.is_file():
                found.append((about.st_mtime, about.st_size, path))
        total, dropped = sum(size for _, size, _ in found), 0
        if total <= most:
            return 0
        for _, size, path in sorted(found):
            if total <= most * ROOM:
                break
            path.unlink(missing_ok=True)
            total, dropped = total - size, dropped + 1
        return dropped

    def _path(self, key: Key) -> Path:
        level, column, row = (str(number) for number in key)
        return self.folder / level / column / row
