"""A small office: a few places in two townships, some of which may not leave."""

from __future__ import annotations

import datetime

import pytest

from gazetteer.places.changes import CancelPlace, EditPlace

DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def day():
    """The cut-off date of the editions in these tests."""
    return DAY


@pytest.fixture
def office(gazetteer, add_place):
    """Workspace with publishable places of three classes, and one each that is secret, cancelled, and of the past."""
    add_place("沙嘴村", class_code="21610", division_code="429006112")
    add_place("杨堤村", class_code="21610", division_code="429006100", lon=113.2)
    add_place("阿公湖", class_code="12200", division_code="429006100", lon=113.25)
    add_place("王家湾", division_code="429006100", lon=113.3, located=False)
    add_place("王家湾", division_code="429006112", lon=113.31)
    add_place("某库", secrecy="秘密")
    gone = add_place("旧村")
    gazetteer.do(CancelPlace(gone.id, "2019", "天政发〔2019〕1号"))
    past = add_place("古渡")
    gazetteer.do(EditPlace(past.id, {"use_time": "历史地名"}))
    return gazetteer
