"""The layers of the map as a list."""
