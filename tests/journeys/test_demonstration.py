"""`main.py run` where there is no display: the whole job, a line a step, and where each result lies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_DISPLAY = {name: value for name, value in os.environ.items()
                   if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}


def test_the_main_job_is_done_without_a_display_and_can_be_done_again(tmp_path):
    for _ in range(2):
        command = [sys.executable, str(ROOT / "main.py"), "run", "--folder", str(tmp_path / "成果")]
        told = subprocess.run(command, env=WITHOUT_DISPLAY, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
        assert told.returncode == 0, told.stdout + told.stderr
        steps = [line[:5] for line in told.stdout.splitlines() if line.startswith("[")]
        assert steps == [f"[{number}/6]" for number in range(1, 7)]
    made = {file.name for file in (tmp_path / "成果").iterdir()}
    books = {f"天门市标准地名录.{kind}" for kind in ("pdf", "docx", "xlsx")}
    assert books | {"天门演示.gpkg", "窗口.png"} <= made
    assert all(name in told.stdout for name in made - {"天门演示.media"})
