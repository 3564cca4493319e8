"""今日待办: what waits for a person, and what was done last."""
