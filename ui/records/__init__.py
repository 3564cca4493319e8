"""Form and table of any register, made from its declaration."""
