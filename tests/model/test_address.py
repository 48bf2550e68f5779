"""One feed has one address, however people spell it."""

import pytest

from bot.model.address import feed_id, folded, written

_SPELLINGS = (
    "https://example.org/news/feed?page=backend",
    "HTTP://Example.ORG:80/news/feed?page=backend",
    "example.org/news/feed?page=backend#top",
    " <https://example.org./news/./old/../feed?page=backend> ",
    "https://example.org/%6Eews/feed?page=backend&utm_source=chat",
)


@pytest.mark.parametrize("spelling", _SPELLINGS)
def test_five_spellings_are_one_address_and_one_id(spelling: str) -> None:
    assert folded(spelling) == "example.org/news/feed?page=backend"
    assert feed_id(spelling) == feed_id(_SPELLINGS[0])


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/news/feed",
        "https://example.org/news/feed/?page=backend",
        "https://example.org/news/feed?page=frontend",
        "https://example.org/news%2Ffeed?page=backend",
        "https://example.org/News/feed?page=backend",
        "https://example.org:8080/news/feed?page=backend",
        "https://www.example.org/news/feed?page=backend",
    ],
)
def test_what_may_be_another_feed_stays_another(other: str) -> None:
    assert folded(other) != folded(_SPELLINGS[0])


def test_international_names_are_one_with_their_ascii_form() -> None:
    assert folded("https://BÜCHER.example/é") == folded("https://xn--bcher-kva.example/%c3%a9")


@pytest.mark.parametrize(
    "junk", ["", "http://x:99999/", "http://[::1/", "%", "%%%", "\x00", "…", "\ud800"]
)
def test_junk_is_folded_without_a_fault(junk: str) -> None:
    assert isinstance(folded(junk), str)
    assert isinstance(feed_id(junk), str)


@pytest.mark.parametrize("text", ["example.org", "//example.org", "https://example.org#news"])
def test_an_address_without_a_scheme_is_meant_as_https(text: str) -> None:
    assert written(text) == "https://example.org"


@pytest.mark.parametrize("text", ["file:///etc/passwd", "gopher://x", "data:text/html,x"])
def test_another_scheme_stays_what_it_is(text: str) -> None:
    assert written(text) == text


def test_an_id_is_readable_and_fits_under_a_button() -> None:
    assert feed_id("https://www.example.org/feed").startswith("example-org-")
    assert len(feed_id("https://" + "a-very-long-name." * 9 + "example/feed")) <= 32
