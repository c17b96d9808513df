"""What a forked process does to be the bot: imported once, with every sentence parsed, before any bot is forked."""

import os
from collections.abc import Mapping
from pathlib import Path

from bot.__main__ import app
from bot.texts.speech import LANGUAGES, bundle

for _language in LANGUAGES:
    bundle(_language)


def run(environment: Mapping[str, str], folder: Path, log: Path) -> None:
    """As `python -m bot run` in that folder, with nothing but that environment; what it says goes to `log`."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    nothing, said = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for ours, theirs in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(ours, theirs)
    app(["run"])
