"""Publishing from the window: list, sheet and share map."""
