"""联检外业: what goes out to the line, and what comes back from it."""
