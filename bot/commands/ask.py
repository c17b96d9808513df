"""The command `intent`, which shows how a question is understood."""

import json
import sys

import typer

from bot.commands import common
from bot.intents import match


def intent(text: str) -> None:
    """看一句话会被当成什么问题。 One JSON line for TEXT, or for each line of standard input when TEXT is `-`."""
    texts = (line.rstrip("\n") for line in sys.stdin) if text == "-" else iter([text])
    for one in texts:
        found = match(one)
        line: dict[str, object] = {"text": one, "intent": found.intent, "confidence": round(found.confidence, 3)}
        if found.intent == "unsure":
            line["nearest"] = list(found.nearest)
        common.echo(json.dumps(line, ensure_ascii=False))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("intent")(intent)
