"""200 survey points decided with the keyboard in the whole window: how long until the next one can be decided.

A decision begins with the key and ends when the next point stands there with its likely places. The map glides to it
(220 ms) and paints meanwhile; the keys do not wait for it. A point is taken where its best place is certain, made a
new place or left with a reason otherwise.

usage: python tests/benchmarks/bench_review.py [POINTS]      (200 where left out)
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gazetteer.formats.report import Report
from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.changes import AddSurvey
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE
from gazetteer.surveys.survey import WAITING, SurveyPoint
from tests.benchmarks.bench_matching import make
from ui import panels
from ui.main_window import MainWindow
from ui.surveys.review_panel import ReviewPanel
from ui.theme import theme

LONGEST_S = 20
ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@dataclass
class Decision:
    """Milliseconds until the keys are free, until the next point's places are there, until the map has painted it."""

    kind: str
    stall: float
    ready: float
    mapped: float


class Reviewer:
    """Presses the keys of a person who sees at once what is right."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.gazetteer = window, window.gazetteer
        window.show_map()
        window.bring_up(panels.REVIEW)
        self.panel: ReviewPanel = window.docks[panels.REVIEW].content
        self.panel.list.setFocus()
        self._until(self._ready)
        window.wait_for_map(LONGEST_S)

    def decide(self) -> Decision:
        """One point, with the keys that fit it."""
        best = self.panel.area.candidates.chosen
        sure = best is not None and best.candidate.certain and best.candidate.score >= DEFAULT_MIN_SCORE
        kind = "采用" if sure else "不采用" if best is not None else "新增"
        if kind == "不采用":
            self._press(Qt.Key.Key_X)
            QTest.keyClicks(self.window.focusWidget(), "far")
        elif kind == "新增":
            self._press(Qt.Key.Key_A)
        was, began = self.panel.current, time.perf_counter()
        self._press(*(ENTER if sure else (Qt.Key.Key_Return,)))
        stall = time.perf_counter()
        self._until(lambda: self.panel.current != was and self._ready())
        ready = time.perf_counter()
        navigator = self.window.map.navigator
        self._until(lambda: navigator.goal == navigator.view and not self.window.map.frames.busy)
        self._follows()
        return Decision(kind, *((moment - began) * 1000 for moment in (stall, ready, time.perf_counter())))

    def _press(self, key: Qt.Key, control: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget(), key, control)

    def _ready(self) -> bool:
        return self.panel.current is None or self.panel.answered

    def _follows(self) -> None:
        point = self.gazetteer.get(SurveyPoint, self.panel.current) if self.panel.current else None
        west, south, east, north = self.window.map.navigator.view.bounds
        assert point is None or (west <= point.geom.x <= east and south <= point.geom.y <= north), "the map stayed"

    @staticmethod
    def _until(done) -> None:  # noqa: ANN001
        until = time.monotonic() + LONGEST_S
        beat = QTimer(interval=2)  # a window at rest leaves the processor to the threads that work for it
        beat.start()
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            assert time.monotonic() < until, "the review did not answer"


def survey_of(gazetteer: Gazetteer, count: int) -> None:
    """Points of the register with the noise of the field, in the order of a way; invented (样例)."""
    rng = random.Random(1)
    made = make(gazetteer, rng)
    made.walked(rng)
    points = made.points[:count]
    gazetteer.do(AddSurvey(Report(Path("样例.gpx"), "GPX 1.1", file_name="样例.gpx", points=points, read=len(points),
                                  sha256="样例")))


def told(name: str, times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{name:32} median {statistics.median(ordered):6.1f} ms   p95 {p95:6.1f} ms   most {ordered[-1]:6.1f} ms"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        app = QApplication.instance() or QApplication([])
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        theme.apply("light")
        gazetteer = Gazetteer.create_sample(Path(folder) / "sample.gpkg", who="bench")
        survey_of(gazetteer, count)
        window = MainWindow(gazetteer)
        window.resize(1440, 900)
        window.show()
        reviewer, found = Reviewer(window), []
        began = time.perf_counter()
        while gazetteer.count(SurveyPoint, SurveyPoint.state == WAITING):
            found.append(reviewer.decide())
        whole = time.perf_counter() - began
        print(f"{len(found)} points in {whole:.1f} s: {dict(Counter(one.kind for one in found))}")
        print(told("keys free again", [one.stall for one in found]))
        print(told("next point with its places", [one.ready for one in found]))
        print(told("map has come and is painted", [one.mapped for one in found]))
        window.close()
        app.processEvents()
        gazetteer.close()


if __name__ == "__main__":
    main()
