"""Field surveys in the window: taking files in, and deciding on their points."""
