"""How the pointer snaps: whether, to what, from how far; remembered for the person on this machine."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gazetteer.shapes.snapping import KINDS
from ui.common.settings import remember, remembered

REACHES = (5, 8, 12, 16, 24)  # pixels
USUAL_REACH = 8
_KEY = "map/snapping/"


class SnapSettings(QObject):
    """Belongs to one map.

    Signals:
        changed: something is set otherwise.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = bool(remembered(_KEY + "on", True))
        self.paused = False  # for as long as a key is held
        self.follow = bool(remembered(_KEY + "follow", False))
        reach = int(remembered(_KEY + "reach", USUAL_REACH))
        self.reach = reach if reach in REACHES else USUAL_REACH
        kept = str(remembered(_KEY + "kinds", ",".join(KINDS))).split(",")
        self.kinds = tuple(kind for kind in KINDS if kind in kept)

    def turn(self, on: bool) -> None:
        """Snap, or do not."""
        self.on = on
        self._keep("on", on)

    def turn_following(self, on: bool) -> None:
        """Follow a line that is there from click to click."""
        self.follow = on
        self._keep("follow", on)

    def set_reach(self, pixels: int) -> None:
        self.reach = pixels
        self._keep("reach", pixels)

    def set_kind(self, kind: str, wanted: bool) -> None:
        """Snap to a kind of KINDS, or not."""
        self.kinds = tuple(one for one in KINDS if (wanted if one == kind else one in self.kinds))
        self._keep("kinds", ",".join(self.kinds))

    def _keep(self, name: str, value: object) -> None:
        remember(_KEY + name, value)
        self.changed.emit()
