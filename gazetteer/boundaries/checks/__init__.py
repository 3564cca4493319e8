"""What is wrong with lines and markers, one file a subject."""
