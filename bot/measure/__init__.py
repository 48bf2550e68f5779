"""How well findings agree with labels that people gave."""
