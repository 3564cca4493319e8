"""Years as people write them: dynasties and reigns, the Western calendar, ranges and what is only roughly known."""
