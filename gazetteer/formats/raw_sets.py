"""The raw file of a survey: a file as it came, or the files of a set in one ZIP that is always made the same."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from gazetteer.formats.report import Report

PHOTO_LIST = "照片清单.txt"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the time of every member: when files were copied is no part of what they say
_CHUNK = 1 << 20


def file_hash(path: Path) -> str:
    """SHA-256 of a file as it lies on disk."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hash_of(report: Report) -> str:
    """SHA-256 of what is kept as the raw file of this report, as it lies on disk now."""
    if not report.members:
        return file_hash(report.path)
    hashing = _Onward()
    _pack(report.members, _photos_apart(report), hashing)
    return hashing.digest.hexdigest()


def hashes_of(report: Report) -> tuple[str, ...]:
    """What a survey of the same content may carry: of a set read before sets were kept, the hash of its main file."""
    main = report.members.get(report.path.name)
    return (report.sha256, file_hash(main)) if main is not None and main.is_file() else (report.sha256,)


def pack(report: Report, goal: Path) -> None:
    """Write the ZIP of a set; its hash is `hash_of` the report."""
    with goal.open("wb") as stream:
        _pack(report.members, _photos_apart(report), _Onward(stream))


def _photos_apart(report: Report) -> dict[str, str]:
    """The photos are kept each for itself: the set names them with their hash now."""
    return {photo.file_name: file_hash(photo.path) for photo in report.photos if photo.file_name in report.members}


def _pack(members: Mapping[str, Path], apart: Mapping[str, str], out: _Onward) -> None:
    # Nothing is compressed: how well that is done differs from one machine to the next.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(set(members) - set(apart)):
            with members[name].open("rb") as content, archive.open(_entry(name), "w", force_zip64=True) as kept:
                shutil.copyfileobj(content, kept, _CHUNK)
        if apart:
            listed = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(apart.items()))
            archive.writestr(_entry(PHOTO_LIST), listed.encode("utf-8", "surrogateescape"))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


class _Onward:
    """A stream that only goes on, so that the archive is written alike whether it is kept or only hashed."""

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self.digest = hashlib.sha256()
        self._stream = stream

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        if self._stream is not None:
            self._stream.write(data)
        return len(data)

    def flush(self) -> None:
        if self._stream is not None:
            self._stream.flush()

    def close(self) -> None:
        """The stream belongs to who opened it."""
