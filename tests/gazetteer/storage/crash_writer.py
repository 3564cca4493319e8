"""Edits and imports without end, saying on standard output what is done; made to be killed at any moment."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import shapely  # noqa: E402

from gazetteer import reference  # noqa: E402
from gazetteer.formats import read  # noqa: E402
from gazetteer.gazetteer import Gazetteer  # noqa: E402
from gazetteer.places.changes import AddPlace, EditPlace, EditPlaces, MovePlace  # noqa: E402
from gazetteer.surveys.importing import take_in  # noqa: E402


def main(path):
    opened = Gazetteer.open(path, who="张三")
    survey, number = read(reference.path("sample_survey.gpx")), 0
    while True:
        number += 1
        if number % 5 == 0:
            opened.do(EditPlaces([(place, {"remark": f"第{number}次"}) for place in range(1, 200)]))
        elif number % 5 == 1:
            opened.do(EditPlace(1, {"remark": f"第{number}次"}))
        elif number % 5 == 2:
            opened.do(MovePlace(2, shapely.Point(112.7 + number % 100 / 1000, 30.6)))
        elif number % 5 == 3:
            take_in(opened, survey)
        else:
            opened.do(AddPlace({"name": f"样例{number}村", "class_code": "22200", "division_code": "429006107"},
                               shapely.Point(113.1, 30.6)))
        print(opened.history(limit=1)[0].id, flush=True)


main(sys.argv[1])
