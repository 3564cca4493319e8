"""Field surveys: points as they came, what they may be, and what a person decided."""
