"""Hop 6: Finding + open Incidents → Incident, and an Alert when something material changed."""
