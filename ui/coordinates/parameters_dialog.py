"""坐标转换参数: the office's own parameters for the old datums, kept with the person at this machine only."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gazetteer.coordinates import office
from gazetteer.coordinates.office import DATUMS
from gazetteer.errors import GazetteerError
from ui.common.errors import sentences
from ui.common.small import problem_line, said
from ui.coordinates.datum_card import DatumCard
from ui.i18n import tr
from ui.theme import theme

SIZE = (560, 640)
SECRET = ("转换参数属涉密资料：只存在本机当前用户的设置文件夹里，不写入工作空间，不随导出、备份、出版带走。"
          "换一台电脑或换一个用户须重新填写。")


class ParametersDialog(QDialog):
    """Saves at once for both datums, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("坐标转换参数"))
        self.setFont(theme.font())
        self.problem = problem_line()
        self.cards = {key: DatumCard(datum, self._held(key)) for key, datum in DATUMS.items()}
        self.save_button, self.leave = QPushButton(tr("保存")), QPushButton(tr("取消"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        self.leave.clicked.connect(self.reject)
        self._lay_out()

    def _held(self, key: str) -> office.Parameters | None:
        try:
            return office.of(key)
        except GazetteerError as error:
            self._tell(error)
            return None

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(12)
        column.addWidget(said(tr(SECRET)))
        column.addWidget(said(tr("保存在 {file}", file=office.file()), "muted", selectable=True))
        for card in self.cards.values():
            column.addWidget(card)
        column.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self.problem, 1)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.save_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(area, 1)
        page.addLayout(foot)
        self.resize(*(round(side * theme.scale) for side in SIZE))

    def save(self) -> None:
        """Keep what stands in the fields."""
        try:
            made = {key: card.parameters for key, card in self.cards.items()}
            for key, parameters in made.items():
                if parameters is not None:
                    office.effect(DATUMS[key], parameters)
            for key, parameters in made.items():
                office.keep(key, parameters)
        except GazetteerError as error:
            self._tell(error)
            return
        self.accept()

    def _tell(self, error: GazetteerError) -> None:
        what, rest = sentences(error)
        self.problem.setText(f"{what}\n{rest}" if rest else what)
        self.problem.show()
