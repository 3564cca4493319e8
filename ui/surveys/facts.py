"""Facts of a card: a quiet label and a text that breaks into lines, one below the other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel

from ui.surveys.report_view import wrapped


class Facts(QFormLayout):
    """Made anew for each record."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(4)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Label and text of each."""
        while self.rowCount():
            self.removeRow(0)
        for label, text in facts:
            name = QLabel(label)
            name.setProperty("muted", True)
            self.addRow(name, wrapped(text))

    def text(self) -> str:
        """All of it as one text."""
        items = [self.itemAt(row, role) for row in range(self.rowCount())
                 for role in (QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole)]
        labels = [item.widget() for item in items if item is not None]
        return " ".join(label.text() for label in labels if isinstance(label, QLabel))
