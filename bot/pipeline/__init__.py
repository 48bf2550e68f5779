"""One poll of one feed: hops 2 to 7 in their order, the rows in one transaction."""

from bot.pipeline.poll import Pipeline as Pipeline
