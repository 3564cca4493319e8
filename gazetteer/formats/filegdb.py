"""File geodatabases of ArcGIS: a folder that is read as one file."""

from __future__ import annotations

from pathlib import Path

from gazetteer.formats.features import layers
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import Ask, folder_reader
from gazetteer.formats.report import Report

_CATALOGUE = "a00000001.gdbtable"


def is_filegdb(folder: Path) -> bool:
    """Whether a folder is a file geodatabase."""
    return folder.suffix.lower() == ".gdb" and has_catalogue(folder)


def has_catalogue(folder: Path) -> bool:
    """Whether the files of a file geodatabase lie in a folder, whatever its name."""
    return (folder / _CATALOGUE).is_file()


@folder_reader(is_filegdb)
def read_filegdb(ask: Ask) -> Report:
    """Read every layer of a file geodatabase."""
    report = Report(ask.path, "FileGDB")
    read_layers(ask, report, layers(ask, str(ask.path)), declared="utf-8")
    report.members = {path.name: path for path in sorted(ask.path.iterdir())
                      if path.is_file() and not path.name.endswith(".lock")}
    return report
