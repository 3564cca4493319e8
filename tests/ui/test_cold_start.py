"""What the window loads to open must not bring the libraries that only long work needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("pandas", "geopandas", "pypinyin", "lxml", "python_calamine", "pyproj", "openpyxl", "docx", "typst", "folium")


@pytest.mark.parametrize("module", ["ui.map.map_canvas", "ui.surveys.review_panel", "ui.surveys.import_flow"])
def test_opening_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stdout.split() == []
