"""Files reach their place whole or not at all, under names that every system takes."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from gazetteer.errors import GazetteerError

_UNFIT = re.compile(r'[\\/:*?"<>|\s]+')  # what Windows takes in no file name


def fit_name(name: str) -> str:
    """A file name without characters that a system refuses."""
    return _UNFIT.sub("_", name)


def write_whole(path: Path, content: bytes) -> Path:
    """Write beside the place and move over; a failure leaves what was there. Raises GazetteerError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            os.chmod(draft, 0o644)
            os.replace(draft, path)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise GazetteerError("文件写不出来", where=str(path), why=error.strerror or str(error),
                             remedy="请检查文件夹权限和磁盘空间，或关闭正打开这个文件的程序") from error
    return path
