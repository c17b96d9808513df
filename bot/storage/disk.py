"""What files and folders need so that a power cut loses nothing."""

import os
from pathlib import Path


def synced(path: Path) -> None:
    """Make a file's contents, or a folder's names, durable on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
