"""The place-name register: places, their names, classes, divisions, codes and media."""
