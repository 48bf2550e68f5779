"""What a person's wish means by a name."""

import pytest

from bot.command.lexicon import resolver
from tests.fakes.packs import shipped


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Ansar Allah", ("actor", "Houthis")),
        ("ansar-allah", ("actor", "Houthis")),
        ("Kurdish", ("actor", "Kurds")),
        ("Syrian", ("place", "SY")),
        ("Al-Qaim", ("place", "Qaim")),
        ("Deir Ezzor", ("place", "Deir ez-Zor")),
        ("nobody at all", None),
    ],
)
def test_a_wish_is_read_as_the_lexicon_reads_it(words: str, meant: tuple[str, str] | None) -> None:
    assert resolver(shipped().lexicon.names.by_key)(words) == meant
