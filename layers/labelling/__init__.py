"""Which names each layer wants on the map, and what labels keep off; placed by `layers.labels`."""
