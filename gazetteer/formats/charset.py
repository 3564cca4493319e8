"""Which encoding a text file is in, decided from its bytes, with the reason in words."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gazetteer.characters.private_use import as_of_today
from gazetteer.errors import UnreadableFile

CHUNK = 256 * 1024
_CLOSE = 0.15  # of the characters; within it two readings are as likely
_FEW, _CLOSE_OF_FEW = 60, 0.3  # bytes in which chance decides more than the language
SAMPLE = 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
LABELS = {"utf-8": "UTF-8", "gb18030": "GB 18030", "big5": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
# GBK and GB 2312 are subsets of GB 18030, and cp950 is what Windows writes as Big5.
CODECS = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "gb_2312": "gb18030", "cp950": "big5"}


@dataclass(frozen=True)
class Charset:
    """An encoding: the Python codec to use, the name people know, why it was taken, and if some bytes do not fit."""

    codec: str
    label: str
    why: str
    broken: bool = False
    rivals: tuple[str, ...] = ()  # what people call other encodings that the bytes bear nearly as well

    @property
    def errors(self) -> str:
        """How to treat bytes that do not fit: only a file known as broken is read with replacements."""
        return "replace" if self.broken else "strict"

    def corrected(self, decoded: str) -> str:
        """Decoded text, where Python's codec is behind GB 18030-2022: 25 codes that it leaves in private use."""
        return as_of_today(decoded) if self.codec == "gb18030" else decoded


def decide(path: Path, *, stated: str | None = None, declared: str | None = None) -> Charset:
    """The encoding of a text file: as stated by a person, else by byte-order mark, else by what the bytes allow.

    `declared` is what the file says of itself (XML). Raises UnreadableFile when a stated encoding cannot be right.
    """
    if stated:
        return _as_stated(path, stated)
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE)
    for mark, codec, label in MARKS:
        if sample.startswith(mark):
            return Charset(codec, label, f"文件开头有 {label} 字节序标记", first_error(path, codec) is not None)
    wide = _unmarked_utf16(sample)
    if wide:
        return Charset(wide, "UTF-16", "没有字节序标记，但零字节的分布是 UTF-16", first_error(path, wide) is not None)
    return _by_bytes(sample, lambda codec: first_error(path, codec) is None, codec_of(declared) if declared else None)


def codec_of(name: str) -> str:
    """The codec for an encoding as people write it. Raises UnreadableFile for a name nobody knows."""
    try:
        plain = _text_codec(name.strip().lower().replace(" ", ""))
    except LookupError as error:
        raise UnreadableFile(
            f"不认识编码“{name}”", why="没有这种编码", remedy="可用 UTF-8、GB18030、GBK、Big5、UTF-16"
        ) from error
    return CODECS.get(plain, plain)


def label_of(codec: str) -> str:
    """The name of a codec as people write it."""
    return LABELS.get(codec, codec.upper())


def first_error(path: Path, codec: str) -> int | None:
    """Offset in bytes, near enough, of the first byte that does not fit the encoding; None if all fit."""
    decoder = codecs.getincrementaldecoder(codec)()
    offset = 0
    for chunk in _chunks(path):
        try:
            decoder.decode(chunk)
        except UnicodeError as error:
            return offset + getattr(error, "start", 0)
        offset += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeError:
        return offset
    return None


def _as_stated(path: Path, stated: str) -> Charset:
    codec = codec_of(stated)
    with path.open("rb") as stream:
        if codec == "utf-8" and stream.read(3) == codecs.BOM_UTF8:
            codec = "utf-8-sig"
    wrong = first_error(path, codec)
    if wrong is not None:
        raise UnreadableFile(
            f"按指定的编码 {stated} 读不通",
            where=f"{path}，第 {wrong} 字节附近",
            why="那里的字节在该编码中没有对应的字",
            remedy="请不指定编码（自动判断），或换一种编码",
        )
    return Charset(codec, label_of(codec.removesuffix("-sig")), "由使用者指定")


def decide_values(values: Sequence[bytes], *, stated: str | None = None, declared: str | None = None) -> Charset:
    """The encoding of text fields taken out of a file that is not text itself (DBF, MapInfo); as `decide` does.

    A field may break off inside its last character: that rules no encoding out.
    """
    reads = partial(_all_read, values)
    if stated:
        codec = codec_of(stated)
        return Charset(codec, label_of(codec), "由使用者指定", broken=not reads(codec))
    # An encoding of Western text reads any bytes: that it is claimed proves nothing.
    claimed = codec_of(declared) if declared and _known(declared) else None
    return _by_bytes(b"\n".join(values)[:SAMPLE], reads, claimed if claimed in LABELS else None)


def _all_read(values: Sequence[bytes], codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)
    try:
        for value in values:
            decoder().decode(value)
    except UnicodeError:
        return False
    return True


def _known(name: str) -> bool:
    try:
        _text_codec(name)
    except LookupError:
        return False
    return True


def _text_codec(name: str) -> str:
    """Python's name of an encoding of text. Raises LookupError; a damaged name is one that nobody knows."""
    found = codecs.lookup(name if name.isprintable() else "?")
    if not found._is_text_encoding:  # hex, zip … are codecs too
        raise LookupError(name)
    return str(found.name)


def _by_bytes(sample: bytes, reads: Callable[[str], bool], declared: str | None) -> Charset:
    if sample.isascii() and reads("ascii"):
        return Charset("utf-8", "UTF-8", "全部是 ASCII 字符，各种编码读出来都一样")
    fits = [
        codec
        for codec in dict.fromkeys((declared, "utf-8", "gb18030", "big5"))
        if codec and reads(codec)
    ]
    if not fits:
        return _least_broken(sample, declared)
    scores = {codec: plausibility(sample, codec) for codec in fits}
    best = max(fits, key=lambda codec: scores[codec])
    # A file that says what it is, and reads well so, is believed.
    if declared in fits and scores[declared] >= scores[best] - (_CLOSE if len(sample) > _FEW else _CLOSE_OF_FEW):
        better = tuple(label_of(codec) for codec in fits if scores[codec] > scores[declared])
        why = f"文件声明为 {label_of(declared)}，全文读得通"
        why += f"；按 {'、'.join(better)} 常用字更多，请核对名称" if better else ""
        return Charset(declared, label_of(declared), why, rivals=better)
    why = _why(best, scores)
    if declared and declared != best:
        why = f"文件声明为 {label_of(declared)}，与内容不符；{why}"
    rivals = tuple(label_of(codec) for codec in _rivals(best, scores))
    if rivals:
        why += f"；按 {'、'.join(rivals)} 也读得通，请核对名称"
    return Charset(best, label_of(best), why, rivals=rivals)


def _rivals(best: str, scores: dict[str, float]) -> list[str]:
    """Bytes that make UTF-8 are hardly anything else; between the others a few characters may not decide."""
    if best == "utf-8":
        return []
    return [codec for codec in scores if codec not in (best, "utf-8") and scores[codec] >= scores[best] - _CLOSE]


def _why(best: str, scores: dict[str, float]) -> str:
    shares = "，".join(f"{label_of(codec)} {round(score * 100)}%" for codec, score in scores.items())
    if best == "utf-8":
        return "全部字节符合 UTF-8"
    ruled_out = "" if "utf-8" in scores else "字节不符合 UTF-8；"
    return f"{ruled_out}读出常用字的比例：{shares}"


def _least_broken(sample: bytes, declared: str | None) -> Charset:
    codecs_ = [codec for codec in dict.fromkeys((declared, "utf-8", "gb18030", "big5")) if codec]
    text = {codec: sample.decode(codec, "replace") for codec in codecs_}
    best = min(codecs_, key=lambda codec: text[codec].count("\ufffd"))
    return Charset(best, label_of(best), f"没有一种编码完全读得通，按 {label_of(best)} 读不出的字节最少", broken=True)


def plausibility(sample: bytes, codec: str) -> float:
    """Share (0–1) of the characters beyond ASCII that are common when the bytes are read in this encoding."""
    text = sample.decode(codec, "ignore")
    beyond = [character for character in set(text) if character > "\x7f"]
    if not beyond:
        return 1.0
    return sum(_common(character, codec) for character in beyond) / len(beyond)


def _common(character: str, codec: str) -> bool:
    """Frequent characters stand in the first level of GB 2312 (B0–D7) and of Big5 (A4–C6); signs stand before."""
    table, last = ("big5", 0xC6) if codec == "big5" else ("gb2312", 0xD7)
    try:
        lead = character.encode(table)[0]
    except UnicodeEncodeError:
        # Pinyin with tone marks is text too; it stands in neither table.
        return codec != "big5" and "\u00c0" <= character <= "\u024f"
    if table == "big5":
        return lead <= last
    return 0xB0 <= lead <= last or lead in (0xA1, 0xA3)


def _unmarked_utf16(sample: bytes) -> str | None:
    low, high = sample[0:4096:2].count(0), sample[1:4096:2].count(0)
    enough = min(len(sample), 4096) // 20
    if high > enough and low == 0:
        return "utf-16-le"
    return "utf-16-be" if low > enough and high == 0 else None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
