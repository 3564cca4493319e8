"""界桩 by how they stand, where they stood before, and disputes: the points of the boundaries."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from gazetteer.boundaries.dispute import OPEN, BoundaryDispute
from gazetteer.boundaries.inspection import DONE, InspectionProblem
from gazetteer.boundaries.marker import DOUBLE, IN_USE, TRIPLE, BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.record import Record
from layers.columns import Points
from layers.register_points import RegisterPoints


class MarkerLayer(RegisterPoints):
    """Parts by standing; what is lost or cancelled has a part of its own."""

    key, label = "marker", "界桩"
    columns = ("number", "standing", "status")
    symbols = {"single": "marker-single", "double": "marker-double", "triple": "marker-triple",  # noqa: RUF012
               "gone": "marker-old"}
    drawn_from, named_from = 1_200_000.0, 120_000.0

    @property
    def model(self) -> type[Record]:
        return BoundaryMarker

    def named(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return more["number"]

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        standing = np.where(more["standing"] == TRIPLE, 2, np.where(more["standing"] == DOUBLE, 1, 0))
        return np.where(more["status"] == IN_USE, standing, 3)


class OldMarkerLayer(RegisterPoints):
    """Where moved markers stood before."""

    key, label = "old_marker", "界桩原址"
    columns = ("happened_on",)
    symbols = {"old": "marker-old"}  # noqa: RUF012
    drawn_from, named_from = 60_000.0, 12_000.0

    @property
    def model(self) -> type[Record]:
        return MarkerEvent

    def named(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.array([f"原址（至{day[:4]}年）" if day else "原址" for day in more["happened_on"]], object)

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.zeros(len(more["happened_on"]), np.int8)


class _OnStretches(RegisterPoints):
    """Records that lie at a point, on a stretch or in an area: one sign within it."""

    def _points(self, ids: np.ndarray, geometries: np.ndarray, more: Mapping[str, np.ndarray]) -> Points:
        return super()._points(ids, shapely.point_on_surface(geometries), more)


class DisputeLayer(_OnStretches):
    """One sign for each dispute, on its stretch or in its area."""

    key, label = "dispute", "边界争议"
    columns = ("title", "state")
    symbols = {"open": "dispute", "settled": "dispute"}  # noqa: RUF012
    drawn_from, named_from = 1_200_000.0, 120_000.0

    @property
    def model(self) -> type[Record]:
        return BoundaryDispute

    def named(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return more["title"]

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.where(more["state"] == OPEN, 0, 1)


class ProblemLayer(_OnStretches):
    """What inspections found, where it lies, until and after it is put right."""

    key, label = "inspection_problem", "联检问题"
    columns = ("handling", "state")
    symbols = {"open": "dispute", "done": "dispute"}  # noqa: RUF012
    drawn_from, named_from = 1_200_000.0, 60_000.0

    @property
    def model(self) -> type[Record]:
        return InspectionProblem

    def named(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.where(more["state"] == DONE, "", more["handling"])

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.where(more["state"] == DONE, 1, 0)
