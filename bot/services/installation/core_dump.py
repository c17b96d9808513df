"""Core dumps switched off, so that the memory of a process that holds ballot keys never reaches a disk."""

import ctypes
import resource
import sys

SET_DUMPABLE, GET_DUMPABLE = 4, 3
"""Of prctl(2)."""


def forbid() -> None:
    """Switch them off for this process.

    The limit keeps files from being written; the flag keeps the memory from a collecting program, which the limit does
    not stop, and from other processes of the same user.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)


def forbidden() -> bool:
    """Whether core dumps of this process are off."""
    dumpable = sys.platform == "linux" and ctypes.CDLL(None).prctl(GET_DUMPABLE, 0, 0, 0, 0) != 0
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) and not dumpable
