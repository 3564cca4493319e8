"""Lines and areas of a survey are decided on one by one, and every decision can be taken back."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.formats.report import ShapeRecord
from gazetteer.places.changes import AddPlace, CancelPlace
from gazetteer.places.place import Place
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.shape_changes import AcceptShape, AcceptShapeAsNew, RejectShape, ReopenShape
from gazetteer.surveys.shape_matching import likely_places_of_shape
from gazetteer.surveys.survey import ACCEPTED, NEW, REJECTED, WAITING, SurveyShape

LINE = shapely.LineString([(113.10, 30.60), (113.12, 30.61), (113.15, 30.62)])
AREA = shapely.Polygon([(113.10, 30.60), (113.12, 30.60), (113.12, 30.62), (113.10, 30.62)])
BOW = shapely.Polygon([(113.10, 30.60), (113.12, 30.62), (113.12, 30.60), (113.10, 30.62)])
ROAD, POND, VILLAGE = "23213", "24210", "22200"


@pytest.fixture
def shape(sample, report):
    """shape("汉南路", LINE): a line or area taken in with a survey; returns it."""

    def take(name, geometry, **more):
        read = report(name=f"{name}.geojson")
        read.shapes.append(ShapeRecord(name, geometry, number=1, **more))
        return sample.get(SurveyShape, next(iter(take_in(sample, read).ids(SurveyShape))))

    return take


@pytest.fixture
def place(sample):
    """place("汉南路", ROAD): a place of the register, at a position where one is given."""

    def add(name, class_code, geometry=None):
        values = {"name": name, "class_code": class_code, "division_code": "429006107"}
        return sample.get(Place, next(iter(sample.do(AddPlace(values, geometry)).ids(Place))))

    return add


def test_a_line_becomes_the_shape_of_a_road_and_is_taken_back(sample, shape, place):
    road, line = place("汉南路", ROAD, shapely.Point(113.1, 30.6)), shape("汉南路", LINE)
    sample.do(AcceptShape(line.id, road.id))
    taken = sample.get(Place, road.id)
    assert taken.geom.equals(LINE) and "第1个图形" in taken.source
    assert sample.get(SurveyShape, line.id).state == ACCEPTED
    sample.do(ReopenShape(line.id))
    assert sample.get(Place, road.id).geom.equals(road.geom) and sample.get(Place, road.id).source == road.source
    assert sample.get(SurveyShape, line.id).state == WAITING
    sample.undo()
    assert sample.get(Place, road.id).geom.equals(LINE)


@pytest.mark.parametrize(("geometry", "class_code", "said"), [(LINE, POND, "面"), (AREA, ROAD, "线"),
                                                              (LINE, VILLAGE, "点")])
def test_a_class_that_is_drawn_otherwise_refuses_the_shape(sample, shape, place, geometry, class_code, said):
    somewhere, measured = place("某处", class_code), shape("某处", geometry)
    with pytest.raises(RuleBroken, match=f"以{said}表示"):
        sample.do(AcceptShape(measured.id, somewhere.id))
    with pytest.raises(RuleBroken, match=f"以{said}表示"):
        sample.do(AcceptShapeAsNew(measured.id, {"class_code": class_code, "division_code": "429006107"}))
    assert sample.get(Place, somewhere.id).geom is None and sample.get(SurveyShape, measured.id).state == WAITING


def test_a_village_may_have_an_extent(sample, shape, place):
    village, area = place("某湾", VILLAGE), shape("某湾", AREA)
    sample.do(AcceptShape(area.id, village.id))
    assert sample.get(Place, village.id).geom.equals(AREA)


def test_an_area_that_crosses_itself_is_refused(sample, shape, place):
    pond, bow = place("某塘", POND), shape("某塘", BOW)
    with pytest.raises(GazetteerError, match="自相交"):
        sample.do(AcceptShape(bow.id, pond.id))
    assert sample.get(Place, pond.id).geom is None


def test_a_shape_becomes_a_new_place(sample, shape):
    line = shape("新汉路", LINE)
    changed = sample.do(AcceptShapeAsNew(line.id, {"class_code": ROAD}))
    made = sample.get(Place, next(iter(changed.ids(Place))))
    assert (made.name, made.class_code) == ("新汉路", ROAD) and made.geom.equals(LINE)
    assert sample.get(SurveyShape, line.id).state == NEW
    with pytest.raises(RuleBroken, match="先删除该地名"):
        sample.do(ReopenShape(line.id))
    sample.undo()
    assert sample.get(Place, made.id) is None


def test_a_shape_is_not_adopted_only_with_a_reason_and_never_decided_twice(sample, shape, place):
    road, line = place("汉南路", ROAD), shape("汉南路", LINE)
    with pytest.raises(RuleBroken, match="理由"):
        sample.do(RejectShape(line.id, " "))
    sample.do(RejectShape(line.id, "重复"))
    assert sample.get(SurveyShape, line.id).state == REJECTED
    with pytest.raises(RuleBroken, match="已处理为“不采用”，由张三处理"):
        sample.do(AcceptShape(line.id, road.id))


def test_a_cancelled_place_takes_no_shape(sample, shape, place):
    road, line = place("汉南路", ROAD), shape("汉南路", LINE)
    sample.do(CancelPlace(road.id, "2020", "津政〔2020〕1号"))
    with pytest.raises(RuleBroken, match="已注销"):
        sample.do(AcceptShape(line.id, road.id))


def test_the_road_of_the_name_comes_before_the_village_of_the_name(sample, shape, place):
    road = place("汉南路", ROAD, shapely.Point(113.1, 30.7))
    place("汉南", VILLAGE, shapely.Point(113.1, 30.6))
    found = likely_places_of_shape(sample, shape("汉南路", LINE))
    assert found[0].place_id == road.id and found[0].distance_m == pytest.approx(10_060, rel=0.01)
    assert not any(one.certain for one in found)
    assert all("该类别不以这种图形表示" in one.why for one in found if one.name == "汉南")


def test_what_lies_near_is_offered_for_a_shape_without_a_name(sample, shape, place):
    road = place("汉南路", ROAD, shapely.Point(113.12, 30.6101))
    village = place("某湾", VILLAGE, shapely.Point(113.12, 30.61))
    found = likely_places_of_shape(sample, shape("", LINE))
    assert road.id in [one.place_id for one in found] and village.id not in [one.place_id for one in found]
    assert found[0].why[0] == "图形没有名称"


def test_a_long_road_is_weighed_from_its_nearest_end(sample, shape, place):
    road = place("汉南路", ROAD, shapely.Point(113.10, 30.60))
    long = shapely.LineString([(113.10, 30.60), (113.40, 30.70)])
    [first] = likely_places_of_shape(sample, shape("汉南路", long))
    assert first.place_id == road.id and first.distance_m == 0 and first.score == 1.0
    assert first.why == ("名称相同", "图形经过现有位置")
