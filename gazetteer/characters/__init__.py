"""Chinese characters: what is known of each, how to find one, which fonts have it, and the register of rare ones."""
