"""A large scan is read from a tiled copy once that is there, and looks the same."""

from __future__ import annotations

import os
import time

import numpy as np
import pytest
from PIL import Image

from layers import raster_copy
from layers.raster_file import RasterFile
from layers.view import View

VIEW = View.at(113.17, 30.66, 30_000, 400, 300)


def never() -> bool:
    return False


@pytest.fixture
def scan(tmp_path, monkeypatch):
    monkeypatch.setattr(raster_copy, "LARGE", 1000)
    path = tmp_path / "老地图.png"
    shades = np.linspace(0, 250, 800)[None, :, None].repeat(600, axis=0).repeat(3, axis=2).astype(np.uint8)
    Image.fromarray(shades).save(path)
    path.with_suffix(".pgw").write_text("10\n0\n0\n-10\n416005\n3396495\n")
    return path


def copies(path) -> list:
    return [file for file in raster_copy._path(path).parent.glob("*.tif")]


def wait_for(source: RasterFile) -> np.ndarray:
    """The picture as it is drawn while the copy is being made; comes back when that is there."""
    news = []
    source.arrived = lambda: news.append(True)
    drawn = source.picture(VIEW, never)
    end = time.monotonic() + 20
    while not news and time.monotonic() < end:
        time.sleep(0.01)
    assert news
    return drawn


def test_the_copy_looks_like_the_picture_and_is_what_is_read(scan):
    source = RasterFile(scan, 4547)
    before = wait_for(source).astype(int)
    made, = copies(scan)
    scan.write_bytes(scan.read_bytes()[:200] + bytes(100))  # the same file by name; its pixels are gone
    os.utime(scan, ns=(0, 0))
    raster_copy._path(scan).write_bytes(made.read_bytes())
    after = source.picture(VIEW, never).astype(int)
    assert np.abs(after - before).max() <= 3


def test_a_spoilt_copy_is_made_anew(scan):
    wait_for(RasterFile(scan, 4547))
    copies(scan)[0].write_bytes(b"spoilt")
    assert RasterFile(scan, 4547).picture(VIEW, never) is not None
    wait_for(RasterFile(scan, 4547))
    assert len(copies(scan)[0].read_bytes()) > 1000


def test_a_frame_does_not_wait_for_the_copy(scan, monkeypatch):
    monkeypatch.setattr(raster_copy, "_make", lambda *about: None)
    monkeypatch.setattr(raster_copy, "_making", set())
    assert RasterFile(scan, 4547).picture(VIEW, never) is not None
    assert copies(scan) == []


def test_a_picture_that_was_changed_gets_another_copy(scan):
    wait_for(RasterFile(scan, 4547))
    os.utime(scan, (1, 1))
    wait_for(RasterFile(scan, 4547))
    assert len(copies(scan)) == 2


def test_a_disk_without_room_only_costs_the_copy(scan, monkeypatch):
    def full(*about):
        raise OSError(28, "no room")

    monkeypatch.setattr(raster_copy, "_write", full)
    path = raster_copy._path(scan)
    raster_copy._make(scan, path, lambda: pytest.fail("there is no copy"))
    assert RasterFile(scan, 4547).picture(VIEW, never) is not None
    assert not path.exists()


def test_a_small_picture_needs_no_copy(scan, monkeypatch):
    monkeypatch.setattr(raster_copy, "LARGE", 10_000_000)
    assert RasterFile(scan, 4547).picture(VIEW, never) is not None
    assert not raster_copy._path(scan).parent.exists()
