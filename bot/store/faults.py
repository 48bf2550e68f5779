"""What a database says when it cannot be used, as one line with cause and remedy."""

from bot.errors import Fault, Misconfigured, Unavailable

_SPACE = ("the disk is full", "free some space there, or pass another --data folder")
_WRITE = ("it cannot be written", "make it writable, or pass another --data folder")
_OPEN = ("it cannot be opened", "see that the folder exists and may be written")
_ALIEN = ("it is no database of Tocsin", "move the file away, or pass another --data folder")
_DAMAGE = ("it is damaged", "restore a copy, or move the file away to start anew")
_AWAY = ("nobody answers there", "start the database's server, or see where it listens")
_BUSY = ("another process holds it", "end the other Tocsin, or wait until it is done")

#: What the driver says → the cause and the remedy.
_CAUSES = {
    "disk is full": _SPACE,
    "no space left": _SPACE,
    "readonly database": _WRITE,
    "read-only file system": _WRITE,
    "permission denied": _WRITE,
    "unable to open": _OPEN,
    "file exists": _OPEN,
    "not a directory": _OPEN,
    "no such file": _OPEN,
    "not a database": _ALIEN,
    "already exists": _ALIEN,
    "malformed": _DAMAGE,
    "disk i/o error": ("the disk fails", "check the disk, or pass another --data folder"),
    "connect call failed": _AWAY,
    "locked": _BUSY,
    "lock timeout": _BUSY,
    "queuepool limit": _BUSY,
}


def cannot_open(name: str, error: Exception) -> Misconfigured:
    """Why a database cannot be opened."""
    wrong, right = _cause(error)
    return Misconfigured([Fault(name, "database", wrong, right)])


def no_address(error: Exception) -> Misconfigured:
    """An address under which nobody knows how to find a database; it may hold a password."""
    wrong = str(error).splitlines()[0]
    right = "pass a path, or sqlite+aiosqlite:///PATH"
    return Misconfigured([Fault("the database's address", "database", wrong, right)])


def too_new(name: str, revision: str) -> Misconfigured:
    """A database that a later version has migrated."""
    wrong = f"a newer Tocsin wrote it (revision {revision})"
    right = "install that version or a later one, or pass another --data folder"
    return Misconfigured([Fault(name, "database", wrong, right)])


def cannot_work(name: str, error: Exception) -> Unavailable:
    """Why a transaction failed."""
    wrong, right = _cause(error)
    return Unavailable(f"{name}: database: {wrong}; {right}")


def _cause(error: Exception) -> tuple[str, str]:
    if isinstance(error, ValueError):
        # A row that a migration could not read.
        return _DAMAGE
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    for words, cause in _CAUSES.items():
        if words in said.casefold():
            return cause
    return f"it answered: {said}", "see what it says, or pass another --data folder"
