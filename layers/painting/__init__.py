"""How a map is drawn: one QPainter path for screen, picture and paper."""
