"""Pictures and sheets reach their place whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from gazetteer.errors import GazetteerError


def write_whole(path: Path, content: bytes) -> Path:
    """Writes beside the place and moves over; a failure leaves what was there. Raises GazetteerError."""
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
                             remedy="请关闭正打开它的程序，或换一个有权限、有空间的文件夹。") from error
    return path
