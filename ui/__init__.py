"""The window: widgets that listen to the gazetteer and hand it commands."""
