"""Carrying out a command from the window: refused with the reason, or done with a toast that can undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.history import Changed
from ui.characters.asking import settled
from ui.common.errors import show_error
from ui.i18n import tr


def carry_out(widget: QWidget, gazetteer: Gazetteer, command: Command, said: str = "", reason: str = "",
              refused: Callable[[GazetteerError], None] | None = None) -> Changed | None:
    """Do it and say so, with 撤销 in the toast. A refusal goes to `refused`, else it is shown; then None comes back."""
    try:
        changed = gazetteer.do(_decided(widget, gazetteer, command), reason)
    except GazetteerError as error:
        (refused or (lambda error: show_error(widget.window(), error)))(error)
        return None
    if said:
        say_done(widget, gazetteer, said, changed)
    return changed


def _decided(widget: QWidget, gazetteer: Gazetteer, command: Command) -> Command:
    """The command after a person decided on odd characters in its texts. Raises when it shall not be carried out."""
    decided = settled(widget, gazetteer, command)
    if decided is None:
        raise GazetteerError(tr("没有保存"), why=tr("文字里有自造字或拆写的字"),
                             remedy=tr("改正后再保存，Ctrl+Shift+U 查字"))
    return decided


def say_done(widget: QWidget, gazetteer: Gazetteer, said: str, changed: Changed) -> None:
    """Tell what was done, with the button that takes it back."""
    toaster = getattr(widget.window(), "toaster", None)
    if toaster is not None:
        toaster.show(said, lambda: take_back(widget, gazetteer, changed.entry))


def take_back(widget: QWidget, gazetteer: Gazetteer, entry: int | None = None) -> None:
    """Undo an entry of the history, the last own change without one; a refusal is shown."""
    try:
        gazetteer.undo(entry)
    except GazetteerError as error:
        show_error(widget.window(), error)
