"""Inside one's own form, at the right step and with the right version: ids of another branch still lead nowhere."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from bot.domain.meeting.change import Field
from bot.domain.request import Request
from bot.handlers.form import REGISTRY_KEY, Conversation
from bot.services.attendance import exemption
from bot.services.meeting import change as meeting_change
from bot.services.meeting import series_end
from bot.services.rating import prepare as rating_prepare
from bot.services.rectification import evidence, extension
from bot.services.unit_of_work import UnitOfWork
from bot.storage.conversation import Form
from bot.views.callback import Callback
from tests.e2e.forgery import forging, town
from tests.e2e.forgery.forging import press
from tests.e2e.forgery.test_forged import WORDS
from tests.e2e.forgery.town import asks
from tests.e2e.forgery.town_things import Facts, Town, build
from tests.e2e.system import running
from tests.rows import BOOKKEEPING, dump

VERSION = 50
OF_A_CASE: dict[str, Any] = {"unit": "东", "year": 2026}
PLACE = {"place": 1, "of": 8, "waiting": 1}
STUDY: dict[str, Any] = {"name": {"zh": "学", "en": "s"}, "most": 100, "lines": []}
AGAIN: dict[str, Any] = {"version": 1, "of": "2026-11", "lines": [], "before": 900, "score": 980, "reason": "甲"}
DECIDED: dict[str, Any] = OF_A_CASE | {"version": 1, "grade": "", "names": None, "computed": None, "over": []}
ANSWERED: dict[str, Any] = OF_A_CASE | {"words": "甲", "by": "", "finding": "乙", "answer": "丙"}
"""What the drafts of grading say besides their ids."""
CHOICES = [{"zh": "好", "en": "good"}, {"zh": "差", "en": "poor"}]
TOTALS = {
    "returned": 2,
    "spoiled": 0,
    "counts": [[1, 1]],
    "questions": [{"zh": "总体", "en": "overall", "choices": CHOICES}],
}
"""What the draft of paper ballots' totals says besides its ids."""
CHANGED = ("time", "place", "host", "ways")
OWN_TABLES = frozenset({"conversation", "outbox"}) | BOOKKEEPING
"""What a step of a form writes: where the person is, and the next prompt."""
OF_UNITS, OF_PEOPLE = (
    {"unit_id", "group_id"},
    {"host_id", "recorder_id", "people", "guests", "person", "owner_id", "person_id"},
)


@dataclass(frozen=True, slots=True)
class At:
    """A step with a draft that can be there, and a button that it takes."""

    name: str
    step: str
    draft: dict[str, Any]
    button: type[Callback]


@pytest.fixture
async def place(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with running(sqlite_url, tmp_path) as system:
        yield await build(system)


async def drafts(place: Town) -> dict[str, list[dict[str, Any]]]:
    """Of the western secretary's forms, by the conversation's name, or by name and step where one needs its own."""
    system, by = place.system, place.phones["neighbour"]
    uow, rules = system.server.uow, system.server.installation
    when, calling = await town.when_of(system, by), await town.card_of(system, by)
    series, item = await town.series_card_of(system, by), await town.item_card_of(system, by)
    rating = await rating_prepare.begin(uow, asks(system, by), system.server.installation)
    meeting = await town.call(system, by)
    changing = [await meeting_change.begin(uow, asks(system, by), rules, meeting, field) for field in CHANGED]
    assert set(CHANGED) < set(Field)
    ending = await series_end.begin(uow, asks(system, by), await town.series_of(system, by))
    await exemption.begin(uow, asks(system, by), await town.number(system, town.ROLES["neighbour_member"]))
    [row] = await system.rows("SELECT draft FROM conversation WHERE account_id = $1", by.id)
    return {
        "meeting": [calling.draft],
        "meeting.when": [when.draft],
        "series": [series.draft],
        "series_end": [ending.draft],
        "meeting_change": [one.draft for one in changing],
        "rectify": [item.draft],
        "rectify.category": [item.draft | {"words": ["活动阵地", "带头人"]}],
        "post_term": [{"post": place.facts.post, "name": "甲", "unit": "东", "kind": "deputy", "ends": True}],
        "exemption": [json.loads(row["draft"])],
        "evidence": [await begun(place, evidence.begin)],
        "rating": [rating.draft],
        "rating_appoint": [{"rating": place.facts.rating_prepared, "unit": "东", "title": "甲"}],
        "round": [{"committee": place.facts.above, "this_year": 2026, "year": 2026, "free": [{"id": 1, "name": "西"}]}],
        "score": [{"case": place.facts.case_own, "unit": "东", "book": "unit", "leaf": "leader"} | STUDY | PLACE],
        "month_score": [month_of(place.facts) | {"aspect": "study"} | STUDY],
        "month_score_again": [month_of(place.facts) | AGAIN],
        "grading_decide": [{"case": place.facts.case_decision, "reason": "甲"} | DECIDED],
        "objection_answer": [{"case": place.facts.case_decision, "objection": place.facts.objection} | ANSWERED],
        "paper": [{"rating": place.facts.rating_ended, "title": "甲", "unit": "东", "issued": 3} | TOTALS],
        "void": [{"rating": place.facts.rating_ended, "title": "甲", "unit": "东", "reason": "乙"}],
        "return": [{"item": place.facts.handed_in, "version": 1, "problem": "甲", "reason": "乙"}],
        "extension": [await begun(place, extension.begin)],
    }


def month_of(facts: Facts) -> dict[str, Any]:
    """Of the eastern branch's month."""
    return {"unit": facts.unit, "unit_name": "东", "month": facts.month}


async def begun(place: Town, begin: Callable[[UnitOfWork, Request, int], Awaitable[None]]) -> dict[str, Any]:
    """The draft of a form about an item that the western secretary owns."""
    system, by = place.system, place.phones["neighbour"]
    west = await town.one(system, "SELECT id FROM unit WHERE place = $1", town.WEST)
    item = await town.item_of(system, west, await town.number(system, town.ROLES["neighbour"]), "open")
    await begin(system.server.uow, asks(system, by), item)
    [row] = await system.rows("SELECT draft FROM conversation WHERE account_id = $1", by.id)
    draft: dict[str, Any] = json.loads(row["draft"])
    return draft


def steps(place: Town, known: dict[str, list[dict[str, Any]]]) -> Iterator[At]:
    """Every button of every step of every form. KeyError for a form with buttons that has no draft here."""
    registry: dict[str, Conversation] = place.system.server.application.bot_data[REGISTRY_KEY]
    for name, one in registry.items():
        for step, ways in one.states.items():
            for button in [button for on in (*ways, *one.fallbacks) for button in on.buttons]:
                own = known.get(f"{name}.{step}") or known[name]
                yield from (At(name, str(step), draft, button) for draft in own)


def foreign(kind: type[Callback], facts: Facts) -> Iterator[Callback]:
    """With ids of the eastern branch, with ids that are nobody's, with words that were never offered."""
    version: dict[str, int | str] = {"version": VERSION}
    people, units = (facts.person, facts.guest, facts.member), (facts.unit, facts.group)
    for person, unit in ((person, unit) for person in people for unit in units):
        for kinds in ("unit", "group", "committee", "chosen") if "kind" in _names(kind) else ("x",):
            given = {"person": person, "unit": unit, "group": unit, "chosen": 1, "kind": kinds}
            yield forging.valid(kind, facts, version | given)
    for number in forging.NOBODYS:
        made = forging.with_ids(kind, facts, number, version), forging.with_counts(kind, facts, number, version)
        yield from (one for one in made if one is not None)
    yield from (one for word in WORDS if (one := forging.with_words(kind, facts, word, version)) is not None)


def _names(kind: type[Callback]) -> set[str]:
    return {field.name for field in fields(kind)}


async def put(place: Town, form: Form) -> None:
    """The western secretary is there now."""
    await town.write(
        place.system, "UPDATE conversation SET name = $2, step = $3, version = $4, draft = $5 WHERE account_id = $1",
        place.phones["neighbour"].id, form.name, form.step, form.version, json.dumps(form.draft),
    )  # fmt: skip


async def kept(place: Town) -> tuple[set[int], set[int]]:
    """The ids of units and of people in the western secretary's draft."""
    [row] = await place.system.rows(
        "SELECT draft FROM conversation WHERE account_id = $1", place.phones["neighbour"].id
    )
    units, people = set[int](), set[int]()
    _collect(json.loads(row["draft"]), units, people)
    return units, people


def _collect(value: object, units: set[int], people: set[int]) -> None:
    if isinstance(value, list):
        for one in value:
            _collect(one, units, people)
    if isinstance(value, dict):
        for name, one in value.items():
            ids = [number for number in (one if isinstance(one, list) else [one]) if isinstance(number, int)]
            (units if name in OF_UNITS else people if name in OF_PEOPLE else set()).update(ids)
            _collect(one, units, people)


async def test_no_step_takes_what_is_anothers(place: Town) -> None:
    uow, facts = place.system.server.uow, place.facts
    known = await drafts(place)
    theirs = {facts.unit, facts.group}, {facts.person, facts.guest, facts.member}
    before = await dump(uow, OWN_TABLES)
    for at in steps(place, known):
        form = Form(at.name, at.step, VERSION, at.draft)
        for forged in foreign(at.button, facts):
            await put(place, form)
            await press(place.system, place.phones["neighbour"], [forged])
            units, people = await kept(place)
            assert units.isdisjoint(theirs[0]), (at.name, at.step, forged)
            assert people.isdisjoint(theirs[1]), (at.name, at.step, forged)
        assert await dump(uow, OWN_TABLES) == before, (at.name, at.step, at.button)
