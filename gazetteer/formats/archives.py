"""Unpacks ZIP archives into a folder of their own, within fixed limits; what is refused is told in words."""

from __future__ import annotations

import shutil
import stat
import struct
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from gazetteer.errors import UnreadableFile
from gazetteer.formats.archive_salvage import salvaged
from gazetteer.formats.charset import decide_values

CHUNK = 256 * 1024
MOST_BYTES = 2 * 1024**3
MOST_MEMBERS = 20_000
MOST_DIRECTORY = 8 * 1024**2  # bytes of the list of members, which is held in memory as a whole
MOST_RATIO = 250
RATIO_FROM = 16 * 1024**2  # small files of one repeated byte are no bomb
DEEPEST = 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_UTF8, _ENCRYPTED = 0x800, 0x1
Tell = Callable[[int, int], None]


class TemporaryFolder:
    """A folder that goes when nobody holds this object any more."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="survey-"))
        self._end = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass
class Budget:
    """What may still be unpacked; an archive within an archive draws on the same."""

    bytes_left: int = MOST_BYTES
    members_left: int = MOST_MEMBERS

    def take(self, where: Path, size: int) -> None:
        """Raises UnreadableFile once there is too much."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise refusal(where, f"展开后超过 {MOST_BYTES / 1024**3:g} GB")

    def take_members(self, where: Path, count: int) -> None:
        """Raises UnreadableFile once there are too many."""
        self.members_left -= count
        if self.members_left < 0:
            raise refusal(where, f"里面的文件超过 {MOST_MEMBERS} 个")


@dataclass
class Unpacked:
    """The folder with what came out, and what did not: name and reason. `held` keeps the folder there."""

    held: TemporaryFolder = field(default_factory=TemporaryFolder)
    refused: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0

    @property
    def folder(self) -> Path:
        return self.held.path


def refusal(where: Path, why: str) -> UnreadableFile:
    """An archive that is not unpacked at all."""
    return UnreadableFile("拒绝展开压缩包", where=str(where), why=why,
                          remedy="请核对来源；确实需要时，请自己解压后导入其中的文件")


def unpack(path: Path, budget: Budget, tell: Tell = lambda done, total: None) -> Unpacked:
    """Unpack the members that can be. Raises UnreadableFile where a limit is passed or nothing came out."""
    made = Unpacked()
    try:
        _refuse_long_directory(path)
        with zipfile.ZipFile(path) as archive:
            _unpack_listed(archive, path, budget, made, tell)
    except (zipfile.BadZipFile, ValueError, struct.error, EOFError, NotImplementedError, OSError):
        made.refused.append(("压缩包", "目录已损坏或缺失，已逐个找回其中的文件"))
        _unpack_found(path, budget, made)
    if not made.count:
        reasons = "；".join(dict.fromkeys(why for _, why in made.refused)) or "压缩包是空的"
        raise UnreadableFile("压缩包里没有可取出的文件", where=str(path), why=reasons,
                             remedy="请重新压缩，不要加密码" if "密码" in reasons else "请对方重新发送")
    return made


def refuse_bomb(path: Path, most: int) -> None:
    """Raise UnreadableFile where the members of a ZIP file (a workbook) would take more than `most` bytes."""
    try:
        _refuse_long_directory(path)
        with zipfile.ZipFile(path) as archive:
            left = most
            for member in archive.infolist():
                if member.compress_type not in _METHODS or member.flag_bits & _ENCRYPTED:
                    continue
                with archive.open(member) as content:
                    for piece in _pieces(content):
                        left -= len(piece)
                        if left < 0:
                            raise refusal(path, f"展开后超过 {most / 1024**2:.0f} MB")
    except (zipfile.BadZipFile, ValueError, struct.error, EOFError, NotImplementedError, zlib.error, OSError,
            RuntimeError):
        return  # damaged in some way: the reader of the format says how


def _refuse_long_directory(path: Path) -> None:
    """The list of members is read as a whole by the library, so its length is looked at before."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 65_557))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return
    count, length = struct.unpack("<HI", tail[at + 10:at + 16])
    wide = tail.rfind(b"PK\x06\x06")
    if wide >= 0 and len(tail) >= wide + 48:
        count, length = struct.unpack("<QQ", tail[wide + 32:wide + 48])
    if length > MOST_DIRECTORY or count > MOST_MEMBERS:
        raise refusal(path, f"里面的文件超过 {MOST_MEMBERS} 个")


def _unpack_listed(archive: zipfile.ZipFile, path: Path, budget: Budget, made: Unpacked, tell: Tell) -> None:
    members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    budget.take_members(path, len(members))
    names = _names(members)
    for done, (member, name) in enumerate(zip(members, names, strict=True)):
        tell(done, len(members))
        goal, why = _goal(made.folder, name)
        why = why or _why_not(member)
        if why or goal is None:
            made.refused.append((name, why))
            continue
        try:
            with archive.open(member) as content:
                _write(path, _within_ratio(path, member, _pieces(content)), goal, budget)
            made.count += 1
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            _tell_broken(made, goal, name, error)


def _unpack_found(path: Path, budget: Budget, made: Unpacked) -> None:
    """Without its list of members: one after the other, as they follow in the file."""
    for number, found in enumerate(salvaged(path), start=1):
        budget.take_members(path, 1)
        (name,) = _decoded([found.name]) if not found.utf8 else [found.name.decode("utf-8", "replace")]
        goal, why = _goal(made.folder, name)
        if goal is None or why or name.endswith("/"):
            if why and not name.endswith("/"):
                made.refused.append((name or f"第 {number} 个文件", why))
            continue
        _write(path, found.content, goal, budget)
        if not found.whole:
            made.refused.append((name, found.why or "文件不完整，读到哪里算哪里"))
        if found.whole or goal.stat().st_size:
            made.count += 1
        else:
            goal.unlink()


def _tell_broken(made: Unpacked, goal: Path, name: str, error: Exception) -> None:
    """What came before the damage stays: the readers make the best of it."""
    if goal.exists() and goal.stat().st_size:
        made.count += 1
        made.refused.append((name, "压缩内容已损坏，只取出损坏处以前的部分"))
    else:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "压缩内容已损坏"
        made.refused.append((name, f"取不出来：{reason}"))


def _names(members: list[zipfile.ZipInfo]) -> list[str]:
    """Names without the mark of UTF-8 are in what their bytes say: on Chinese systems mostly GBK."""
    plain = [member.orig_filename.encode("cp437") for member in members if not member.flag_bits & _UTF8]
    decoded = iter(_decoded(plain))
    return [member.orig_filename if member.flag_bits & _UTF8 else next(decoded) for member in members]


def _decoded(names: list[bytes]) -> list[str]:
    charset = decide_values(names, declared="gb18030")
    return [charset.corrected(name.decode(charset.codec, "replace")) for name in names]


def _goal(folder: Path, name: str) -> tuple[Path | None, str]:
    """Where a member goes, or why it goes nowhere."""
    plain = name.replace("\\", "/")
    parts = PurePosixPath(plain).parts
    if plain.startswith("/") or plain[1:2] == ":" or ".." in parts:
        return None, "路径指向压缩包以外，拒绝取出"
    if not parts or any(ord(character) < 32 for character in plain):
        return None, "文件名不合规矩，拒绝取出"
    if len(parts) > DEEPEST:
        return None, f"文件夹套了 {len(parts)} 层，拒绝取出"
    goal = folder.joinpath(*parts)
    return (None, "与前面的文件同名，未取出") if goal.exists() else (goal, "")


def _why_not(member: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(member.external_attr >> 16):
        return "是指向别处的链接，拒绝取出"
    if member.flag_bits & _ENCRYPTED:
        return "加了密码，不能取出；请用不加密码的压缩包"
    if member.compress_type not in _METHODS:
        return "用了少见的压缩方法，不能取出；请用普通 ZIP 重新压缩"
    return ""


def _within_ratio(path: Path, member: zipfile.ZipInfo, pieces: Iterator[bytes]) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        done += len(piece)
        if done > RATIO_FROM and done > MOST_RATIO * max(member.compress_size, 1):
            raise refusal(path, f"“{member.filename[:60]}”展开后是原来的 {MOST_RATIO} 倍以上，像是压缩炸弹")
        yield piece


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(CHUNK):
        yield piece


def _write(path: Path, pieces: Iterator[bytes], goal: Path, budget: Budget) -> None:
    goal.parent.mkdir(parents=True, exist_ok=True)
    with goal.open("wb") as stream:
        for piece in pieces:
            budget.take(path, len(piece))
            stream.write(piece)
