"""图层: the layers of the map with their order, and base maps to add, from files and from tile services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.map_layers import FILE, PACKAGE, SERVICE, MapLayer, kept_path, new_base, path_of
from layers.arrangement import make_source
from layers.raster_layer import RasterLayer
from ui import icons
from ui.common.errors import show_error
from ui.common.inline_action import InlineAction
from ui.common.tasks import Task, run_task
from ui.i18n import tr
from ui.layers.group_details import GroupDetails
from ui.layers.layer_details import LayerDetails
from ui.layers.layer_menu import menu_of
from ui.layers.layer_tree import LayerTreeView
from ui.layers.part_details import PartDetails
from ui.map.map_view import MapView

if TYPE_CHECKING:
    from ui.layers.georeference_panel import GeoreferencePanel

PICTURES = "*.tif *.tiff *.png *.jpg *.jpeg *.bmp"
NO_SYSTEM = "底图没有写明坐标系"  # can be chosen once it is in the list


class LayerList(QFrame):
    """The tree, the details of the chosen layer below it, and the button that adds base maps."""

    def __init__(self, map_view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._map, self.arranging = map_view, map_view.arranging
        self.panel: GeoreferencePanel | None = None
        self._task: Task | None = None  # kept alive until it has answered
        self.tree = LayerTreeView(self.arranging)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(tr("查找图层、类别"))
        self.search.setAccessibleName(tr("查找图层、类别"))
        self.details, self.part_details = LayerDetails(self.arranging), PartDetails(self.arranging)
        self.group_details = GroupDetails(self.arranging)
        self.card = InlineAction()
        self.add = QPushButton(tr("添加底图"))
        icons.dress(self.add, "plus")
        self.add.setMenu(self._menu())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for widget, margin in ((self.search, 8), (self.tree, 0), (self.card, 8), (self.details, 0),
                               (self.part_details, 0), (self.group_details, 0), (self.add, 8)):
            box = QVBoxLayout()
            box.setContentsMargins(margin, 0, margin, margin if widget is self.add else 0)
            box.addWidget(widget)
            column.addLayout(box, int(widget is self.tree))
        self.search.textChanged.connect(self.tree.seek)
        self.tree.part_chosen.connect(self.part_details.show_part)
        self.tree.group_chosen.connect(self.group_details.show_group)
        self.group_details.renamed.connect(self.tree.choose_group)
        self.tree.menu_asked.connect(lambda item, at: menu_of(self, item).popup(at))
        self.tree.chosen.connect(self.details.show_layer)
        self.details.zoom_asked.connect(self.zoom_to)
        self.details.georeference_asked.connect(self.georeference_layer)
        self.details.file_asked.connect(self.choose_file_again)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for text, name, act in ((tr("图像或瓦片包文件…"), "folder-open", self._choose_file),
                                (tr("瓦片服务…"), "share-2", self.ask_service),
                                (tr("配准扫描图…"), "crosshair", self._choose_scan)):
            icons.dress(menu.addAction(text, act), name)
        return menu

    # --- files -----------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(
            self, tr("添加底图"), str(self.arranging.folder),
            f"{tr('底图')} ({PICTURES} *.img *.jp2 *.mbtiles);;{tr('所有文件')} (*)")
        for file in files:
            self.add_file(Path(file))

    def add_file(self, path: Path) -> None:
        """Look at a file beside the window, then add it; a scan without a place is georeferenced first."""
        kind = PACKAGE if path.suffix.lower() == ".mbtiles" else FILE
        about = new_base(kind, path, self.arranging.folder)
        folder = self.arranging.folder
        self._task = run_task(self, tr("打开底图"), lambda progress, cancelled: _look(about, folder),
                              self._add_looked_at)

    def _add_looked_at(self, found: tuple[MapLayer, GazetteerError | None]) -> None:
        from layers.raster_file import NO_GEOREFERENCE

        about, error = found
        if error is not None and error.what == NO_GEOREFERENCE:
            self.georeference(path_of(about, self.arranging.folder))
        elif error is not None and error.what != NO_SYSTEM:
            show_error(self.window(), error, tr("没有添加底图"))
        else:
            self.add_layer(about)

    def add_layer(self, about: MapLayer) -> None:
        """Put a base map on the map and choose it in the list."""
        self.arranging.apply(self.arranging.tree.added(about), tr("已添加底图“{title}”", title=about.title), toast=True)
        self.tree.choose(about.key)

    def choose_file_again(self, key: str) -> None:
        """Ask where the file of a base map lies now."""
        about = self.arranging.tree.find(key)
        old = path_of(about, self.arranging.folder)
        start = old.parent if old.parent.is_dir() else self.arranging.folder
        kinds = "*.mbtiles" if about.kind == PACKAGE else f"{PICTURES} *.img *.jp2"
        file, _ = QFileDialog.getOpenFileName(self, tr("重新指定“{title}”的文件", title=about.title), str(start),
                                              f"{old.name} ({old.name});;{tr('底图')} ({kinds});;{tr('所有文件')} (*)")
        if file:
            self.take_file(key, Path(file))

    def take_file(self, key: str, path: Path) -> None:
        """Show a base map from another file, when that can be shown."""
        tree, folder = self.arranging.tree, self.arranging.folder
        about = replace(tree.find(key), source=kept_path(path, folder))

        def take(found: tuple[MapLayer, GazetteerError | None]) -> None:
            if found[1] is not None and found[1].what != NO_SYSTEM:
                show_error(self.window(), found[1], tr("没有改用这个文件"))
                return
            said = tr("改用文件“{name}”：“{title}”", name=path.name, title=about.title)
            self.arranging.apply(self.arranging.tree.changed(key, source=about.source), said)

        self._task = run_task(self, tr("打开底图"), lambda progress, cancelled: _look(about, folder), take)

    # --- groups and styles -----------------------------------------------------------------------

    def put_into(self, key: str, group: str) -> None:
        """Put a layer into a group, or out of any."""
        tree = self.arranging.tree
        title = self.arranging.title(tree.find(key))
        if group:
            above = next(layer.key for layer in tree.layers if layer.group == group)
            self.arranging.apply(tree.moved(key, above, group),
                                 tr("把“{title}”放进组“{group}”", title=title, group=group))
        else:
            self.arranging.apply(tree.changed(key, group=""), tr("把“{title}”移出组", title=title))

    def put_into_new(self, key: str) -> None:
        """Make a group of one layer, and let its name be typed."""
        tree = self.arranging.tree
        names = (tr("新组") + (str(number) if number > 1 else "") for number in count(1))
        name = next(name for name in names if name not in tree.groups)
        said = tr("把“{title}”放进组“{group}”", title=self.arranging.title(tree.find(key)), group=name)
        self.arranging.apply(tree.changed(key, group=name), said)
        self.tree.choose_group(name)
        self.rename(self.group_details.title)

    def rename(self, line: QLineEdit) -> None:
        """Let the name of the chosen layer or group be typed."""
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()

    def restore_styles(self, key: str) -> None:
        """Draw all parts of a layer as usual."""
        tree = self.arranging.tree
        layer = tree.find(key)
        self.arranging.apply(tree.replaced(layer.unstyled(*layer.styles)),
                             tr("恢复默认样式“{title}”", title=self.arranging.title(layer)))

    # --- services --------------------------------------------------------------------------------

    def ask_service(self) -> None:
        """Ask for name, address and key of a tile service."""
        self.tree.choose("")
        self.card.ask(tr("瓦片服务：地址里 {z}、{x}、{y} 是级别、列、行，{key} 是密钥。显示图层时才联网。"),
                      {"title": (tr("名称，例如 天地图影像"), ""), "template": ("https://…/{z}/{x}/{y}.png", ""),
                       "key": (tr("密钥（没有可空，只存在本机）"), "")}, tr("添加"), self._add_service)

    def _add_service(self, said: Mapping[str, str]) -> None:
        from layers.tile_keys import remember_key
        from layers.tile_service import TileService, check_template

        template = check_template(said["template"])
        if said["key"]:
            remember_key(TileService(template).host, said["key"])
        title = said["title"] or TileService(template).host
        self.add_layer(new_base(SERVICE, template, self.arranging.folder, title))

    # --- georeferencing --------------------------------------------------------------------------

    def _choose_scan(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, tr("配准扫描图"), str(self.arranging.folder),
                                              f"{tr('图像')} ({PICTURES});;{tr('所有文件')} (*)")
        if file:
            self.georeference(Path(file))

    def georeference(self, path: Path) -> None:
        """Open the panel in which control points fix a scan to the ground, below the map."""
        from ui.layers.georeference_panel import GeoreferencePanel, stand_below

        if self.panel is not None and not self.panel.close():
            return  # points of another scan are not kept yet, and it says so
        try:
            self.panel = GeoreferencePanel(path, self._map)
        except GazetteerError as error:
            show_error(self.window(), error)
            return
        self.panel.saved.connect(self._take_scan)
        self.panel.closed.connect(self._forget_panel)
        stand_below(self._map, self.panel)

    def _forget_panel(self) -> None:
        self.panel = None

    def georeference_layer(self, key: str) -> None:
        """Look at the control points of a base map, or give it some."""
        self.georeference(path_of(self.arranging.tree.find(key), self.arranging.folder))

    def _take_scan(self, path: Path) -> None:
        """A scan was fixed: show it anew, or for the first time."""
        folder = self.arranging.folder
        for about in self.arranging.tree.layers:
            if about.kind == FILE and path_of(about, folder) == path.absolute():
                layer = self.arranging.layer(about.key)
                if isinstance(layer, RasterLayer):
                    layer.source.version += 1
                self._map.redraw()
                return
        self.add_layer(new_base(FILE, path, folder))

    # --- view ------------------------------------------------------------------------------------

    def zoom_to(self, key: str) -> None:
        """Show the whole of a base map."""
        layer = self.arranging.layer(key)
        if isinstance(layer, RasterLayer):
            self._task = run_task(self, tr("缩放到底图"), lambda progress, cancelled: layer.source.bounds(),
                                  lambda bounds: self._map.navigator.show_bounds(bounds) if bounds else None)


def _look(about: MapLayer, folder: Path) -> tuple[MapLayer, GazetteerError | None]:
    """Whether the file can be shown; it is read for the first time here."""
    try:
        make_source(about, folder).bounds()
    except GazetteerError as error:
        return about, error
    return about, None
