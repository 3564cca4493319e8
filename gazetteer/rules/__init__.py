"""The naming and data rules, what the office decides about them, similar names, and the score of the register."""
