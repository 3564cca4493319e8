"""What was done to the workspace, by whom, and how each record was before and after."""
