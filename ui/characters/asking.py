"""Asks once more before a command writes an odd character: into any register, from any card."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QMessageBox, QWidget

from gazetteer.characters.odd_texts import offers_in
from gazetteer.characters.offers import Offer
from gazetteer.gazetteer import Command, Gazetteer
from ui.characters.offer_line import suggestions, what_is_wrong
from ui.i18n import tr

NEW_NAME = "new_name"


def settled(widget: QWidget, gazetteer: Gazetteer, command: Command) -> Command | None:
    """The command with every odd text as the person decided; None when it shall not be carried out."""
    for name, text in list(_texts(command)):
        offers = offers_in(gazetteer, name, text)
        if offers:
            decided = ask(widget, text, offers)
            if decided is None:
                return None
            command = _with(command, name, text, decided)
    return command


def ask(widget: QWidget, text: str, offers: tuple[Offer, ...]) -> str | None:
    """The text to save instead, the text itself when it shall stay, None when nothing shall be saved."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("名称里有打不出的字"), what_is_wrong(offers), parent=widget.window())
    box.setInformativeText(tr("别的电脑上可能显示为空框。"))
    buttons = {box.addButton(tr("改为“{text}”", text=one), QMessageBox.ButtonRole.AcceptRole): one
               for one in suggestions(text, offers)}
    keep = box.addButton(tr("按原样保存"), QMessageBox.ButtonRole.DestructiveRole)
    leave = box.addButton(tr("不保存"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.exec()
    pressed = box.clickedButton()
    return text if pressed is keep else buttons.get(pressed)  # type: ignore[call-overload]


def _texts(command: Command) -> Iterator[tuple[str, str]]:
    """What a person typed into a command: (field, text)."""
    values = getattr(command, "values", None)
    if isinstance(values, Mapping):
        yield from ((str(name), text) for name, text in values.items() if isinstance(text, str))
    new_name = getattr(command, NEW_NAME, None)
    if isinstance(new_name, str):
        yield "name", new_name


def _with(command: Command, name: str, before: str, after: str) -> Command:
    if after == before:
        return command
    values: Any = getattr(command, "values", None)
    changed = {"values": {**values, name: after}} if isinstance(values, Mapping) else {NEW_NAME: after}
    return dataclasses.replace(command, **changed)  # type: ignore[type-var]
