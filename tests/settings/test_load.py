"""What `load` finds, where, and which of two wins."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.model.feed import Outlet, Reliability
from bot.model.scale import Severity
from bot.settings import Settings, load, shipped
from bot.settings.files import read
from bot.settings.options import Options

_TOKEN = "123456:never-shown"  # noqa: S105 -- a made-up token that must not be printed


def _load(config: Path | None = None, /, **env: str) -> Settings:
    return load(config, None, env, dotenv=Path(".env"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _config(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_without_any_folder_the_shipped_copy_is_used() -> None:
    settings = _load()

    assert settings.config == shipped("config")
    assert settings.polling.timeout == timedelta(seconds=20)
    assert settings.console.min_severity is Severity.SEVERE
    assert settings.telegram.token is None
    assert settings.packs.rules


def test_the_folder_asked_for_beats_the_variable_and_the_current_folder(tmp_path: Path) -> None:
    asked = _config(tmp_path / "asked", tocsin='[polling]\ntimeout = "1 s"\n')
    named = _config(tmp_path / "named", tocsin='[polling]\ntimeout = "2 s"\n')
    _config(tmp_path / "config", tocsin='[polling]\ntimeout = "3 s"\n')

    assert _load(asked, TOCSIN_CONFIG=str(named)).polling.timeout == timedelta(seconds=1)
    assert _load(TOCSIN_CONFIG=str(named)).polling.timeout == timedelta(seconds=2)
    assert _load().polling.timeout == timedelta(seconds=3)


def test_a_config_folder_of_another_program_is_left_alone(tmp_path: Path) -> None:
    _config(tmp_path / "config", other="[x]\n")

    assert _load().config == shipped("config")


def test_what_a_folder_leaves_unsaid_comes_from_the_shipped_copy(tmp_path: Path) -> None:
    folder = _config(tmp_path / "mine", tocsin="[polling]\nconcurrency = 3\n")

    settings = _load(folder)

    assert settings.polling.concurrency == 3
    assert settings.polling.max_bytes == 5_000_000
    assert {feed.id for feed in settings.feeds} == {feed.id for feed in _load().feeds}


def test_a_pack_of_the_same_name_replaces_and_others_add(tmp_path: Path) -> None:
    first = min(path.name for path in (shipped("config") / "rules").glob("*.toml"))
    rules = _config(tmp_path / "mine" / "rules")
    (rules / first).write_text("", "utf-8")
    (rules / "zz-mine.toml").write_text("", "utf-8")

    files = [name for name, _table in _load(tmp_path / "mine").packs.rules]

    assert str(rules / first) in files
    assert str(shipped("config") / "rules" / first) not in files
    assert str(rules / "zz-mine.toml") in files
    assert len(files) == len(_load().packs.rules) + 1


def test_a_variable_beats_the_file_and_dot_env_gives_way(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"TELEGRAM_BOT_TOKEN={_TOKEN}\nTOCSIN_POLLING__CONCURRENCY=5\nOTHER=1\n", "utf-8"
    )

    settings = _load(TOCSIN_POLLING__CONCURRENCY="7", TOCSIN_CONSOLE__PLACES="Iraq")

    assert settings.polling.concurrency == 7
    assert settings.console.places == ("Iraq",)
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == _TOKEN


def test_tocsins_own_name_of_a_token_beats_the_customary_one() -> None:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "TOCSIN_SLACK__BOT_TOKEN": "xoxb-2"}
    settings = load(None, None, env)

    assert settings.slack.bot_token is not None
    assert settings.slack.bot_token.get_secret_value() == "xoxb-2"


def test_an_empty_variable_says_nothing() -> None:
    assert _load(TELEGRAM_BOT_TOKEN="", TOCSIN_CONFIG="").telegram.token is None


def test_a_token_is_shown_nowhere(tmp_path: Path) -> None:
    settings = _load(TELEGRAM_BOT_TOKEN=_TOKEN)
    assert _TOKEN not in f"{settings!r} {settings} {settings.telegram.model_dump()}"

    folder = _config(tmp_path / "mine", tocsin=f'[telegram]\ntoken = ["{_TOKEN}"]\n')
    with pytest.raises(Misconfigured) as refused:
        _load(folder, TOCSIN_POLLING__TIMEOUT=_TOKEN)
    assert _TOKEN not in repr(refused.value)
    assert "telegram.token: should be a valid string" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("TOCSIN_POLING__TIMEOUT", "5 s", "is an unknown variable; write TOCSIN_POLLING__TIMEOUT"),
        ("TOCSIN_POLLING__TIMOUT", "5 s", "is an unknown key; write timeout"),
        ("TOCSIN_POLLING__TIMEOUT", "5", 'is no duration; write a time such as "20 s"'),
        ("TOCSIN_POLLING", "{}", "is an unknown variable; write TOCSIN_POLLING__TIMEOUT"),
    ],
)
def test_a_wrong_variable_is_named(name: str, value: str, says: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        _load(None, **{name: value})

    assert str(refused.value) == f"environment: {name}: {says}"


def test_a_list_in_a_variable_is_written_with_commas() -> None:
    settings = _load(TOCSIN_POLLING__ALLOWED_PORTS="80, 8080", TOCSIN_CONSOLE__WORDS="")

    assert settings.polling.allowed_ports == (80, 8080)
    assert settings.console.words == ()
    with pytest.raises(Misconfigured, match="TOCSIN_POLLING__ALLOWED_PORTS: item 2 should be a"):
        _load(TOCSIN_POLLING__ALLOWED_PORTS="80,many")


def test_a_fault_of_dot_env_names_dot_env(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOCSIN_POLLING__CHILDREN=0\n", "utf-8")

    with pytest.raises(Misconfigured, match=r"^\.env: TOCSIN_POLLING__CHILDREN: "):
        _load()


def test_a_severity_table_of_ones_own_says_what_it_wants_and_the_rest_stays(tmp_path: Path) -> None:
    folder = _config(tmp_path / "mine", severity='[killed]\n"100" = 6\n')

    _file, tables = _load(folder).packs.severity
    _shipped, usual = _load().packs.severity

    assert tables["killed"] == {"100": 6}
    assert {**tables, "killed": usual["killed"]} == usual


def test_a_folder_that_is_not_there_or_holds_nothing_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="--config: there is no such folder"):
        _load(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Misconfigured, match="TOCSIN_CONFIG: the folder holds no configuration"):
        _load(TOCSIN_CONFIG=str(tmp_path / "empty"))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    folder = _config(tmp_path / "mine", tocsin="")
    (folder / "feeds.toml").write_bytes(b"\xff\xfe")
    (folder / "severity.toml").mkdir()

    with pytest.raises(Misconfigured) as refused:
        _load(folder)

    assert [(fault.file, fault.wrong) for fault in refused.value.faults] == [
        (str(folder / "feeds.toml"), "byte 0 is no UTF-8"),
        (str(folder / "severity.toml"), "cannot be read: Is a directory"),
    ]


def test_a_missing_shipped_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.settings.settings.shipped", lambda _kind: tmp_path / "gone")

    with pytest.raises(Misconfigured, match=r"gone/tocsin\.toml: file: is missing; put it back"):
        _load()


def test_the_data_folder_is_asked_for_then_the_variable_then_the_platforms(
    tmp_path: Path,
) -> None:
    assert load(None, tmp_path / "d", {"TOCSIN_DATA": "/e"}).data == tmp_path / "d"
    assert _load(TOCSIN_DATA=str(tmp_path / "e")).data == tmp_path / "e"
    assert _load().data.name == "tocsin"


def test_a_feed_carries_what_its_table_says(tmp_path: Path) -> None:
    folder = _config(
        tmp_path / "mine",
        feeds="""
        [[feed]]
        id = "state-wire"
        url = "https://wire.example/rss?a=1"
        name = "State Wire"
        region = "QA"
        outlet = "state_media"
        reliability = "C"
        state_affiliated = "QA"
        reason = "speaks for its government"
        interval = "15 min"
        freshness = "6 h"
        full_text = true
        enabled = false
        """,
    )

    (feed,) = _load(folder).feeds

    assert (feed.id, feed.outlet, feed.reliability) == (
        "state-wire",
        Outlet.STATE_MEDIA,
        Reliability.C,
    )
    assert feed.interval == timedelta(minutes=15)
    assert feed.freshness == timedelta(hours=6)
    assert feed.full_text
    assert not feed.enabled


def test_every_key_stands_in_the_shipped_file_save_the_secrets() -> None:
    table = read(shipped("config") / "tocsin.toml", [])
    assert table is not None
    secret = {"token", "bot_token", "app_token", "signing_secret"}

    for section, field in Options.model_fields.items():
        keys = getattr(field.annotation, "model_fields", {})
        assert set(table[section]) == set(keys) - secret
