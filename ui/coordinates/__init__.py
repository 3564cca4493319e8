"""The windows of coordinates: the office's own conversion parameters."""
