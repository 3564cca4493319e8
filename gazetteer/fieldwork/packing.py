"""What goes into a field package, gathered; the one that packs adds base map and map sheet."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from sqlalchemy import func, select

from gazetteer.exports.columns import chosen, columns_for
from gazetteer.exports.places_table import INTERNAL, PlacesTable, Row, places_table
from gazetteer.fieldwork.extent import Extent
from gazetteer.fieldwork.further import NOTHING, Further
from gazetteer.fieldwork.package_file import write_geopackage
from gazetteer.fieldwork.project import Bounds, write_project
from gazetteer.fieldwork.sign_rows import COLUMNS as SIGN_COLUMNS
from gazetteer.fieldwork.sign_rows import rows_of_signs, signs_leaving
from gazetteer.fieldwork.task_files import write_task_csv, write_task_gpx
from gazetteer.fieldwork.task_list import write_task_list
from gazetteer.fieldwork.tasks import Task, marker_tasks, open_tasks, section_tasks, sign_tasks
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryEntry
from gazetteer.places.place import Place
from gazetteer.secrecy import Refusal

GEOPACKAGE, PROJECT, BASE_MAP, PHOTOS = "外业.gpkg", "外业.qgz", "底图.mbtiles", "DCIM"
TASK_GPX, TASK_CSV, TASK_LIST, TASK_MAP = "任务.gpx", "任务.csv", "任务单.pdf", "任务图.pdf"
KEYS = ("Id", "DMDM", "BZMC", "BM", "CYM", "LMZMPX", "DMYDY", "DMLB", "DMZT", "SSZQDM", "SZXZQ", "CLFF", "GC", "TSMC",
        "DMDLL", "DMDHY", "DMDLSYG", "DLSTGK", "SLNF", "BPGS", "ZLLY", "BZ")
MARGIN = 0.01  # degrees around the outermost places
Progress = Callable[[int, int], None]


@dataclass
class Contents:
    """Everything that a package is made of, before it is written."""

    title: str
    table: PlacesTable
    signs: list[Row]
    tasks: list[Task]
    bounds: Bounds | None
    about: dict[str, str]
    further: Further = NOTHING


@dataclass
class FieldPackage:
    """A package as it was made."""

    path: Path
    files: list[str]
    places: int
    signs: int
    tasks: int
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"path": str(self.path), "files": self.files, "places": self.places, "signs": self.signs,
                "tasks": self.tasks, "refused": [vars(one) for one in self.refused], "notes": self.notes}


def gather(gazetteer: Gazetteer, extent: Extent, progress: Progress | None = None,
           further: Further = NOTHING) -> Contents:
    """The places and signs of an extent with their exact positions, what is to be done there, and their state.

    Places of 秘密 and above, and those without 密级, stay in the office. Raises GazetteerError.
    """
    ids = extent.place_ids(gazetteer)
    table = table_of_package(gazetteer, ids, progress) if ids else bare_table(gazetteer)
    leaving = {row.id for row in table.rows}
    tasks = open_tasks(gazetteer, list(gazetteer.get_many(Place, leaving).values()))
    signs = signs_leaving(gazetteer, extent, leaving)
    tasks += sign_tasks(gazetteer, signs, len(tasks))
    bounds = extent.area.bounds if extent.area is not None else _bounds(table, tasks)
    near = extent.area if extent.area is not None else shapely.box(*bounds) if bounds else None
    tasks += marker_tasks(gazetteer, lambda marker: near is not None and marker.geom is not None
                          and bool(near.intersects(marker.geom)), len(tasks))
    tasks += section_tasks(gazetteer, lambda place: near is not None and bool(near.intersects(place)), len(tasks))
    cursor = gazetteer.scalar(select(func.max(HistoryEntry.__table__.c.id))) or 0
    about = {"package": str(uuid.uuid4()), "workspace": str(gazetteer.setting("uuid")), "cursor": str(cursor),
             "division": extent.division, "area": "" if extent.area is None else extent.area.wkt,
             "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "who": gazetteer.who,
             "secrecy": table.secrecy, "columns": ",".join(column.key for column in table.columns),
             "sign_columns": ",".join(column.key for column in SIGN_COLUMNS), **further.about}
    return Contents(f"{extent.named(gazetteer)}外业", table, rows_of_signs(gazetteer, signs), tasks, bounds, about,
                    further)


def table_of_package(gazetteer: Gazetteer, ids: list[int], progress: Progress | None = None) -> PlacesTable:
    """The places with the fields that a package carries: the common ones, and those of their classes."""
    codes = {str(place.class_code or "") for place in gazetteer.get_many(Place, ids).values()}
    special = [one.key for one in columns_for(gazetteer, codes) if one.field.startswith("attrs.")]
    return places_table(gazetteer, ids=ids, keys=[*KEYS, *special], internal=True, progress=progress)


def bare_table(gazetteer: Gazetteer) -> PlacesTable:
    """The common fields without a place: for a package that is made for something else."""
    return PlacesTable(chosen(columns_for(gazetteer, set()), KEYS), [], secrecy=INTERNAL)


def write_contents(gazetteer: Gazetteer, contents: Contents, folder: Path, base_map: str | None) -> list[str]:
    """Write database, project, tasks and an empty folder for photos; returns the names of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    write_geopackage(gazetteer, folder / GEOPACKAGE, contents.table, contents.signs, contents.tasks,
                     contents.about, contents.further)
    bounds = contents.bounds or (112.5, 30.3, 113.5, 30.9)  # the city
    write_project(folder / PROJECT, GEOPACKAGE, contents.table.columns, bounds, contents.title, base_map,
                  contents.further)
    write_task_gpx(contents.tasks, folder / TASK_GPX, contents.table.secrecy)
    write_task_csv(contents.tasks, folder / TASK_CSV)
    write_task_list(contents.title, contents.tasks, folder / TASK_LIST, contents.table.secrecy)
    (folder / PHOTOS).mkdir(exist_ok=True)
    return [GEOPACKAGE, PROJECT, TASK_GPX, TASK_CSV, TASK_LIST]


def _bounds(table: PlacesTable, tasks: list[Task]) -> Bounds | None:
    boxes = [row.geometry.bounds for row in table.rows if row.geometry is not None]
    boxes += [task.point.bounds for task in tasks if task.point is not None]
    if not boxes:
        return None
    low, high = np.min(boxes, axis=0), np.max(boxes, axis=0)
    return float(low[0]) - MARGIN, float(low[1]) - MARGIN, float(high[2]) + MARGIN, float(high[3]) + MARGIN
