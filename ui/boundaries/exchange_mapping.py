"""字段对照: the program's own table, or one that the office completed; the own one can be saved to fill in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from ui.common.errors import show_error
from ui.common.settings import remember, remembered
from ui.common.small import choice, tool
from ui.i18n import tr

TABLES = "CSV (*.csv)"


class MappingChoice(QWidget):
    """`path` is None for the program's own table (or for the one inside a package that comes in).

    What was chosen is remembered under `key`, where there is one.
    """

    def __init__(self, key: str = "", own: str = "") -> None:
        super().__init__()
        self._key = key and key + "mapping"
        self.box = choice(tr("字段对照"))
        self.box.addItem(own or tr("程序自带"), None)
        known = remembered(self._key, "") if key else ""
        if known and Path(known).exists():
            self.box.addItem(Path(known).name, known)
            self.box.setCurrentIndex(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box, 1)
        row.addWidget(tool("folder-open", tr("选择本单位补全的对照表…"), self.pick))
        row.addWidget(tool("file-text", tr("另存程序自带的对照表，以便填写…"), self.save_shipped))
        self.box.currentIndexChanged.connect(self._remember)

    def _remember(self) -> None:
        if self._key:
            remember(self._key, self.box.currentData() or "")

    @property
    def path(self) -> Path | None:
        """The table that is chosen."""
        chosen = self.box.currentData()
        return Path(chosen) if chosen else None

    def checked(self) -> Path | None:
        """The same, once it was seen that it can be followed. Raises GazetteerError."""
        from gazetteer.boundaries.exchange.mapping import read_mapping

        if self.path is not None:
            read_mapping(self.path)
        return self.path

    def pick(self) -> None:
        """Ask for a table."""
        chosen, _ = QFileDialog.getOpenFileName(self.window(), tr("字段对照表"), str(self.path or Path.home()), TABLES)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Use this table."""
        self.box.addItem(path.name, str(path))
        self.box.setCurrentIndex(self.box.count() - 1)

    def save_shipped(self) -> None:
        """Ask where the program's own table shall be written, to be completed there."""
        from gazetteer.boundaries.exchange.mapping import FILE_NAME, shipped, written
        from gazetteer.formats.whole_file import write_whole

        start = str(Path.home() / FILE_NAME)
        chosen, _ = QFileDialog.getSaveFileName(self.window(), tr("另存字段对照表"), start, TABLES)
        if not chosen:
            return
        try:
            self.take(write_whole(Path(chosen), written(shipped())))
        except GazetteerError as refused:
            show_error(self.window(), refused)
