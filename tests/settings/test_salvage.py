"""A broken pack is read as far as it can be."""

from bot.detect import UNREADABLE
from bot.settings.salvage import BadLine, salvage


def test_every_broken_statement_is_named_by_its_line() -> None:
    bad: list[BadLine] = []
    read = salvage(
        '# raids\n[[rule]]\nid = "a.b"\ntitle = "open\nkind = 7\n'
        'deed = [\n  "one",\n  two,\n]\n[[rule]\nid = "c.d"\nmatch = ["x"',
        bad,
    )
    assert [each.number for each in bad] == [4, 8, 10, 12]
    assert read["rule"] == [
        {"id": "a.b", "title": UNREADABLE, "kind": 7, "deed": UNREADABLE},
        {"id": "c.d", "match": UNREADABLE},
    ]


def test_a_key_that_is_given_twice_is_named() -> None:
    bad: list[BadLine] = []
    salvage('[[rule]]\nid = "a.b"\nid = "c.d"\n', bad)
    assert bad == [BadLine(3, "id is given twice")]


def test_what_is_no_statement_at_all_is_named() -> None:
    bad: list[BadLine] = []
    assert salvage("a rule, please\n[lists]\nherd = []\n", bad) == {
        "rule": [],
        "lists": {"herd": []},
    }
    assert [each.number for each in bad] == [1]
