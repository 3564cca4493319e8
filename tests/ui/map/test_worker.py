"""Work beside the window: in order, stoppable, and leaving the machine what it no longer needs."""

from __future__ import annotations

import sys
import threading

import pytest

from ui.map import worker as worker_module
from ui.map.worker import SWITCH, Worker


@pytest.fixture
def worker():
    made = Worker()
    yield made
    made.stop()


def test_jobs_are_done_in_their_order_in_one_other_thread(worker):
    done, ended = [], threading.Event()
    for number in range(20):
        worker.do(lambda number=number: done.append((number, threading.current_thread().name)))
    worker.do(ended.set)
    assert ended.wait(5)
    assert done == [(number, "map") for number in range(20)] and threading.current_thread().name != "map"


def test_the_window_gets_its_turn_soon_while_a_job_runs(worker):
    running = threading.Event()
    worker.do(running.set)
    assert running.wait(5)
    assert sys.getswitchinterval() == pytest.approx(SWITCH)


def test_memory_is_given_back_after_long_work_and_not_between_jobs(worker, monkeypatch):
    given, waits, pause = [], threading.Event(), threading.Event()
    monkeypatch.setattr(worker_module, "LONG", -1.0)
    monkeypatch.setattr(worker_module, "_give_back", lambda: given.append(len(done)))
    done = []
    worker.do(lambda: waits.wait(5))
    for number in range(3):
        worker.do(lambda number=number: done.append(number))
    waits.set()
    for _ in range(500):
        if not given:
            pause.wait(0.01)
    assert given == [3]


def test_a_stopped_worker_does_nothing_more():
    made, done = Worker(), []
    made.do(lambda: done.append(1))
    made.stop()
    made.do(lambda: done.append(2))
    assert done in ([], [1])
