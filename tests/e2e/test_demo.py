"""The demo, as a new user sees it."""

import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.e2e.process import ROOT, Running, environment, tocsin

pytestmark = pytest.mark.slow

#: Times faster than the minute that the story takes.
FAST = "8"
#: Noise in the seeds: a word of each piece that must stay silent.
NOISE = ("champions", "Dock workers", "Storm leaves", "Film review", "thirty years", "Shares hit")


def told(running: Running) -> str:
    running.wait_for(lambda text: "That was the demo" in text, seconds=60)
    assert running.ended() == 0
    return running.text


@pytest.fixture(scope="module")
def story() -> str:
    with tocsin("demo", "--speed", FAST) as running:
        return told(running)


def incidents(text: str) -> list[str]:
    """The ids of the incidents in the order in which they first show."""
    return list(dict.fromkeys(re.findall(r"#([a-z0-9]{5,8})\b", text)))


def test_the_strike_comes_first_with_its_open_toll(story: str) -> None:
    assert "at least 7" in story
    assert story.index("at least 7") < story.index("12")


def test_the_revised_toll_names_both_speakers(story: str) -> None:
    revised = story[story.index("at least 7") :]

    assert "ministry" in revised.casefold()
    assert "alliance" in revised.casefold()
    assert re.search(r"→\s*12", revised)


def test_the_vow_and_the_truce_are_updates_and_the_answer_is_a_second_incident(story: str) -> None:
    first, second = incidents(story)[:2]

    assert len(incidents(story)) == 2
    assert first != second
    assert "Threat: " in story
    assert "avenge" in story
    assert "truce" in story.casefold()
    assert story.casefold().index("erbil") > story.index("at least 7")


def test_noise_stays_silent(story: str) -> None:
    assert [word for word in NOISE if word.casefold() in story.casefold()] == []


def test_a_figure_changed_in_a_seed_changes_the_alert(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    for path in (seeds / "articles").glob("raid*"):
        path.write_text(re.sub(r"\bseven\b", "thirty-one", path.read_text("utf-8")), "utf-8")
    index = seeds / "story.toml"
    index.write_text(index.read_text("utf-8").replace("at least seven", "at least thirty-one"))

    with tocsin("demo", "--speed", FAST, "--seeds", seeds) as running:
        text = told(running)

    assert "at least 31" in text
    assert "at least 7" not in text


def test_a_wheel_runs_the_demo_outside_the_checkout(tmp_path: Path) -> None:
    wheel = built(tmp_path / "dist")
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    # The libraries are those of this environment; the program is the wheel's alone.
    folder = next((home / "lib").iterdir()) / "site-packages"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run(  # noqa: S603  our own wheel
        [*pip, "--no-deps", "--no-index", "--target", folder, wheel], check=True
    )
    libraries = Path(pytest.__file__).resolve().parents[1]
    (folder / "libraries.pth").write_text(f"{libraries}\n")

    result = subprocess.run(  # noqa: S603  our own program
        [python, "-P", "-m", "bot", "demo", "--speed", FAST],
        cwd=tmp_path,
        env={name: value for name, value in environment().items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert "at least 7" in result.stdout
    assert "That was the demo" in result.stdout
    assert len(incidents(result.stdout)) == 2


def built(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    subprocess.run(  # noqa: S603  our own tree
        [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, ROOT],
        check=True,
    )
    return next(folder.glob("tocsin-*.whl"))
