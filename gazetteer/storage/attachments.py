"""Files that belong to records, kept once by the hash of their content in a folder beside the workspace."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from gazetteer.errors import GazetteerError

_CHUNK = 1 << 20


def folder_of(workspace: Path) -> Path:
    """The folder that keeps a workspace's attachments: 天门.gpkg → 天门.media."""
    return workspace.with_suffix(".media")


def hash_of(path: Path) -> str:
    """SHA-256 of a file's content, as 64 hexadecimal digits."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def kept_at(folder: Path, sha256: str) -> Path:
    """Where the content with this hash lies, whether it is there or not."""
    return folder / sha256[:2] / sha256


def keep(folder: Path, source: Path) -> str:
    """Take a copy of a file in; returns its hash. The same content is kept once."""
    try:
        sha256 = hash_of(source)
        goal = kept_at(folder, sha256)
        if not goal.exists():
            goal.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=goal.parent)
            os.close(handle)
            shutil.copyfile(source, draft)
            os.replace(draft, goal)
    except OSError as failure:
        raise GazetteerError("附件未能存入", where=str(source), why=failure.strerror or str(failure),
                             remedy="检查文件能否读取、磁盘是否可写且有空间") from failure
    return sha256


def missing(folder: Path, hashes: Iterable[str]) -> Iterator[str]:
    """The hashes whose content is not there, or no longer what it was when it was kept."""
    for sha256 in hashes:
        path = kept_at(folder, sha256)
        if not path.is_file() or hash_of(path) != sha256:
            yield sha256
