"""The window: joins map, panels, search and menus over one open workspace."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QStackedWidget, QWidget

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.gazetteer import Gazetteer
from ui import panels, rail
from ui.characters.newcomers import Newcomers
from ui.common.settings import remember, remember_recent, remembered
from ui.common.tasks import TaskList
from ui.common.toast import Toaster
from ui.desk import Desk
from ui.docks import LazyDock
from ui.file_tasks import FileTasks
from ui.lineage.year_choice import YearChoice
from ui.lineage.year_strip import YearStrip
from ui.menus import build_menus
from ui.panels import make_panels
from ui.rail import Rail
from ui.records.options import Lookups
from ui.selection import Selection
from ui.status_line import StatusLine
from ui.top_bar import ReadOnlyBanner, TopBar
from ui.undo_actions import UndoActions
from ui.workbench.workbench import Workbench

if TYPE_CHECKING:
    from layers.view import Bounds
    from ui.map.map_canvas import MapCanvas
    from ui.publications.publish_panel import PublishPanel
    from ui.rules.score_page import ScorePage

USUAL_SIZE, SMALLEST_SIZE = QSize(1440, 900), QSize(1024, 680)
PREPARE_AFTER_MS = 600


class MainWindow(QMainWindow):
    """Opens on the start page; map and panels are made when they are first wanted, or when nothing else is to do.

    Signals:
        file_asked(path): another workspace (or this one again) is to be opened instead.
    """

    file_asked = Signal(object)

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gazetteer = gazetteer
        self.selection = Selection(self)
        self.lookups = Lookups(gazetteer, self)
        self.tasks = TaskList(self)
        self.toaster = Toaster(self)
        self.newcomers = Newcomers(gazetteer, self.toaster, self)
        self.undoing = UndoActions(gazetteer, self)
        self.year = YearChoice(gazetteer, self)
        self.files = FileTasks(self)
        self.subject = ""
        self._map_drawn = False
        self._publishing: PublishPanel | None = None
        self._scoring: ScorePage | None = None
        self._dropping: object = None
        self._build()
        self._connect()
        self._restore()
        remember_recent(gazetteer.path)

    def _build(self) -> None:
        self.setWindowTitle(self.gazetteer.path.stem)
        self.setMinimumSize(SMALLEST_SIZE)
        self.workbench = Workbench(self.gazetteer, self.selection)
        self.desk = Desk(self._make_map)
        make_panels(self)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.workbench)
        self.pages.addWidget(self.desk)
        self.top = TopBar(self.gazetteer, self.selection, self.undoing.undo, self.undoing.redo)
        self.rail = Rail()
        self.year_strip = YearStrip(self.year)
        self.setCentralWidget(self._frame())
        self.status = StatusLine(self.gazetteer, self.tasks)
        self.setStatusBar(self.status)
        build_menus(self)

    def _frame(self) -> QWidget:
        frame = QWidget()
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.top, 0, 0, 1, 2)
        if self.gazetteer.read_only:
            grid.addWidget(ReadOnlyBanner(self.gazetteer), 1, 0, 1, 2)
        grid.addWidget(self.year_strip, 2, 0, 1, 2)
        grid.addWidget(self.rail, 3, 0)
        grid.addWidget(self.pages, 3, 1)
        return frame

    def _make_map(self) -> MapCanvas:
        from ui.map.map_canvas import MapCanvas

        canvas = MapCanvas(self.gazetteer, self.selection, lookups=self.lookups)
        canvas.pointed.connect(self.status.show_position)
        canvas.scaled.connect(self.status.show_scale)
        canvas.frames.ready.connect(self._note_frame)
        canvas.data.show_then(self.year.then)
        self.year.changed.connect(lambda: canvas.data.show_then(self.year.then))
        return canvas

    def _note_frame(self) -> None:
        self._map_drawn = True

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_subject)
        self.top.workbench_asked.connect(lambda: self.show_subject(rail.WORKBENCH))
        self.top.file_asked.connect(self.file_asked)
        self.top.search.near = self._middle
        self.top.search.record_chosen.connect(self._show_found)
        self.top.search.position_chosen.connect(self.fly_to)
        self.workbench.asked.connect(self.begin)
        self.workbench.file_asked.connect(self.file_asked)
        self.workbench.survey_asked.connect(self.go_on_with)
        self.workbench.inspection_asked.connect(self.plan_inspection)
        self.workbench.waiting_changed.connect(self._show_waiting)
        self._show_waiting(self.workbench.facts.waiting)
        self._preparing = QTimer(self, singleShot=True, interval=PREPARE_AFTER_MS)
        self._preparing.timeout.connect(self._prepare)

    def _restore(self) -> None:
        self.resize(USUAL_SIZE)
        geometry = remembered("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.desk.restore()
        self.show_subject(rail.WORKBENCH)

    # -- subjects -----------------------------------------------------------------------------------------------

    def show_subject(self, subject: str) -> None:
        """Show a subject of the rail: the start page, or the map with the subject's panels in front."""
        if subject in (rail.WORKBENCH, rail.PUBLICATIONS):
            page = self.workbench if subject == rail.WORKBENCH else self.publishing
            self.pages.setCurrentWidget(page)
            self.status.show_map_parts(False)
            page.setFocus()
        else:
            self.show_map()
            self.bring_up(*{rail.PLACES: (panels.FORM, panels.PLACES), rail.SURVEYS: (panels.REVIEW,),
                            rail.SIGNS: (panels.FORM, panels.SIGNS),
                            rail.BOUNDARIES: (panels.FORM, panels.BOUNDARIES)}[subject])
            if subject == rail.SURVEYS:
                self.docks[panels.REVIEW].content.bring_into_view()  # type: ignore[attr-defined]
        self.subject = subject
        self.rail.show_subject(subject)

    def show_map(self) -> None:
        """The map with the panels around it, as they were left."""
        self.pages.setCurrentWidget(self.desk)
        self.map.setFocus()
        self.status.show_map_parts(True)
        if self.subject in (rail.WORKBENCH, rail.PUBLICATIONS):
            self.subject = rail.PLACES
            self.rail.show_subject(rail.PLACES)

    @property
    def map(self) -> MapCanvas:
        """The map, made now if it was not."""
        return self.desk.map

    @property
    def publishing(self) -> PublishPanel:
        """The page 出版, made now if it was not."""
        if self._publishing is None:
            from ui.publications.publish_panel import PublishPanel

            self._publishing = PublishPanel(self.gazetteer, self.selection, extent=self._extent)
            self.pages.addWidget(self._publishing)
        return self._publishing

    @property
    def scoring(self) -> ScorePage:
        """The page 质量评分, made now if it was not."""
        if self._scoring is None:
            from ui.rules.score_page import ScorePage

            self._scoring = ScorePage(self.gazetteer, self.selection, self.lookups)
            self._scoring.record_asked.connect(self._show_found)
            self._scoring.items_asked.connect(lambda: self.bring_up(panels.SCORE_ITEMS))
            self.pages.addWidget(self._scoring)
        return self._scoring

    def show_score(self) -> None:
        """The quality score, beside the start page."""
        self.show_subject(rail.WORKBENCH)
        self.pages.setCurrentWidget(self.scoring)

    def _extent(self) -> Bounds | None:
        """The degrees that the map shows; None while there is no map."""
        return self.map.navigator.view.bounds if self.desk.has_map and self.map.data.ready else None

    def _middle(self) -> tuple[float, float] | None:
        """The degrees in the middle of the map; None where it is not shown."""
        shown = self._extent() is not None and self.pages.currentWidget() is self.desk
        return self.map.navigator.view.center if shown else None

    @property
    def docks(self) -> dict[str, LazyDock]:
        return self.desk.docks

    def bring_up(self, *keys: str) -> None:
        """Put panels in front; the map stays beside them."""
        self.show_map()
        for key in keys:
            self.docks[key].bring_up()

    def go_on_with(self, survey_id: int) -> None:
        """The review of a survey, at the point where it stopped."""
        self.show_subject(rail.SURVEYS)
        self.docks[panels.REVIEW].content.go_on_with(survey_id)  # type: ignore[attr-defined]

    def plan_inspection(self, line_id: int) -> None:
        """Plan the inspection of a line, or go on with the one that is planned."""
        from ui.boundaries.boundary_panel import INSPECTIONS

        self.show_subject(rail.BOUNDARIES)
        self.docks[panels.BOUNDARIES].content.show_further(INSPECTIONS).show_plan(line_id)  # type: ignore[attr-defined]

    def begin(self, wish: str) -> None:
        """Begin what the start page asks for by one of these names."""
        {"map": self.show_map, "table": lambda: self.show_subject(rail.PLACES),
         "add": self.add_place, "import": self.import_survey, "review": lambda: self.show_subject(rail.SURVEYS),
         "publish": lambda: self.show_subject(rail.PUBLICATIONS), "history": lambda: self.bring_up(panels.HISTORY),
         "shapes": lambda: self.bring_up(panels.SHAPES),
         "division_changes": lambda: self.bring_up(panels.DIVISION_CHANGES),
         "boundaries": lambda: self.show_subject(rail.BOUNDARIES),
         "findings": lambda: self.bring_up(panels.FINDINGS), "score": self.show_score,
         "open": self.files.open}[wish]()

    # -- what menus do ------------------------------------------------------------------------------------------

    def undo(self) -> None:
        self.undoing.undo.trigger()

    def redo(self) -> None:
        self.undoing.redo.trigger()

    def add_place(self) -> None:
        """Click on the map where the new place is."""
        self.use_tool("add")

    def use_tool(self, name: str) -> None:
        self.show_map()
        self.map.use(name)
        self.map.setFocus()

    def choose_year(self) -> None:
        """Show table and map as they were in a year."""
        self.show_map()
        self.year_strip.open()

    def go_to_position(self) -> None:
        self.show_map()
        self.map.open_go_to()

    def fly_to(self, lon: float, lat: float) -> None:
        """Show a position on the map."""
        self.show_map()
        self.map.mark = (lon, lat)
        self.map.navigator.show_position(lon, lat)
        self.map.update()

    def import_survey(self) -> None:
        self.show_subject(rail.SURVEYS)
        self.docks[panels.REVIEW].content.start_import()  # type: ignore[attr-defined]

    def import_folder(self) -> None:
        """Choose a folder and take it in as a whole."""
        from ui.surveys.import_flow import choose_folder

        self.import_files(choose_folder(self))

    def import_files(self, files: list[Path]) -> None:
        """Take in files and folders that were dropped on the window."""
        self.show_subject(rail.SURVEYS)
        self.docks[panels.REVIEW].content.import_files(files)  # type: ignore[attr-defined]

    def check_places(self) -> None:
        self.show_subject(rail.WORKBENCH)
        self.workbench.check()

    def show_history_of_selection(self) -> None:
        if self.selection.current is not None:
            model, record_id = self.selection.model, self.selection.current
            self.bring_up(panels.HISTORY)
            self.docks[panels.HISTORY].content.show_record(model, record_id)  # type: ignore[attr-defined]

    def show_help(self) -> None:
        from ui.help_window import show_help

        show_help(self)

    def _show_found(self) -> None:
        if self.selection.model in (BoundaryLine, BoundaryMarker):
            self.show_subject(rail.BOUNDARIES)
        self.show_map()
        self.docks[panels.FORM].show()
        self.docks[panels.FORM].raise_()

    def _show_waiting(self, count: int) -> None:
        self.top.show_waiting(count)
        self.rail.buttons[rail.WORKBENCH].show_dot(bool(count))

    # -- life ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: object) -> None:
        self._preparing.start()

    def _prepare(self) -> None:
        """Make the map and the panels in front while the person looks at the start page."""
        from ui.surveys.import_flow import FileDrop

        _ = self.map
        if self._dropping is None:
            self._dropping = FileDrop(self, self.import_files)
        for number, key in enumerate((panels.PLACES, panels.FORM, panels.REGIONS), start=1):
            QTimer.singleShot(number * 120, self, lambda key=key: self.isVisible() and self.docks[key].content)

    def wait_for_map(self, seconds: float) -> bool:
        """Let events run until the map is drawn; False when it was not in time."""
        canvas, until = self.map, time.monotonic() + seconds
        while time.monotonic() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            if self._map_drawn and canvas.data.ready and not canvas.frames.busy:
                return True
        return False

    def leave(self) -> None:
        """Stop all work on the workspace and let go of it; the window has nothing to show after that."""
        self._stop_working()
        self.gazetteer.close()

    def _stop_working(self) -> None:
        self._preparing.stop()
        self.workbench.stop()
        self.tasks.cancel_all()
        if self.desk.has_map:
            self.map.release()

    def closeEvent(self, event: QCloseEvent) -> None:
        remember("geometry", self.saveGeometry())
        self.desk.remember_state()
        self.setFocus()  # the field being typed into accepts
        if self.docks[panels.FORM].built:
            self.docks[panels.FORM].content.keep_drafts()  # type: ignore[attr-defined]
        self._stop_working()
        super().closeEvent(event)


