"""Builders that every test may use: workspaces of its own, and places with good defaults."""

from __future__ import annotations

import os
import shutil

import pytest
import shapely
from hypothesis import settings

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import AddPlace
from gazetteer.places.place import Place

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything asks Qt for a screen
# A slow machine is no failure; where a run decides whether work is taken, it tries the same examples each time.
settings.register_profile("no times", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("no times")


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp):
    """A process has one application: the whole one, since a test of pictures would make one that has no widgets."""


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """Nothing derived is shared between tests or with the person at this machine."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


@pytest.fixture(scope="session")
def _sample_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "天门.gpkg"
    Gazetteer.create_sample(path, who="样例").close()
    return path


@pytest.fixture(scope="session")
def _empty_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "空.gpkg"
    Gazetteer.create(path, who="样例").close()
    return path


@pytest.fixture
def sample_path(_sample_file, tmp_path):
    """A copy of the Tianmen sample that the test may do anything to."""
    return shutil.copy(_sample_file, tmp_path / "天门.gpkg")


@pytest.fixture
def sample(sample_path):
    """The Tianmen sample, open for writing."""
    opened = Gazetteer.open(sample_path, who="张三")
    yield opened
    opened.close()


@pytest.fixture
def empty_path(_empty_file, tmp_path):
    """A copy of a workspace without any place."""
    return shutil.copy(_empty_file, tmp_path / "空.gpkg")


@pytest.fixture
def gazetteer(empty_path):
    """A workspace without any place, open for writing."""
    opened = Gazetteer.open(empty_path, who="张三")
    yield opened
    opened.close()


@pytest.fixture
def add_place(gazetteer):
    """add_place("王村", lon=113.2): a place with good defaults; returns it as it was stored."""

    def add(name="王村", *, lon=113.17, lat=30.66, located=True, **values):
        point = shapely.Point(lon, lat) if located else None
        changed = gazetteer.do(AddPlace({"name": name, "class_code": "22200", "division_code": "429006107", **values},
                                        point))
        return gazetteer.get(Place, next(iter(changed.ids(Place))))

    return add
