"""Qt's own application object, which fonts need even where no window is shown."""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QGuiApplication

_kept: list[QGuiApplication] = []  # Qt takes fonts away with the object


def ensure_application() -> None:
    """Makes the application object for the command line; with a window there is one already."""
    if QGuiApplication.instance() is not None:
        return
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _kept.append(QGuiApplication(sys.argv[:1]))
