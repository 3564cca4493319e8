"""What is set on a whole group: name, strength and scales, besides those of each of its layers."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSlider, QWidget

from ui.i18n import tr
from ui.layers.arranging import Arranging
from ui.layers.scale_range import ScaleRange

SETTLED_MS = 500  # a strength chosen by wheel or key is kept after this


class GroupDetails(QFrame):
    """A short form under the tree while the heading of a group is chosen. Signal: renamed(new name)."""

    renamed = Signal(str)

    def __init__(self, arranging: Arranging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arranging, self.name = arranging, ""
        self.title, self.opacity, self.scales = QLineEdit(), QSlider(Qt.Orientation.Horizontal), ScaleRange()
        self.opacity.setRange(0, 100)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self.dissolve = QPushButton(tr("解散组"))
        self.dissolve.setToolTip(tr("图层都留下，看起来和原来一样"))
        form = QFormLayout(self)
        form.setContentsMargins(12, 8, 12, 12)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(8)
        for label, widget in ((tr("组名"), self.title), (tr("不透明"), self.opacity), (tr("比例尺"), self.scales)):
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.dissolve)
        form.addRow(foot)
        self._connect()
        arranging.changed.connect(self.refresh)
        self.hide()

    def _connect(self) -> None:
        self.title.editingFinished.connect(self._rename)
        self.opacity.valueChanged.connect(self._fade)
        self.opacity.sliderReleased.connect(self.settle)
        self._settled.timeout.connect(self.settle)
        self.scales.nearer.connect(lambda value: self._change(tr("改显示比例尺：组"), nearest=value))
        self.scales.farther.connect(lambda value: self._change(tr("改显示比例尺：组"), farthest=value))
        self.dissolve.clicked.connect(lambda: self.take_apart(self.name))

    def show_group(self, name: str) -> None:
        """Show a group; nothing without one."""
        if self._settled.isActive():
            self.settle()
        self.name = name
        self.refresh()

    def refresh(self) -> None:
        """Take over what the tree says now."""
        if self.name not in self._arranging.tree.groups:
            self.name = ""
        self.setVisible(bool(self.name))
        if not self.name:
            return
        group = self._arranging.tree.group(self.name)
        self.title.setText(group.name)
        self.scales.show_limits(group.nearest, group.farthest)
        if not (self.opacity.isSliderDown() or self._settled.isActive()):
            self.opacity.blockSignals(True)
            self.opacity.setValue(round(group.opacity * 100))
            self.opacity.blockSignals(False)

    # --- changing --------------------------------------------------------------------------------

    def _change(self, verb: str, **values: object) -> None:
        if self.name:
            tree = self._arranging.tree.changed_group(self.name, **values)
            self._arranging.apply(tree, f"{verb}“{self.name}”")

    def _rename(self) -> None:
        new, old = self.title.text().strip(), self.name
        if not old or not new or new == old:
            self.title.setText(old)
            return
        self._arranging.apply(self._arranging.tree.changed_group(old, name=new),
                              tr("改组名“{old}”为“{new}”", old=old, new=new))
        self.renamed.emit(new)

    def _fade(self, percent: int) -> None:
        """Shown at once; kept when the slider rests, so that one pull is one change."""
        self.opacity.setToolTip(tr("不透明度 {percent}%", percent=percent))
        for layer in self._arranging.tree.layers:
            if layer.group == self.name:
                self._arranging.preview(layer.key, layer.opacity * percent / 100)
        if not self.opacity.isSliderDown():
            self._settled.start()

    def settle(self) -> None:
        """Keep the strength that is shown."""
        self._settled.stop()
        self._change(tr("改不透明度：组"), opacity=self.opacity.value() / 100)

    def take_apart(self, name: str) -> None:
        """Let the members of a group stand alone."""
        self._arranging.apply(self._arranging.tree.without_group(name), tr("解散组“{name}”", name=name))
