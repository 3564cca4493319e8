"""Readings in the window: editor over the characters, local dictionary and its effects, phonetic alphabet."""
