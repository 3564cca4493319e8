"""What the tests of the boundaries' windows share."""

from __future__ import annotations

import pytest

from ui import panels, rail


@pytest.fixture
def boundaries(window):
    """The panel of the boundaries, in the whole window."""
    window.show_subject(rail.BOUNDARIES)
    return window.docks[panels.BOUNDARIES].content


@pytest.fixture
def form(window, boundaries):
    """The form beside it."""
    return window.docks[panels.FORM].content
