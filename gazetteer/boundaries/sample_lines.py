"""The seven county lines of the sample, cut from the sketch outlines (示意) that Tianmen shares with its neighbours."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import shapely

from gazetteer import reference
from gazetteer.boundaries.borders import directed, shared_border
from gazetteer.boundaries.line import COUNTY, BoundaryLine

CITY, CITY_NAME = "429006", "天门市"
SUFFIXES = "市县区"
NAMESPACE = uuid.UUID("6f3f1c52-0d0e-4f0a-9a6a-429006000000")  # so that every sample has the same identifiers
SKETCH = "样例：由示意轮廓切取，不是法定界线；界线代码为虚构"
# Code of the neighbour → code of the line, in the order of the neighbours' codes.
LINES = {"420822": "9001", "420881": "9002", "420882": "9003", "420981": "9004", "420984": "9005",
         "429004": "9006", "429005": "9007"}


def outlines() -> dict[str, tuple[str, shapely.Geometry]]:
    """Code → name and sketch of each county-level unit."""
    return {feature["properties"]["code"]: (feature["properties"]["name"],
                                            shapely.geometry.shape(feature["geometry"]))
            for feature in reference.features("outlines.geojson")}


def sample_lines() -> Iterator[BoundaryLine]:
    """The lines from west to east, or from north to south where they run steeper; enclaves are left out."""
    sketches = outlines()
    city = sketches[CITY][1]
    for neighbour, code in LINES.items():
        name, sketch = sketches[neighbour]
        shared = shared_border(city, sketch)[0]
        made = BoundaryLine(
            code=code, name=f"{short(CITY_NAME)}{short(name)}线", level=COUNTY, side_a=CITY_NAME, side_b=name,
            side_a_code=CITY, side_b_code=neighbour, geom=directed(shared), approved_on="1998-11-20",
            spatial_id=str(uuid.uuid5(NAMESPACE, code)), remark=SKETCH)
        made.agreed_length = made.length
        yield made


def short(name: str) -> str:
    """天门 of 天门市."""
    return name[:-1] if name[-1] in SUFFIXES else name
