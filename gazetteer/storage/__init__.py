"""Where records live: one GeoPackage file, its transactions, its history and its copies."""
