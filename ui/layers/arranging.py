"""The layer tree of the open workspace: shown at once, kept in the workspace, followed when it is undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.map_layers import ArrangeLayers, LayerTree, MapLayer, read_tree
from gazetteer.record import table_of
from gazetteer.storage.setting import Setting
from layers.arrangement import arrange, standard_keys
from layers.layer import Layer
from layers.raster_layer import RasterLayer
from layers.stack import LayerStack
from ui.common.errors import show_error
from ui.doing import say_done
from ui.listening import follow

NEWS_AFTER_MS = 150  # tiles come one by one: they are drawn some at a time


class Arranging(QObject):
    """Puts the tree on a stack; `redraw` makes a fresh frame.

    Signals:
        changed: the tree is another one.
        checked: a frame was drawn; what base maps say of themselves may be new.
    """

    changed = Signal()
    checked = Signal()
    _news = Signal()

    def __init__(self, gazetteer: Gazetteer, stack: LayerStack, redraw: Callable[[], None],
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gazetteer, self.stack, self._redraw = gazetteer, stack, redraw
        self._standard = standard_keys(stack)
        self.folder = gazetteer.path.parent
        self.tree = self._kept()
        self._later = QTimer(self, singleShot=True, interval=NEWS_AFTER_MS)
        self._later.timeout.connect(redraw)
        self._news.connect(self._take_news)
        self._arrange()
        follow(gazetteer, self, self._heard)

    def layer(self, key: str) -> Layer:
        """What is drawn for an entry of the tree."""
        return self.stack.named(key)

    def title(self, about: MapLayer) -> str:
        """Its name for a person."""
        return about.title or self.layer(about.key).label

    def preview(self, key: str, opacity: float) -> None:
        """Show another strength while the person is still choosing it."""
        self.layer(key).opacity = opacity
        self._redraw()

    def apply(self, tree: LayerTree, said: str, *, toast: bool = False) -> None:
        """Another tree, at once on the map and kept in the workspace; in one open for reading it lasts till closing."""
        before, self.tree = self.tree, tree
        if tree == before:
            return
        if not self.gazetteer.read_only:
            try:
                done = self.gazetteer.do(ArrangeLayers(tree, said))
            except GazetteerError as error:
                self.tree = before
                show_error(self._window(), error)
            else:
                if toast:
                    say_done(self.parent(), self.gazetteer, said, done)  # type: ignore[arg-type]
        self._show()

    def _show(self) -> None:
        self._arrange()
        self._redraw()
        self.changed.emit()

    def _arrange(self) -> None:
        arrange(self.stack, self.tree, self.folder)
        for layer in self.stack:
            if isinstance(layer, RasterLayer) and hasattr(layer.source, "arrived"):
                layer.source.arrived = self._tell

    def _tell(self) -> None:
        """Called beside the window whenever a tile has come."""
        try:
            self._news.emit()
        except RuntimeError:
            return  # the map was closed meanwhile

    @Slot()
    def _take_news(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _heard(self, changed: Changed) -> None:
        if table_of(Setting) in changed.tables:
            kept = self._kept()
            if kept != self.tree:
                self.tree = kept
                self._show()

    def _kept(self) -> LayerTree:
        try:
            return read_tree(self.gazetteer, self._standard)
        except GazetteerError as error:
            QTimer.singleShot(0, self, lambda error=error: show_error(self._window(), error))
            return LayerTree().completed(self._standard)

    def _window(self):
        parent = self.parent()
        return parent.window() if hasattr(parent, "window") else None  # type: ignore[union-attr]
