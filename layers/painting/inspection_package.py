"""What a team takes along to an inspection, whole: the papers and waypoints, and the package for phones."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.boundaries.field.going_out import PACKAGE, FieldFolder, Progress, package_extent, write_field_folder
from gazetteer.boundaries.field.package_out import package_layers
from gazetteer.errors import GazetteerError
from layers.painting.field_package import make_field_package

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer


def write_whole_field_folder(gazetteer: Gazetteer, inspection_id: int, folder: Path, package: bool = True,
                             progress: Progress | None = None) -> FieldFolder:
    """Write it; why there is no package for phones is among the notes. Raises GazetteerError and Cancelled."""
    made = write_field_folder(gazetteer, inspection_id, folder, progress)
    if not package:
        return made
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as held:
        draft = Path(held) / PACKAGE
        try:
            packed = make_field_package(gazetteer, package_extent(gazetteer, inspection_id), draft, progress,
                                        package_layers(gazetteer, inspection_id))
        except GazetteerError as error:
            made.notes.append(f"没有外业数据包：{error}")
            return made
        draft.replace(folder / PACKAGE)
    made.files.append(PACKAGE)
    made.notes += packed.notes
    return made
