"""A long change in one thread leaves the readers in others free."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from gazetteer.places.place import Place


@dataclass(frozen=True)
class LongChange:
    """很长的修改"""

    half: threading.Event
    go_on: threading.Event

    def apply(self, work):
        work.add_many(Place, [{"name": f"样例{number}", "class_code": "22200", "remark": "长" * 200}
                              for number in range(20_000)])
        self.half.set()
        assert self.go_on.wait(30)


def test_readers_see_the_state_before_while_a_large_change_is_being_made(sample):
    half, go_on = threading.Event(), threading.Event()
    writer = threading.Thread(target=lambda: sample.do(LongChange(half, go_on)))
    writer.start()
    assert half.wait(60)
    seen = sample.count(Place)
    go_on.set()
    writer.join()
    assert (seen, sample.count(Place)) == (668, 20_668)
