"""The main job on the Tianmen sample: in the window, or without a display from the sample to the printed sheet."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from gazetteer.gazetteer import Gazetteer

Result = TypeVar("Result")
SAMPLE, DEMONSTRATION = "天门样例.gpkg", "天门演示.gpkg"
TOWNSHIP, TOWNSHIP_SCALE = "429006112", 50_000
SHOWN = "干驿镇"
FRAME_SECONDS = 30


def run_demonstration(folder: Path) -> int:
    """Open the window on the sample, or do the same job headless and say where each result lies."""
    if has_display():
        from ui.application import run_window

        return run_window(folder / SAMPLE)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return run_headless(folder)


def has_display() -> bool:
    """Whether a window could be seen by anybody."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_headless(folder: Path) -> int:
    """Sample → survey → review → list and sheet → picture of the window, a line a step."""
    from ui.application import application

    application()  # before the sheet, which would make do with one that cannot show windows
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DEMONSTRATION
    path.unlink(missing_ok=True)  # our own result of the run before; a person's sample has another name
    print("没有显示器，按同样的步骤完成主要工作：")
    gazetteer = _step(1, "建立天门样例", lambda: Gazetteer.create_sample(path), lambda made: made.path)
    try:
        _step(2, "导入样例测量", lambda: _import(gazetteer), str)
        _step(3, "审定测点（采用把握大的）", lambda: _review(gazetteer), str)
        _step(4, "出版标准地名录", lambda: _publish_list(gazetteer, folder), _listed)
        _step(5, "出版地名图（干驿镇）", lambda: _publish_sheet(gazetteer, folder), _listed)
        _step(6, "窗口截图", lambda: _picture(gazetteer, folder / "窗口.png"), str)
    finally:
        gazetteer.close()
    print(f"完成。成果都在 {folder.resolve()}")
    return 0


def _step(number: int, title: str, work: Callable[[], Result], told: Callable[[Result], object]) -> Result:
    print(f"[{number}/6] {title} …", flush=True)
    result = work()
    print(f"      {told(result)}", flush=True)
    return result


def _import(gazetteer: Gazetteer) -> str:
    from gazetteer import reference
    from gazetteer.formats import read
    from gazetteer.surveys.importing import take_in

    report = read(reference.path("sample_survey.gpx"))
    take_in(gazetteer, report)
    return (f"{report.file_name}：{report.format}，{len(report.points)}个测点、{len(report.tracks)}条航迹，"
            f"未读{len(report.unread)}")


def _review(gazetteer: Gazetteer) -> str:
    from gazetteer.places.place import Place
    from gazetteer.surveys.matching import accept_best
    from gazetteer.surveys.survey import WAITING, SurveyPoint

    command = accept_best(gazetteer)
    if command is not None:
        gazetteer.do(command)
    waiting = gazetteer.count(SurveyPoint, SurveyPoint.state == WAITING)
    return f"{gazetteer.count(Place, Place.geom.is_not(None))}处地名有了位置，{waiting}个测点留待人工审定"


def _publish_list(gazetteer: Gazetteer, folder: Path) -> list[str]:
    from gazetteer.publications.publish import publish

    return [str(file) for file in publish(gazetteer, "place-list", folder).files]


def _publish_sheet(gazetteer: Gazetteer, folder: Path) -> list[str]:
    from layers.painting.publish import publish_sheet

    return list(publish_sheet(gazetteer, folder, division=TOWNSHIP, scale=TOWNSHIP_SCALE)["files"])


def _listed(files: list[str]) -> str:
    return "\n      ".join(files)


def _picture(gazetteer: Gazetteer, out: Path) -> Path:
    """The window as a person would see it, with the map drawn."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from gazetteer.places.place import Place
    from ui import rail
    from ui.main_window import MainWindow

    with tempfile.TemporaryDirectory() as nowhere:  # a picture leaves no trace in the person's settings
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, nowhere)
        window = MainWindow(gazetteer)
        window.show()
        window.show_subject(rail.PLACES)
        window.selection.reveal(Place, [int(place.id or 0) for place in gazetteer.find(Place, Place.name == SHOWN)])
        if not window.wait_for_map(FRAME_SECONDS):
            print("      地图在规定时间内没有画完，截图可能不完整", flush=True)
        QApplication.processEvents()
        window.grab().save(str(out))
        window.close()
    return out
