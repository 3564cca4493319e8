"""Reference systems, degrees-minutes-seconds, typed positions, map sheets and the map vendors' offsets."""
