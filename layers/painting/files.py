"""Pictures and sheets reach their place whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from gazetteer.errors import GazetteerError

Result = TypeVar("Result")


def write_whole(path: Path, write: Callable[[Path], Result]) -> Result:
    """Writes beside the place and moves over; a failure leaves what was there. Raises GazetteerError."""
    part = path.with_name(f"{path.stem}.part{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        result = write(part)
        part.replace(path)
    except OSError as error:
        raise GazetteerError("文件无法写出", where=str(path), why=error.strerror or str(error),
                             remedy="请关闭正打开它的程序，或换一个有权限、有空间的文件夹。") from error
    finally:
        part.unlink(missing_ok=True)
    return result
