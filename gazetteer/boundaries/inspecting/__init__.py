"""联检: from the plan with its tasks to what both sides confirm."""
