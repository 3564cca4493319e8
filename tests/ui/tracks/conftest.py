"""A walk with a spike and a stay, in an empty workspace, seen in the whole window."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from gazetteer.formats import read
from gazetteer.surveys.importing import take_in
from ui import panels

STEPS = 60


@pytest.fixture
def track_file(tmp_path):
    """Sixty fixes to the north-east, a spike at the twentieth, five minutes' rest at the fortieth."""
    folder = tmp_path / "外业样例"
    folder.mkdir()
    fixes, clock = [], np.datetime64("2026-05-04T01:00:00")
    for step in range(STEPS):
        lat = 30.62 + step * 1e-4 + (0.05 if step == 20 else 0)
        for _ in range(30 if step == 40 else 1):
            fixes.append(f'<trkpt lat="{lat:.7f}" lon="{113.12 + step * 2e-4:.7f}"><time>{clock}Z</time></trkpt>')
            clock += 10
    (folder / "a.gpx").write_text('<gpx version="1.1"><wpt lat="30.623" lon="113.127"><name>样例村</name></wpt>'
                                  f'<trk><name>样例线</name><trkseg>{"".join(fixes)}</trkseg></trk></gpx>', "utf-8")
    exif = Image.Exif()
    exif.get_ifd(0x8769)[36867] = "2026:05:04 09:05:00"
    Image.new("RGB", (8, 8)).save(folder / "one.jpg", exif=exif)
    return folder


@pytest.fixture
def window(gazetteer, track_file, qtbot):
    """The whole window on it, with the map."""
    from ui.main_window import MainWindow

    take_in(gazetteer, read(track_file))
    made = MainWindow(gazetteer)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.tasks.cancel_all())
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.bring_up(panels.TRACKS)
    qtbot.waitUntil(lambda: made.map.data.ready and made.map._frame is not None)
    made.map.navigator.show_bounds((113.115, 30.615, 113.135, 30.63))
    qtbot.waitUntil(lambda: made.map.navigator.goal is made.map.navigator.view)
    return made
