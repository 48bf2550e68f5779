"""Hop 6: findings into incidents, and alerts when something material changed."""
