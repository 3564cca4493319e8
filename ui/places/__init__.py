"""What the place register has beyond plain fields: names, position, media, renaming."""
