"""The command line: `python -m bot …`, also installed as `zhibu`."""

import typer

from bot.commands import ask, demo, keep, people, serve

app = typer.Typer(
    name="zhibu",
    help="党支部组织生活机器人 · A Telegram bot for the organizational life of grassroots branches",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for part in (serve, demo, people, ask, keep):
    part.register(app)

if __name__ == "__main__":
    app()
