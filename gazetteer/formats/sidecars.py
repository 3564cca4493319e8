"""Which files in a folder belong to others, and which are nobody's content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

# By the suffix of the file that is read: the suffixes of what belongs to it.
SIDECARS: dict[str, tuple[str, ...]] = {
    ".shp": (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj", ".qmd", ".qml", ".sld", ".fbn", ".fbx",
             ".ain", ".aih", ".atx", ".ixs", ".mxs", ".shp.xml"),
    ".tab": (".map", ".id", ".dat", ".ind", ".dbf"),
    ".mif": (".mid",),
    ".gpkg": (".gpkg-wal", ".gpkg-shm", ".qml", ".qmd"),
    ".geojson": (".qml", ".qmd"),
    ".csv": (".csvt", ".prj", ".qmd"),
    ".jpg": (".xmp", ".jpg.xmp", ".aux.xml", ".jpg.aux.xml"),
    ".tif": (".tfw", ".aux.xml", ".tif.aux.xml", ".prj"),
}
_NOBODYS = ("thumbs.db", "desktop.ini", ".ds_store")
_OF_SYSTEMS = ("__macosx", "$recycle.bin", "system volume information", ".git")
_UNFINISHED = ("~$", "._", ".~lock")


def beside(path: Path, suffix: str) -> Path | None:
    """The file of the same name with another suffix, in either case; None where there is none."""
    wanted = path.stem.casefold() + suffix
    if (found := path.with_suffix(suffix)).exists():
        return found
    return next((each for each in path.parent.iterdir() if each.name.casefold() == wanted), None)


def with_sidecars(path: Path) -> dict[str, Path]:
    """A file and everything that belongs to it, by name."""
    names = _belonging(path)
    found = {each.name: each for each in path.parent.iterdir() if each.name.casefold() in names and each.is_file()}
    return {path.name: path, **found} if found else {}


def sidecars_among(files: Iterable[Path]) -> set[Path]:
    """Those of the files that belong to another one of them."""
    listed = list(files)
    owned = {(path.parent, name) for path in listed for name in _belonging(path)}
    return {path for path in listed if (path.parent, path.name.casefold()) in owned}


def is_nobodys(parts: Sequence[str]) -> bool:
    """True for what systems and open programs leave behind: Thumbs.db, __MACOSX, ~$表.xlsx."""
    lowered = [part.casefold() for part in parts]
    return (lowered[-1] in _NOBODYS or lowered[-1].startswith(_UNFINISHED)
            or any(part in _OF_SYSTEMS for part in lowered[:-1]))


def _belonging(path: Path) -> set[str]:
    return {path.stem.casefold() + suffix for suffix in SIDECARS.get(path.suffix.lower(), ())}
