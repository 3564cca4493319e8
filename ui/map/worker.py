"""One thread beside the window that reads and draws for the map.

A thread of Python's own and not of Qt's pool: Python forgets what a pool thread kept (a map projection belongs to the
thread that made it) after every piece of work.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue

SWITCH = 0.0005  # seconds
LONG = 0.2  # seconds of work after which memory is given back


class Worker:
    """Does jobs in the order in which they were given."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def do(self, job: Callable[[], None]) -> None:
        """Do this after what was given before; a stopped worker does nothing more."""
        if self._stopped:
            return
        if self._thread is None:
            # The window waits for the interpreter at most this long while the map is drawn: a step has 16 ms in all.
            sys.setswitchinterval(SWITCH)
            self._thread = threading.Thread(target=self._run, name="map", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def stop(self, seconds: float = 5.0) -> None:
        """Leave what waits undone, and wait for what is being done."""
        self._stopped = True
        self._jobs.put(None)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(seconds)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None and not self._stopped:
            begun = time.thread_time()
            job()
            if time.thread_time() - begun > LONG and self._jobs.empty():
                _give_back()


def _give_back() -> None:
    """Returns what a long job has used to the machine: glibc keeps it, 200 MB after the first frame of a large map."""
    if _trim is not None:
        _trim(0)


def _found_trim() -> Callable[[int], int] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, TypeError, AttributeError):
        return None  # not the C library of GNU


_trim = _found_trim() if sys.platform == "linux" else None
