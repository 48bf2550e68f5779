"""The web, hostile and slow, into entries and articles."""
