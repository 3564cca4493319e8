"""How a widget hears of changes: on the window's thread, and only while it lives."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed


class _Ear(QObject):
    """Brings a change from the thread that made it to the thread of the widget."""

    _arrived = Signal(object)

    def __init__(self, owner: QObject, heard: Callable[[Changed], None]) -> None:
        super().__init__(owner)
        self._heard = heard
        self._arrived.connect(self._deliver)

    def tell(self, changed: Changed) -> None:
        self._arrived.emit(changed)

    @Slot(object)
    def _deliver(self, changed: Changed) -> None:
        self._heard(changed)


def follow(gazetteer: Gazetteer, owner: QObject, heard: Callable[[Changed], None]) -> None:
    """Call `heard` with every `Changed`, until `owner` is destroyed."""
    ear = _Ear(owner, heard)
    stop = gazetteer.listen(ear.tell)

    def leave() -> None:
        try:
            stop()
        except ValueError:
            return  # the workspace was closed first and has forgotten its listeners

    ear.destroyed.connect(leave)
