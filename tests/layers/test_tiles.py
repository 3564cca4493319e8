"""Tiles of a package or a service lie where they belong; a service that is slow or away never holds up a frame."""

from __future__ import annotations

import functools
import io
import sqlite3
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image

from gazetteer.errors import GazetteerError
from layers import tile_keys
from layers.projection import forward, inverse
from layers.tile_cache import TileCache
from layers.tile_package import TilePackage
from layers.tile_service import TileService, address, check_template
from layers.tiles import HALF, SIDE, degrees_box, tile_box
from layers.view import View

LON, LAT = 113.17, 30.66
VIEW = View.at(LON, LAT, 40_000, 800, 600, epsg=4547)


def never() -> bool:
    return False


def spot_on(key) -> tuple[float, float]:
    """Column and row in this tile of the place LON, LAT."""
    x, y = forward(3857, LON, LAT)
    size = 2 ** key[0] * SIDE
    return float((x + HALF) / (2 * HALF) * size - key[1] * SIDE), float((HALF - y) / (2 * HALF) * size - key[2] * SIDE)


@functools.cache
def tile_file(key) -> bytes:
    """A grey tile with a red disc where LON, LAT lies."""
    column, row = spot_on(key)
    y, x = np.mgrid[:SIDE, :SIDE] + 0.5
    pixels = np.full((SIDE, SIDE, 3), 240, np.uint8)
    pixels[np.hypot(x - column, y - row) < 12] = (220, 0, 0)
    image = Image.fromarray(pixels)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def miss(pixels: np.ndarray, view: View) -> float:
    """Pixels between the middle of the red disc and where it belongs."""
    red = (pixels[..., 0] > 150) & (pixels[..., 1] < 100)
    rows, columns = np.nonzero(red)
    x, y = (float(part) * view.ratio for part in view.to_screen(LON, LAT))
    return float(np.hypot(columns.mean() + 0.5 - x, rows.mean() + 0.5 - y))


# --- packages --------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path):
    """package(levels): an MBTiles file of the tiles around the place."""
    def make(levels=(13, 14, 15), name="底图.mbtiles", around=3, **about):
        path = tmp_path / name
        with sqlite3.connect(path) as made:
            made.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
            made.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
            facts = {"name": "影像", "format": "png", "minzoom": min(levels), "maxzoom": max(levels), **about}
            made.executemany("INSERT INTO metadata VALUES (?, ?)", [(k, str(v)) for k, v in facts.items()])
            x, y = forward(3857, LON, LAT)
            for level in levels:
                middle = int((x + HALF) / (2 * HALF) * 2 ** level), int((HALF - y) / (2 * HALF) * 2 ** level)
                for column in range(middle[0] - around, middle[0] + around + 1):
                    for row in range(middle[1] - around, middle[1] + around + 1):
                        made.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)",
                                     (level, column, 2 ** level - 1 - row, tile_file((level, column, row))))
        made.close()
        return path
    return make


@pytest.mark.parametrize("epsg", [4547, 4490, 3857])
@pytest.mark.parametrize("scale", [15_000, 40_000])
def test_a_package_lies_within_a_pixel_in_every_map_system(package, epsg, scale):
    view = View.at(LON, LAT, scale, 800, 600, epsg=epsg)
    assert miss(TilePackage(package()).picture(view, never), view) < 1


def test_the_window_is_filled_without_seams(package):
    pixels = TilePackage(package()).picture(VIEW, never)
    assert (pixels[..., 3] == 255).all()


def test_nearer_than_the_finest_level_its_tiles_are_enlarged(package):
    source, view = TilePackage(package((13,))), View.at(LON, LAT, 8_000, 400, 300, epsg=4547)
    assert miss(source.picture(view, never), view) < 1


def test_a_tile_that_is_missing_is_taken_from_the_level_above(package):
    path = package((13, 14))
    with sqlite3.connect(path) as open_:
        open_.execute("DELETE FROM tiles WHERE zoom_level = 14")
    view = View.at(LON, LAT, 30_000, 400, 300, epsg=3857)
    pixels = TilePackage(path).picture(view, never)
    assert (pixels[..., 3] == 255).all()
    assert miss(pixels, view) < 1


def test_far_out_a_fine_package_says_to_zoom_in(package):
    source = TilePackage(package((15,), around=1))
    assert source.picture(View.at(LON, LAT, 5_000_000, 800, 600), never) is None
    assert (source.problem, source.note) == ("", "放大后显示")


def test_a_package_knows_its_name_and_bounds(package):
    source = TilePackage(package(bounds="112.9,30.4,113.4,30.9"))
    assert source.name() == "影像"
    assert source.bounds() == (112.9, 30.4, 113.4, 30.9)


def test_a_package_of_vector_tiles_is_refused_with_the_way_out(package):
    source = TilePackage(package(format="pbf"))
    assert source.picture(VIEW, never) is None
    assert "矢量瓦片" in source.problem and "PNG" in source.problem


@pytest.mark.parametrize("content", [b"", b"not a database at all, not a database at all"])
def test_what_is_no_package_is_told(tmp_path, content):
    path = tmp_path / "坏.mbtiles"
    path.write_bytes(content)
    source = TilePackage(path)
    assert source.picture(VIEW, never) is None
    assert "瓦片包读不出来" in source.problem


def test_a_missing_package_is_told(tmp_path):
    source = TilePackage(tmp_path / "没有.mbtiles")
    assert source.picture(VIEW, never) is None
    assert "找不到底图文件" in source.problem
    assert not (tmp_path / "没有.mbtiles").exists()


def test_a_damaged_tile_leaves_only_its_own_hole(package):
    path = package((15,))
    x, y = forward(3857, LON, LAT)
    column, row = int((x + HALF) / (2 * HALF) * 2 ** 15), int((HALF - y) / (2 * HALF) * 2 ** 15)
    with sqlite3.connect(path) as open_:
        open_.execute("UPDATE tiles SET tile_data = x'00FF' WHERE tile_column = ? AND tile_row = ?",
                      (column, 2 ** 15 - 1 - row))
    source = TilePackage(path)
    pixels = source.picture(VIEW, never)
    assert 0 < (pixels[..., 3] == 0).mean() < 0.5
    assert source.problem == ""


def test_the_box_of_a_tile_holds_the_place():
    x, y = forward(3857, LON, LAT)
    column, row = int((x + HALF) / (2 * HALF) * 1024), int((HALF - y) / (2 * HALF) * 1024)
    west, south, east, north = degrees_box(tile_box((10, column, row)))
    assert west < LON < east and south < LAT < north
    assert inverse(3857, x, y)[0] == pytest.approx(LON)


# --- services --------------------------------------------------------------------------------------


class Service:
    """A tile service on this machine that can be slow, refuse, or send what is no picture."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status, self.wait, self.kind = 200, threading.Event(), "image/png"
        self.wait.set()
        outer = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802 - the library's name
                outer.asked.append(self.path)
                outer.wait.wait(20)
                key = tuple(int(part) for part in self.path.split("?")[0].removesuffix(".png").split("/")[-3:])
                self.send_response(outer.status)
                self.send_header("Content-Type", outer.kind)
                self.end_headers()
                self.wfile.write(tile_file(key))

            def log_message(self, *about) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.wait.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def service(monkeypatch, tmp_path):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Service()
    yield made
    made.close()


def until(true, seconds=10.0) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    assert true()


@pytest.mark.parametrize("epsg", [4547, 3857])
def test_a_frame_takes_what_is_there_and_asks_for_the_rest(service, epsg):
    view = View.at(LON, LAT, 40_000, 800, 600, epsg=epsg)
    source = TileService(service.address + "/{z}/{x}/{y}.png")
    news = []
    source.arrived = lambda: news.append(True)
    assert source.picture(view, never) is None
    until(lambda: not source.busy)
    assert news
    pixels = source.picture(view, never)
    assert (pixels[..., 3] == 255).all() and miss(pixels, view) < 1


def test_what_was_fetched_once_is_there_without_the_net(service):
    source = TileService(service.address + "/{z}/{x}/{y}.png")
    source.picture(VIEW, never)
    until(lambda: not source.busy)
    service.close()
    again = TileService(service.address + "/{z}/{x}/{y}.png")
    assert miss(again.picture(VIEW, never), VIEW) < 1
    assert not again.busy and again.problem == ""


def test_a_slow_service_holds_up_no_frame(service):
    service.wait.clear()
    source = TileService(service.address + "/{z}/{x}/{y}.png")
    for step in range(3):
        assert source.picture(VIEW.pan(step * 300, 0), never) is None
    assert source.busy and source.problem == ""
    service.wait.set()
    until(lambda: not source.busy)
    assert source.picture(VIEW.pan(600, 0), never) is not None


def test_a_service_too_slow_is_told_and_left_in_peace(service):
    service.wait.clear()
    source = TileService(service.address + "/{z}/{x}/{y}.png", timeout=0.2)
    source.picture(VIEW, never)
    until(lambda: source.problem and not source.busy)
    assert "连接不上瓦片服务" in source.problem
    asked = len(service.asked)
    source.picture(VIEW, never)
    assert not source.busy and len(service.asked) == asked
    assert "连接不上瓦片服务" in source.problem


def test_without_the_net_the_service_is_asked_again_after_a_pause(service):
    source = TileService("http://127.0.0.1:9/{z}/{x}/{y}.png", pause=0.05)
    source.picture(VIEW, never)
    until(lambda: source.problem and not source.busy)
    time.sleep(0.06)
    source.template = check_template(service.address + "/{z}/{x}/{y}.png")
    source.picture(VIEW, never)
    until(lambda: service.asked and not source.busy)
    assert source.problem == ""


def test_a_refusal_speaks_of_the_key(service):
    service.status = 403
    source = TileService(service.address + "/{z}/{x}/{y}.png")
    source.picture(VIEW, never)
    until(lambda: source.problem and not source.busy)
    assert "403" in source.problem and "密钥" in source.problem


def test_a_tile_that_does_not_exist_is_not_asked_for_twice(service):
    service.status = 404
    source = TileService(service.address + "/{z}/{x}/{y}.png")
    source.picture(VIEW, never)
    until(lambda: not source.busy)
    asked = len(service.asked)
    source.picture(VIEW, never)
    assert not source.busy and len(service.asked) == asked and source.problem == ""


def test_a_page_instead_of_a_picture_is_told(service):
    service.kind = "text/html"
    source = TileService(service.address + "/{z}/{x}/{y}.png")
    source.picture(VIEW, never)
    until(lambda: source.problem and not source.busy)
    assert "不是图像" in source.problem


def test_a_key_goes_to_its_service_only(service):
    source = TileService(service.address + "/{z}/{x}/{y}.png?tk={key}")
    assert source.picture(VIEW, never) is None
    assert "密钥" in source.problem and not service.asked
    tile_keys.remember_key("127.0.0.1", " 秘/密 ")
    source.try_again()
    source.picture(VIEW, never)
    until(lambda: service.asked and not source.busy)
    assert all(path.endswith("?tk=%E7%A7%98%2F%E5%AF%86") for path in service.asked)
    assert tile_keys.key_of("example.cn") == ""


def test_a_key_that_is_emptied_is_forgotten(service):
    tile_keys.remember_key("127.0.0.1", "a")
    tile_keys.remember_key("127.0.0.1", "")
    assert tile_keys.key_of("127.0.0.1") == ""


@pytest.mark.parametrize(("template", "made"), [
    ("http://a.cn/{z}/{x}/{y}.png", "http://a.cn/3/5/2.png"),
    ("http://a.cn/{z}/{x}/{-y}.png", "http://a.cn/3/5/5.png"),
    ("http://t{switch:0,1}.a.cn/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk={key}",
     "http://t1.a.cn/wmts?TILEMATRIX=3&TILEROW=2&TILECOL=5&tk=k"),
    ("https://{s}.tile.cn/{z}/{x}/{y}.png", "https://b.tile.cn/3/5/2.png"),
])
def test_addresses_are_written_from_their_template(template, made):
    assert address(check_template(template), (3, 5, 2), "k") == made


@pytest.mark.parametrize(("template", "said"), [
    ("file:///etc/{z}/{x}/{y}", "http"), ("ftp://a/{z}/{x}/{y}", "http"), ("{z}/{x}/{y}", "http"),
    ("http://a.cn/{z}/{x}.png", "{y}"), ("http://a.cn/{z}/{x}/{y}/{layer}", "{layer}"),
])
def test_an_address_that_cannot_be_used_says_what_is_wrong(template, said):
    with pytest.raises(GazetteerError) as refused:
        TileService(template)
    assert said in str(refused.value)


# --- the disk --------------------------------------------------------------------------------------


def test_the_cache_lies_outside_the_workspace_and_drops_its_oldest(tmp_path):
    import os

    cache = TileCache("a", tmp_path)
    for row in range(10):
        cache.write((5, 1, row), bytes(1000))
        os.utime(tmp_path / "a" / "5" / "1" / str(row), (row, time.time() + row))
    assert cache.shrink(10_000) == 0
    assert cache.shrink(5_000) == 6
    assert cache.read((5, 1, 0)) == (None, False)
    assert cache.read((5, 1, 9)) == (bytes(1000), True)


def test_an_old_tile_is_shown_while_a_new_one_is_asked_for(service):
    import os

    source = TileService(service.address + "/{z}/{x}/{y}.png")
    source.picture(VIEW, never)
    until(lambda: not source.busy)
    for path in source._cache.folder.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    again = TileService(service.address + "/{z}/{x}/{y}.png")
    asked = len(service.asked)
    assert again.picture(VIEW, never) is not None
    until(lambda: not again.busy)
    assert len(service.asked) > asked


def test_a_disk_that_cannot_be_written_only_costs_the_cache(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    cache = TileCache("a", blocked)
    cache.write((1, 0, 0), b"x")
    assert cache.read((1, 0, 0)) == (None, False)


def test_a_picture_is_completed_with_all_it_lacks(service):
    source = TileService(service.address + "/{z}/{x}/{y}.png?complete")
    source.complete(VIEW)
    assert source.missing == 0 and source.problem == "" and not source.busy
    pixels = source.picture(VIEW, never)
    assert (pixels[..., 3] == 255).all() and miss(pixels, VIEW) < 1


def test_offline_nothing_is_asked_for_and_what_is_missing_is_counted(service):
    source = TileService(service.address + "/{z}/{x}/{y}.png?offline")
    source.offline = True
    assert source.picture(VIEW, never) is None
    assert source.missing > 4 and not service.asked


def test_completing_ends_where_tiles_do_not_exist_or_the_service_fails(service):
    service.status = 404
    source = TileService(service.address + "/{z}/{x}/{y}.png?absent")
    source.complete(VIEW)
    assert source.problem == "" and service.asked
    service.status = 500
    source = TileService(service.address + "/{z}/{x}/{y}.png?broken", pause=60)
    source.complete(VIEW)
    assert "出错" in source.problem
