"""Editing geometry: operations, measuring, snapping, and boundaries that neighbours share. Degrees in, degrees out."""
