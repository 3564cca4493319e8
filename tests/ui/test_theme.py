"""The look: readable in both themes, and one switch changes everything."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton

from ui import icons
from ui.theme import DARK, LIGHT, Tokens, theme, ui_font


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.1."""
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "surface"),
        ("text", "window"),
        ("text", "accent_soft"),
        ("muted", "surface"),
        ("muted", "window"),
        ("accent", "surface"),
        ("accent", "accent_soft"),
        ("on_accent", "accent"),
        ("danger", "danger_soft"),
        ("danger", "surface"),
        ("warning", "warning_soft"),
        ("success", "success_soft"),
    ],
)
def test_text_stands_out_from_its_ground(tokens: Tokens, ink: str, ground: str):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_faint_text_can_still_be_read(tokens: Tokens):
    assert contrast(tokens.faint, tokens.surface) >= 4.0


def test_only_a_real_secret_has_a_warning_colour():
    assert LIGHT.secrecy("公开") == LIGHT.muted
    assert LIGHT.secrecy("绝密") == LIGHT.danger
    assert LIGHT.secrecy("秘密") == LIGHT.warning


def test_dark_theme_changes_palette_and_icons(qtbot):
    theme.apply("light")
    search = icons.icon("search").pixmap(24, 24).toImage()
    theme.apply("dark")
    try:
        assert QApplication.palette().window().color() == QColor(DARK.window)
        assert icons.icon("search").pixmap(24, 24).toImage() != search
    finally:
        theme.apply("light")


def test_larger_text_is_a_fifth_larger(qtbot):
    theme.apply("light", 1.2)
    assert QApplication.font().pointSizeF() == pytest.approx(ui_font(12.0).pointSizeF())
    theme.apply("light", 1.0)


def test_a_dressed_button_follows_the_theme(qtbot):
    button = QToolButton()
    qtbot.addWidget(button)
    icons.dress(button, "search")
    light = button.icon().pixmap(20, 20).toImage()
    theme.apply("dark")
    try:
        assert button.icon().pixmap(20, 20).toImage() != light
    finally:
        theme.apply("light")


def test_every_icon_draws_something(qtbot):
    for file in icons.FOLDER.glob("*.svg"):
        image = icons.pixmap(file.stem, 24, "#000000").toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), file.name


def test_the_licence_lies_beside_the_icons():
    assert "ISC License" in (icons.FOLDER / "LICENSE").read_text("utf-8")


def test_no_icon_lies_about_unused():
    sources = "".join(file.read_text("utf-8") for file in icons.FOLDER.parent.rglob("*.py"))
    unused = [file.stem for file in icons.FOLDER.glob("*.svg") if f'"{file.stem}"' not in sources]
    assert unused == []
