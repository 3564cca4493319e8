"""Image files lie where they belong, in every map system, and one that cannot be read says why."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.transform import Affine as Transform

from gazetteer.coordinates.control_points import ControlPoint, fit
from layers.control_file import Controls, Spot, beside, read_controls, save_controls
from layers.projection import forward, inverse
from layers.raster_file import RasterFile
from layers.raster_layer import RasterLayer
from layers.view import View

WEST, NORTH, PIXEL = 418_000.0, 3_396_000.0, 5.0  # EPSG:4547, a scan of 5 km × 4 km
WIDTH, HEIGHT = 1000, 800
MARKS = [(100, 120), (820, 90), (500, 400), (130, 700), (900, 650)]  # columns and rows of the red squares
SIDE = 12


def sheet() -> np.ndarray:
    """A white picture with red squares around the marks."""
    made = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for column, row in MARKS:
        made[row - SIDE // 2:row + SIDE // 2, column - SIDE // 2:column + SIDE // 2] = (220, 0, 0)
    return made


def degrees(column: float, row: float) -> tuple[float, float]:
    lon, lat = inverse(4547, WEST + column * PIXEL, NORTH - row * PIXEL)
    return float(lon), float(lat)


def never() -> bool:
    return False


def misses(source, view: View, marks=MARKS) -> list[float]:
    """How many pixels the middle of each red square lies from where it belongs."""
    pixels = source.picture(view, never)
    assert source.problem == "" and pixels is not None
    red = (pixels[..., 3] > 200) & (pixels[..., 0] > 150) & (pixels[..., 1] < 100)
    found = []
    for column, row in marks:
        x, y = (float(part) * view.ratio for part in view.to_screen(*degrees(column, row)))
        reach = round(SIDE * PIXEL / view.metres_per_pixel * view.ratio)
        top, left = max(0, round(y) - reach), max(0, round(x) - reach)
        rows, columns = np.nonzero(red[top:round(y) + reach, left:round(x) + reach])
        assert len(rows), f"no square near {x}, {y}"
        found.append(float(np.hypot(columns.mean() + left + 0.5 - x, rows.mean() + top + 0.5 - y)))
    return found


def around(epsg: int, scale: float = 30_000, ratio: float = 1.0) -> View:
    lon, lat = degrees(WIDTH / 2, HEIGHT / 2)
    return View.at(lon, lat, scale, 900, 700, epsg=epsg, ratio=ratio)


@pytest.fixture
def write_tiff(tmp_path):
    def write(pixels=None, *, crs="EPSG:4547", transform=None, name="图.tif", overviews=(), **more):
        pixels = np.moveaxis(sheet(), -1, 0) if pixels is None else pixels
        path = tmp_path / name
        with rasterio.open(path, "w", driver="GTiff", width=pixels.shape[2], height=pixels.shape[1],
                           count=pixels.shape[0], dtype=pixels.dtype, crs=crs,
                           transform=transform or Transform(PIXEL, 0, WEST, 0, -PIXEL, NORTH), **more) as made:
            made.write(pixels)
            if overviews:
                made.build_overviews(overviews)
        return path
    return write


@pytest.fixture
def picture(tmp_path):
    """A PNG with nothing that says where it lies."""
    path = tmp_path / "老地图.png"
    Image.fromarray(sheet()).save(path)
    return path


@pytest.mark.parametrize("epsg", [4547, 4526, 4490, 3857])
@pytest.mark.parametrize("scale", [12_000, 30_000])
def test_a_geotiff_lies_within_a_pixel_in_every_map_system(write_tiff, epsg, scale):
    view = around(epsg, scale)
    seen = [mark for mark in MARKS if scale == 30_000 or mark == (500, 400)]
    assert max(misses(RasterFile(write_tiff()), view, seen)) < 1


def test_a_fine_screen_gets_fine_pixels(write_tiff):
    source, view = RasterFile(write_tiff()), around(4547, ratio=2.0)
    assert source.picture(view, never).shape == (1400, 1800, 4)
    assert max(misses(source, view)) < 1


def test_a_coarse_view_reads_the_overviews_and_stays_in_place(write_tiff):
    source = RasterFile(write_tiff(overviews=(2, 4), tiled=True, blockxsize=256, blockysize=256))
    assert max(misses(source, around(4547, 60_000))) < 1


def test_a_turned_geotiff_in_web_mercator_lies_in_place(write_tiff):
    x, y = forward(3857, *degrees(0, 0))
    right, down = forward(3857, *degrees(WIDTH, 0)), forward(3857, *degrees(0, HEIGHT))
    turned = Transform((right[0] - x) / WIDTH, (down[0] - x) / HEIGHT, float(x),
                       (right[1] - y) / WIDTH, (down[1] - y) / HEIGHT, float(y))
    assert max(misses(RasterFile(write_tiff(crs="EPSG:3857", transform=turned)), around(4547))) < 1


def world_file(path, suffix, numbers=(PIXEL, 0, 0, -PIXEL, WEST + PIXEL / 2, NORTH - PIXEL / 2)):
    path.with_suffix(suffix).write_text("".join(f"{number}\n" for number in numbers))


@pytest.mark.parametrize(("name", "suffix"), [("老图.png", ".pgw"), ("老图.jpg", ".jgw"), ("老图.tif", ".tfw")])
@pytest.mark.parametrize("epsg", [4547, 3857])
def test_a_picture_with_a_world_file_lies_in_the_system_chosen(tmp_path, name, suffix, epsg):
    Image.fromarray(sheet()).save(tmp_path / name)
    world_file(tmp_path / name, suffix)
    assert max(misses(RasterFile(tmp_path / name, 4547), around(epsg))) < 1


def test_a_prj_beside_the_picture_names_its_system(picture):
    from pyproj import CRS

    world_file(picture, ".pgw")
    picture.with_suffix(".prj").write_text(CRS.from_epsg(4547).to_wkt("WKT1_ESRI"))
    assert max(misses(RasterFile(picture), around(4547))) < 1


def test_a_zone_number_in_the_world_file_names_its_system(picture):
    world_file(picture, ".pgw", (PIXEL, 0, 0, -PIXEL, WEST + 38e6 + PIXEL / 2, NORTH - PIXEL / 2))
    assert max(misses(RasterFile(picture), around(4547))) < 1


def test_a_picture_whose_system_nobody_names_is_not_guessed(picture):
    world_file(picture, ".pgw")
    source = RasterFile(picture)
    assert source.picture(around(4547), never) is None
    assert "没有写明坐标系" in source.problem


def test_an_old_system_is_marked_as_approximate(picture):
    world_file(picture, ".pgw")
    source = RasterFile(picture, 2383)
    assert source.picture(around(4547), never) is not None
    assert "近似" in source.note


@pytest.mark.parametrize("kind", ["affine", "projective", "polynomial"])
@pytest.mark.parametrize("epsg", [4547, 3857])
def test_a_scan_lies_where_its_control_points_put_it(picture, kind, epsg):
    spots = [Spot(x, y, *degrees(x, y)) for x in (20, 480, 950) for y in (15, 420, 780)]
    save_controls(picture, Controls(kind, tuple(spots)))
    source = RasterFile(picture)
    assert max(misses(source, around(epsg))) < 1
    assert "中误差 0.0 米" in source.note


def test_an_affine_scan_gets_a_world_file_that_other_programs_read(picture):
    save_controls(picture, Controls("affine", tuple(Spot(x, y, *degrees(x, y))
                                                    for x, y in [(0, 0), (900, 30), (40, 700), (800, 790)])))
    beside(picture).unlink()
    assert max(misses(RasterFile(picture), around(4547))) < 1


def test_a_world_file_of_others_is_left_alone(picture):
    world_file(picture, ".pgw")
    before = picture.with_suffix(".pgw").read_text()
    corners = [(0, 0), (900, 30), (40, 700)]
    for _ in range(2):
        save_controls(picture, Controls("affine", tuple(Spot(x, y, *degrees(x, y)) for x, y in corners)))
    assert picture.with_suffix(".pgw").read_text() == before
    assert not picture.with_suffix(".prj").exists()


def test_a_bent_fit_takes_the_world_file_of_the_affine_one_away(picture):
    spots = tuple(Spot(x, y, *degrees(x, y)) for x in (20, 480, 950) for y in (15, 420, 780))
    save_controls(picture, Controls("affine", spots))
    assert picture.with_suffix(".pgw").exists()
    save_controls(picture, Controls("polynomial", spots))
    assert not picture.with_suffix(".pgw").exists() and not picture.with_suffix(".prj").exists()
    assert read_controls(picture) == Controls("polynomial", spots)


def test_points_that_do_not_count_stay_in_the_file(picture):
    good = [Spot(x, y, *degrees(x, y)) for x, y in [(0, 0), (900, 30), (40, 700), (800, 790)]]
    bad = Spot(500, 400, *degrees(0, 0), used=False)
    save_controls(picture, Controls("affine", (*good, bad)))
    assert read_controls(picture).spots[-1] == bad
    assert max(misses(RasterFile(picture), around(4547))) < 1


def test_control_points_give_the_world_file_of_the_picture():
    found = fit([ControlPoint(x, y, WEST + x * PIXEL, NORTH - y * PIXEL) for x, y in MARKS])
    numbers = [float(line) for line in found.world_file().split()]
    assert numbers == pytest.approx([PIXEL, 0, 0, -PIXEL, WEST + PIXEL / 2, NORTH - PIXEL / 2], abs=1e-6)


def test_what_the_file_leaves_empty_stays_open(write_tiff):
    pixels = np.moveaxis(sheet(), -1, 0).copy()
    pixels[:, :400, :500] = 0
    source = RasterFile(write_tiff(pixels, nodata=0))
    view = around(4547)
    made = source.picture(view, never)
    x, y = (round(float(part)) for part in view.to_screen(*degrees(250, 200)))
    assert made[y, x].tolist() == [0, 0, 0, 0]
    x, y = (round(float(part)) for part in view.to_screen(*degrees(750, 300)))
    assert made[y, x].tolist() == [255, 255, 255, 255]


def test_heights_become_grey(write_tiff):
    heights = np.linspace(20, 60, WIDTH, dtype=np.float32)[None, None].repeat(HEIGHT, axis=1)
    made = RasterFile(write_tiff(heights, nodata=-9999)).picture(around(4547), never)
    grey = made[350, 160:750:100]
    assert (grey[:, 3] == 255).all()
    assert (np.diff(grey[:, 0].astype(int)) > 10).all()


def test_a_palette_keeps_its_colours(write_tiff):
    numbers = np.zeros((1, HEIGHT, WIDTH), np.uint8)
    numbers[:, :, WIDTH // 2:] = 1
    path = write_tiff(numbers, photometric="palette")
    with rasterio.open(path, "r+") as made:
        made.write_colormap(1, {0: (10, 200, 30, 255), 1: (0, 0, 250, 255)})
    picture = RasterFile(path).picture(around(4547), never)
    assert picture[350, 300].tolist() == [10, 200, 30, 255]
    assert picture[350, 600].tolist() == [0, 0, 250, 255]


def test_a_view_beside_the_picture_shows_nothing_of_it(write_tiff):
    source = RasterFile(write_tiff())
    assert source.picture(View.at(114.5, 31.5, 20_000, 400, 300), never) is None
    assert source.problem == ""


def test_a_missing_file_is_told_and_spoils_nothing(tmp_path):
    layer = RasterLayer("raster-1", "旧图", RasterFile(tmp_path / "没有.tif"))
    assert layer.source.picture(around(4547), never) is None
    assert "找不到底图文件" in layer.problem


def test_a_file_that_came_back_is_shown_again(write_tiff, tmp_path):
    path = write_tiff()
    away = path.rename(tmp_path / "away")
    source = RasterFile(path)
    assert source.picture(around(4547), never) is None
    away.rename(path)
    assert source.picture(around(4547), never) is not None
    assert source.problem == ""


@pytest.mark.parametrize("content", [b"", b"not a picture", b"II*\x00" + bytes(40)])
def test_a_damaged_file_is_told_in_plain_words(tmp_path, content):
    path = tmp_path / "坏.tif"
    path.write_bytes(content)
    source = RasterFile(path)
    assert source.picture(around(4547), never) is None
    assert "读不出来" in source.problem


def test_a_scan_without_place_asks_for_control_points(picture):
    source = RasterFile(picture)
    assert source.picture(around(4547), never) is None
    assert "配准" in source.problem


def test_a_damaged_control_file_is_told(picture):
    beside(picture).write_text("{]")
    source = RasterFile(picture)
    assert source.picture(around(4547), never) is None
    assert "控制点文件读不出来" in source.problem


def test_a_cancelled_frame_reads_nothing(write_tiff):
    assert RasterFile(write_tiff()).picture(around(4547), lambda: True) is None


def test_the_bounds_hold_the_whole_picture(write_tiff):
    west, south, east, north = RasterFile(write_tiff()).bounds()
    for corner in ((0, 0), (WIDTH, 0), (0, HEIGHT), (WIDTH, HEIGHT)):
        lon, lat = degrees(*corner)
        assert west - 1e-9 <= lon <= east + 1e-9 and south - 1e-9 <= lat <= north + 1e-9
