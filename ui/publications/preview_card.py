"""What will come of it: figures, what is left out and why, and of a sheet its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.common.errors import sentences
from ui.i18n import tr
from ui.publications.finding_list import finding_lists
from ui.theme import theme

if TYPE_CHECKING:
    from ui.publications.foresight import Foresight

TALLEST = 400


class Figure(QWidget):
    """A number with its word below; a token colours it where it is something to look at."""

    def __init__(self, number: int, word: str, token: str = "text") -> None:
        super().__init__()
        self._token = token if number else "faint"
        self._number, self._word = QLabel(f"{number:,}"), QLabel(word)
        self._word.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(self._word)
        self.setAccessibleName(f"{word} {number}")
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._number.setFont(theme.font(18))
        colours = self._number.palette()
        colours.setColor(self._number.foregroundRole(), QColor(getattr(theme.tokens, self._token)))
        self._number.setPalette(colours)


class SheetPicture(QWidget):
    """The sheet as it will be printed, as large as there is room."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self._shown = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("图幅预览"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(round(width * self._image.height() / self._image.width()), round(TALLEST * theme.scale))

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        room = self.size() - QSize(2, 2)
        if self._shown.isNull() or self._shown.deviceIndependentSize().toSize() != self._fitted(room):
            self._shown = self._image.scaled(self._fitted(room) * ratio, Qt.AspectRatioMode.IgnoreAspectRatio,
                                             Qt.TransformationMode.SmoothTransformation)
            self._shown.setDevicePixelRatio(ratio)
        size = self._shown.deviceIndependentSize()
        painter = QPainter(self)
        painter.drawImage(1, 1, self._shown)
        painter.setPen(QPen(QColor(theme.tokens.border_strong), 1))
        painter.drawRect(QRectF(0.5, 0.5, size.width() + 1, size.height() + 1))

    def _fitted(self, room: QSize) -> QSize:
        whole = QSize(self._image.width(), self._image.height())
        return whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


class PreviewCard(QFrame):
    """Shows the foresight of the order, or why there is none.

    Signals:
        activated: the id of a refused place, which the person wants to see.
    """

    activated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._state = QLabel()
        self._state.setProperty("muted", True)
        head = QHBoxLayout()
        head.addWidget(QLabel(tr("出版预览")))
        head.addStretch()
        head.addWidget(self._state)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(12)
        self._column.addLayout(head)
        self._body: QWidget | None = None

    def wait(self) -> None:
        """The order has changed; what is shown is of the one before."""
        self._state.setText(tr("正在核对…"))

    def rest(self, why: str) -> None:
        """Nothing is being found out, and why."""
        self._state.setText(why)

    def show_foresight(self, foresight: Foresight) -> None:
        """Show what would be published now."""
        body, column = self._new_body()
        title = QLabel(foresight.title, wordWrap=True)
        title.setFont(theme.font(13))
        about = QLabel(foresight.about, wordWrap=True)
        about.setProperty("muted", True)
        column.addWidget(title)
        column.addWidget(about)
        column.addSpacing(8)
        column.addLayout(_figures(foresight))
        if foresight.picture is not None:
            column.addSpacing(8)
            column.addWidget(SheetPicture(foresight.picture))
        column.addSpacing(8)
        for text in _remarks(foresight):
            label = QLabel(text, wordWrap=True)
            label.setProperty("muted", True)
            column.addWidget(label)
        for findings in finding_lists(foresight.refused, foresight.missing):
            findings.activated.connect(self.activated)
            column.addSpacing(8)
            column.addWidget(findings)
        self._set_body(body)

    def show_problem(self, error: BaseException) -> None:
        """Say why nothing can be published so."""
        body, column = self._new_body()
        what, rest = sentences(error)
        label = QLabel(what, wordWrap=True)
        label.setProperty("danger", True)
        column.addWidget(label)
        if rest:
            more = QLabel(rest, wordWrap=True)
            more.setProperty("muted", True)
            column.addWidget(more)
        self._set_body(body)

    def _new_body(self) -> tuple[QWidget, QVBoxLayout]:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        return body, column

    def _set_body(self, body: QWidget) -> None:
        self._state.setText("")
        if self._body is not None:
            self._body.setParent(None)
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body)


def _figures(foresight: Foresight) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    shown = [Figure(foresight.entries, tr("收入")), Figure(len(foresight.refused), tr("不能公开"), "warning")]
    if foresight.unlocated is not None:
        shown.append(Figure(foresight.unlocated, tr("没有位置")))
    shown.append(Figure(len(foresight.missing), tr("缺字形"), "danger"))
    for figure in shown:
        row.addWidget(figure, 1)
    return row


def _remarks(foresight: Foresight) -> list[str]:
    parts = "、".join(tr("{name} {n} 条", name=name, n=f"{count:,}") for name, count in foresight.parts)
    return [*([parts] if parts else []), *foresight.notes]
