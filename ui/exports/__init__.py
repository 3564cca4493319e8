"""Files for other programs, chosen and told of in the window."""
