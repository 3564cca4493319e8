"""地名标志: the plates that stand for the places."""
