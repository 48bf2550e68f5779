"""Pages and fragments as text, whatever they say of their charset."""

import pytest

from bot.ingest.extract import fragment_text, page_text

WORDS = "Des obus sont tombés près du marché à l’aube, selon la mairie. "
PAGE = f"<html><body><article><p>{WORDS * 5}</p></article></body></html>"


@pytest.mark.parametrize(
    ("charset", "content_type"),
    [
        ("utf-8", "text/html"),
        ("cp1252", "text/html; charset=windows-1252"),
        ("utf-16", 'text/html; charset="utf-16"'),
        ("utf-8", "text/html; charset=klingon"),
        ("utf-8", "text/html; charset=base64"),
    ],
)
def test_a_page_is_read_in_its_charset(charset: str, content_type: str) -> None:
    text = page_text(PAGE.encode(charset), content_type=content_type)
    assert text.startswith("Des obus sont tombés près du marché à l’aube")


@pytest.mark.parametrize("html", ["<", "<!-- -->", "<p>", "", "<script>x</script>", "<?xml?>"])
def test_html_without_text_is_no_text(html: str) -> None:
    assert fragment_text(html) in {"", "<"}


@pytest.mark.parametrize("depth", [200, 300, 3_000, 100_000])
def test_html_of_any_depth_is_read(depth: int) -> None:
    assert fragment_text("<b>" * depth + "deep &amp; so" + "</b>" * depth) == "deep & so"


def test_marks_inside_a_line_do_not_split_it() -> None:
    assert fragment_text("<p>a <em>b</em>\n<a href=x>c</a>.</p>tail") == "a b c.\ntail"
