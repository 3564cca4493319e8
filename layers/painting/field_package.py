"""Packs for the field: database, project, base map, tasks and a map sheet in one folder or zip."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import GazetteerError
from gazetteer.fieldwork.extent import Extent
from gazetteer.fieldwork.further import NOTHING, Further
from gazetteer.fieldwork.packing import (
    BASE_MAP,
    PHOTOS,
    TASK_MAP,
    Contents,
    FieldPackage,
    Progress,
    gather,
    write_contents,
)
from layers.base_cut import cut_base
from layers.painting.publish import publish_sheet

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer


def make_field_package(gazetteer: Gazetteer, extent: str | Extent, out: Path | str,
                       progress: Progress | None = None, further: Further = NOTHING) -> FieldPackage:
    """Write a package for an extent, or for a unit by its code: all of it or nothing.

    `out` becomes a zip where it ends so, else a new folder. Raises GazetteerError and Cancelled.
    """
    out = Path(out)
    if out.exists():
        raise GazetteerError("这里已经有一个数据包", where=str(out), remedy="请换一个名字，或先移走原来的")
    tell = progress or (lambda done, total: None)
    contents = gather(gazetteer, Extent(extent) if isinstance(extent, str) else extent, tell, further)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".") as held:
            folder = Path(held) / out.stem
            made = FieldPackage(out, [], len(contents.table.rows), len(contents.signs), len(contents.tasks),
                                contents.table.refused, list(contents.table.notes))
            _fill(gazetteer, contents, folder, made, tell)
            draft = _zipped(folder) if out.suffix.lower() == ".zip" else folder
            shutil.move(draft, out)
    except OSError as error:
        raise GazetteerError("外业数据包写不出来", where=str(out), why=error.strerror or str(error),
                             remedy="请检查文件夹权限和磁盘空间") from error
    return made


def _fill(gazetteer: Gazetteer, contents: Contents, folder: Path, made: FieldPackage, tell: Progress) -> None:
    folder.mkdir(parents=True)
    base_map = None
    if contents.bounds is None:
        made.notes.append("这个范围里还没有任何位置，数据包不带底图和任务图")
    else:
        made.notes += cut_base(gazetteer, contents.bounds, folder / BASE_MAP, tell)
        base_map = BASE_MAP if (folder / BASE_MAP).exists() else None
        made.notes += _map(gazetteer, contents, folder)
    made.files += write_contents(gazetteer, contents, folder, base_map)
    made.files += [name for name in (BASE_MAP, TASK_MAP) if (folder / name).exists()]


def _map(gazetteer: Gazetteer, contents: Contents, folder: Path) -> list[str]:
    """A sheet of the area for paper; without one the package is still of use."""
    try:
        publish_sheet(gazetteer, folder / TASK_MAP, bbox=contents.bounds, title=f"{contents.title}任务图")
    except GazetteerError as error:
        return [f"没有任务图：{error}"]
    return []


def _zipped(folder: Path) -> Path:
    path = folder.with_name(folder.name + ".zip.part")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{folder.name}/{PHOTOS}/", b"")
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{folder.name}/{file.relative_to(folder).as_posix()}")
    return path
