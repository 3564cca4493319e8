"""Builders for forms and tables of registers."""

from __future__ import annotations

import pytest

from ui.records.options import Lookups
from ui.selection import Selection


@pytest.fixture
def selection(qapp):
    return Selection()


@pytest.fixture
def lookups(gazetteer, qapp):
    return Lookups(gazetteer)


@pytest.fixture
def form(gazetteer, selection, lookups, qtbot):
    """A form that follows `selection`."""
    from ui.records.record_form import RecordForm

    made = RecordForm(gazetteer, selection, lookups)
    qtbot.addWidget(made)
    made.resize(400, 800)
    made.show()
    return made
