"""平安边界: what a line scores in a year, where disputes crowd, and what a person should look at in time."""
