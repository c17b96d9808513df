"""A button is only a shortcut that anyone can forge: every id in it is authorised again, for whoever presses."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.views.callback import KINDS, Callback
from tests.e2e.forgery import forging
from tests.e2e.forgery.forging import Pressed, press
from tests.e2e.forgery.town import EVERYONE
from tests.e2e.forgery.town_things import Town, build
from tests.e2e.forgery.who import Case
from tests.e2e.forgery.who_may import CASES, IN_GROUPS
from tests.e2e.put_back import put_back
from tests.e2e.system import running
from tests.rows import dump

EVERY = sorted((kind for prefix, kind in KINDS.items() if prefix), key=lambda kind: kind.prefix)
WORDS = ("", "нет", "x" * 40, "9999-12", "9999-12-31", "0001-01", "0001-01-01", "2026-13", "%s", "'--")
DEEP = ("stranger", "neighbour", "secretary", "committee", "administrator")
"""Who tries what is nobody's: those who come farthest, and one from outside."""


@pytest.fixture
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with running(database_url, tmp_path) as system:
        yield await build(system)


def case_of(kind: type[Callback]) -> Case:
    return CASES.get(kind, Case(frozenset()))


def real(kind: type[Callback], place: Town) -> Callback:
    return forging.valid(kind, place.facts, given(kind, place))


def given(kind: type[Callback], place: Town) -> dict[str, int | str]:
    case = case_of(kind)
    return case.words | {name: getattr(place.facts, fact) for name, fact in case.ids.items()}


async def each(place: Town, roles: frozenset[str], forged: list[Callback]) -> dict[str, list[Pressed]]:
    """All of those people press all of those buttons, side by side."""
    names = sorted(roles)
    found = await asyncio.gather(*(press(place.system, place.phones[name], forged) for name in names))
    return dict(zip(names, found, strict=True))


async def nothing_changed(place: Town, before: set[str], what: object) -> None:
    assert await dump(place.system.server.uow) == before, what


def test_the_list_of_who_may_is_complete() -> None:
    assert {kind.__module__ + "." + kind.__qualname__ for kind in EVERY} == {
        kind.__module__ + "." + kind.__qualname__ for kind in CASES
    }


async def test_whoever_may_not_is_refused_and_nothing_changes(place: Town) -> None:
    before = await dump(place.system.server.uow)
    for kind in EVERY:
        forged = real(kind, place)
        answers = await each(place, EVERYONE - case_of(kind).who, [forged])
        let_through = {role for role, [one] in answers.items() if not one.refused}
        assert let_through == set(), forged
        await nothing_changed(place, before, forged)


async def test_whoever_may_gets_somewhere_by_the_same_button(place: Town) -> None:
    uow = place.system.server.uow
    before = await dump(uow)
    for kind in EVERY:
        for role in sorted(case_of(kind).who):
            [answer] = await press(place.system, place.phones[role], [real(kind, place)])
            assert not answer.refused, (role, answer)
            if await dump(uow) != before:
                await put_back(uow, before)


async def test_ids_that_are_nobodys_are_refused_to_everyone(place: Town) -> None:
    before = await dump(place.system.server.uow)
    for kind in EVERY:
        made = [forging.with_ids(kind, place.facts, number, given(kind, place)) for number in forging.NOBODYS]
        forged = [one for one in made if one is not None and one != real(kind, place)]
        for role, answers in (await each(place, frozenset(DEEP), forged)).items():
            assert [one for one in answers if not one.refused] == [], (role, kind)
        await nothing_changed(place, before, kind)


async def test_pages_and_words_that_were_never_offered_break_nothing(place: Town) -> None:
    uow = place.system.server.uow
    before = await dump(uow)
    for kind in EVERY:
        asked = given(kind, place)
        made = [forging.with_counts(kind, place.facts, number, asked) for number in forging.NOBODYS]
        made += [forging.with_words(kind, place.facts, word, asked) for word in WORDS]
        await each(place, frozenset(DEEP), [one for one in made if one is not None])
        after = await dump(uow)
        assert not [line for line in before ^ after if line.startswith("parked_update ")], kind
        if after != before:
            await put_back(uow, before)


async def test_in_a_group_nothing_private_is_done(place: Town) -> None:
    secretary, committee = place.phones["secretary"], place.phones["committee"]
    group = place.system.telegram.add_group("东村党支部群", [secretary, committee])
    group.add_bot()
    before = await dump(place.system.server.uow)
    for kind in EVERY:
        if kind not in IN_GROUPS:
            for phone in (secretary, committee):
                [answer] = await press(place.system, phone, [real(kind, place)], group)
                assert answer.refused, (phone.name, kind)
            await nothing_changed(place, before, kind)


async def test_only_the_secretary_links_a_group_and_to_the_own_unit(place: Town) -> None:
    people = [phone for role, phone in place.phones.items() if role != "secretary"]
    group = place.system.telegram.add_group("东村党支部群", people)
    group.add_bot()
    before = await dump(place.system.server.uow)
    [link] = [kind for kind in EVERY if kind.prefix == "gl"]
    for phone in people:
        [answer] = await press(place.system, phone, [real(link, place)], group)
        assert answer.refused, phone.name
    await nothing_changed(place, before, link)
