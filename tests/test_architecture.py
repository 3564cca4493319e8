"""The rooms and which way imports may run between them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "main": {"main", "verbs", "ui", "layers", "gazetteer"},
    "verbs": {"verbs", "ui", "layers", "gazetteer"},
    "ui": {"ui", "layers", "gazetteer"},
    "layers": {"layers", "gazetteer"},
    "gazetteer": {"gazetteer"},
    "data": {"data"},
}
ROOMS = set(MAY_IMPORT)
PAINTING_MODULES = {"PySide6", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg"}


def sources() -> list[Path]:
    """Every Python file of the program itself, relative to the root."""
    files = [ROOT / "main.py"] + [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted(path.relative_to(ROOT) for path in files if path.exists())


def imported(tree: ast.AST, file: Path) -> list[tuple[int, str]]:
    """(line, dotted module) of each import, at any depth; relative ones are made absolute."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = absolute(node, file)
            found.append((node.lineno, module))
            if module in ROOMS | {"PySide6"}:  # "from PySide6 import QtGui" names the module only here
                found += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return found


def absolute(node: ast.ImportFrom, file: Path) -> str:
    """The dotted name of what a `from … import` reads."""
    if not node.level:
        return node.module or ""
    package = file.parts[: len(file.parts) - node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def violations(file: Path, text: str) -> list[str]:
    """What this file imports against the house plan."""
    room = file.parts[0].removesuffix(".py")
    found = []
    for line, module in imported(ast.parse(text), file):
        head = module.split(".")[0]
        if head in ROOMS and head not in MAY_IMPORT[room]:
            found.append(f"{file}:{line}: {room} must not import {module}")
        if head in {"PySide6", "shiboken6"} and not qt_allowed(file, module):
            found.append(f"{file}:{line}: {module} has no place here")
    return found


def qt_allowed(file: Path, module: str) -> bool:
    """Widgets live in ui, drawing in layers/painting; the register and its data know no Qt."""
    if file.parts[0] in {"ui", "main.py"}:
        return True
    return file.parts[:2] == ("layers", "painting") and module in PAINTING_MODULES


@pytest.mark.parametrize("file", sources(), ids=str)
def test_imports_run_from_main_to_ui_to_layers_to_gazetteer(file: Path) -> None:
    assert violations(file, (ROOT / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("gazetteer/record.py", "from PySide6.QtCore import QObject"),
        ("gazetteer/places/place.py", "def f():\n    import ui.window"),
        ("gazetteer/places/place.py", "from layers import view"),
        ("layers/view.py", "from PySide6.QtGui import QPainter"),
        ("layers/painting/painter.py", "from PySide6.QtWidgets import QWidget"),
        ("layers/painting/painter.py", "from PySide6 import QtWidgets"),
        ("layers/painting/painter.py", "from ...ui import i18n"),
        ("ui/window.py", "import main"),
        ("data/build.py", "from gazetteer import reference"),
    ],
)
def test_an_import_against_the_direction_is_found(file: str, text: str) -> None:
    assert violations(Path(file), text) != []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("layers/painting/painter.py", "from PySide6.QtGui import QPainter\nfrom ..view import View"),
        ("layers/painting/icons.py", "from PySide6 import QtSvg"),
        ("ui/window.py", "from PySide6.QtWidgets import QMainWindow\nimport gazetteer.record"),
        ("main.py", "import ui.window"),
    ],
)
def test_an_import_along_the_direction_is_fine(file: str, text: str) -> None:
    assert violations(Path(file), text) == []


def test_no_test_folder_hides_the_package_it_tests() -> None:
    """An __init__.py in tests/gazetteer would make it the package `gazetteer` for some import modes."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
