"""The verbs of the command line, without a window: each joins parts of the gazetteer and prints what became of it."""
