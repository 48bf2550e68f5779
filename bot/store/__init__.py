"""The tables: the one truth."""
