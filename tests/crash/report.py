"""The table of what was seen."""

from rich.console import Console
from rich.table import Table

from tests.crash.findings import Deliveries, Messages
from tests.crash.scene import Scene


def show(scene: Scene, seed: int, check_ins: int, called: int, updates: Deliveries, messages: Messages) -> None:
    console = Console(width=110)
    console.print(_lives(scene))
    totals = {
        "seed": seed,
        "seconds": f"{scene.seconds:.0f}",
        "kills, restarts": len(scene.lives.kills),
        "attendance rows": check_ins,
        "meetings called through to the end": called,
        "conversations that lived through a kill": scene.interrupted,
        "updates sent by people": updates.updates,
        "updates with an effect": updates.effects,
        "updates redelivered in a later life": updates.again,
        "of these suppressed, their effect being there": updates.suppressed,
        "answers lost and asked for again": sum(one.asked_again for one in scene.people),
        "prompts and announcements": messages.own,
        "of these twice, all in flight at a kill": messages.copies,
        "steps shown again because an update came again": messages.repeated,
    }
    for name, value in totals.items():
        console.print(f"{name:<48} {value:>12}", highlight=False)


def _lives(scene: Scene) -> Table:
    table = Table("kill", "start s", "life s", "events", "unconfirmed", "people not done", "in a form", box=None)
    for number, kill in enumerate(scene.lives.kills, 1):
        cells = (kill.events, kill.waiting, kill.at_work, kill.in_forms)
        table.add_row(str(number), f"{kill.start_seconds:.1f}", f"{kill.life_seconds:.2f}", *map(str, cells))
    return table
