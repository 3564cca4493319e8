"""The foot of the window: position, scale, when was saved last, and long work with its progress and cancel."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from ui.common.small import tool
from ui.common.tasks import Task, TaskList
from ui.i18n import tr
from ui.listening import follow
from ui.theme import theme


class TaskView(QWidget):
    """The newest of the tasks that take long."""

    def __init__(self, tasks: TaskList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Task] = []
        self.text = QLabel()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(120)
        self.cancel = tool("x", tr("取消"), self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.text, self.bar, self.cancel):
            row.addWidget(widget)
        tasks.shown.connect(self._add)
        tasks.ended.connect(self._drop)
        self.hide()

    def _add(self, task: Task) -> None:
        self._shown.append(task)
        task.progressed.connect(self._update)
        self._update()

    def _drop(self, task: Task) -> None:
        if task in self._shown:
            self._shown.remove(task)
        self._update()

    def _update(self) -> None:
        self.setVisible(bool(self._shown))
        if not self._shown:
            return
        task = self._shown[-1]
        waiting = tr("（另有 {n} 项）", n=len(self._shown) - 1) if len(self._shown) > 1 else ""
        stopping = tr("正在取消…") if task.cancelled() else task.text
        self.text.setText(" ".join(part for part in (task.title, stopping, waiting) if part))
        self.bar.setRange(0, task.total)
        self.bar.setValue(task.done)

    def _cancel(self) -> None:
        if self._shown:
            self._shown[-1].cancel()
            self._update()


class StatusLine(QStatusBar):
    """Position in three forms, scale, saved at, tasks."""

    def __init__(self, gazetteer: Gazetteer, tasks: TaskList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._in_map = False
        self.position, self.plane, self.scale, self.saved = (QLabel() for _ in range(4))
        self.position.setToolTip(tr("指针处的经纬度：度分秒、十进制度（CGCS2000）"))
        self.plane.setToolTip(tr("指针处的平面坐标：CGCS2000 三度带，中央经线 114°（EPSG:4547）"))
        self.scale.setToolTip(tr("地图比例尺"))
        for label in (self.position, self.plane, self.scale, self.saved):
            label.setContentsMargins(8, 0, 8, 0)
            self.addWidget(label)
        self.tasks = TaskView(tasks)
        self.addPermanentWidget(self.tasks)
        self.saved.setText(tr("只读") if gazetteer.read_only else tr("每次修改即时保存"))
        theme.changed.connect(self._dress)
        self._dress()
        follow(gazetteer, self, self._heard)

    def _dress(self) -> None:
        for label in (self.position, self.plane, self.scale, self.saved):
            label.setFont(theme.font(9))

    def show_map_parts(self, shown: bool) -> None:
        """Position and scale have a meaning only where the map is, and once there are any."""
        self._in_map = shown
        for label in (self.position, self.plane, self.scale):
            label.setVisible(shown and bool(label.text()))

    def show_position(self, position: tuple[float, float] | None) -> None:
        """Show where the pointer is, in degrees; the last place stays when it left the map."""
        if position is None:
            return
        from gazetteer.coordinates.positions import format_position

        degrees = (format_position(*position, form) for form in ("dms", "decimal"))
        self.position.setText("　".join(degrees))
        self.plane.setText(f"4547：{format_position(*position, '4547')}")
        self.show_map_parts(self._in_map)

    def show_scale(self, denominator: float) -> None:
        """Show the scale, rounded to three figures as on the map."""
        rounded = float(f"{denominator:.3g}")
        self.scale.setText(f"1:{rounded:,.0f}".replace(",", " "))
        self.scale.setVisible(self._in_map)

    def _heard(self, changed: Changed) -> None:
        self.saved.setText(tr("已保存 {time}", time=f"{datetime.now():%H:%M:%S}"))
        self.saved.setToolTip(changed.summary)
