"""Routing, the outbox, pacing."""
