"""Errors as a clerk should meet them: what, why and what to do; details folded; never a traceback."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gazetteer.errors import Cancelled, GazetteerError
from ui.i18n import tr

log = logging.getLogger("gazetteer.window")


def sentences(error: BaseException) -> tuple[str, str]:
    """(what happened, why and what to do) in Chinese for any exception."""
    if isinstance(error, GazetteerError):
        rest = ((tr("位置"), error.where), (tr("原因"), error.why), (tr("处理"), error.remedy))
        return error.what, "\n".join(f"{label}：{said}" for label, said in rest if said)
    if isinstance(error, PermissionError):
        return tr("没有读写权限"), tr("位置：{file}", file=error.filename or "")
    if isinstance(error, FileNotFoundError):
        return tr("文件不存在"), tr("位置：{file}", file=error.filename or "")
    if isinstance(error, OSError):
        return tr("读写文件时出错"), tr("原因：{why}", why=error.strerror or "")
    return tr("程序遇到没有预料到的情况"), tr("数据未作更改。请复制详情，发给维护人员。")


def show_error(window: QWidget | None, error: BaseException, title: str = "") -> None:
    """Tell the person; in a window that has toasts there, elsewhere in a dialog."""
    if isinstance(error, Cancelled):
        return
    if not isinstance(error, GazetteerError):
        log.error("unexpected", exc_info=error)
    toaster = getattr(window, "toaster", None)
    if toaster is not None:
        toaster.show_error(error, title)
    else:
        error_box(window, error, title).open()


def error_box(window: QWidget | None, error: BaseException, title: str = "") -> QMessageBox:
    """A dialog with the sentences; for unforeseen errors also the details, folded, and a copy button."""
    what, rest = sentences(error)
    box = QMessageBox(QMessageBox.Icon.Warning, tr("提示"), title or what, parent=window)
    box.setInformativeText("\n".join(part for part in (what if title else "", rest) if part))
    box.addButton(tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    if not isinstance(error, GazetteerError):
        details = "".join(traceback.format_exception(error))
        box.setWindowTitle(tr("意外错误"))
        box.setDetailedText(details)
        copy = box.addButton(tr("复制详情"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def log_file() -> Path:
    """Where unforeseen errors are written, in the person's own log folder."""
    folder = Path(platformdirs.user_log_dir("tianmen-gazetteer", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "window.log"


class _Relay(QObject):
    """Carries an exception of any thread to the window's thread."""

    raised = Signal(object)


def catch_unexpected_errors() -> None:
    """From now on an exception nobody caught is logged and shown as 意外错误, and the program goes on."""
    handler = logging.FileHandler(log_file(), encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)
    relay = _Relay(QApplication.instance())
    relay.raised.connect(_show_unexpected)

    def hook(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        relay.raised.emit(error or kind())

    sys.excepthook = hook
    threading.excepthook = lambda args: hook(args.exc_type, args.exc_value, args.exc_traceback)


def _show_unexpected(error: BaseException) -> None:
    show_error(QApplication.activeWindow(), error)
