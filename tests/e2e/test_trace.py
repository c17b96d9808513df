"""The architecture page traces one check-in: each function it names is there, and is passed in that order."""

import importlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from types import FrameType
from typing import Any

from bot.views.attendance.checkin import CheckIn
from tests.e2e.attendance.test_checkin import MEMBER, Occasion
from tests.e2e.forgery.forging import press
from tests.e2e.system import ROOT, System

NAMED = re.compile(r"`((?:\w+/)+\w+\.py)`\s+`([\w.]+)`")
Step = tuple[str, str]


def trace() -> str:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return page.partition("## The way of one update")[2].partition("\n## ")[0]


def test_every_function_it_names_is_there() -> None:
    steps = NAMED.findall(trace())
    assert len(steps) > 15
    for file, name in steps:
        module: Any = importlib.import_module(f"bot.{file.removesuffix('.py').replace('/', '.')}")
        assert reduce(getattr, name.split("."), module)


@contextmanager
def watched() -> Iterator[list[Step]]:
    """Our functions that run meanwhile in this thread, each where it is first entered or gone on with."""
    passed: dict[Step, None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        path, inside, file = frame.f_code.co_filename.rpartition("/bot/")
        if event == "call" and inside and path == str(ROOT):
            passed.setdefault((file, frame.f_code.co_qualname))

    found: list[Step] = []
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(None)
        found += passed


async def test_they_are_passed_in_that_order(system: System) -> None:
    await system.bind(MEMBER)
    await system.open_chats()
    occasion, phone = await Occasion(system).call(), system.people[MEMBER]
    with watched() as passed:
        mark = phone.mark()
        await press(system, phone, [CheckIn(occasion.session)])
        await phone.wait_for("签到成功", after=mark)
    told = NAMED.findall(trace().partition("\n5.")[0])
    places = [passed.index(step) for step in told]
    assert [told[place] for place in sorted(range(len(told)), key=places.__getitem__)] == told
