"""One page has one address."""

import pytest

from bot.errors import Rejected
from bot.ingest.url import address, canonical


@pytest.mark.parametrize(
    ("url", "folded"),
    [
        ("https://a.example/x?id=1&utm_source=rss&fbclid=2#top", "https://a.example/x?id=1"),
        ("HTTPS://A.example:443/x", "https://a.example/x"),
        ("https://a.example/x?utm_medium=a", "https://a.example/x"),
        ("https://a.example/x?b=%2F&a=1+2", "https://a.example/x?b=%2F&a=1+2"),
        ("https://a.example/x/amp/", "https://a.example/x"),
        ("https://a.example/x.amp.html", "https://a.example/x.html"),
        ("https://a.example/x.amp?id=3", "https://a.example/x?id=3"),
        ("https://a.example/amp/x", "https://a.example/x"),
        ("https://a.example/x?amp=1", "https://a.example/x"),
        ("https://a.example/x?outputType=amp", "https://a.example/x"),
        ("https://a.example/x?amp=volt", "https://a.example/x?amp=volt"),
        ("https://a.example/camp/x", "https://a.example/camp/x"),
        ("https://amp.a.example/x", "https://www.a.example/x"),
        ("https://www.google.com/amp/s/a.example/x", "https://a.example/x"),
        ("https://www.google.com/search", "https://www.google.com/search"),
        ("https://a-example.cdn.ampproject.org/c/s/a.example/x", "https://a.example/x"),
        ("http://[", "http://["),
    ],
)
def test_tracking_and_amp_are_folded_away(url: str, folded: str) -> None:
    assert canonical(url) == folded


@pytest.mark.parametrize("text", ["http://[", "https:// [1]@", "http://x:99999/", "https://a]b/"])
def test_an_address_that_no_part_can_read_is_rejected(text: str) -> None:
    with pytest.raises(Rejected, match="cannot be read"):
        address(text)
