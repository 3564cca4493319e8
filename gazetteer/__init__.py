"""The place-name office's registers, rules and publications, without any window."""
