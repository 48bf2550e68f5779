"""The commands by name: what each is called, and which word was meant by a wrong one."""

from difflib import get_close_matches

#: Each command with the other words that people type for it.
COMMANDS: dict[str, tuple[str, ...]] = {
    "start": ("hello", "hi"),
    "help": ("commands", "h"),
    "subscribe": ("sub", "follow", "watch"),
    "unsubscribe": ("unsub", "unfollow", "stop", "leave"),
    "list": ("subscriptions", "subs", "settings", "ls"),
    "summary": ("brief", "briefing", "sum", "digest", "sitrep"),
    "story": ("incident", "timeline"),
    "sources": ("source", "src"),
    "why": ("explain",),
    "mute": ("silence",),
    "unmute": (),
    "ack": ("acknowledge", "seen"),
    "falsealarm": ("false", "wrong"),
    "status": ("health", "ping"),
    "feeds": ("feed", "rss"),
    "rule": ("rules", "keyword", "keywords"),
    "yes": ("confirm",),
}


def split(text: str) -> tuple[str, str]:
    """The command's word and the rest; a slash before it and `@bot` after it are dropped."""
    word, _, rest = text.strip().partition(" ")
    return word.lstrip("/").partition("@")[0].casefold(), rest.strip()


def command_of(word: str) -> str | None:
    """The command of a word or an alias; None where it is neither."""
    if word in COMMANDS:
        return word
    return next((name for name, aliases in COMMANDS.items() if word in aliases), None)


def nearest(word: str) -> str | None:
    """The command that a mistyped word was probably meant for."""
    words = {name: name for name in COMMANDS}
    words |= {alias: name for name, aliases in COMMANDS.items() for alias in aliases}
    near = get_close_matches(word[:40], words, n=1, cutoff=0.6)
    return words[near[0]] if near else None
