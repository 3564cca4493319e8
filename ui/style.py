"""The one stylesheet, written from the tokens of `ui.theme`."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.theme import Tokens

_SHEET = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $border_strong; padding: 4px 8px; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QMenuBar { background: $window; padding: 0 4px; }
QMenuBar::item { padding: 4px 8px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $border_strong; padding: 4px 0; }
QMenu::item { padding: 4px 32px 4px 12px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: 4px 0; }
QMenu::icon { padding-left: 12px; }

QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $border; border-radius: 4px; padding: 3px 7px;
  selection-background-color: $accent_soft; selection-color: $text;
}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $border_strong; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QComboBox:on { border-color: $accent; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: transparent; border-color: transparent; }
QLineEdit:disabled, QComboBox:disabled { color: $muted; background: transparent; border-color: transparent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $danger; }
QTableView QLineEdit, QTableView QComboBox { border-radius: 0; border: 1px solid $accent; padding: 0 6px; }
QHeaderView QLineEdit { border-radius: 4px; border: 1px solid $border; padding: 0 4px; }
QHeaderView QLineEdit:focus { border-color: $accent; }
QAbstractSpinBox { padding: 3px 18px 3px 3px; min-height: 20px; }
QAbstractSpinBox QLineEdit { border: none; border-radius: 0; padding: 0 4px; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 16px; subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$arrow_up"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$arrow_down"); width: 10px; height: 10px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox:disabled::drop-down { width: 0; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox QAbstractItemView, QAbstractItemView#completer {
  background: $surface; border: 1px solid $border_strong; outline: none; padding: 4px 0;
  selection-background-color: $accent_soft; selection-color: $text;
}

QPushButton {
  background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 4px;
  padding: 4px 12px; min-height: 20px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; border-color: $border; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:disabled { background: $sunken; color: $faint; border-color: $sunken; }
QPushButton[link="true"] {
  background: transparent; border: none; color: $accent; padding: 4px; text-align: left;
}
QPushButton[link="true"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[link="true"]:focus { border: 1px solid $accent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $sunken; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked { background: $accent_soft; }
QToolButton[plain="true"]:checked { background: transparent; }
QToolButton[plain="true"]:checked:hover { background: $hover; }
QToolButton:disabled { color: $faint; }
QToolButton[slot="empty"] { border: 1px dashed $border_strong; color: $muted; padding: 2px; }
QToolButton[slot="full"] { border: 1px solid $border; padding: 2px; }
QToolButton[slot]:hover, QToolButton[slot]:focus { border-color: $accent; }
QToolButton[heading="true"] {
  border-radius: 0; border: none; border-top: 1px solid $border; padding: 7px 12px; text-align: left;
}
QToolButton[heading="true"]:checked { background: transparent; }
QToolButton[heading="true"]:hover { background: $hover; }
QToolButton[heading="true"]:focus { color: $accent; }
QToolButton[popupMode="1"] { padding-right: 16px; }
QToolButton::menu-indicator { image: none; }

QHeaderView { background: $surface; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
  border-right: 1px solid $border; padding: 0 7px; height: 27px;
}
QHeaderView::up-arrow { image: url("$arrow_up"); width: 12px; height: 12px; subcontrol-position: center right; }
QHeaderView::down-arrow { image: url("$arrow_down"); width: 12px; height: 12px; subcontrol-position: center right; }
QTableView::item { padding: 0 5px; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView, QTreeView, QListView {
  background: $surface; border: none; gridline-color: $border; outline: none;
  selection-background-color: $accent_soft; selection-color: $text;
}
QTreeView::item, QListView::item { min-height: 28px; border: none; padding: 0 4px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $accent_soft; color: $text; }
QTreeView::branch:has-children:closed { image: url("$chevron_right"); }
QTreeView::branch:has-children:open { image: url("$chevron"); }
QTableCornerButton::section { background: $surface; border: none; }

QDockWidget { color: $muted; }
QDockWidget::title { background: $window; padding: 6px 8px; border-bottom: 1px solid $border; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: $window; }
QTabBar::tab {
  background: transparent; color: $muted; padding: 6px 12px;
  border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }

QStatusBar { background: $window; border-top: 1px solid $border; color: $muted; }
QStatusBar::item { border: none; }
QProgressBar { background: $sunken; border: none; border-radius: 2px; height: 4px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 14px; height: 14px; border: 1px solid $border_strong; background: $surface;
}
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus, QRadioButton::indicator:focus {
  border-color: $accent;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; background: $surface; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $sunken; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: 12px; margin: -4px 0; border-radius: 6px; background: $accent; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: $border_strong; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 8px; }
QMenu::indicator:checked { image: url("$check_accent"); }
QDialog, QMessageBox { background: $surface; }
QLabel[muted="true"] { color: $muted; }
QLabel[title="true"] { font-size: $title_size; }
QLabel[danger="true"] { color: $danger; }
QFrame[panel="true"] { background: $surface; border: none; }
QFrame[card="true"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[line="true"] { background: $border; border: none; }
QWidget[page="true"] { background: $window; }
QFrame#banner { background: $warning_soft; border: none; border-bottom: 1px solid $border; }
QFrame#banner QLabel { color: $warning; }
QFrame#year_strip { background: $accent_soft; border: none; border-bottom: 1px solid $accent; }
QLabel#year_badge { background: $accent; color: $on_accent; border-radius: 4px; padding: 3px 10px; }
QFrame#toast { background: $text; border: none; border-radius: 6px; }
QFrame#toast QLabel { color: $surface; }
QFrame#toast QPushButton { background: transparent; border: none; color: $toast_link; padding: 4px 8px; }
QFrame#toast QPushButton:hover { text-decoration: underline; }
QFrame#popup { background: $surface; border: 1px solid $border_strong; border-radius: 6px; }
QFrame#top { background: $window; border-bottom: 1px solid $border; }
QFrame#rail { background: $window; border-right: 1px solid $border; }
QFrame#rail QToolButton { border-radius: 6px; padding: 6px 4px; color: $muted; }
QFrame#rail QToolButton:checked { background: $accent_soft; color: $accent; }
QFrame#rail QToolButton:hover { color: $text; }
""")


def stylesheet(tokens: Tokens, scale: float = 1.0) -> str:
    """The sheet in the colours of `tokens`, with text `scale` times as large as usual."""
    from ui.icons import file_of

    return _SHEET.substitute(
        vars(tokens),
        title_size=f"{18 * scale:g}pt",
        toast_link="#8FE0D8" if tokens.name == "light" else "#0B7575",
        check=file_of("check", tokens.on_accent),
        check_accent=file_of("check", tokens.accent),
        arrow_up=file_of("arrow-up", tokens.accent),
        arrow_down=file_of("arrow-down", tokens.accent),
        chevron=file_of("chevron-down", tokens.muted),
        chevron_right=file_of("chevron-right", tokens.muted),
    )
