"""GDAL's messages quote the bytes of a damaged file, which are not always text."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any


@contextmanager
def unheard() -> Iterator[None]:
    """Keep from the person what the drivers' libraries say while they read: the report tells it, with the place.

    A message that fiona cannot decode becomes an error that nobody raised, which Python hands to its hooks.
    """
    of_errors, of_unraisables = sys.excepthook, sys.unraisablehook

    def error(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, UnicodeDecodeError):
            of_errors(kind, value, trace)

    def unraisable(told: Any) -> None:
        if not issubclass(told.exc_type, UnicodeDecodeError):
            of_unraisables(told)

    sys.excepthook, sys.unraisablehook = error, unraisable
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.excepthook, sys.unraisablehook = of_errors, of_unraisables
