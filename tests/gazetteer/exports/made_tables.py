"""Hypothesis makes tables of places, and a reading is compared with what was written."""

from __future__ import annotations

import json

import shapely
from hypothesis import strategies as st
from lxml import etree

from gazetteer.coordinates.systems import CGCS2000, transform
from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import PlacesTable, Row

COLUMNS = [Column("BZMC", "标准名称", field="name"), Column("DMDLL", "来历", "longtext"),
           Column("BZ", "备注", "longtext"), Column("GC", "高程", "number"), Column("RK", "人口", "integer")]
ORDINARY = "天门干驿竟陵村湾垸堰渡①Aüē1, ;'\"&<>“”，。\t\n%\\/|=　"
RARE = "𠀀𪚥㙇𫝆😀"
lon = st.floats(112.6, 113.4).map(lambda x: round(x, 7))
lat = st.floats(30.4, 30.8).map(lambda y: round(y, 7))
pairs = st.tuples(lon, lat)
points = pairs.map(shapely.Point)


def texts(alphabet, most=30):
    return st.text(alphabet, max_size=most).map(str.strip)


@st.composite
def lines(draw):
    x, y = draw(pairs)
    return shapely.LineString([(x, y), (x + 0.01, y + 0.003), (x + 0.02, y - draw(st.floats(0, 0.01)))])


@st.composite
def areas(draw):
    x, y = draw(pairs)
    hole = [(x + 0.002, y + 0.002), (x + 0.004, y + 0.002), (x + 0.004, y + 0.004)]
    return shapely.Polygon([(x, y), (x + 0.02, y), (x + 0.02, y + 0.01), (x, y + 0.01)],
                           [hole] if draw(st.booleans()) else [])


@st.composite
def tables(draw, alphabet=ORDINARY + RARE, unplaced=True, crs=CGCS2000):
    """One to five places of all shapes with any text."""
    shapes = st.one_of(points, lines(), areas(), *([st.none()] if unplaced else []))
    made = []
    for number in range(draw(st.integers(1, 5))):
        name = f"村{number}{draw(st.text('天门干驿Aü𠀀' if '𠀀' in alphabet else '天门干驿Aü', max_size=4))}"
        values = {"BZMC": name, "DMDLL": draw(texts(alphabet, 400)) or None, "BZ": draw(texts(alphabet)) or None,
                  "GC": draw(st.none() | st.floats(-50, 3000).map(lambda value: round(value, 2))),
                  "RK": draw(st.none() | st.integers(0, 10**6))}
        shape = draw(points if number == 0 else shapes)
        made.append(Row(number, name, "22200", "农村居民点", values,
                        None if shape is None else transform(shape, CGCS2000, crs)))
    return PlacesTable(list(COLUMNS), made, crs)


def said(record) -> dict:
    """The fields of what was read, by name, long ones joined again; without empty ones."""
    found = _xml(record.raw) if record.raw.startswith("<") else json.loads(record.raw)
    joined: dict = {}
    for column in COLUMNS:
        parts = [found.get(key) for key in (column.key, *(f"{column.key}_{n}" for n in range(2, 40)))]
        text = "".join(str(part) for part in parts if part not in (None, ""))
        if text:
            joined[column.key] = float(text) if column.is_number else text
    return joined


def _xml(raw):
    return {etree.QName(item).localname: item.text for item in etree.fromstring(raw).iter()
            if isinstance(item.tag, str) and "tianmen" in (etree.QName(item).namespace or "")}


def wanted(row) -> dict:
    return {key: float(value) if isinstance(value, int | float) else value
            for key, value in row.values.items() if value not in (None, "")}


def degrees(row, crs):
    return transform(row.geometry, crs, CGCS2000)


def same_shape(one, other) -> bool:
    """Equal within a millimetre."""
    return bool(shapely.normalize(one).equals_exact(shapely.normalize(other), 1e-8))


def single(shape):
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape
