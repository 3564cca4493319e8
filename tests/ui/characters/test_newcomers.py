from __future__ import annotations

import pytest

from gazetteer.characters.rare_character import RareCharacter
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from ui.characters.newcomers import Newcomers
from ui.common.toast import Toaster


@pytest.fixture
def toaster(qtbot):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    window.resize(600, 300)
    qtbot.addWidget(window)
    window.show()
    return Toaster(window)


@pytest.fixture
def newcomers(sample, toaster):
    return Newcomers(sample, toaster, toaster, wait_ms=0)


def rename(sample, name):
    sample.do(EditPlace(sample.find(Place, limit=1)[0].id, {"name": name}))


def test_a_rare_character_that_comes_into_use_is_offered_and_entered_at_a_click(newcomers, sample, toaster, qtbot):
    rename(sample, "𬒈山村")
    qtbot.waitUntil(lambda: "𬒈" in toaster.toast.label.text(), timeout=20_000)
    toaster.toast.button.click()
    assert sample.find(RareCharacter, RareCharacter.character == "𬒈")


def test_common_and_known_characters_are_not_spoken_of(newcomers, sample, toaster, qtbot):
    rename(sample, "剅河垸村")
    qtbot.waitUntil(lambda: not newcomers._asking.busy, timeout=20_000)
    qtbot.wait(50)
    assert not toaster.toast.isVisible()
