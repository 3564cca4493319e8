"""边界: lines, markers and what belongs to them, in tables and forms."""
