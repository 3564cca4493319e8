"""地名标志 in the window."""
