"""No core dumps of a process that holds ballot keys: its memory is not to be found on a disk."""

import ctypes
import resource
import sys

SET_DUMPABLE, GET_DUMPABLE = 4, 3
"""Of prctl(2)."""


def forbid() -> None:
    """For this process. The limit keeps files from being written, the flag keeps the memory from a collecting program,
    which the limit does not stop, and from other processes of the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)


def forbidden() -> bool:
    """Whether `forbid` has had its effect."""
    dumpable = sys.platform == "linux" and ctypes.CDLL(None).prctl(GET_DUMPABLE, 0, 0, 0, 0) != 0
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) and not dumpable
