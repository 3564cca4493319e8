"""A place's line with what can be done about it: the graph, the card of a change, and the picture for a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.formats.whole_file import fit_name
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.lineage.changes import AddLineage, EditLineage, RemoveLineage, sides
from gazetteer.lineage.line import line_of
from gazetteer.lineage.lineage import Lineage, LineagePart, Member
from gazetteer.lineage.naming import members
from gazetteer.places.place import Place
from ui.common.errors import show_error
from ui.common.small import said, tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.lineage.change_form import ChangeForm
from ui.lineage.lineage_graph import LineageGraph
from ui.selection import Selection

HIGHEST = 420


class LineageView(QWidget):
    """Shows the line of one place; a box leads to its place, a box of the place itself to the change behind it."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection = gazetteer, selection
        self._place: Place | None = None
        self._change_id: int | None = None
        self.graph = LineageGraph()
        self.form = ChangeForm(lambda text: members(gazetteer, text, self._place.id if self._place else None))
        self.nothing = said(tr("还没有登记沿革。更名、析置、合并、迁治等在这里登记，按时间画成图。"), "muted")
        self.add = tool("plus", tr("增加沿革"), self._ask_new, text=tr("增加沿革"))
        self.save = tool("image", tr("导出沿革图（SVG 或 PNG）"), self._ask_file, text=tr("导出图…"))
        self.add.setVisible(not gazetteer.read_only)
        self._scroll = QScrollArea()
        self._lay_out()
        self.graph.place_asked.connect(lambda place_id: selection.reveal(Place, [place_id]))
        self.graph.change_asked.connect(self._ask_change)
        self.form.submitted.connect(self._submit)
        self.form.removed.connect(self._remove)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.add)
        tools.addWidget(self.save)
        tools.addStretch()
        self._scroll.setWidget(self.graph)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(tools)
        column.addWidget(self.nothing)
        column.addWidget(self._scroll)
        column.addWidget(self.form)
        column.addStretch()

    def show_place(self, place: Place | None) -> None:
        """Show another place's line, or the same one anew."""
        if place is None or self._place is None or place.id != self._place.id:
            self.form.hide()
        self._place = place
        line = line_of(self._gazetteer, int(place.id or 0)) if place else None
        if line is not None and place is not None:
            self.graph.show_line(line, place.id)
        some = bool(line and line.changes)
        self._scroll.setVisible(some)
        self.nothing.setVisible(not some)
        self.save.setEnabled(some)
        bar = self._scroll.horizontalScrollBar().sizeHint().height()
        self._scroll.setFixedHeight(min(self.graph.sizeHint().height(), HIGHEST) + bar + 4)
        QTimer.singleShot(0, self, self._show_present)

    def _show_present(self) -> None:
        """The end of the line is what is there today."""
        self._scroll.horizontalScrollBar().setValue(self._scroll.horizontalScrollBar().maximum())

    def showEvent(self, event: object) -> None:
        QTimer.singleShot(0, self, self._show_present)  # only now it is known how wide the line is

    def concerns(self, changed: Changed) -> bool:
        """Whether a change touches what is shown."""
        return bool(changed.ids(Lineage) or changed.ids(LineagePart))

    def _ask_new(self) -> None:
        if self._place is not None:
            self._change_id = None
            self.form.ask(None, [Member(self._place.id, self._place.name or "")], [])

    def _ask_change(self, change_id: int) -> None:
        change = self._gazetteer.get(Lineage, change_id)
        if change is not None and not self._gazetteer.read_only:
            self._change_id = change_id
            self.form.ask(change, *sides(self._gazetteer, change_id))

    def _submit(self, values: dict[str, Any], before: list[Member], after: list[Member]) -> None:
        command = (AddLineage(values, before, after) if self._change_id is None
                   else EditLineage(self._change_id, values, before, after))
        said_ = tr("已增加沿革") if self._change_id is None else tr("已修改沿革")
        if carry_out(self, self._gazetteer, command, said_, refused=self.form.refuse):
            self.form.hide()

    def _remove(self) -> None:
        if self._change_id is not None and carry_out(self, self._gazetteer, RemoveLineage(self._change_id),
                                                     tr("已删除沿革"), refused=self.form.refuse):
            self.form.hide()

    def _ask_file(self) -> None:
        usual = Path.home() / f"{fit_name(self._place.name or '' if self._place else '')}沿革图.svg"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("导出沿革图"), str(usual), "SVG (*.svg);;PNG (*.png)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the graph; what may not leave the office is refused and told."""
        try:
            self._refuse_secret()
            self.graph.export(path if path.suffix.lower() in (".svg", ".png") else path.with_suffix(".svg"))
        except GazetteerError as error:
            show_error(self.window(), error)

    def _refuse_secret(self) -> None:
        from gazetteer.secrecy import refusals

        ids = {box.place_id for box in self.graph.picture.boxes if box.place_id is not None}
        refused = refusals(self._gazetteer, self._gazetteer.get_many(Place, ids).values())
        if refused:
            raise GazetteerError("沿革图没有导出", where="、".join(one.name for one in refused),
                                 why="；".join(dict.fromkeys(one.why for one in refused)),
                                 remedy="涉密地名不能离开办公室；先核定密级")
