"""Folders and archives as a whole: everything in them that can be read becomes one report."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from gazetteer.coordinates.systems import SHIFTED
from gazetteer.errors import UnreadableFile
from gazetteer.formats.archives import MOST_MEMBERS, Budget, Unpacked, unpack
from gazetteer.formats.filegdb import has_catalogue, is_filegdb
from gazetteer.formats.photo_joining import join_photos
from gazetteer.formats.readers import MOST_BYTES, Ask, Reader, choose, folder_reader, read_head, read_part, reader
from gazetteer.formats.report import PointRecord, Progress, Report, ShapeRecord, TrackRecord
from gazetteer.formats.sidecars import is_nobodys, sidecars_among

NESTED_AT_MOST = 2  # an archive, and one within it
PHOTO = "照片"
_WGS84_ONLY = ("GPX", "KML", "NMEA 日志", "NMEA", "FIT", "Garmin FIT", PHOTO)
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/", b"mimetype", b"customXml/")
_NAME_AT = 30


@folder_reader(lambda path: True)
def read_folder(ask: Ask) -> Report:
    """Read every file of a folder and of the folders in it."""
    report = _Whole(ask, ask.path, outermost=True).read("文件夹")
    report.members = {path.relative_to(ask.path).as_posix(): path for path in _files(ask.path)}
    return report


@reader("ZIP 或 KMZ", (".zip", ".kmz"), lambda head: _is_archive(head), MOST_BYTES)
def read_archive(ask: Ask) -> Report:
    """Unpack an archive within its limits, and read what is in it."""
    if ask.depth >= NESTED_AT_MOST:
        raise UnreadableFile("压缩包套得太深，未展开", where=ask.path.name, why=f"最多展开 {NESTED_AT_MOST} 层",
                             remedy="请解压后导入其中的文件")
    budget = ask.budget or Budget()
    unpacked = unpack(ask.path, budget, ask.tell)
    if has_catalogue(unpacked.folder):  # packed without the folder that makes it a database
        _into_folder(unpacked.folder, f"{ask.path.stem.removesuffix('.gdb')}.gdb")
    within = replace(ask, budget=budget, depth=ask.depth + 1)
    label = "KMZ" if ask.path.suffix.lower() == ".kmz" else "ZIP"
    report = _Whole(within, unpacked.folder, unpacked, outermost=not ask.within).read(label)
    report.held.append(unpacked.held)
    return report


def _into_folder(folder: Path, name: str) -> None:
    content = list(folder.iterdir())
    (folder / name).mkdir()
    for path in content:
        path.rename(folder / name / path.name)


class _Whole:
    """Reads the files of one folder one after the other into one report."""

    def __init__(self, ask: Ask, folder: Path, unpacked: Unpacked | None = None, outermost: bool = False) -> None:
        self.ask, self.folder, self.outermost = ask, folder, outermost
        self.report = Report(ask.path, "", crs_why="", encoding="")
        self.formats: list[str] = []
        self.refusals: list[UnreadableFile] = []
        for name, why in unpacked.refused if unpacked else ():
            self.report.miss(name, why)

    def read(self, label: str) -> Report:
        report = self.report
        sizes = self._sizes()
        total, done = sum(sizes.values()), 0
        for path, size in sizes.items():
            self._one(path, self._share(done, size, total))
            done += size
            self.ask.tell(done, total)
        if not report.read and not report.photos:
            self._refuse(label)
        if self.outermost:
            join_photos(report)
        kinds = "、".join(dict.fromkeys(self.formats))
        report.format = label if label == "KMZ" and set(self.formats) <= {"KML", PHOTO} else f"{label}（{kinds}）"
        report.crs_why = report.crs_why or "没有坐标"
        return report

    def _sizes(self) -> dict[Path, int]:
        """The files to read, with their sizes; a FileGDB is read as one."""
        files = [path for path in _files(self.folder) if not is_nobodys(path.relative_to(self.folder).parts)]
        databases = {parent for path in files for parent in path.parents
                     if self.folder in parent.parents and is_filegdb(parent)}
        inside = [path for path in files if databases & set(path.parents)]
        passed_over = sidecars_among(files) | set(inside)
        alone = [path for path in files if path not in passed_over]
        return {path: max(1, path.stat().st_size if path.is_file() else 1) for path in [*sorted(databases), *alone]}

    def _share(self, done: int, size: int, total: int) -> Progress | None:
        """What one file tells of itself, as part of the whole."""
        onward: Callable[[int, int], None] | None = self.ask.progress
        return (lambda part, of: onward(done + int(size * part / of) if of else done, total)) if onward else None

    def _one(self, path: Path, progress: Progress | None) -> None:
        name = path.relative_to(self.folder).as_posix()
        try:
            part = self._part(replace(self.ask, path=path, progress=progress, within=True))
        except UnreadableFile as refused:
            self.refusals.append(refused)
            self.report.miss(name, f"{refused.what}：{refused.why}" if refused.why else refused.what)
            return
        except OSError as error:
            self.report.miss(name, f"打不开：{error.strerror or error}")
            return
        self._add(part, name)

    def _part(self, ask: Ask) -> Report:
        if ask.path.is_dir():
            return read_part(ask)
        chosen: Reader = choose(ask.path, read_head(ask.path))
        # A system that a person states is that of the drawings among the files: these know only one. What a phone
        # shifts are its photos.
        shifted_photo = chosen.label == PHOTO and ask.crs in SHIFTED
        return read_part(replace(ask, crs=None) if chosen.label in _WGS84_ONLY and not shifted_photo else ask)

    def _add(self, part: Report, name: str) -> None:
        """Put the report of one file into that of all."""
        report = self.report
        numbered: list[PointRecord | ShapeRecord] = [*part.points, *part.shapes]
        for record in numbered:
            record.number = record.number + report.read if record.number else 0
        everything: list[PointRecord | ShapeRecord | TrackRecord] = [*numbered, *part.tracks]
        for each in everything:
            each.raw = _with_file(each.raw, name)
        for photo in part.photos:
            photo.file_name = name if part.format == PHOTO else f"{name}/{photo.file_name}"
        report.points += part.points
        report.tracks += part.tracks
        report.shapes += part.shapes
        report.photos += part.photos
        report.held += part.held
        report.columns += part.columns
        report.read += part.read
        for missed in part.unread:
            report.miss(f"{name}：{missed.where}", missed.why)
        for doubt in part.doubts:
            report.doubt(f"{name}：{doubt.where}", doubt.why)
        for note in part.notes:
            report.note(f"{name}：{note}")
        if part.format != PHOTO or not part.photos:
            self._frame(part, name)
        self.formats.append(part.format)

    def _frame(self, part: Report, name: str) -> None:
        """Reference system and encoding of the whole are those of its first file; others are told."""
        report = self.report
        if part.crs_why and not report.crs_why:
            report.crs, report.crs_why = part.crs, f"{name}：{part.crs_why}"
        elif part.crs_why and part.crs != report.crs:
            report.crs_why += f"；{name}：{part.crs_why}"
        if part.encoding and not report.encoding:
            report.encoding, report.encoding_why = part.encoding, f"{name}：{part.encoding_why}"
        elif part.encoding and part.encoding not in report.encoding.split("、"):
            report.encoding += f"、{part.encoding}"
            report.encoding_why += f"；{name}：{part.encoding_why}"

    def _refuse(self, label: str) -> None:
        if len(self.refusals) == 1 and len(self.report.unread) == 1:
            first = self.refusals[0]
            where = f"{self.ask.path}：{self.report.unread[0].where}"
            raise UnreadableFile(first.what, where=where, why=first.why, remedy=first.remedy) from first
        listed = "；".join(f"{missed.where}：{missed.why}" for missed in self.report.unread[:5])
        more = f"……共 {len(self.report.unread)} 处" if len(self.report.unread) > 5 else ""
        raise UnreadableFile(f"{label}里没有可读取的文件", where=str(self.ask.path),
                             why=listed + more or "里面没有文件", remedy="请核对里面的文件")


def _files(folder: Path) -> list[Path]:
    """Every file below a folder, in the order of names; links are not followed. Raises UnreadableFile."""
    return sorted(_walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    count = 0
    for root, _, names in os.walk(folder):  # does not go into folders that are links
        for name in names:
            path = Path(root) / name
            if path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MOST_MEMBERS:
                raise UnreadableFile("文件夹太大，未读取", where=str(folder), why=f"里面的文件超过 {MOST_MEMBERS} 个",
                                     remedy="请选择其中一个文件夹")
            yield path


def _with_file(raw: str, name: str) -> str:
    """A raw record that tells its file: as a value of JSON, as a comment before XML."""
    if raw.startswith("{"):
        return json.dumps({"文件": name, **json.loads(raw)}, ensure_ascii=False)
    return f"<!-- 文件：{name.replace('--', '－－')} -->{raw}" if raw.startswith("<") else raw


def _is_archive(head: bytes) -> bool:
    """A ZIP file that is no workbook or other document."""
    if head.startswith(b"PK\x05\x06"):
        return True
    return head.startswith(b"PK\x03\x04") and not head[_NAME_AT:].startswith(_OFFICE)
