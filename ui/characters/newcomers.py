"""A rare character that comes into use is offered for the register at once, with the button that enters it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gazetteer.characters.changes import CollectCharacters, known_to
from gazetteer.characters.usage import NAMED, is_rare
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from ui.common.latest import Latest
from ui.common.toast import Toaster
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow

MOST = 2000  # records of a change that are looked at; a larger one is an import, for which the panel has its button
SHOWN = 5
WAIT_MS = 7000  # the message of what was done, with its 撤销, stands first


class Newcomers(QObject):
    """Looks at the names of every change, beside the window."""

    def __init__(self, gazetteer: Gazetteer, toaster: Toaster, parent: QObject | None = None, *,
                 wait_ms: int = WAIT_MS) -> None:
        super().__init__(parent)
        self._gazetteer, self._toaster = gazetteer, toaster
        self._asking = Latest(self, wait_ms)
        self._asking.answered.connect(self._offer)
        if not gazetteer.read_only:
            follow(gazetteer, self, self._heard)

    def _heard(self, changed: Changed) -> None:
        if changed.kind == "do" and any(changed.ids(model) for model in NAMED):
            self._asking.ask(lambda: rare_newcomers(self._gazetteer, changed))

    def _offer(self, found: str) -> None:
        if found:
            shown = found[:SHOWN] + (tr("等 {n} 个", n=len(found)) if len(found) > SHOWN else "")
            self._toaster.offer(tr("生僻字“{characters}”还没有登记", characters=shown), tr("登记"), self._collect)

    def _collect(self) -> None:
        window = self._toaster.parent()
        assert isinstance(window, QWidget)
        carry_out(window, self._gazetteer, CollectCharacters(), tr("已登记在用的生僻字"))


def rare_newcomers(gazetteer: Gazetteer, changed: Changed) -> str:
    """The rare characters of the changed names that the register has not, in code order."""
    met: set[str] = set()
    for model in NAMED:
        for record in gazetteer.get_many(model, list(changed.ids(model))[:MOST]).values():
            met.update(getattr(record, "name", "") or "")
    rare = {character for character in met if is_rare(character)}
    return "".join(sorted(rare - known_to(gazetteer))) if rare else ""
