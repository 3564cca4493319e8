"""Years in both calendars, the line of a place as a graph, and the review of changes between editions."""
