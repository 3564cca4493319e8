"""GeoPackage: one layer of the table's name, numbers as numbers; a field is as long as its text."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from gazetteer.errors import GazetteerError
from gazetteer.exports.places_table import PlacesTable, Value
from gazetteer.formats.whole_file import write_whole


def write_geopackage(table: PlacesTable, path: Path, encoding: str) -> list[Path]:
    """One layer that holds shapes of every kind. Raises GazetteerError where the library refuses."""
    import pyogrio

    shapes = np.array([None if row.geometry is None else shapely.to_wkb(row.geometry) for row in table.rows],
                      dtype=object)
    held = [_column([row.values[column.key] for row in table.rows], column.is_number) for column in table.columns]
    kinds = {row.geometry.geom_type for row in table.rows if row.geometry is not None}
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.gpkg"
        try:
            pyogrio.raw.write(str(draft), shapes, [values for values, _ in held],
                              [column.key for column in table.columns], [mask for _, mask in held], driver="GPKG",
                              layer=table.label, geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown",
                              crs=f"EPSG:{table.crs}")
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.GeometryError,
                pyogrio.errors.FeatureError, pyogrio.errors.FieldError) as error:
            raise GazetteerError("写不成 GeoPackage", why=str(error), remedy="请核对这些记录的图形和字段") from error
        return [write_whole(path, draft.read_bytes())]


def _column(values: Sequence[Value], numbers: bool) -> tuple[Any, Any]:
    """Values as an array of one type, with a mask of those that are lacking."""
    lacking = np.array([value is None for value in values], dtype=bool)
    if numbers and all(isinstance(value, int | float | None) for value in values):
        whole = all(isinstance(value, int) for value in values if value is not None)
        return np.array([value or 0 for value in values], dtype=np.int64 if whole else np.float64), lacking
    return np.array([None if value is None else str(value) for value in values], dtype=object), lacking
