"""The map: what a person does on it. What it holds and how it is drawn stands in `layers`."""
