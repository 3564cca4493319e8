"""沿革: how places came from one another, what was there in a year, and changes between editions of the lists."""
