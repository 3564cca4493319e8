"""航迹: what a recorded track says, what of it is noise, and lines made from it."""
