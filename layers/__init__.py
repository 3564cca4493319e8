"""What the map holds; how it is drawn stands in layers.painting."""
