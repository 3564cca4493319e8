"""The characters that a person picked last, remembered on this machine."""

from __future__ import annotations

from ui.common.settings import remember, remembered

KEY = "recent_characters"
MOST = 12


def recent_characters() -> list[str]:
    """The newest first."""
    kept = remembered(KEY, "")
    return list(kept)[:MOST]


def remember_character(character: str) -> None:
    """Put a character in front."""
    remember(KEY, "".join([character, *(one for one in recent_characters() if one != character)][:MOST]))
