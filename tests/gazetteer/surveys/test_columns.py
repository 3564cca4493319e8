"""Columns of survey files: what they are found to be, what a person states, and what they bring to the register."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.errors import GazetteerError, RuleBroken, UnreadableFile
from gazetteer.formats import read
from gazetteer.formats.column_uses import ReadColumn
from gazetteer.formats.readers import NoCoordinates
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import AddPlace, EditPlace
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.signs.sign import Sign
from gazetteer.surveys.brought import DIFFERENT, EMPTY, SAME, UNFIT, Proposals
from gazetteer.surveys.changes import AcceptAsNew, AcceptPoint, AcceptPoints, ReopenPoint
from gazetteer.surveys.foreseen import foresee
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.mapping import mapping_of, mapping_of_columns, recognised
from gazetteer.surveys.mapping_profile import MappingProfile
from gazetteer.surveys.profiles import SaveProfile, profile_called, read_mapped
from gazetteer.surveys.survey import SurveyPoint
from gazetteer.surveys.targets import values_told

FIELDS = ("meaning", "origin", "history", "established")
LABELS = {"meaning": "含义", "origin": "来历", "history": "历史沿革", "established": "设立年份"}


@pytest.fixture
def file(tmp_path):
    """file("名称,经度,纬度", "甲,113.1,30.6"): a table of these lines."""

    def write(*lines, name="表.csv"):
        (tmp_path / name).write_text("\n".join(lines), "utf-8")
        return tmp_path / name

    return write


@pytest.fixture(scope="module")
def reading(_sample_file):
    """The Tianmen sample for tests that only read."""
    opened = Gazetteer.open(_sample_file, read_only=True)
    yield opened
    opened.close()


def uses(gazetteer, path):
    return mapping_of(gazetteer, read(path)).as_dict


@pytest.mark.parametrize(("heading", "use"), [
    ("LMZMPX", "roman"), ("dmdhy", "meaning"), ("来历", "origin"), ("地名的历史沿革", "history"),
    ("起点", "attrs.QD"), ("Length", "attrs.Length"), ("原名", "CYM"), ("所在乡镇", "division_code"),
    ("别 名（多个）", "BM"), ("电话本", "")])
def test_a_heading_is_found_by_abbreviation_label_and_common_words(reading, file, heading, use):
    assert uses(reading, file(f"名称,经度,纬度,{heading}", "甲湾,113.1,30.6,x"))[heading] == use


@pytest.mark.parametrize(("values", "use"), [
    (("1985年", "1990"), "established"), (("22200", "21610"), "kind"), (("Wáng Wān", "Lǐ Wān"), "roman"),
    (("干驿镇", "多宝镇"), "division_code"), (("42900610722200000001", "42900610722200000002"), "code"),
    (("12", "三间"), "")])
def test_a_column_with_a_heading_that_says_nothing_is_found_by_its_content(reading, file, values, use):
    one, other = values
    path = file("名称,经度,纬度,F7", f"甲湾,113.1,30.6,{one}", f"乙湾,113.2,30.7,{other}")
    assert uses(reading, path)["F7"] == use


def test_names_and_degrees_are_found_by_content_below_headings_that_say_nothing(reading, file):
    report = read(file("F1,F2,F3", "王家湾,113.1,30.6", "李家台,113.2,30.7"))
    assert [(point.name, point.lon) for point in report.points] == [("王家湾", 113.1), ("李家台", 113.2)]
    assert mapping_of(reading, report).as_dict == {"F1": "name", "F2": "x", "F3": "y"}


def test_a_second_column_for_the_same_field_stays_in_the_raw_record_and_is_told(reading, file):
    mapping = mapping_of(reading, read(file("名称,经度,纬度,含义,DMDHY", "甲湾,113.1,30.6,一,二")))
    assert sorted((mapping.as_dict["含义"], mapping.as_dict["DMDHY"])) == ["", "meaning"]
    assert any("已有对应的列" in column.why for column in mapping.columns)


def test_what_a_person_states_goes_before_headings_for_every_part_of_a_point(file):
    path = file("名称,俗称,经度,纬度,备注", "甲湾,老湾,113.1,30.6,无", "乙湾,新湾,113.2,30.7,无")
    stated = {"名称": "", "俗称": "name", "备注": "elevation", "经度": "lon", "纬度": "lat"}
    report = read(path, columns=stated)
    assert [point.name for point in report.points] == ["老湾", "新湾"] and report.points[0].note == ""
    assert {column.heading: column.role for column in report.columns}["备注"] == "elevation"


def test_a_table_without_known_coordinates_tells_its_columns_and_is_read_once_they_are_stated(file):
    path = file("名称,甲,乙,丙", "王湾,三,一一三点一,30.6", "李台,四,113.2,30.7", "张台,五,113.3,30.8")
    with pytest.raises(NoCoordinates) as refused:
        read(path)
    assert [column.heading for column in refused.value.columns] == ["名称", "甲", "乙", "丙"]
    report = read(path, columns={"名称": "name", "乙": "lon", "丙": "lat"})
    assert [point.name for point in report.points] == ["李台", "张台"] and len(report.unread) == 1


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(("", "name", "lon", "x", "position", "meaning", "BM"))),
                max_size=12))
def test_no_use_is_given_twice_and_no_column_is_lost_whatever_a_person_changes(reading, changes):
    columns = [ReadColumn(f"列{at}", role, "", ()) for at, role in enumerate(("name", "lon", "lat", "", "", ""))]
    mapping = mapping_of_columns(reading, columns)
    for column, use in changes:
        mapping = mapping.changed(f"列{column}", use)
        given_uses = [each.use for each in mapping.columns if each.use]
        assert mapping.as_dict[f"列{column}"] == use and len(given_uses) == len(set(given_uses))
        assert list(mapping.as_dict) == [f"列{at}" for at in range(6)]
        assert not ({"lon", "lat"} & set(given_uses) and {"x", "y", "position"} & set(given_uses))


def test_the_profile_of_these_columns_is_known_again_and_of_two_the_one_of_the_team():
    def profile(number, team, **columns):
        return MappingProfile(id=number, name=str(number), team=team, columns=columns)

    one, two = profile(1, "一组", 名称="name", 甲="meaning"), profile(2, "二组", 名称="name", 甲="origin")
    narrow, other = profile(3, "", 名称="name"), profile(4, "", 点号="name")
    every = (one, two, narrow, other)
    assert recognised(every, ["名称", "甲", "乙"], "一组") is one and recognised(every, ["名称", "甲"], "二组") is two
    assert recognised(every, ["名称", "乙"]) is narrow and recognised(every, ["乙"]) is None


def test_a_profile_reads_the_next_file_and_can_be_named(gazetteer, file):
    columns = {"俗称": "name", "名称": "", "经度": "lon", "纬度": "lat", "甲": "meaning"}
    gazetteer.do(SaveProfile("一组的表", columns, "一组"))
    path = file("名称,俗称,经度,纬度,甲", "王湾,老湾,113.1,30.6,样例")
    known = read_mapped(gazetteer, path)
    assert known.mapping.profile == "一组的表" and known.report.points[0].name == "老湾"
    assert read_mapped(gazetteer, path, recognise=False).report.points[0].name == "王湾"
    with pytest.raises(GazetteerError, match="没有列对应方案“二组的表”"):
        profile_called(gazetteer, "二组的表")
    with pytest.raises(RuleBroken):
        gazetteer.do(SaveProfile("空的", {"名称": ""}))


def test_values_that_cannot_be_stand_beside_with_the_reason_and_are_not_taken(gazetteer, add_place, file):
    place = add_place("王湾", class_code="22200", meaning="旧")
    take_in(gazetteer, read(file("名称,经度,纬度,含义,罗马字母拼写,RK,QD,高程,DMLB",
                                 f"王湾,113.17,30.66,新,{place.roman},三百,东头,23,99999")))
    (point,) = gazetteer.find(SurveyPoint)
    found = {one.brought.key: one for one in Proposals(gazetteer).beside(point, place)}
    assert (found["meaning"].state, found["meaning"].present) == (DIFFERENT, "旧")
    assert found["roman"].state == SAME and found["attrs.RK"].state == UNFIT
    assert "没有这个字段" in found["attrs.QD"].brought.problem and "三百" in found["attrs.RK"].brought.problem
    gazetteer.do(AcceptPoints(((point.id, place.id),), fill=True))
    assert gazetteer.get(Place, place.id).meaning == "旧"


def test_reopening_a_point_gives_back_what_came_with_its_position_unless_changed_since(gazetteer, add_place, file):
    place = add_place("王湾", source="普查")
    take_in(gazetteer, read(file("名称,经度,纬度,含义,来历,别名,资料来源", "王湾,113.18,30.67,甲,乙,老湾,外业表")))
    (point,) = gazetteer.find(SurveyPoint)
    values = {"meaning": "甲", "origin": "乙", "BM": ["老湾"], "source": "外业表"}
    gazetteer.do(AcceptPoint(point.id, place.id, values))
    taken = gazetteer.get(Place, place.id)
    assert taken.source.startswith("外业表；位置取自") and taken.meaning == "甲"
    gazetteer.do(EditPlace(place.id, {"origin": "改过"}))
    gazetteer.do(ReopenPoint(point.id))
    back = gazetteer.get(Place, place.id)
    assert (back.meaning, back.origin, back.source) == (None, "改过", "普查") and back.geom.equals(place.geom)
    assert not gazetteer.find(PlaceName, PlaceName.place_id == place.id, PlaceName.name == "老湾")


def test_a_new_place_gets_class_unit_and_values_of_the_file_without_what_was_left(sample, file):
    take_in(sample, read(file("名称,经度,纬度,DMLB,所属政区,含义,来历,RK",
                              "样例丁湾,113.1,30.6,22200,干驿镇,样例含义,样例来历,320")))
    (point,) = sample.find(SurveyPoint)
    sample.do(AcceptAsNew(point.id, left=("origin",)))
    (made,) = sample.find(Place, Place.name == "样例丁湾")
    assert (made.class_code, made.division_code, made.meaning, made.origin, made.attrs) == (
        "22200", "429006112", "样例含义", None, {"RK": 320})
    assert made.source.startswith("位置取自")


@settings(max_examples=12)
@given(st.lists(st.tuples(*[st.sampled_from(("", "甲", "乙"))] * 2), min_size=3, max_size=3))
def test_filling_never_overwrites_and_the_dry_run_says_what_filling_does(tmp_path_factory, _empty_file, values):


    folder = tmp_path_factory.mktemp("fill")
    with_place = Gazetteer.open(shutil.copy(_empty_file, folder / "库.gpkg"), who="张三")


    names = FIELDS[:3]
    present = {name: here or None for name, (here, _) in zip(names, values, strict=True)}
    with_place.do(AddPlace({"name": "王湾", "class_code": "22200", "division_code": "429006107", **present}))
    (place,) = with_place.find(Place)
    (folder / "表.csv").write_text("名称,经度,纬度," + ",".join(LABELS[name] for name in names) + "\n王湾,113.1,30.6,"
                                  + ",".join(there for _, there in values), "utf-8")
    report = read(folder / "表.csv")
    (told,) = foresee(with_place, report, mapping_of(with_place, report))
    take_in(with_place, report)
    (point,) = with_place.find(SurveyPoint)
    states = {one.brought.key: one.state for one in Proposals(with_place).beside(point, place)}
    with_place.do(AcceptPoints(((point.id, place.id),), fill=True))
    now = with_place.get(Place, place.id)
    outcomes = {each.field: each.outcome for each in told.fields}
    for name, (here, there) in zip(names, values, strict=True):
        assert (getattr(now, name) or "") == (here or there)
        assert (outcomes.get(name) == "补填") == (not here and bool(there)) == (states.get(name) == EMPTY)
    with_place.undo()
    assert with_place.get(Place, place.id).values() == place.values()
    with_place.close()


def test_a_damaged_or_foreign_file_is_refused_as_before(gazetteer, tmp_path):
    with pytest.raises(UnreadableFile):
        read_mapped(gazetteer, tmp_path / "没有.csv")


def test_a_file_of_signs_is_mapped_to_the_fields_of_signs_and_obeys_what_was_stated(sample, file):
    path = file("标准名称,经度,纬度,类型,材质,内部号,标志代码", "多宝镇,112.69,30.67,村牌,铝板,样例-7,旧号")
    mapping = mapping_of(sample, read(path))
    assert mapping.target == "sign" and mapping.as_dict["材质"] == "material" and mapping.as_dict["标志代码"] == "code"
    mapping = mapping.changed("内部号", "code").changed("材质", "")
    take_in(sample, read(path, columns=mapping.as_dict), mapping=mapping)
    (point,) = sample.find(SurveyPoint)
    told = values_told(sample, Sign, point)
    assert told["code"] == "样例-7" and "material" not in told


GPX = """<gpx version="1.1" creator="样例" xmlns="http://www.topografix.com/GPX/1/1" xmlns:x="urn:office">
<wpt lat="30.67" lon="112.69"><name>多宝镇</name><extensions>
<x:form><x:含义>样例：多宝的含义</x:含义><x:别名>老多宝</x:别名><x:别名>宝镇</x:别名></x:form>
<x:field name="设立年份">1985年</x:field><x:field name="内部号">甲7</x:field></extensions></wpt>
<wpt lat="30.6" lon="113.1"><name>样例湾</name></wpt></gpx>"""


def test_the_extensions_of_a_gpx_are_columns_like_those_of_a_table(sample, file):
    known = read_mapped(sample, file(GPX, name="一队.gpx"))
    assert known.mapping.as_dict == {"含义": "meaning", "别名": "BM", "设立年份": "established", "内部号": ""}
    sample.do(SaveProfile("一队", known.mapping.changed("内部号", "history").as_dict))
    known = read_mapped(sample, file(GPX, name="二队.gpx"))
    assert known.mapping.profile == "一队"
    take_in(sample, known.report, mapping=known.mapping)
    (place,) = sample.find(Place, Place.name == "多宝镇")
    (point,) = sample.find(SurveyPoint, SurveyPoint.name == "多宝镇")
    sample.do(AcceptPoints(((point.id, place.id),), fill=True))
    after = sample.get(Place, place.id)
    assert (after.meaning, after.established, after.history) == ("样例：多宝的含义", "1985年", "甲7")
    names = {one.name for one in sample.find(PlaceName, PlaceName.place_id == place.id, PlaceName.kind == "别名")}
    assert names >= {"老多宝", "宝镇"}
