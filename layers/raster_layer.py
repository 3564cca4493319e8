"""底图影像: a picture of the ground below the register: an image file, a package of tiles, or a tile service."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import ClassVar

import numpy as np

from gazetteer.errors import GazetteerError
from layers.layer import Layer
from layers.view import Bounds, View

Cancelled = Callable[[], bool]


class RasterSource:
    """Where the pixels come from; shared by all snapshots of its layer, so that what was read once is known to all.

    problem: what a person should know when it does not show, "" while all is well; note: what to bear in mind.
    """

    kind: ClassVar[str] = ""

    def __init__(self) -> None:
        self.problem = self.note = ""
        self.missing = 0  # parts that the last picture lacks because they are not at hand
        self.offline = False  # nothing is fetched, what is at hand must do
        self.version = 0  # goes up when the same view would look different now
        self._kept: tuple[View, int, np.ndarray | None] | None = None

    def picture(self, view: View, cancelled: Cancelled) -> np.ndarray | None:
        """The view's device pixels as rows × columns × RGBA bytes, colours multiplied; None where nothing is seen.

        Whatever goes wrong becomes `problem`: a base map that cannot be read never spoils a frame.
        """
        kept, version = self._kept, self.version
        if kept is not None and kept[:2] == (view, version):
            return kept[2]
        try:
            made = self.draw(view, cancelled)
        except GazetteerError as error:
            self.problem, made = str(error), None
        except (OSError, ValueError, MemoryError, sqlite3.Error) as error:
            self.problem, made = f"底图读不出来：{error}", None
        if not cancelled():
            self._kept = None if self.problem else (view, version, made)  # what failed may work next time
        return made

    def draw(self, view: View, cancelled: Cancelled) -> np.ndarray | None:
        """As `picture`, without keeping and catching; clears or sets `problem`."""
        raise NotImplementedError

    def complete(self, view: View) -> None:
        """Fetch what a picture of this view needs and is not at hand, and wait for it; files have all there is."""

    def bounds(self) -> Bounds | None:
        """West, south, east, north in degrees; None when it covers everything. Raises GazetteerError."""
        return None


class RasterLayer(Layer):
    """One base map under its own key and title."""

    def __init__(self, key: str, title: str, source: RasterSource) -> None:
        super().__init__()
        self.key, self.label, self.source = key, title, source
        self.origin: tuple = ()  # what the source was made from
        self.seen = 0  # the version of the source that a snapshot is drawn from

    def snapshot(self) -> RasterLayer:
        made = super().snapshot()
        made.seen = self.source.version
        return made

    @property
    def problem(self) -> str:
        """Why it does not show, for a person; "" while all is well."""
        return self.source.problem
