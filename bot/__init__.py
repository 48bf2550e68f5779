"""Tocsin warns people when a conflict escalates.

| hop | where | what comes in → what goes out |
|---|---|---|
| 1 | `bot/workers/ticks.py` | a tick → the feeds that are due |
| 2 | `bot/ingest/fetch.py` | Feed → bytes, or "not modified" |
| 3 | `bot/ingest/parse.py` | bytes → Entries, in a killable child |
| 4 | `bot/ingest/article.py` | Entry → Article: clean text |
| 5 | `bot/detect/` | Article → Finding: signals, claims, severity, each with its sentence |
| 6 | `bot/track/` | Finding + open Incidents → Incident, and an Alert when something moved |
| 7 | `bot/deliver/route.py` | Alert × Subscriptions → Deliveries, in one transaction with 6 |
| 8 | `bot/deliver/outbox.py` | due Delivery → `handler.post(…)` → receipt |
| 9 | `handlers/<platform>/` | neutral Message → what the platform draws |

A question walks the other way: `handlers/<platform>` → `bot/command/` → the same handler.
"""

__version__ = "0.1.0"
