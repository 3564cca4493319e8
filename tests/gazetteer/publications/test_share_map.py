"""The share page works without a network, is coarse, and carries nothing it may not."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.coordinates.systems import to_plane
from gazetteer.errors import GazetteerError
from gazetteer.publications.edition import edition_of
from gazetteer.publications.selection import choose
from gazetteer.publications.share_map import KIND, coarse, place_features, share_page
from gazetteer.record_changes import ChangeSetting

ROOT = Path(__file__).parents[3]


def in_script(text: str) -> str:
    """Text as it stands in the data of the page."""
    return json.dumps(text)[1:-1]


@pytest.fixture
def page(office, day):
    return share_page(office, choose(office).places, edition_of(office, KIND, cut_off=day))


def test_the_page_asks_no_other_host_for_anything(page):
    loaded = re.findall(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)\s*=", page)
    assert loaded == []
    assert not re.search(r"url\(\s*['\"]?(?:https?:|images/)", page)
    assert "sourceMappingURL" not in page and "L.tileLayer" not in page.replace("t.tileLayer", "")
    assert "Leaflet 1.9.4" in page


def test_the_page_shows_names_and_says_what_it_is(page):
    assert in_script("沙嘴村") in page and in_script("Shāzuǐcūn") in page and "天门市地名分享图" in page
    assert "界线为示意" in page and "误差可达 50 米" in page and "资料来源" in page


def test_what_may_not_leave_is_not_in_the_page(page):
    assert in_script("某库") not in page and in_script("旧村") not in page


def test_positions_are_known_to_the_public_precision_only(office):
    places = [place for place in choose(office).places if place.name == "沙嘴村"]
    (feature,) = place_features(office, places, 50)["features"]
    lon, lat = feature["geometry"]["coordinates"]
    east, north = to_plane(lon, lat)
    assert east % 100 == pytest.approx(0, abs=1) or east % 100 == pytest.approx(100, abs=1)
    assert (lon, lat) != (113.17, 30.66)
    assert set(feature["properties"]) == {"name", "roman", "class", "division", "code", "rank"}


def test_the_office_may_set_another_precision(office, day):
    office.do(ChangeSetting("public_precision_m", "10"))
    assert "误差可达 10 米" in share_page(office, choose(office).places, edition_of(office, KIND, cut_off=day))


@pytest.mark.parametrize("text", ["五十", "0", "nan"])
def test_a_precision_that_is_none_is_refused(office, day, text):
    office.do(ChangeSetting("public_precision_m", text))
    with pytest.raises(GazetteerError, match="公开精度"):
        share_page(office, choose(office).places, edition_of(office, KIND, cut_off=day))


def test_the_map_library_is_loaded_only_for_a_map():
    program = "import sys, gazetteer.publications; sys.exit('folium' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@settings(max_examples=40, deadline=None)
@given(st.floats(112.5, 113.5), st.floats(30.3, 30.9), st.sampled_from([10.0, 50.0]))
def test_coarse_positions_stay_within_the_precision_on_each_axis(lon, lat, precision):
    there = coarse(shapely.Point(lon, lat), precision)
    (east, north), (new_east, new_north) = to_plane(lon, lat), to_plane(there.x, there.y)
    assert abs(east - new_east) <= precision + 2 and abs(north - new_north) <= precision + 2


def test_lines_and_areas_are_coarse_and_valid():
    line = shapely.LineString([(113.1, 30.6), (113.10001, 30.60001), (113.2, 30.7)])
    area = shapely.Point(113.1, 30.6).buffer(0.01)
    assert len(coarse(line, 50).coords) == 2
    assert coarse(area, 50).is_valid and not coarse(area, 50).equals(area)


@pytest.mark.parametrize("name", ["甲</script><b>村", "{{ 7*7 }}村", "{% endraw %}村", "王&李村", 'a"b村'])
def test_any_name_is_shown_as_it_is_and_runs_nothing(office, add_place, day, name):
    add_place(name, lon=113.4)
    page = share_page(office, choose(office).places, edition_of(office, KIND, cut_off=day))
    assert "</script><b>" not in page and in_script("49村") not in page
    shown = json.dumps(html.escape(name, quote=False).replace("{", "&#123;"))
    assert any(form in page for form in (shown, shown.replace("<", "\\u003c").replace("&", "\\u0026")))
    assert page.count("<script") == page.count("</script>")


def test_neighbours_are_written_as_data(sample, day):
    page = share_page(sample, choose(sample).places, edition_of(sample, KIND, cut_off=day))
    around = json.loads(re.search(r'id="around">(.*?)</script>', page)[1])
    assert {name for name, _, _ in around} == {"沙洋县", "钟祥市", "京山市", "应城市", "汉川市", "仙桃市", "潜江市"}
