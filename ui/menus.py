"""The menus, written as data: text, icon, keys, what it does, and whether it changes the workspace."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from ui import icons, panels, rail
from ui.boundaries.exchanging import Exchanging
from ui.boundaries.strip_maps import StripMaps
from ui.characters.picker_action import picker_action
from ui.common.settings import recent_files, remember, remembered
from ui.exports.exporting import Exporting
from ui.exports.field_files import FieldFiles
from ui.i18n import tr
from ui.lineage.linked_files import LinkedFiles
from ui.theme import theme

if TYPE_CHECKING:
    from ui.main_window import MainWindow

MAP_ACTIONS = ("zoom_in", "zoom_out", "whole", "back", "forward", "go_to")


class Entry(NamedTuple):
    """One line of a menu; `changes` ones are greyed in a read-only workspace."""

    text: str
    icon: str
    keys: str
    do: Callable[[], object]
    changes: bool = False


def build_menus(window: MainWindow) -> None:
    """Fill the window's menu bar."""
    field_files = FieldFiles(window)
    bar, files = window.menuBar(), window.files
    file_menu = _menu(window, tr("文件"), [
        Entry(tr("新建…"), "file-plus", "Ctrl+Shift+N", files.new),
        Entry(tr("打开…"), "folder-open", "Ctrl+O", files.open),
        Entry(tr("建立天门样例…"), "map", "", files.new_sample), None,
        Entry(tr("导入测量文件…"), "file-input", "Ctrl+I", window.import_survey, True),
        Entry(tr("导入文件夹…"), "folder-open", "Ctrl+Shift+I", window.import_folder, True),
        Entry(tr("导入 Linked Places…"), "file-input", "", LinkedFiles(window).choose_import, True),
        Entry(tr("导出地名…"), "file-up", "Ctrl+E", lambda: Exporting(window).ask()),
        Entry(tr("导出 Linked Places…"), "file-up", "", LinkedFiles(window).choose_export),
        Entry(tr("出版…"), "printer", "Ctrl+P", lambda: window.show_subject(rail.PUBLICATIONS)), None,
        Entry(tr("备份…"), "archive", "", files.back_up),
        Entry(tr("从备份恢复…"), "archive-restore", "", files.restore, True),
        Entry(tr("完整性检查"), "shield-check", "", files.check_file), None,
        Entry(tr("退出"), "log-out", "Ctrl+Q", window.close),
    ])
    file_menu.insertMenu(file_menu.actions()[2], _recent_menu(window))
    bar.addMenu(file_menu)
    bar.addMenu(_edit_menu(window))
    bar.addMenu(_view_menu(window))
    bar.addMenu(_menu(window, tr("地名"), [
        Entry(tr("新增地名"), "map-pin-plus", "", window.add_place, True),
        Entry(tr("给选中的地名定位"), "locate-fixed", "", lambda: window.use_tool("locate"), True),
        Entry(tr("移动地名"), "move", "", lambda: window.use_tool("move"), True), None,
        Entry(tr("地名标志"), "signpost", "", lambda: window.bring_up(panels.SIGNS)),
        Entry(tr("沿革"), "route", "", lambda: window.bring_up(panels.LINEAGE)),
        Entry(tr("政区变更"), "list-checks", "", lambda: window.bring_up(panels.DIVISION_CHANGES)),
        Entry(tr("选中记录的历史"), "history", "", window.show_history_of_selection),
    ]))
    bar.addMenu(_drawing_menu(window))
    bar.addMenu(_menu(window, tr("勘测"), [
        Entry(tr("导入测量文件…"), "file-input", "", window.import_survey, True),
        Entry(tr("导入文件夹…"), "folder-open", "", window.import_folder, True),
        Entry(tr("制作外业数据包：所选政区…"), "file-up", "", field_files.choose_package),
        Entry(tr("制作外业数据包：地图范围…"), "map", "", field_files.choose_seen),
        Entry(tr("制作外业数据包：画出范围…"), "pentagon", "", field_files.choose_drawn),
        Entry(tr("回收外业数据…"), "file-input", "", field_files.choose_return, True), None,
        Entry(tr("处理测点"), "waypoints", "", lambda: window.show_subject(rail.SURVEYS)),
        Entry(tr("处理线和面"), "list-checks", "", lambda: window.bring_up(panels.SHAPES)),
        Entry(tr("航迹"), "footprints", "", lambda: window.bring_up(panels.TRACKS)),
        Entry(tr("外业照片"), "camera", "", lambda: window.bring_up(panels.PHOTOS)),
        Entry(tr("全部测点"), "table", "", lambda: window.bring_up(panels.POINTS)),
    ]))
    bar.addMenu(_menu(window, tr("边界"), [
        Entry(tr("界线和界桩"), "land-plot", "", lambda: window.show_subject(rail.BOUNDARIES)),
        Entry(tr("条带图…"), "printer", "", StripMaps(window).ask),
        Entry(tr("导出界线和界桩…"), "file-up", "", Exchanging(window).ask_export),
        Entry(tr("导入界线和界桩…"), "file-input", "", Exchanging(window).ask_import, True),
    ]))
    bar.addMenu(_tools_menu(window))
    bar.addMenu(_menu(window, tr("帮助"), [Entry(tr("帮助"), "circle-question-mark", "F1", window.show_help)]))


def _tools_menu(window: MainWindow) -> QMenu:
    return _menu(window, tr("工具"), [
        Entry(tr("转到坐标…"), "crosshair", "", window.go_to_position),
        Entry(tr("坐标转换参数…"), "table", "", lambda: _ask_parameters(window)),
        Entry(tr("检查地名"), "shield-check", "", window.check_places),
        Entry(tr("检查发现"), "list-checks", "", lambda: window.bring_up(panels.FINDINGS)),
        Entry(tr("质量评分"), "circle-check", "", window.show_score), None,
        Entry(tr("规则"), "table", "", lambda: window.bring_up(panels.RULES)),
        Entry(tr("词表（通名、大词等）"), "table", "", lambda: window.bring_up(panels.WORDS)),
        Entry(tr("通名规模"), "table", "", lambda: window.bring_up(panels.MEASURES)),
        Entry(tr("申报材料"), "table", "", lambda: window.bring_up(panels.MATERIALS)),
        Entry(tr("评分项目"), "table", "", lambda: window.bring_up(panels.SCORE_ITEMS)), None,
        Entry(tr("类别表"), "table", "", lambda: window.bring_up(panels.CLASSES)),
        Entry(tr("政区表"), "table", "", lambda: window.bring_up(panels.DIVISIONS)),
        Entry(tr("本地读音词典"), "table", "", lambda: window.bring_up(panels.READINGS)),
        Entry(tr("生僻字"), "languages", "", lambda: window.bring_up(panels.CHARACTERS)),
    ])


def _menu(window: MainWindow, title: str, entries: list[Entry | None]) -> QMenu:
    menu = QMenu(title, window)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        else:
            menu.addAction(_action(window, entry))
    return menu


def _action(window: MainWindow, entry: Entry) -> QAction:
    action = QAction(entry.text, window)
    if entry.keys:
        action.setShortcut(QKeySequence(entry.keys))
    icons.dress(action, entry.icon)
    action.triggered.connect(lambda: entry.do())
    action.setEnabled(not (entry.changes and window.gazetteer.read_only))
    return action


def _ask_parameters(window: MainWindow) -> None:
    from ui.coordinates.parameters_dialog import ParametersDialog  # seldom wanted

    ParametersDialog(window).open()


def _drawing_menu(window: MainWindow) -> QMenu:
    def use(name: str) -> Callable[[], None]:
        return lambda: window.use_tool(name)

    return _menu(window, tr("绘制"), [
        Entry(tr("量测"), "ruler", "", use("measure")), None,
        Entry(tr("画线"), "spline", "", use("draw_line"), True),
        Entry(tr("画面"), "pentagon", "", use("draw_area"), True), None,
        Entry(tr("编辑顶点"), "waypoints", "", use("vertices"), True),
        Entry(tr("移动、旋转、缩放"), "vector-square", "", use("transform"), True),
        Entry(tr("改形"), "route", "", use("reshape"), True),
        Entry(tr("分割"), "scissors", "", use("split"), True),
        Entry(tr("挖洞"), "circle-dot", "", use("hole"), True),
        Entry(tr("加一部分"), "diamond-plus", "", use("part"), True),
        Entry(tr("划入（飞地）"), "land-plot", "", use("take"), True),
        Entry(tr("用航迹作线"), "footprints", "", use("track"), True), None,
        Entry(tr("移动注记"), "type", "", use("labels"), True),
        Entry(tr("手工注记…"), "list-checks", "", lambda: window.bring_up(panels.LABELS)),
    ])


def _recent_menu(window: MainWindow) -> QMenu:
    menu = QMenu(tr("最近打开"), window)
    icons.dress(menu, "clock")

    def fill() -> None:
        menu.clear()
        for path in recent_files():
            menu.addAction(f"{path.stem}　{path.parent}", partial(window.file_asked.emit, path))

    menu.aboutToShow.connect(fill)
    fill()
    return menu


def _edit_menu(window: MainWindow) -> QMenu:
    menu = QMenu(tr("编辑"), window)
    menu.addAction(window.undoing.undo)
    menu.addAction(window.undoing.redo)
    menu.addSeparator()
    menu.addAction(_action(window, Entry(tr("搜索"), "search", "Ctrl+K", window.top.search.start)))
    menu.addSeparator()
    menu.addAction(picker_action(window))
    return menu


def _view_menu(window: MainWindow) -> QMenu:
    menu = QMenu(tr("视图"), window)
    menu.addAction(_action(window, Entry(tr("今日待办"), "list-checks", "",
                                         lambda: window.show_subject(rail.WORKBENCH))))
    menu.addAction(_action(window, Entry(tr("地图"), "map", "", window.show_map)))
    menu.addAction(_action(window, Entry(tr("时间…"), "clock", "Ctrl+T", window.choose_year)))
    menu.addSeparator()
    for dock in window.docks.values():
        menu.addAction(dock.toggleViewAction())
    menu.addSeparator()
    _add_look(menu, window)
    return menu


def _add_look(menu: QMenu, window: MainWindow) -> None:
    group = QActionGroup(menu)
    for name, text in (("light", tr("浅色")), ("dark", tr("深色")), ("system", tr("跟随系统"))):
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(remembered("theme", "light") == name)
        action.triggered.connect(lambda _=False, name=name: dress(name, theme.scale))
        group.addAction(action)
    menu.addSeparator()
    larger = menu.addAction(tr("大字（120%）"))
    larger.setCheckable(True)
    larger.setChecked(theme.scale > 1)
    larger.toggled.connect(lambda on: dress(remembered("theme", "light"), 1.2 if on else 1.0))


def dress(name: str, scale: float) -> None:
    """Change the look now and for the next start."""
    remember("theme", name)
    remember("text_scale", scale)
    theme.apply(name, scale)
