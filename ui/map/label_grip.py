"""A label that was taken hold of: where it is going, and until a frame shows it there, where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter

from layers.labelling.drafts import Draft
from layers.labelling.hits import move_of
from layers.labels import Placed
from layers.painting.text import measure
from ui.map import label_doing
from ui.map.label_painting import paint_ghost, paint_on_the_way

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

SETTLED_MS = 600  # after the last nudge all of them are one change
GHOST_MS = 3000  # a ghost waits for its frame no longer
SAME = 2.0  # pixels within which a label is taken for the same one


class LabelGrip:
    """`shift` is how far the held label is from where it stands, in pixels."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._draft: Draft | None = None
        self.shift = (0.0, 0.0)
        self._ghost: Placed | None = None
        self._settling = QTimer(canvas, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self.put)
        self._fading = QTimer(canvas, singleShot=True, interval=GHOST_MS)
        self._fading.timeout.connect(self._fade)

    @property
    def label(self) -> Placed | None:
        """The label that is held, as the map shows it."""
        return self._draft.label if self._draft is not None else None

    @property
    def going(self) -> Placed | None:
        """The held label where it would stand now."""
        return self._draft.at(*self.shift) if self._draft is not None else None

    @property
    def gone(self) -> Placed | None:
        """A label that was put somewhere, while no frame shows it there."""
        return self._ghost

    def take(self, label: Placed) -> None:
        """Take hold of a label."""
        self._fade()
        self._draft = Draft(label, self._canvas.navigator.view, self._canvas.stack, measure)
        self.shift = 0.0, 0.0

    def nudge(self, across: float, down: float) -> None:
        """A little farther; when no more nudges follow it is put there."""
        self.shift = self.shift[0] + across, self.shift[1] + down
        self._settling.start()
        self._canvas.update()

    def put(self) -> None:
        """Put the held label where it is now, as one change."""
        draft, going = self._draft, self.going
        self.give_up()
        if draft is None or going is None or self.shift == (0.0, 0.0):
            return
        command = move_of(draft.label, self._canvas.navigator.view, *self.shift)
        if label_doing.move(self._canvas, command, label_doing.name_of(self._canvas, draft.label)) is not None:
            self._ghost = going
            self._fading.start()
        self._canvas.show_prompt()

    def give_up(self) -> None:
        """Let go of it: it stays where it was."""
        self._settling.stop()
        self._draft = None
        self._canvas.update()

    def leave(self) -> None:
        """The view is another one: what was held and what went belong to the one before."""
        self.give_up()
        self._fade()

    def see(self, labels: tuple[Placed, ...]) -> None:
        """A frame came with these labels."""
        ghost = self._ghost
        if ghost is not None and any(_same(one, ghost) for one in labels):
            self._fade()

    def _fade(self) -> None:
        self._ghost = None
        self._fading.stop()
        self._canvas.update()

    def paint(self, painter: QPainter) -> bool:
        """The label on its way or where it went; False when there is none."""
        view, style, going = self._canvas.navigator.view, self._canvas.style_now, self.going
        if self.label is not None and going is not None:
            paint_on_the_way(painter, self.label, going, view, style)
        elif self._ghost is not None:
            paint_ghost(painter, self._ghost, view, style)
        return going is not None or self._ghost is not None


def _same(one: Placed, other: Placed) -> bool:
    near = all(abs(here - there) < SAME for here, there in zip(one.middle, other.middle, strict=True))
    return near and (one.name.of, one.name.key) == (other.name.of, other.name.key)
