"""GCJ-02 and BD-09, the shifted coordinates of map vendors: for viewing and linking only, never to store.

Degrees, scalars or arrays; the unshifted side is WGS 84, which equals CGCS2000 within centimetres.
"""

from __future__ import annotations

import numpy as np

_AXIS = 6378245.0  # Krassovsky ellipsoid, as the published GCJ-02 formula uses it
_ECCENTRICITY = 0.00669342162296594323
_BD_TURN = np.pi * 3000 / 180
_CLOSE = 1e-9  # degrees, about 0.1 mm
_ROUNDS = 30


def to_gcj(lon, lat):
    """GCJ-02 (高德, 腾讯) of WGS 84 degrees; outside China nothing is shifted."""
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    x, y = lon - 105, lat - 35
    phi = np.radians(lat)
    magic = 1 - _ECCENTRICITY * np.sin(phi) ** 2
    north = np.degrees(_shift_north(x, y) / (_AXIS * (1 - _ECCENTRICITY) / magic**1.5))
    east = np.degrees(_shift_east(x, y) / (_AXIS / np.sqrt(magic) * np.cos(phi)))
    inside = (lon >= 72.004) & (lon <= 137.8347) & (lat >= 0.8293) & (lat <= 55.8271)
    return _plain(np.where(inside, lon + east, lon)), _plain(np.where(inside, lat + north, lat))


def to_bd(lon, lat):
    """BD-09 (百度) of WGS 84 degrees."""
    x, y = to_gcj(lon, lat)
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_TURN)
    return _plain(radius * np.cos(angle) + 0.0065), _plain(radius * np.sin(angle) + 0.006)


def from_gcj(lon, lat):
    """WGS 84 degrees of GCJ-02, by iteration (no closed inverse is published)."""
    return _inverse(to_gcj, lon, lat)


def from_bd(lon, lat):
    """WGS 84 degrees of BD-09, by iteration."""
    return _inverse(to_bd, lon, lat)


def _inverse(forward, lon, lat):
    """The point that `forward` moves to (lon, lat); the shift varies so slowly that steps converge."""
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    x, y = lon.copy(), lat.copy()
    for _ in range(_ROUNDS):
        there_x, there_y = forward(x, y)
        step_x, step_y = lon - there_x, lat - there_y
        x, y = x + step_x, y + step_y
        if max(np.max(np.abs(step_x), initial=0), np.max(np.abs(step_y), initial=0)) < _CLOSE:
            break
    return _plain(x), _plain(y)


def _shift_north(x, y):
    """Metres of the shift to the north, unscaled (x, y: degrees from 105°E 35°N)."""
    result = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    return (
        result
        + _waves(x, ((20, 6), (20, 2)))
        + _waves(y, ((20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30)))
    )


def _shift_east(x, y):
    """Metres of the shift to the east, unscaled (x, y: degrees from 105°E 35°N)."""
    result = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    return result + _waves(x, ((20, 6), (20, 2), (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30)))


def _waves(value, terms):
    return sum(size * np.sin(value * turns * np.pi) for size, turns in terms) * 2 / 3


def _plain(value):
    return float(value) if np.ndim(value) == 0 else value
