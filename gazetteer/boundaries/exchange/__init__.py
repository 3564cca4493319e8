"""Lines and markers out of and into the register: files under national abbreviations, and folder packages."""
