"""The reader's account of a file: what was read, what not, encoding, reference system and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gazetteer.coordinates.stated import called
from gazetteer.surveys.survey import Survey
from ui.i18n import tr

SHOWN_AT_MOST = 200


@dataclass(frozen=True)
class Account:
    """What is told of one file; `unread` are pairs of where and why."""

    format: str
    read: int
    kept: int
    encoding: str
    encoding_why: str
    crs: str
    crs_why: str
    unread: tuple[tuple[str, str], ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())
    photos: tuple[tuple[str, str], ...] = ()


def account_of(survey: Survey) -> Account:
    """The account that was kept with a survey."""
    kept: Mapping[str, Any] = survey.report or {}
    unread, doubts = (tuple((each.get("where", ""), each.get("why", "")) for each in kept.get(key, ()))
                      for key in ("unread", "doubts"))
    return Account(survey.format or "", survey.read_count or 0, kept.get("kept", 0), survey.encoding or "",
                   kept.get("encoding_why", ""), crs_text(survey.crs), kept.get("crs_why", ""), unread, doubts,
                   tuple(kept.get("notes", ())), tuple(photo_line(each) for each in kept.get("photos", ())))


def photo_line(told: Mapping[str, Any]) -> tuple[str, str]:
    """IMG_7.jpg → 样例桥, and why."""
    home = told.get("point")
    return f"{told.get('file', '')} → {home if home is not None else tr('没有归属')}", told.get("why") or ""


def crs_text(epsg: int | None) -> str:
    """A reference system by name and number."""
    return called(epsg) if epsg else tr("未知")


class ReportView(QWidget):
    """The account as a short table; the list of what was not read in full below it."""

    def __init__(self, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (label, said, why) in enumerate(_lines(account)):
            grid.addWidget(_label(label), 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(wrapped(said), 2 * row, 1)
            if why:
                grid.addWidget(wrapped(why, muted=True), 2 * row + 1, 1)
        column.addLayout(grid)
        for heading, listed in ((tr("未读取的内容"), account.unread), (tr("读入了但可疑的内容"), account.doubts),
                                (tr("照片的归属"), account.photos)):
            if listed:
                column.addWidget(_label(heading))
                column.addWidget(UnreadList(listed))


def _lines(account: Account) -> Iterable[tuple[str, str, str]]:
    missed = tr("，{n} 处没有读取", n=len(account.unread)) if account.unread else ""
    yield tr("格式"), account.format, ""
    yield tr("读取"), tr("{read} 条，采用 {kept} 条", read=account.read, kept=account.kept) + missed, ""
    yield tr("编码"), account.encoding, account.encoding_why
    yield tr("坐标系"), account.crs, account.crs_why
    if account.notes:
        yield tr("说明"), "\n".join(account.notes), ""


class UnreadList(QWidget):
    """Each thing that was not read, or is doubtful: where, and why."""

    def __init__(self, unread: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        unread = list(unread)
        for where, why in unread[:SHOWN_AT_MOST]:
            line = wrapped(where)
            reason = wrapped(why, muted=True)
            column.addWidget(line)
            column.addWidget(reason)
        if len(unread) > SHOWN_AT_MOST:
            column.addWidget(wrapped(tr("还有 {n} 处", n=len(unread) - SHOWN_AT_MOST), muted=True))


def wrapped(text: str, muted: bool = False) -> QLabel:
    """A text over as many lines as it needs, which can be copied."""
    label = QLabel(text, wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("muted", muted)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)
    return label
