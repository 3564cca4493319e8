"""GeoPackage geometry blobs ↔ shapely (OGC 12-128r18, 2.1.3 "GeoPackageBinary")."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

SRS_ID = 4490
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_EMPTY_FLAG = 0x10


def to_blob(geometry: BaseGeometry | None, srs_id: int = SRS_ID) -> bytes | None:
    """A shapely geometry (lon, lat in degrees, EPSG:4490 unless said) as a GeoPackage blob."""
    if geometry is None:
        return None
    wkb: bytes = shapely.to_wkb(geometry, byte_order=1)
    empty = _EMPTY_FLAG if geometry.is_empty else 0
    if geometry.geom_type == "Point" or empty:
        return b"GP\x00" + bytes([0x01 | empty]) + struct.pack("<i", srs_id) + wkb
    west, south, east, north = geometry.bounds
    return b"GP\x00\x03" + struct.pack("<i4d", srs_id, west, east, south, north) + wkb


def wkb_of(blob: bytes) -> bytes:
    """The WKB inside a GeoPackage blob. Raises ValueError when the blob is not one."""
    if len(blob) < 8 or blob[:2] != b"GP":
        raise ValueError("not a GeoPackage geometry")
    kind = blob[3] >> 1 & 7
    if kind >= len(_ENVELOPE_BYTES):
        raise ValueError("unknown envelope kind")
    return blob[8 + _ENVELOPE_BYTES[kind]:]


def from_blob(blob: bytes | None) -> BaseGeometry | None:
    """The geometry of one blob; None stays None."""
    return None if blob is None else shapely.from_wkb(wkb_of(blob))


def shapes(blobs: Sequence[bytes]) -> np.ndarray[Any, Any]:
    """Many blobs at once: an object array of shapely geometries of the same length."""
    return shapely.from_wkb(np.array([wkb_of(blob) for blob in blobs], dtype=object))


def bounds_of(blob: bytes) -> tuple[float, float, float, float] | None:
    """(west, east, south, north) read from the header, from the WKB point, or computed; None when empty."""
    flags = blob[3]
    if flags & _EMPTY_FLAG:
        return None
    order = "<" if flags & 1 else ">"
    if flags >> 1 & 7:
        return struct.unpack_from(order + "4d", blob, 8)
    if len(blob) == 29 and blob[9:13] == b"\x01\x00\x00\x00":
        x, y = struct.unpack_from("<2d", blob, 13)
        return None if x != x else (x, x, y, y)
    geometry = shapely.from_wkb(wkb_of(blob))
    if geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    return west, east, south, north
