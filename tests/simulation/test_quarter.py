"""The first quarter of the simulated year keeps every promise; and the checks see it when one is broken."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.domain.reminder.model import Kind
from bot.services.reminder.delivery import CHECKIN, DAY
from tests.simulation.checks import LINES, Played, check, too_many
from tests.simulation.letters import Letter
from tests.simulation.play import play


async def test_a_quarter(tmp_path: Path) -> None:
    played = await play(3, tmp_path / "quarter")
    assert {promise: breaks for promise, breaks in check(played).items() if breaks} == {}
    assert min(played.counts(played.without_duties, (2026, 1))) > 0
    broken_are_seen(played)


def broken_are_seen(played: Played) -> None:
    """The same messages a little different: each promise is found broken."""
    letters = list(played.letters)
    for change in (more, at_night, too_late, without_norms):
        found = check(replace(played, letters=change(letters, played)))
        assert any(found.values()), change.__name__


def more(letters: list[Letter], played: Played) -> list[Letter]:
    one = next(letter for letter in letters if letter.number == played.without_duties[0])
    assert too_many(replace(played, letters=[*letters, *[one] * 9])) != []
    return [*letters, *[one] * 9]


def at_night(letters: list[Letter], played: Played) -> list[Letter]:
    return [replace(one, at=one.at + timedelta(hours=14)) if one.kind == DAY else one for one in letters]


def too_late(letters: list[Letter], played: Played) -> list[Letter]:
    return [replace(one, at=one.at + timedelta(minutes=31)) if one.kind == CHECKIN else one for one in letters]


def without_norms(letters: list[Letter], played: Played) -> list[Letter]:
    assert any("norm" in name for name in LINES)
    return [replace(one, said=tuple(said for said in one.said if said.kind is not Kind.NORM)) for one in letters]
