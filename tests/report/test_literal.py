"""Hostile text is harmless to look at, and only honest links are drawn."""

import pytest

from bot.report.literal import host_of, literal


@pytest.mark.parametrize(
    ("hostile", "seen"),
    [
        ("red \x1b[31malert\x1b[0m", "red [31malert[0m"),
        ("\x1b]8;;https://evil.example\x07click", "]8;;https://evil.exampleclick"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("<b>bold</b> [red]x[/red] *y* <!channel>", "<b>bold</b> [red]x[/red] *y* <!channel>"),
        ("bell\x07", "bell"),
        ("lone \ud800 half", "lone  half"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200db", "ab"),
    ],
)
def test_what_steers_a_screen_is_taken_out(hostile: str, seen: str) -> None:
    assert literal(hostile) == seen


def test_towers_of_accents_are_cut_to_what_a_language_writes() -> None:
    assert literal("z" + "\u0335" * 50 + "o") == "z" + "\u0335" * 4 + "o"


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert literal("word " * 10, 11) == "word word…"
    assert literal("short", 11) == "short"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://harbour.example/raid?x=1", "harbour.example"),
        ("http://HARBOUR.example:8080/", "harbour.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("javascript:alert(1)", None),
        ("tg://resolve?domain=x", None),
        ("data:text/html,x", None),
        ("https://bank.example@evil.example/", None),
        ("https://", None),
        ("https://a b.example/", None),
        ("https://a\u202e.example/", None),
        ("https://[::1", None),
        ("https://" + "a" * 70 + ".example/", None),
        ("", None),
    ],
)
def test_only_honest_web_addresses_are_links(url: str, host: str | None) -> None:
    assert host_of(url) == host
