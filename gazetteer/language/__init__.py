"""Readings, romanisation, rare characters and similar names."""

from gazetteer.language.romanisation import AUTO, CONFIRMED, LOCAL, Reading, confirmed, romanise

__all__ = ["AUTO", "CONFIRMED", "LOCAL", "Reading", "confirmed", "romanise"]
