"""航迹 in the window."""
