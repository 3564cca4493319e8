"""A form with the reading editor open."""

from __future__ import annotations

import pytest


@pytest.fixture
def open_form(gazetteer, selection, lookups, qtbot):
    """open_form(place): the form of a place, shown."""
    from gazetteer.places.place import Place
    from ui.records.record_form import RecordForm

    def open_on(place):
        form = RecordForm(gazetteer, selection, lookups)
        qtbot.addWidget(form)
        form.resize(400, 1200)
        selection.select(Place, (place.id,))
        form.show()
        return form

    return open_on


@pytest.fixture
def open_editor(open_form):
    """open_editor(place): (form, editor) with the reading editor open under the spelling."""
    from ui.language.reading_part import ReadingPart

    def open_on(place):
        form = open_form(place)
        form.row("roman")
        part = next(part for part in form.parts if isinstance(part, ReadingPart))
        part.opener.button.click()
        return form, part.opener.editor

    return open_on
