"""The base of state machines that run use cases: a database of its own for each life, and a loop to run steps in."""

import asyncio
import itertools
import shutil
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from bot.domain.errors import DomainError
from bot.storage.sqlite import SqliteDatabase


class Life(RuleBasedStateMachine):
    folder: ClassVar[Path]
    template: ClassVar[Path]
    number: ClassVar["itertools.count[int]"] = itertools.count()

    def __init__(self) -> None:
        super().__init__()
        self.place = self.folder / str(next(self.number))
        self.place.mkdir()
        shutil.copy(self.template, self.place / "bot.db")
        self.runner = asyncio.Runner()
        self.database = SqliteDatabase(self.place / "bot.db")
        self.runner.run(self.database.open())

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()

    def attempt(self, step: Coroutine[Any, Any, object]) -> bool:
        """What a rule refuses is refused; anything else is a fault."""
        try:
            self.runner.run(step)
        except DomainError:
            return False
        return True

    def at_once(self, steps: Sequence[Coroutine[Any, Any, None]]) -> list[BaseException | None]:
        """How each of the steps ends that begin together."""

        async def together() -> list[BaseException | None]:
            return await asyncio.gather(*steps, return_exceptions=True)

        return self.runner.run(together())


def live(life: type[Life], template: Path, folder: Path, *, lives: int, steps: int) -> None:
    """So many lives of at most so many steps, each from the template of a database."""
    life.folder, life.template = folder, template
    slow = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
    chosen = settings(max_examples=lives, stateful_step_count=steps, deadline=None, suppress_health_check=slow)
    run_state_machine_as_test(life, settings=chosen)
