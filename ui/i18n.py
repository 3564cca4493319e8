"""Every text a person sees passes through `tr()`, so that it can be translated."""

from __future__ import annotations

import gettext
from pathlib import Path

_CATALOGUES = Path(__file__).parent / "locale"
_translation: gettext.NullTranslations = gettext.NullTranslations()


def use_language(code: str) -> None:
    """Look texts up in the catalogue of `code` (e.g. "en"); the Chinese source text where it has none."""
    global _translation
    _translation = gettext.translation("window", _CATALOGUES, languages=[code], fallback=True)


def tr(text: str, /, **values: object) -> str:
    """The text in the person's language, with `{name}` places filled from `values`."""
    translated = _translation.gettext(text) if text else text
    return translated.format(**values) if values else translated
