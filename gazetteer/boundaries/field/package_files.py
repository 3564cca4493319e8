"""The files that a person brings: folders whole, field packages unpacked and without our own papers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gazetteer.boundaries.field.brought import Brought
from gazetteer.errors import GazetteerError
from gazetteer.fieldwork.packing import BASE_MAP, GEOPACKAGE, PROJECT, TASK_CSV, TASK_GPX, TASK_LIST, TASK_MAP
from gazetteer.formats.archives import Budget, unpack

HIDDEN = ("~$", ".")  # names of files that programs leave while others are open
_WRITTEN = (PROJECT, BASE_MAP, TASK_GPX, TASK_CSV, TASK_LIST, TASK_MAP)
_STEM = PurePosixPath(GEOPACKAGE).stem


@dataclass(frozen=True)
class BroughtFile:
    """A file, how it is told, and whether it is the database of a field package."""

    path: Path
    name: str
    package: bool = False


def files_of(paths: Sequence[Path], brought: Brought) -> Iterator[BroughtFile]:
    """Every file that may tell something; an unpacked package is kept with what was brought.

    Raises GazetteerError for a path that is not there.
    """
    for path in paths:
        if not path.exists():
            raise GazetteerError("找不到文件", where=str(path), remedy="请检查文件名和路径")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        packed = {one.parent for one in inside if one.name == GEOPACKAGE}
        for one in inside:
            if not one.is_file() or one.name.startswith(HIDDEN):
                continue
            told = str(one.relative_to(path)) if path.is_dir() else one.name
            if _is_zipped_package(one):
                yield from _unpacked(one, told, brought)
            elif not _written_by_us(one, packed):
                yield BroughtFile(one, told, one.name == GEOPACKAGE)


def _unpacked(path: Path, name: str, brought: Brought) -> Iterator[BroughtFile]:
    try:
        unpacked = unpack(path, Budget())
    except GazetteerError as error:
        brought.miss(name, "", "", "，".join(part for part in (error.what, error.why) if part))
        return
    brought.held.append(unpacked)
    for refused, why in unpacked.refused:
        brought.miss(name, refused, "", why)
    for one in files_of([unpacked.folder], brought):
        yield BroughtFile(one.path, f"{name}/{one.path.name if one.package else one.name}", one.package)


def _written_by_us(path: Path, packed: set[Path]) -> bool:
    """What stands in a package's folder for people and programs outside, and tells nothing when it comes back."""
    beside = path.parent in packed and (path.name in _WRITTEN or path.suffix.lower() == ".pdf")
    return beside or (path.parent in packed and path.stem == _STEM and path.name != GEOPACKAGE) or (
        path.name.startswith(GEOPACKAGE + "-"))


def _is_zipped_package(path: Path) -> bool:
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(PurePosixPath(name).name == GEOPACKAGE for name in archive.namelist())
