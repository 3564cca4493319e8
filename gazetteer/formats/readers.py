"""The list of readers and the one way in: a file is known by what it holds, then by its suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazetteer.coordinates.stated import stated_system
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats import raw_sets
from gazetteer.formats.archives import Budget
from gazetteer.formats.column_uses import ReadColumn
from gazetteer.formats.report import Progress, Report
from gazetteer.formats.suspects import look

HEAD_BYTES = 64 * 1024
MOST_TEXT = 512 * 1024**2  # what is read comes to be held in memory
MOST_WHOLE = 128 * 1024**2  # text that is taken apart as a whole: up to some twenty times as much memory
MOST_TABLE = 64 * 1024**2  # rows of cells and a record of each: some thirty times as much
MOST_BYTES = 2 * 1024**3


class NoCoordinates(UnreadableFile):
    """A table in which nobody can tell where its points lie, unless a person says which columns do."""

    def __init__(self, what: str, *, where: str, why: str, remedy: str, columns: Sequence[ReadColumn]) -> None:
        super().__init__(what, where=where, why=why, remedy=remedy)
        self.columns = tuple(columns)


@dataclass(frozen=True)
class Ask:
    """What is asked of a reader: the file, what the person stated about it, and whom to tell of progress.

    `within` tells that the file is part of a folder or archive; `depth` counts the archives around it, which share
    one `budget`.
    """

    path: Path
    crs: int | None = None
    encoding: str | None = None
    progress: Progress | None = None
    budget: Budget | None = None
    depth: int = 0
    within: bool = False
    columns: Mapping[str, str] | None = None  # what a person states of them: heading → use

    def tell(self, done: int, total: int) -> None:
        """Report progress; this is where a cancel comes through."""
        if self.progress is not None:
            self.progress(done, total)


@dataclass(frozen=True)
class Reader:
    """One file format: its Chinese label, its suffixes, how its first bytes look, and the function that reads it."""

    label: str
    suffixes: tuple[str, ...]
    holds: Callable[[bytes], bool]
    read: Callable[[Ask], Report]
    most: int = MOST_TEXT


READERS: list[Reader] = []
FOLDER_READERS: list[tuple[Callable[[Path], bool], Callable[[Ask], Report]]] = []

# What offices hand over by mistake; named so that the refusal can say what the file really is.
KNOWN_STRANGERS = {
    b"%PDF": "PDF 文档",
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 照片",
    b"GIF8": "GIF 图片",
    b"SQLite format 3": "SQLite 或 GeoPackage 数据库",
    b"\x00\x00\x27\x0a": "Shapefile 的 .shp 文件",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"PK\x03\x04": "ZIP 压缩包",
    b"AC10": "AutoCAD 图形",
    b"\xd0\xcf\x11\xe0": "旧版 Office 文档",
    b"{": "JSON 文件",
    b"<": "XML 或网页文件",
}


def reader(label: str, suffixes: tuple[str, ...], holds: Callable[[bytes], bool], most: int = MOST_TEXT) -> Callable:
    """Announce a reading function as a format; it is not asked for files of more than `most` bytes."""

    def announce(function: Callable[[Ask], Report]) -> Callable[[Ask], Report]:
        READERS.append(Reader(label, suffixes, holds, function, most))
        return function

    return announce


def folder_reader(holds: Callable[[Path], bool]) -> Callable:
    """Announce a function that reads a folder as a whole."""

    def announce(function: Callable[[Ask], Report]) -> Callable[[Ask], Report]:
        FOLDER_READERS.append((holds, function))
        return function

    return announce


def suffixes() -> list[str]:
    """Every suffix that can be read, for file dialogs."""
    return [suffix for each in READERS for suffix in each.suffixes]


def read(path: Path | str, *, crs: int | str | None = None, encoding: str | None = None,
         progress: Progress | None = None, columns: Mapping[str, str] | None = None) -> Report:
    """Read a survey file of any known format, or a folder. Stated `crs` and `encoding` go before anything found,
    and `columns` (heading → role of the reader, or anything else for none) before what the headings say.

    Raises UnreadableFile (missing, empty, too large, unknown format, nothing to read) and Cancelled.
    """
    path = Path(path)
    report = read_part(Ask(path, epsg(crs), encoding, progress, columns=columns))
    look(report)
    report.file_name = path.name or path.resolve().name
    report.sha256 = raw_sets.hash_of(report)
    return report


def read_part(ask: Ask) -> Report:
    """Read a file or a folder, alone or as part of something larger."""
    if ask.path.is_dir():
        return next(function for holds, function in FOLDER_READERS if holds(ask.path))(ask)
    chosen = choose(ask.path, read_head(ask.path))
    size = ask.path.stat().st_size
    if size > chosen.most:
        raise UnreadableFile(f"{chosen.label} 文件太大，拒绝读取", where=str(ask.path),
                             why=f"有 {size / 1024**2:.0f} MB，最多读 {chosen.most / 1024**2:.0f} MB",
                             remedy="请分成几个文件，或转换为 GeoPackage 或 Shapefile")
    return chosen.read(ask)


def read_head(path: Path) -> bytes:
    """The first bytes of a file that is there and is not empty."""
    where = str(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise UnreadableFile(
            "找不到文件", where=where, why="该位置没有这个文件", remedy="请检查文件名和路径"
        ) from error
    except OSError as error:
        raise UnreadableFile(
            "打不开文件", where=where, why=error.strerror or str(error), remedy="请检查权限，或关闭正在使用它的程序"
        ) from error
    if not head.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("文件是空的", where=where, why="文件里没有内容", remedy="请重新导出或复制该文件")
    return head


def choose(path: Path, head: bytes) -> Reader:
    """The reader whose content test fits; the suffix decides only where the content says nothing."""
    for each in READERS:
        if each.holds(head):
            return each
    stranger = next((name for magic, name in KNOWN_STRANGERS.items() if head.lstrip().startswith(magic)), "")
    for each in READERS:
        if not stranger and path.suffix.lower() in each.suffixes:
            return each
    labels = "、".join(each.label for each in READERS)
    raise UnreadableFile(
        "不认识这种文件",
        where=str(path),
        why=f"内容看起来是{stranger}" if stranger else "内容不像任何支持的格式",
        remedy=f"可读取的格式：{labels}",
    )


def epsg(crs: int | str | None) -> int | None:
    """A stated reference system as a number: 4547, "4547" and "EPSG:4547" are the same, "GCJ-02" has one of ours."""
    if crs is None or crs == "":
        return None
    try:
        return stated_system(crs)
    except GazetteerError as error:
        raise UnreadableFile(error.what, why=error.why, remedy=error.remedy) from error
