"""Hop 5: what an article reports, each statement with its sentence."""
