"""What stands around the map, and how each is made: one table that the window reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gazetteer.language.local_reading import LocalReading
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.record import Record
from gazetteer.rules.materials import RequiredMaterial
from gazetteer.rules.measure_limit import MeasureLimit
from gazetteer.rules.naming_rule import NamingRule
from gazetteer.rules.score_item import ScoreItem
from gazetteer.rules.word_list import ListedWord
from gazetteer.signs.sign import Sign
from gazetteer.surveys.survey import SurveyPoint
from ui.common.section import EmptyState
from ui.docks import LazyDock, place_docks, size_docks
from ui.i18n import tr

if TYPE_CHECKING:
    from ui.main_window import MainWindow

REGIONS, LAYERS, FORM = "regions", "layers", "form"
PLACES, REVIEW, POINTS, HISTORY = "places", "review", "points", "history"
CLASSES, DIVISIONS, READINGS, CHARACTERS, LABELS = "classes", "divisions", "readings", "characters", "labels"
FINDINGS, RULES, WORDS, MEASURES, SCORE_ITEMS = "findings", "rules", "words", "measures", "score_items"
MATERIALS = "materials"
LINEAGE, DIVISION_CHANGES, SHAPES, SIGNS = "lineage", "division_changes", "shapes", "signs"
BOUNDARIES, INSPECTING = "boundaries", "inspecting"
TRACKS, PHOTOS = "tracks", "photos"
AT_FIRST_HIDDEN = (CLASSES, DIVISIONS, READINGS, CHARACTERS, LABELS, FINDINGS, RULES, WORDS, MEASURES, MATERIALS,
                   SCORE_ITEMS, LINEAGE, DIVISION_CHANGES, SHAPES, SIGNS, TRACKS, PHOTOS, BOUNDARIES, INSPECTING)
LEFT, RIGHT, BELOW = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea,
                      Qt.DockWidgetArea.BottomDockWidgetArea)
SIZES = {LEFT: 216, RIGHT: 388, BELOW: 300}
PLACE_COLUMNS = ("name", "roman", "class_code", "division_code", "status", "reading_status", "code", "secrecy",
                 "source")
REGISTER_COLUMNS = {
    PlaceClass: ("code", "name", "parent", "census_group", "geom_kind", "origin", "certainty", "active", "public"),
    Division: ("code", "name", "roman", "level", "parent", "status", "origin", "certainty", "remark"),
    NamingRule: ("number", "title", "severity", "active", "law", "article", "requirement", "valid_from", "valid_to",
                 "certainty"),
    ListedWord: ("list_name", "word", "class_prefixes", "reading", "remark", "source", "active"),
    MeasureLimit: ("generic", "abbr", "minimum", "maximum", "unit", "active", "source"),
    RequiredMaterial: ("action", "name", "keyword", "required", "law", "article", "remark", "active", "certainty"),
    ScoreItem: ("aspect", "title", "weight", "active", "method", "argument", "class_prefixes", "certainty"),
    Sign: ("name", "kind", "state", "condition", "checked_on", "division_code", "code", "material", "size", "set_by",
           "set_on", "remark"),
    LocalReading: ("word", "syllables", "source", "status", "remark"),
}
POINT_COLUMNS = ("name", "number", "state", "target", "note", "elevation", "taken_at", "reason", "decided_by")


def make_panels(window: MainWindow) -> None:
    """Put every dock in its place on the window's desk; none is built yet."""
    areas: dict[Qt.DockWidgetArea, list[LazyDock]] = {}
    for area, key, title, build in _panels(window):
        window.desk.docks[key] = LazyDock(key, title, build, window.desk)
        areas.setdefault(area, []).append(window.desk.docks[key])
    window.desk.docks[INSPECTING].passing = True
    place_docks(window.desk, areas)
    for key in AT_FIRST_HIDDEN:
        window.desk.docks[key].hide()
    window.desk.lay_out = lambda: size_docks(window.desk, areas, SIZES)


def _panels(window: MainWindow) -> list[tuple[Qt.DockWidgetArea, str, str, Callable[[], QWidget]]]:
    return [
        (LEFT, REGIONS, tr("政区"), lambda: _regions(window)),
        (LEFT, LAYERS, tr("图层"), lambda: _layers(window)),
        (RIGHT, FORM, tr("登记表"), lambda: _form(window)),
        (RIGHT, REVIEW, tr("测点处理"), lambda: _review(window)),
        (RIGHT, SHAPES, tr("线和面处理"), lambda: _shapes(window)),
        (RIGHT, TRACKS, tr("航迹"), lambda: _tracks(window)),
        (RIGHT, INSPECTING, tr("联检"), lambda: _inspecting(window)),
        (BELOW, PLACES, tr("地名"), lambda: _places(window)),
        (BELOW, POINTS, tr("测点"), lambda: _points(window)),
        (BELOW, PHOTOS, tr("外业照片"), lambda: _photos(window)),
        (BELOW, SIGNS, tr("地名标志"), lambda: _register(window, Sign)),
        (BELOW, BOUNDARIES, tr("边界"), lambda: _boundaries(window)),
        (BELOW, LINEAGE, tr("沿革"), lambda: _lineage(window)),
        (BELOW, DIVISION_CHANGES, tr("政区变更"), lambda: _division_changes(window)),
        (BELOW, HISTORY, tr("历史"), lambda: _history(window)),
        (BELOW, LABELS, tr("手工注记"), lambda: _labels(window)),
        (BELOW, FINDINGS, tr("检查发现"), lambda: _findings(window)),
        (BELOW, RULES, tr("规则"), lambda: _register(window, NamingRule)),
        (BELOW, WORDS, tr("词表"), lambda: _register(window, ListedWord)),
        (BELOW, MEASURES, tr("通名规模"), lambda: _register(window, MeasureLimit)),
        (BELOW, MATERIALS, tr("申报材料"), lambda: _register(window, RequiredMaterial)),
        (BELOW, SCORE_ITEMS, tr("评分项目"), lambda: _register(window, ScoreItem)),
        (BELOW, CLASSES, tr("类别表"), lambda: _register(window, PlaceClass)),
        (BELOW, DIVISIONS, tr("政区表"), lambda: _register(window, Division)),
        (BELOW, READINGS, tr("本地读音"), lambda: _readings(window)),
        (BELOW, CHARACTERS, tr("生僻字"), lambda: _characters(window)),
    ]


def _regions(window: MainWindow) -> QWidget:
    from ui.places.region_tree import RegionTree

    tree = RegionTree(window.gazetteer, window.selection)
    tree.setMinimumWidth(168)
    return tree


def _layers(window: MainWindow) -> QWidget:
    from ui.layers.layer_list import LayerList

    return LayerList(window.map)


def _form(window: MainWindow) -> QWidget:
    from ui.records.record_form import RecordForm

    form = RecordForm(window.gazetteer, window.selection, window.lookups)
    form.setMinimumWidth(340)
    return form


def _places(window: MainWindow) -> QWidget:
    from ui.exports.exporting import offer_in_table
    from ui.records.record_table import RecordTable

    empty = EmptyState("map-pin", tr("还没有地名"), tr("在地图上新增，或导入测量数据后采用为新地名。"), tr("新增地名"),
                       window.add_place)
    table = RecordTable(window.gazetteer, Place, window.selection, window.lookups, PLACE_COLUMNS, empty)
    table.view.header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    table.follow_year(window.year)
    offer_in_table(window, table)
    return table


def _lineage(window: MainWindow) -> QWidget:
    from ui.lineage.lineage_part import LineagePanel

    return LineagePanel(window.gazetteer, window.selection)


def _division_changes(window: MainWindow) -> QWidget:
    from ui.lineage.change_review import ChangeReview

    return ChangeReview(window.gazetteer, window.selection, window.lookups)


def _review(window: MainWindow) -> QWidget:
    from ui.surveys.review_panel import ReviewPanel

    review = ReviewPanel(window.gazetteer, window.selection, lookups=window.lookups)
    review.move_wanted.connect(lambda: window.use_tool("move"))
    return review


def _shapes(window: MainWindow) -> QWidget:
    from ui.surveys.shape_review import ShapeReview

    review = ShapeReview(window.gazetteer, window.selection, window.lookups)
    review.import_wanted.connect(window.import_survey)
    return review


def _tracks(window: MainWindow) -> QWidget:
    from ui.tracks.track_panel import TrackPanel

    panel = TrackPanel(window.map)
    panel.import_wanted.connect(window.import_survey)
    return panel


def _photos(window: MainWindow) -> QWidget:
    from ui.surveys.photo_panel import PhotoPanel

    panel = PhotoPanel(window.gazetteer, window.selection)
    panel.import_wanted.connect(window.import_folder)
    return panel


def _points(window: MainWindow) -> QWidget:
    from ui.records.record_table import RecordTable

    empty = EmptyState("waypoints", tr("还没有测点"), tr("外业带回的 GPX、CSV 或表格文件从这里导入。"),
                       tr("导入测量文件…"), window.import_survey)
    return RecordTable(window.gazetteer, SurveyPoint, window.selection, window.lookups, POINT_COLUMNS, empty)


def _labels(window: MainWindow) -> QWidget:
    from ui.map.label_list import LabelList

    return LabelList(window.gazetteer, window.map.navigator.show_position, lambda: window.use_tool("labels"))


def _readings(window: MainWindow) -> QWidget:
    from ui.language.readings_panel import ReadingsPanel

    return ReadingsPanel(window.gazetteer, window.selection, window.lookups, REGISTER_COLUMNS[LocalReading])


def _register(window: MainWindow, model: type[Record]) -> QWidget:
    from ui.records.register_panel import RegisterPanel

    return RegisterPanel(window.gazetteer, model, window.selection, window.lookups, REGISTER_COLUMNS[model])


def _boundaries(window: MainWindow) -> QWidget:
    from ui.boundaries.boundary_panel import BoundaryPanel

    return BoundaryPanel(window.gazetteer, window.selection, window.lookups)


def _inspecting(window: MainWindow) -> QWidget:
    from ui.boundaries.boundary_panel import INSPECTIONS

    boundaries: Any = window.docks[BOUNDARIES].content
    return boundaries.further(INSPECTIONS).page.side


def _characters(window: MainWindow) -> QWidget:
    from ui.characters.character_panel import CharacterPanel

    return CharacterPanel(window.gazetteer, window.selection, window.lookups)


def _findings(window: MainWindow) -> QWidget:
    from ui.rules.findings_panel import FindingsPanel

    return FindingsPanel(window.gazetteer, window.selection, window.lookups, window.workbench.results)


def _history(window: MainWindow) -> QWidget:
    from ui.history.history_panel import HistoryPanel

    return HistoryPanel(window.gazetteer, window.selection, window.lookups,
                        (window.undoing.undo, window.undoing.redo))
