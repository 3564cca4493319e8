"""Findings, similar names and the quality score in the window."""
