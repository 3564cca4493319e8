"""Long work runs beside the window, can be cancelled, and says in Chinese what went wrong."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QMainWindow

from gazetteer.errors import UnreadableFile
from ui.common.latest import Latest
from ui.common.tasks import TaskList, run_task
from ui.common.toast import Toaster


def window(qtbot) -> QMainWindow:
    made = QMainWindow()
    made.tasks = TaskList(made)
    made.toaster = Toaster(made)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_the_work_runs_in_a_thread_and_the_answer_comes_to_the_window(qtbot):
    seen = []
    home = window(qtbot)
    run_task(home, "计算", lambda progress, cancelled: threading.current_thread().name,
             lambda answer: seen.append((answer, QThread.currentThread() == QApplication.instance().thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("计算", True)]
    assert home.tasks.running == []


def test_progress_arrives(qtbot):
    home, go = window(qtbot), threading.Event()

    def work(progress, cancelled):
        progress(3, 10, "第 3 行")
        go.wait(5)

    task = run_task(home, "读取", work)
    qtbot.waitUntil(lambda: task.done == 3)
    assert (task.total, task.text) == (10, "第 3 行")
    go.set()
    qtbot.waitUntil(lambda: not home.tasks.running)


def test_cancel_stops_work_that_only_reports_progress(qtbot):
    home, answers = window(qtbot), []
    started = threading.Event()

    def work(progress, cancelled):
        while True:
            progress(1, 2)
            started.set()

    task = run_task(home, "读取", work, answers.append)
    qtbot.waitUntil(started.is_set)
    task.cancel()
    qtbot.waitUntil(lambda: not home.tasks.running)
    assert answers == []
    assert not home.toaster.toast.isVisible()


def test_an_error_is_told_in_plain_words_in_the_window(qtbot):
    home = window(qtbot)

    def work(progress, cancelled):
        raise UnreadableFile("文件无法读取", where="周二.gpx", remedy="请重新导出")

    run_task(home, "导入", work)
    qtbot.waitUntil(lambda: home.toaster.toast.isVisible())
    assert home.toaster.toast.label.text() == "导入没有完成：文件无法读取"
    assert home.toaster.toast.button.text() == "详情"


def test_an_unforeseen_error_shows_no_traceback(qtbot):
    home = window(qtbot)
    run_task(home, "导入", lambda progress, cancelled: 1 / 0)
    qtbot.waitUntil(lambda: home.toaster.toast.isVisible())
    assert "ZeroDivisionError" not in home.toaster.toast.label.text()


def test_only_the_newest_question_is_answered(qtbot):
    gate, answers = threading.Event(), []
    latest = Latest()
    latest.answered.connect(answers.append)

    def slow():
        gate.wait(5)
        return "旧"

    latest.ask(slow)
    qtbot.waitUntil(lambda: latest._thread is not None)
    latest.ask(lambda: "中")
    latest.ask(lambda: "新")
    gate.set()
    qtbot.waitUntil(lambda: answers == ["新"])
    assert not latest.busy
