"""What a camera wrote into a photo: position, height, direction, clocks and its own name."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import UnreadableFile
from gazetteer.formats.heif import exif_of

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 400_000_000
_GPS_TAGS = {1: "GPSLatitudeRef", 2: "GPSLatitude", 3: "GPSLongitudeRef", 4: "GPSLongitude", 5: "GPSAltitudeRef",
             6: "GPSAltitude", 7: "GPSTimeStamp", 11: "GPSDOP", 16: "GPSImgDirectionRef", 17: "GPSImgDirection",
             18: "GPSMapDatum", 29: "GPSDate", 31: "GPSHPositioningError"}
_EXIF_TAGS = {36867: "DateTimeOriginal", 36868: "DateTimeDigitized", 36880: "OffsetTime", 36881: "OffsetTimeOriginal",
              37510: "UserComment"}
_IMAGE_TAGS = {270: "ImageDescription", 271: "Make", 272: "Model", 305: "Software", 306: "DateTime"}
_GPS_IFD, _EXIF_IFD = 0x8825, 0x8769
_CLOCK = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"heif")


@dataclass(frozen=True)
class Facts:
    """Degrees (WGS 84), metres, degrees clockwise; times as ISO text; `told` is everything as readable text."""

    lon: float | None
    lat: float | None
    elevation: float | None
    direction: float | None
    camera_time: str | None
    satellite_time: str | None
    camera: str
    told: dict[str, str]
    damaged: bool = False


def is_heif(head: bytes) -> bool:
    """True for HEIC and its kin."""
    return head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS


def facts(path: Path) -> Facts:
    """What the EXIF of a picture says; nothing of it has to be there. Raises UnreadableFile for a broken picture."""
    with path.open("rb") as stream:
        head = stream.read(16)
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        tags = _tags(path, is_heif(head))
    lat, lon = _degrees(tags, "GPSLatitude", 90), _degrees(tags, "GPSLongitude", 180)
    if lat is None or lon is None or (lat == 0 and lon == 0):  # cameras without a fix write zeros
        lat = lon = None
    camera = " ".join(dict.fromkeys(text for name in ("Make", "Model") if (text := _text(tags.get(name)))))
    return Facts(lon, lat, _height(tags) if lat is not None else None, _direction(tags), _camera_time(tags),
                 _satellite_time(tags), camera, {name: text for name in tags if (text := _text(tags[name]))},
                 bool(complaints))


def _tags(path: Path, heif: bool) -> dict[str, Any]:
    from PIL import Image, UnidentifiedImageError

    try:
        return _of_heif(path) if heif else _of_picture(path)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError, KeyError,
            TypeError, IndexError, AttributeError, OverflowError, ZeroDivisionError, EOFError) as error:
        raise _broken(path, str(error)[:120]) from error


def _of_picture(path: Path) -> dict[str, Any]:
    from PIL import Image

    with Image.open(path) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise _broken(path, f"有 {picture.width}×{picture.height} 个像素")
        return _named(picture.getexif())


def _of_heif(path: Path) -> dict[str, Any]:
    """Pillow does not open these pictures, but it reads their EXIF."""
    from PIL import Image

    exif = Image.Exif()
    if content := exif_of(path):
        exif.load(content)
    return _named(exif)


def _named(exif: Image.Exif) -> dict[str, Any]:
    parts = ((_IMAGE_TAGS, exif), (_EXIF_TAGS, exif.get_ifd(_EXIF_IFD)), (_GPS_TAGS, exif.get_ifd(_GPS_IFD)))
    return {name: part[number] for names, part in parts for number, name in names.items() if number in part}


def _broken(path: Path, why: str) -> UnreadableFile:
    return UnreadableFile("照片打不开", where=str(path), why=f"文件已损坏或不完整（{why}）",
                          remedy="请重新复制这张照片")


def _numbers(value: Any) -> list[float]:
    """A rational or several as numbers; empty where one of them is none."""
    several = value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else [value]
    try:
        numbers = [float(each) for each in several]
    except (TypeError, ValueError, ZeroDivisionError):
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def _degrees(tags: Mapping[str, Any], name: str, limit: int) -> float | None:
    parts = _numbers(tags.get(name)) if name in tags else []
    if not parts:
        return None
    value = sum(part / 60**place for place, part in enumerate(parts[:3]))
    turned = _text(tags.get(f"{name}Ref")).upper()[:1] in ("S", "W")
    return round(-value if turned else value, 9) if abs(value) <= limit else None


def _height(tags: Mapping[str, Any]) -> float | None:
    found = _numbers(tags["GPSAltitude"]) if "GPSAltitude" in tags else []
    below = tags.get("GPSAltitudeRef") in (1, b"\x01", [1])
    return (-found[0] if below else found[0]) if found else None


def _direction(tags: Mapping[str, Any]) -> float | None:
    found = _numbers(tags["GPSImgDirection"]) if "GPSImgDirection" in tags else []
    return round(found[0] % 360, 1) if found else None


def _camera_time(tags: Mapping[str, Any]) -> str | None:
    """The camera's clock, with its offset from UTC where it tells one."""
    for name in ("DateTimeOriginal", "DateTimeDigitized", "DateTime"):
        found = _CLOCK.match(_text(tags.get(name)))
        if found and found[1] != "0000":
            offset = _text(tags.get("OffsetTimeOriginal")) or _text(tags.get("OffsetTime"))
            zone = offset if _OFFSET.fullmatch(offset) else ""
            return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{found[6]}{zone}"
    return None


def _satellite_time(tags: Mapping[str, Any]) -> str | None:
    """Date and time of the position, in UTC; both have to be there."""
    day = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)", _text(tags.get("GPSDate")))
    clock = _numbers(tags["GPSTimeStamp"]) if "GPSTimeStamp" in tags else []
    if not day or len(clock) < 3 or not (clock[0] < 24 and clock[1] < 60 and clock[2] < 61):
        return None
    hour, minute, second = (int(part) for part in clock[:3])
    return f"{day[1]}-{day[2]}-{day[3]}T{hour:02d}:{minute:02d}:{second:02d}Z"


def _text(value: Any) -> str:
    """A tag as text. Cameras write names in the encoding of their maker's country, mostly UTF-8 or GBK."""
    if value is None:
        return ""
    if isinstance(value, str) and any("\x7f" < character <= "\xff" for character in value):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            return value.strip("\x00 ")
    if isinstance(value, bytes):
        for codec in ("utf-8", "gb18030", "latin-1"):
            try:
                return value.decode(codec).replace("\x00", "").strip()
            except UnicodeError:
                continue
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(map(str, value))
    return str(value).strip("\x00 ")
