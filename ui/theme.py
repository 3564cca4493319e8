"""The look in one place: colour tokens, light and dark, the palette made of them, and the fonts.

All lengths are multiples of 4 px. Colour is used only where it means something; the one accent is teal.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from gazetteer.characters.font_order import rare_fonts
from ui.style import stylesheet

UI_FAMILIES = [
    "Microsoft YaHei UI",
    "微软雅黑",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "PingFang SC",
]
MONO_FAMILIES = ["Cascadia Mono", "Consolas", "Noto Sans Mono", "DejaVu Sans Mono", *UI_FAMILIES]
TEXT_POINTS = 10.0


@dataclass(frozen=True)
class Tokens:
    """Colours by what they are for, as #RRGGBB."""

    name: str
    window: str
    surface: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str

    def secrecy(self, level: str) -> str:
        """The colour of a 密级; public ones are muted, so that only a real secret stands out."""
        return {"内部": self.accent, "秘密": self.warning}.get(level) or (
            self.danger if level in ("机密", "绝密") else self.muted
        )

    def status(self, status: str) -> tuple[str, str]:
        """Text and ground colour of the chip for a record's status."""
        if status in ("注销", "不采用", "丢失"):
            return self.danger, self.danger_soft
        if status in ("预命名", "待定", "未解决", "待处理"):
            return self.warning, self.warning_soft
        return self.success, self.success_soft


LIGHT = Tokens(
    name="light",
    window="#F3F5F5",
    surface="#FFFFFF",
    sunken="#E9EDED",
    hover="#EDF2F2",
    border="#DCE2E3",
    border_strong="#BCC6C8",
    text="#1A2224",
    muted="#566367",
    faint="#6E7B7F",
    accent="#0B7575",
    accent_hover="#095F5F",
    accent_soft="#D8EEEC",
    on_accent="#FFFFFF",
    danger="#B3261E",
    danger_soft="#FBE9E7",
    warning="#8A5A00",
    warning_soft="#FBF0D9",
    success="#1E6F46",
    success_soft="#E0F2E8",
)
DARK = Tokens(
    name="dark",
    window="#14191A",
    surface="#1B2122",
    sunken="#101415",
    hover="#252D2E",
    border="#2E3739",
    border_strong="#4A5659",
    text="#E4EAEA",
    muted="#A7B3B5",
    faint="#8A9799",
    accent="#45BDB3",
    accent_hover="#6BD0C7",
    accent_soft="#1D3B3A",
    on_accent="#04201E",
    danger="#F2877F",
    danger_soft="#3B2220",
    warning="#E3B04B",
    warning_soft="#362C17",
    success="#6CC596",
    success_soft="#1B3327",
)


class Theme(QObject):
    """The tokens in use. `changed` is sent after palette and stylesheet are new."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self.scale = 1.0

    def apply(self, name: str = "light", scale: float = 1.0) -> None:
        """Dress the application: name is light, dark or system; scale 1.2 makes all text a fifth larger."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.scale = scale
        self.tokens = DARK if name == "dark" or (name == "system" and _system_is_dark()) else LIGHT
        if not app.styleSheet():
            app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(ui_font(TEXT_POINTS * scale))
        app.setPalette(palette(self.tokens))
        app.setStyleSheet(stylesheet(self.tokens, scale))
        self.changed.emit()

    def font(self, points: float = TEXT_POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface font at `points` times the person's text size."""
        font = ui_font(points * self.scale)
        font.setWeight(weight)
        return font

    def mono(self, points: float = TEXT_POINTS) -> QFont:
        """The face for codes and coordinates."""
        font = ui_font(points * self.scale)
        font.setFamilies([*MONO_FAMILIES, *rare_fonts()])
        return font


def ui_font(points: float) -> QFont:
    """Chinese interface face first, rare characters by fallback, figures of one width."""
    font = QFont()
    font.setFamilies([*UI_FAMILIES, *rare_fonts()])
    font.setPointSizeF(points)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme().name == "Dark"


def palette(t: Tokens) -> QPalette:
    """The tokens as Qt knows them, with disabled text faint."""
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in {
        role.Window: t.window,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.window,
        role.Text: t.text,
        role.PlaceholderText: t.faint,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.BrightText: t.danger,
        role.ToolTipBase: t.surface,
        role.ToolTipText: t.text,
        role.Highlight: t.accent_soft,
        role.HighlightedText: t.text,
        role.Accent: t.accent,
        role.Link: t.accent,
        role.Light: t.surface,
        role.Midlight: t.border,
        role.Mid: t.border,
        role.Dark: t.border_strong,
        role.Shadow: t.border_strong,
    }.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.faint))
    return made


theme = Theme()
