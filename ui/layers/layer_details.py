"""What can be said of the chosen layer: name, group, scales; of a base map also its file, system and key."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSlider, QWidget

from gazetteer.coordinates.systems import SYSTEMS
from gazetteer.errors import GazetteerError
from gazetteer.map_layers import FILE, PACKAGE, SERVICE, MapLayer
from layers.raster_layer import RasterLayer
from ui.common.errors import show_error
from ui.common.small import said, tool
from ui.i18n import tr
from ui.layers.arranging import Arranging
from ui.layers.scale_range import ScaleRange

SETTLED_MS = 500  # a strength chosen by wheel or key is kept after this


class LayerDetails(QFrame):
    """A short form under the list. Signals: zoom_asked(key), georeference_asked(key),
    file_asked(key) when its file shall be looked for elsewhere.
    """

    zoom_asked = Signal(str)
    georeference_asked = Signal(str)
    file_asked = Signal(str)

    def __init__(self, arranging: Arranging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arranging, self.key = arranging, ""
        self.title = QLineEdit()
        self.group, self._typed_group = QComboBox(), QLineEdit()
        self.group.setEditable(True)
        self.group.setLineEdit(self._typed_group)
        self.scales = ScaleRange()
        self.nearest, self.farthest = self.scales.near, self.scales.far
        self.system, self.secret = QComboBox(), QLineEdit()
        self.where = said(role="muted", selectable=True)
        self.problem = said(role="danger", selectable=True)
        self._lay_out()
        self._connect()
        arranging.changed.connect(self.refresh)
        arranging.checked.connect(self._show_problem)
        self.hide()

    def _lay_out(self) -> None:
        self._form = form = QFormLayout(self)
        form.setContentsMargins(12, 8, 12, 12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(8)
        self.secret.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.secret.setPlaceholderText(tr("只存在本机"))
        self._typed_group.setPlaceholderText(tr("不分组"))
        for choice in (self.group, self.system):
            choice.setMinimumContentsLength(6)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.system.addItem(tr("按文件所写"), None)
        for epsg, system in SYSTEMS.items():
            self.system.addItem(f"{system.name}（{epsg}）", epsg)
        rows = ((tr("名称"), self.title), (tr("组"), self.group), (tr("不透明"), self._strength()),
                (tr("比例尺"), self.scales), (tr("坐标系"), self.system), (tr("密钥"), self.secret))
        for label, widget in rows:
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        form.addRow(self.problem)
        form.addRow(self.where)
        form.addRow(self._foot())

    def _strength(self) -> QWidget:
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        return self.opacity

    def _foot(self) -> QWidget:
        self.zoom = tool("maximize", tr("缩放到这个图层"), lambda: self.zoom_asked.emit(self.key))
        self.points = tool("crosshair", tr("控制点配准…"), lambda: self.georeference_asked.emit(self.key))
        self.again = tool("redo-2", tr("重新连接"), self._try_again)
        self.file = tool("folder-open", tr("重新指定文件…"), lambda: self.file_asked.emit(self.key))
        self.remove = QPushButton(tr("移除图层"))
        self.remove.clicked.connect(self._remove)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.zoom, self.points, self.file, self.again):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.remove)
        return foot

    def _connect(self) -> None:
        self.opacity.valueChanged.connect(self._fade)
        self.opacity.sliderReleased.connect(self._settle)
        self._settled.timeout.connect(self._settle)
        self.title.editingFinished.connect(self._rename)
        self._typed_group.editingFinished.connect(self._regroup)
        self.group.activated.connect(self._regroup)
        self.scales.nearer.connect(lambda value: self._change(tr("改显示比例尺："), nearest=value))
        self.scales.farther.connect(lambda value: self._change(tr("改显示比例尺："), farthest=value))
        self.system.activated.connect(lambda: self._change(tr("改坐标系："), epsg=self.system.currentData()))
        self.secret.editingFinished.connect(self._keep_secret)

    # --- showing ---------------------------------------------------------------------------------

    def show_layer(self, key: str) -> None:
        """Show a layer; nothing without one."""
        if self._settled.isActive():
            self._settle()
        self.key = key
        self.refresh()

    def refresh(self) -> None:
        """Take over what the tree says now."""
        tree = self._arranging.tree
        about = next((layer for layer in tree.layers if layer.key == self.key), None)
        self.setVisible(about is not None)
        if about is None:
            return
        self.title.setText(self._arranging.title(about))
        self.title.setReadOnly(not about.is_base)
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItems(["", *tree.groups])
        self.group.setCurrentText(about.group)
        self.group.blockSignals(False)
        if not (self.opacity.isSliderDown() or self._settled.isActive()):
            self.opacity.blockSignals(True)
            self.opacity.setValue(round(about.opacity * 100))
            self.opacity.blockSignals(False)
        self.scales.show_limits(about.nearest, about.farthest)
        self._show_source(about)
        self._show_problem()
        self._fit()

    def _show_source(self, about: MapLayer) -> None:
        self._form.setRowVisible(self.system, about.kind == FILE)
        self.system.setCurrentIndex(max(self.system.findData(about.epsg), 0))
        keyed = about.kind == SERVICE and "{key}" in about.source
        self._form.setRowVisible(self.secret, keyed)
        if keyed:
            from layers.tile_keys import key_of

            self.secret.setText(key_of(self._host()))
        self.where.setText(about.source)
        self.where.setVisible(about.is_base)
        self.zoom.setVisible(about.is_base and about.kind != SERVICE)
        self.points.setVisible(about.kind == FILE)
        self.file.setVisible(about.kind in (FILE, PACKAGE))
        self.again.setVisible(about.kind == SERVICE)
        self.remove.setVisible(about.is_base)

    def _show_problem(self) -> None:
        if self.key and not self.isHidden():
            layer = self._arranging.layer(self.key)
            text = layer.problem if isinstance(layer, RasterLayer) else ""
            if self.problem.text() != text:
                self.problem.setText(text)
                self.problem.setVisible(bool(text))
                self._fit()

    def _fit(self) -> None:
        """Texts that break into lines get the height they need at this width."""
        room = self.width() - self._form.contentsMargins().left() - self._form.contentsMargins().right()
        for text in (self.problem, self.where):
            text.setFixedHeight(max(text.heightForWidth(room), 0))
        self._form.activate()
        self.setMinimumHeight(self._form.totalMinimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- changing --------------------------------------------------------------------------------

    def _change(self, verb: str, **values: object) -> None:
        tree = self._arranging.tree
        if self.key:
            title = self._arranging.title(tree.find(self.key))
            self._arranging.apply(tree.changed(self.key, **values), f"{verb}“{title}”")

    def _fade(self, percent: int) -> None:
        """Shown at once; kept when the slider rests, so that one pull is one change."""
        self.opacity.setToolTip(tr("不透明度 {percent}%", percent=percent))
        group = self._arranging.tree.find(self.key).group
        self._arranging.preview(self.key, percent / 100 * self._arranging.tree.group(group).opacity)
        if not self.opacity.isSliderDown():
            self._settled.start()

    def _settle(self) -> None:
        self._settled.stop()
        self._change(tr("改不透明度："), opacity=self.opacity.value() / 100)

    def _rename(self) -> None:
        title = self.title.text().strip()
        if title and self.key and self._arranging.tree.find(self.key).is_base:
            self._change(tr("改图层名："), title=title)

    def _regroup(self) -> None:
        self._change(tr("改图层分组："), group=self.group.currentText().strip())

    def _keep_secret(self) -> None:
        from layers.tile_keys import key_of, remember_key

        if not self.key or self.secret.text().strip() == key_of(self._host()):
            return
        try:
            remember_key(self._host(), self.secret.text())
        except GazetteerError as error:
            show_error(self.window(), error)
        self._try_again()

    def _try_again(self) -> None:
        layer = self._arranging.layer(self.key)
        if isinstance(layer, RasterLayer) and hasattr(layer.source, "try_again"):
            layer.source.try_again()
            self._arranging.preview(self.key, layer.opacity)

    def _host(self) -> str:
        layer = self._arranging.layer(self.key)
        return getattr(layer.source, "host", "") if isinstance(layer, RasterLayer) else ""

    def _remove(self) -> None:
        tree = self._arranging.tree
        title = self._arranging.title(tree.find(self.key))
        self._arranging.apply(tree.removed(self.key), tr("已移除图层“{title}”", title=title), toast=True)
