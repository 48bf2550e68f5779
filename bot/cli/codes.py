"""How the `tocsin` command ends."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every `tocsin` command."""

    OK = 0
    #: The command ran and something it was asked about failed.
    FAILED = 1
    #: The command line or the configuration cannot be used.
    USAGE = 2
    #: Stopped from the keyboard.
    INTERRUPTED = 130
