"""Ticks, and jobs behind a thin bus."""
