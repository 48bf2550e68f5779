"""The composition root: the one package that knows every part; start, run, stop."""

from bot.app.parts import draw, fetcher, manifest, now, opened_store, packs_of, reader, run

__all__ = ["draw", "fetcher", "manifest", "now", "opened_store", "packs_of", "reader", "run"]
