"""Parts that every subject's screens are built from."""
