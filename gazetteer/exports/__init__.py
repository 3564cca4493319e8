"""Places as files for other programs: any selection, under the names of the census, with nothing lost in silence."""
