"""Where the map stands: moving, zooming, flying, and the way back."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QObject, QTimer, QVariantAnimation, Signal

from layers.view import Bounds, View
from ui.common.settings import remember, remembered

SETTLED_MS = 700  # of rest, after which a view is one that a person may want to come back to
FLIGHT_MS = 220
FARTHEST_FLIGHT = 2.5  # windows; beyond, gliding over the ground only confuses
KEPT = 60
EDGE = 48  # pixels; what stands nearer to the edge counts as out of sight
# Near Tianmen in metres of EPSG:4547, so that the first paint needs no projection.
START = View(429_000.0, 3_392_000.0, 90.0, 640, 480)


class Navigator(QObject):
    """The view, and every way to change it.

    Signals:
        moved: the view is another one, show it at once.
        wanted: a fresh frame is due; True where the ground has only been moved.
    """

    moved = Signal()
    wanted = Signal(bool)

    def __init__(self, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = START
        self.home: Callable[[], Bounds | None] = lambda: None  # where the whole city is, asked when it is wanted
        self._key = f"map/{key}/view"
        self._from: View = START
        self._goal: View = START
        self._trail: list[View] = []
        self._at = -1
        self._flight = QVariantAnimation(self, duration=FLIGHT_MS, startValue=0.0, endValue=1.0)
        self._flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._rest = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._rest.timeout.connect(self.settle)
        self._flight.valueChanged.connect(self._fly_on)
        self._flight.finished.connect(lambda: self._set(self._goal))

    # --- by hand ---------------------------------------------------------------------------------

    def resize(self, width: int, height: int, ratio: float) -> None:
        self._set(self.view.resized(width, height, ratio))

    def pan(self, dx: float, dy: float) -> None:
        """The ground moved by pixels."""
        self._set(self.view.pan(dx, dy), panned=True)

    def zoom(self, factor: float, px: float | None = None, py: float | None = None) -> None:
        """Nearer by `factor`, around a pixel or the middle."""
        px, py = (self.view.width / 2, self.view.height / 2) if px is None or py is None else (px, py)
        self._set(self.view.zoom_at(px, py, factor))

    @property
    def goal(self) -> View:
        """Where the map will stand: the end of the flight that is under way, else the view."""
        return self._goal if self._flight.state() == QVariantAnimation.State.Running else self.view

    def zoom_to_box(self, left: float, top: float, right: float, bottom: float) -> None:
        """The box between two pixels fills the window."""
        self.fly(self.view.box(left, top, right, bottom))

    def set_scale(self, denominator: float) -> None:
        """1:`denominator` around the middle."""
        self.fly(self.goal.scaled(denominator))

    # --- to somewhere ----------------------------------------------------------------------------

    def fly(self, goal: View) -> None:
        """Go there; gliding where it is near enough to follow with the eye."""
        self._note()
        self._from = self.view
        self._goal = replace(goal, width=self.view.width, height=self.view.height, ratio=self.view.ratio)
        if self._near(self._goal):
            self._flight.start()
        else:
            self._set(self._goal)

    def show_position(self, lon: float, lat: float, scale: float | None = None) -> None:
        """A place into the middle, at a scale where one is given."""
        there = self.goal.moved_to(lon, lat)
        self.fly(there.scaled(scale) if scale else there)

    def show_bounds(self, bounds: Bounds, closest: float = 10_000.0) -> None:
        """The whole of these degrees into the window, not nearer than 1:`closest`."""
        there = self.view.fit(bounds, margin=0.08)
        self.fly(there if there.scale >= closest else there.scaled(closest))

    def whole(self) -> None:
        """全图: the city."""
        home = self.home()
        if home is not None:
            self.show_bounds(home)

    def sees(self, lon: float, lat: float) -> bool:
        """Whether a place lies well inside the window."""
        x, y = self.goal.to_screen(lon, lat)
        margin = min(EDGE, self.view.width / 6, self.view.height / 6)
        return bool(margin <= x <= self.view.width - margin and margin <= y <= self.view.height - margin)

    # --- the way back ----------------------------------------------------------------------------

    def settle(self) -> None:
        """Note where the map stands now: `back` comes here again, and so does the next start."""
        if self._note():
            lon, lat = self.view.center
            remember(self._key, [lon, lat, self.view.scale])

    def _note(self) -> bool:
        """Note the view for the way back, without writing it to the disk; whether it is another one."""
        self._rest.stop()
        if self._at >= 0 and _alike(self._trail[self._at], self.view):
            return False
        self._trail = [*self._trail[: self._at + 1], self.view][-KEPT:]
        self._at = len(self._trail) - 1
        return True

    def back(self) -> None:
        """The view before this one."""
        self.settle()
        self._turn(-1)

    def forward(self) -> None:
        """The view that was left by going back."""
        self._turn(1)

    def _turn(self, step: int) -> None:
        if 0 <= self._at + step < len(self._trail):
            self._at += step
            there = self._trail[self._at]
            self._set(replace(there, width=self.view.width, height=self.view.height, ratio=self.view.ratio))
            self._rest.stop()

    def begin(self, home: Callable[[], Bounds | None]) -> None:
        """The view of last time in this workspace, else the whole city."""
        self.home = home
        kept = remembered(self._key)
        try:
            lon, lat, scale = (float(part) for part in kept)
            self._set(self.view.moved_to(lon, lat).scaled(scale))
        except (TypeError, ValueError):
            there = home()
            if there is not None:
                self._set(self.view.fit(there, margin=0.05))
        self.settle()

    # --- within ----------------------------------------------------------------------------------

    def _set(self, view: View, panned: bool = False) -> None:
        self._flight.stop()
        if view != self.view:
            self.view = view
            self._rest.start()
            self.moved.emit()
        self.wanted.emit(panned)

    def _fly_on(self, part: float) -> None:
        if self._flight.state() != QVariantAnimation.State.Running:
            return
        begin, goal = self._from, self._goal
        resolution = math.exp(math.log(begin.resolution) * (1 - part) + math.log(goal.resolution) * part)
        # The middle moves as the scale does, so that what is flown to stays in sight.
        way = part if goal.resolution == begin.resolution else (
            (resolution - begin.resolution) / (goal.resolution - begin.resolution))
        self.view = replace(goal, x=begin.x + (goal.x - begin.x) * way, y=begin.y + (goal.y - begin.y) * way,
                            resolution=resolution)
        self.moved.emit()

    def _near(self, goal: View) -> bool:
        span = max(self.view.resolution, goal.resolution)
        across = abs(goal.x - self.view.x) / span / self.view.width
        down = abs(goal.y - self.view.y) / span / self.view.height
        return goal != self.view and max(across, down) <= FARTHEST_FLIGHT


def _alike(one: View, other: View) -> bool:
    return (one.x, one.y, one.resolution) == (other.x, other.y, other.resolution)
