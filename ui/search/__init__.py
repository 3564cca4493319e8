"""One search for everything: names in characters or letters, initials, codes, survey points, coordinates."""
