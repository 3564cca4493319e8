"""Seconds to read the years of 100,000 places, and to show another year in table and map."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import shapely

from gazetteer.gazetteer import Gazetteer
from gazetteer.lineage.timeline import Timeline
from gazetteer.places.place import Place
from gazetteer.places.place_name import FORMER, STANDARD, PlaceName
from gazetteer.storage.work import Work
from layers.place_layer import PlaceLayer

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
REIGNS = ("清雍正四年", "民国二十五年", "1958年", "明洪武元年", "北宋", None)


class Fill:
    """装入测速数据"""

    def apply(self, work: Work) -> None:
        places = [{"name": f"{number}村", "class_code": "22200", "division_code": "429006107", "status": "现用",
                   "established": REIGNS[number % 6], "geom": shapely.Point(113 + number % 316 / 1000, 30.5)}
                  for number in range(COUNT)]
        ids = work.add_many(Place, places)
        names = [{"place_id": place_id, "kind": STANDARD, "name": f"{place_id}村"} for place_id in ids]
        names += [{"place_id": place_id, "kind": FORMER, "name": f"旧{place_id}村", "until": "1984年"}
                  for place_id in ids[::5]]
        work.add_many(PlaceName, names)


def timed(what: str, act: Callable[[], object]) -> object:
    """Run and print the seconds."""
    start = time.perf_counter()
    result = act()
    print(f"{what}: {time.perf_counter() - start:.3f} s")
    return result


def main() -> None:
    """Print the seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        gazetteer = Gazetteer.create(Path(folder) / "速.gpkg", who="测速")
        gazetteer.do(Fill())
        layer = PlaceLayer()
        layer.refresh(gazetteer)
        timeline = timed(f"read the years of {COUNT:,} places", lambda: Timeline.of(gazetteer))
        assert isinstance(timeline, Timeline)
        then = timed("the places and names of 1936", lambda: timeline.at(1936))
        timed("the places and names of 1726", lambda: timeline.at(1726))
        timed("the map layer of 1936", lambda: layer.as_of(then))  # type: ignore[arg-type]
        gazetteer.close()


if __name__ == "__main__":
    main()
