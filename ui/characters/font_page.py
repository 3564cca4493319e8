"""字体: in which order fonts are asked for rare characters, and which characters in use none of them has."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.characters import font_order
from gazetteer.characters.glyph_report import of_workspace
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import table_of
from gazetteer.record_changes import ChangeSetting
from gazetteer.storage.setting import Setting
from ui.characters.faces import follow_fonts, glyph_font
from ui.common.latest import Latest
from ui.common.small import said, tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow
from ui.records.editors import RowHeight
from ui.theme import theme

FAMILY = Qt.ItemDataRole.UserRole


class FontPage(QWidget):
    """The order is the office's for this workspace, and holds for screen, map and publications."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._stale = True
        self.order = QListWidget()
        self.order.setItemDelegate(RowHeight(self.order))
        self.order.setAccessibleName(tr("后备字体的顺序"))
        self.up = tool("arrow-up", tr("上移"), lambda: self._move(-1))
        self.down = tool("arrow-down", tr("下移"), lambda: self._move(1))
        self.remove = tool("minus", tr("不用这种字体"), self._remove)
        self.usual = tool("undo-2", tr("恢复通常的顺序"), lambda: self._keep(()))
        self.add = QComboBox()
        self.add.setAccessibleName(tr("增加本机字体"))
        self.add.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.add.setMinimumContentsLength(10)
        self.add.setMinimumWidth(132)
        self.add.activated.connect(self._add)
        self.told = said("", "muted")
        self.rows = QTreeWidget()
        self.rows.setRootIsDecorated(False)
        self.rows.setHeaderLabels([tr("字"), tr("码位"), tr("区段"), tr("用什么显示")])
        self.rows.setAccessibleName(tr("靠后备字体或缺字体的字"))
        self._lay_out()
        self._asking = Latest(self)
        self._asking.answered.connect(self._show_rows)
        follow(gazetteer, self, self._heard)
        self._show_order()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for button in (self.up, self.down, self.remove, self.usual):
            tools.addWidget(button)
        tools.addStretch()
        tools.addWidget(self.add)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(said(tr("正文字体没有的字，依次用："), "muted"))
        left.addWidget(self.order, 1)
        left.addLayout(tools)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.told)
        right.addWidget(self.rows, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(16)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        for widget in (self.up, self.down, self.remove, self.usual, self.add):
            widget.setEnabled(not self._gazetteer.read_only)

    def showEvent(self, event: object) -> None:
        if self._stale:
            self.ask()

    def ask(self) -> None:
        """Look into the fonts for every character in use, beside the window."""
        self._stale = False
        gazetteer = self._gazetteer
        self.told.setText(tr("正在查看字体…"))
        self._asking.ask(lambda: of_workspace(gazetteer))

    def _heard(self, changed: Changed) -> None:
        if table_of(Setting) in changed.tables:
            follow_fonts(self._gazetteer)
            self._show_order()
        self._stale = True
        if self.isVisible():
            self.ask()

    # -- the order ----------------------------------------------------------------------------------------------

    @property
    def families(self) -> tuple[str, ...]:
        """The order as it is shown."""
        return tuple(self.order.item(row).data(FAMILY) for row in range(self.order.count()))

    def _show_order(self) -> None:
        marked = max(self.order.currentRow(), 0)
        here = set(QFontDatabase.families())
        self.order.clear()
        for family in font_order.order_of(self._gazetteer):
            item = QListWidgetItem(family if family in here else tr("{family}　（本机没有）", family=family))
            item.setData(FAMILY, family)
            if family not in here:
                item.setForeground(QColor(theme.tokens.faint))
            self.order.addItem(item)
        self.order.setCurrentRow(min(marked, self.order.count() - 1))
        self.add.clear()
        self.add.addItem(tr("增加本机字体…"), "")
        for family in sorted(here - set(self.families)):
            self.add.addItem(family, family)

    def _move(self, by: int) -> None:
        row = self.order.currentRow()
        families = list(self.families)
        if 0 <= row < len(families) and 0 <= row + by < len(families):
            families.insert(row + by, families.pop(row))
            self.order.setCurrentRow(row + by)
            self._keep(tuple(families))

    def _remove(self) -> None:
        families = list(self.families)
        if self.order.currentRow() >= 0 and len(families) > 1:
            del families[self.order.currentRow()]
            self._keep(tuple(families))

    def _add(self) -> None:
        family = self.add.currentData()
        if family:
            self._keep((family, *self.families))

    def _keep(self, families: tuple[str, ...]) -> None:
        """The order is a decision of the office: kept in the workspace, with history and undo."""
        carry_out(self, self._gazetteer, ChangeSetting(font_order.SETTING, ";".join(families)),
                  tr("已改后备字体的顺序"))

    # -- characters ---------------------------------------------------------------------------------------------

    def _show_rows(self, rows: list[dict[str, Any]]) -> None:
        self.rows.clear()
        lacking = [row for row in rows if row["missing"]]
        noted = [row for row in rows if row["missing"] or row["picture"] or row["fallback"]]
        for row in sorted(noted, key=lambda row: not row["missing"]):
            how = tr("没有字体") if row["missing"] else tr("字形图") if row["picture"] else row["used"]
            item = QTreeWidgetItem(["" if row["missing"] else row["character"], row["codepoint"], row["block"], how])
            item.setFont(0, glyph_font(11))
            self.rows.addTopLevelItem(item)
        for column in range(3):
            self.rows.resizeColumnToContents(column)
        self.told.setText(tr("在用 {n} 个字：{fallback} 个靠后备字体，{lacking} 个没有字体", n=len(rows),
                             fallback=sum(bool(row["fallback"]) for row in rows), lacking=len(lacking)))
