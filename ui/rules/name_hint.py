"""The quiet line under a name that is being typed: like names in the register, and what the rules say of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.rules.checking import check_name
from gazetteer.rules.finding import ERROR, NOTICE, Finding
from gazetteer.rules.likeness import ONE_APART, SAME, VARIANT
from gazetteer.rules.scope import scope_of
from gazetteer.rules.similar_names import SimilarName, similar_names
from ui.common.latest import Latest
from ui.i18n import tr
from ui.selection import Selection
from ui.theme import theme

ASK_AFTER_MS, MOST_IN_MENU = 200, 20
_TOLD_AS_LIKE = ("N04", "N05")  # the like names say it


@dataclass(frozen=True)
class Answer:
    """What is known of a typed name."""

    reach: str
    alike: list[SimilarName]
    findings: list[Finding]

    @classmethod
    def of(cls, gazetteer: Gazetteer, name: str, class_code: str | None, division: str | None,
           without: int | None) -> Answer:
        """Ask register and rules."""
        found = [one for one in check_name(gazetteer, name, class_code, division)
                 if one.rule not in _TOLD_AS_LIKE and one.about != "形近" and one.severity != NOTICE]
        return cls(scope_of(class_code, division).reach if class_code else "",
                   similar_names(gazetteer, name, class_code, division, without=without), found)

    @property
    def inside(self) -> list[SimilarName]:
        """The like names from which the new one must differ."""
        return [one for one in self.alike if one.in_scope]

    @property
    def text(self) -> str:
        """One line: 全市同音 2 处：新河村村民委员会；大词“中华”."""
        said = [one.text.split("”：", 1)[-1] for one in self.findings]
        inside = self.inside
        if inside:
            strong = [one for one in inside if one.kind != ONE_APART]
            counts = Counter(one.kind for one in strong or inside)
            told = "、".join(f"{kind} {n} 处" for kind, n in counts.items())
            said.insert(0, f"{self.reach}{told}：{inside[0].name}")
        outside = sum(1 for one in self.alike if not one.in_scope and one.kind != ONE_APART)
        if outside:
            said.append(tr("范围外相近 {n} 处", n=outside))
        return "；".join(said)

    @property
    def token(self) -> str:
        """The colour of how much it matters."""
        same = any(one.kind in (SAME, VARIANT) for one in self.inside)
        if same or any(one.severity == ERROR for one in self.findings):
            return "danger"
        if any(one.kind != ONE_APART for one in self.inside) or self.findings:
            return "warning"
        return "muted"


class NameHint(QWidget):
    """One line, empty while there is nothing to say; a click lists the names, each leads to its place."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.answer: Answer | None = None
        self._asking = Latest(self, ASK_AFTER_MS)
        self._asking.answered.connect(self._show)
        self._asking.failed.connect(lambda _: self.clear())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(20 * theme.scale))
        theme.changed.connect(self.update)

    def ask(self, name: str, class_code: str | None = None, division: str | None = None,
            without: int | None = None) -> None:
        """Look, a moment after the last key, for names like this one."""
        name = name.strip()
        if not name:
            self.clear()
            return
        gazetteer = self._gazetteer
        self._asking.ask(lambda: Answer.of(gazetteer, name, class_code, division, without))

    def clear(self) -> None:
        """Say nothing."""
        self._asking.forget()
        self._show(None)

    @property
    def text(self) -> str:
        """What the line says."""
        return self.answer.text if self.answer else ""

    def _show(self, answer: Answer | None) -> None:
        self.answer = answer
        self.setToolTip("\n".join(f"{one.kind}　{one.name}　{one.reason}" for one in answer.alike[:MOST_IN_MENU])
                        if answer else "")
        self.setAccessibleName(self.text)
        clickable = answer is not None and any(one.place_id for one in answer.alike)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.answer is None or not self.text:
            return
        painter = QPainter(self)
        painter.setFont(theme.font(9))
        painter.setPen(QColor(getattr(theme.tokens, self.answer.token)))
        shown = painter.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        menu = self.menu()
        if menu is not None:
            menu.exec(event.globalPosition().toPoint())

    def menu(self) -> QMenu | None:
        """The like names of the register to choose from; None where there are none."""
        known = [one for one in self.answer.alike if one.place_id] if self.answer else []
        selection = getattr(self.window(), "selection", None)
        if not known or not isinstance(selection, Selection):
            return None
        menu = QMenu(self)
        for one in known[:MOST_IN_MENU]:
            outside = "" if one.in_scope else tr("（范围外）")
            menu.addAction(f"{one.kind}　{one.name}{outside}", partial(selection.reveal, Place, [one.place_id]))
        menu.addSeparator()
        menu.addAction(tr("全部在地图上显示"), partial(selection.reveal, Place, [one.place_id for one in known]))
        return menu
