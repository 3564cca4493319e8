"""Out to the field and back: packages for QField and QGIS, and what they bring home."""
