"""The nouns: frozen, slotted, keyword-only values with no behaviour but arithmetic."""
