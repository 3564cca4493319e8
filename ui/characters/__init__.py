"""Rare characters in the window: the picker, the register's card, and what is offered for odd ones."""
