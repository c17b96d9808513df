"""Posts given, ended, handed over, and by whom they are not."""

import json

import pytest

from bot.domain.errors import DomainError
from bot.domain.post import PostKind
from bot.services.installation.audit import verify
from bot.services.menu import COMMANDS, WITH_DUTIES
from bot.services.people import handover, post
from bot.services.people.post import Change, UnitPosts, Units
from bot.storage.connection import Database
from bot.texts.speech import LANGUAGES
from bot.views import menu as menu_view
from bot.views.people import post as view
from tests.services.people.hall import ADMIN, LI_CHAT, PHONE, TEXTS, Hall, open_hall
from tests.services.small_branch import BRANCH, CHEN, FIRST, GUEST, LI, SECOND, SUN, TOWN, WANG, ZHAO

OF_CHEN = "+8613900000004"


@pytest.fixture
async def hall(database: Database) -> Hall:
    return await open_hall(database)


async def held(hall: Hall, unit: int = BRANCH) -> dict[str, set[int]]:
    found = await post.of_unit(hall.uow, hall.asks(ADMIN), unit)
    by_kind: dict[str, set[int]] = {}
    for one in found.held:
        by_kind.setdefault(one.post.kind.value, set()).add(one.post.person_id)
    return by_kind


async def number(hall: Hall, kind: str, unit: int = BRANCH) -> int:
    found = await post.of_unit(hall.uow, hall.asks(ADMIN), unit)
    return next(one.post.id for one in found.held if one.post.kind.value == kind)


async def menus(hall: Hall, chat: int) -> list[tuple[str, ...]]:
    rows = await hall.rows("SELECT data FROM outbox WHERE kind = 'menu.commands' AND chat_id = $1 ORDER BY id", chat)
    for row in rows:
        for language in LANGUAGES:
            assert menu_view.commands(json.loads(row["data"]), TEXTS.speech(language))
    return [tuple(json.loads(row["data"])["commands"]) for row in rows]


async def test_posts_as_they_stand_today(hall: Hall) -> None:
    assert await held(hall) == {"secretary": {LI}, "organisation": {WANG}}
    assert await held(hall, SECOND) == {"group_leader": {ZHAO}}


async def test_a_post_is_given_from_today_and_its_holder_hears_of_it(hall: Hall) -> None:
    await hall.share(OF_CHEN)
    change = await handover.give(hall.uow, hall.asks(ADMIN), BRANCH, CHEN, "publicity")
    assert (change.person.id, change.kind) == (CHEN, PostKind.PUBLICITY)
    assert (await held(hall))["publicity"] == {CHEN}
    assert await hall.told("post.given") == [PHONE]
    rows = await hall.rows("SELECT started_on FROM post WHERE kind = 'publicity' AND person_id = $1", CHEN)
    assert rows[0]["started_on"] == "2026-11-25"
    assert (await hall.audited())[-1] == "post.given"
    assert (await verify(hall.uow)).fault is None


async def test_giving_what_is_held_already_changes_nothing(hall: Hall) -> None:
    for _ in range(2):
        await handover.give(hall.uow, hall.asks(ADMIN), BRANCH, CHEN, "deputy")
    assert (await hall.audited()).count("post.given") == 1


async def test_several_deputies_but_one_secretary(hall: Hall) -> None:
    for person in (CHEN, ZHAO):
        await handover.give(hall.uow, hall.asks(ADMIN), BRANCH, person, "deputy")
    taken = await hall.refused("post_taken", handover.give(hall.uow, hall.asks(ADMIN), BRANCH, CHEN, "secretary"))
    assert taken.data == {"name": "李树林"}
    assert (await held(hall))["deputy"] == {CHEN, ZHAO}
    assert (await held(hall))["secretary"] == {LI}


async def test_two_secretaries_at_the_same_moment_one_is_given(hall: Hall) -> None:
    await handover.end(hall.uow, hall.asks(ADMIN), await number(hall, "secretary"))
    both = [handover.give(hall.uow, hall.asks(ADMIN), BRANCH, person, "secretary") for person in (CHEN, ZHAO)]
    outcomes = await hall.at_once(*both)
    assert len([one for one in outcomes if isinstance(one, Change)]) == 1
    assert [one.code for one in outcomes if isinstance(one, DomainError)] == ["post_taken"]
    assert len((await held(hall))["secretary"]) == 1


async def test_an_ended_post_gives_nothing_from_today(hall: Hall) -> None:
    old = await number(hall, "secretary")
    await handover.end(hall.uow, hall.asks(ADMIN), old)
    assert "secretary" not in await held(hall)
    assert await hall.told("post.ended") == [LI_CHAT]
    assert (await menus(hall, LI_CHAT))[-1] == COMMANDS
    await hall.refused("post_over", handover.end(hall.uow, hall.asks(ADMIN), old))
    await hall.refused("not_allowed", post.candidates(hall.uow, hall.asks(LI_CHAT), FIRST, 0))


async def test_a_handover_ends_one_and_gives_the_other(hall: Hall) -> None:
    await hall.share(OF_CHEN)
    old = await number(hall, "secretary")
    change = await handover.hand_over(hall.uow, hall.asks(ADMIN), old, CHEN)
    assert change.earlier is not None
    assert (change.earlier.id, change.person.id) == (LI, CHEN)
    assert (await held(hall))["secretary"] == {CHEN}
    assert (await hall.told("post.ended"), await hall.told("post.given")) == ([LI_CHAT], [PHONE])
    assert (await menus(hall, PHONE))[-1] == WITH_DUTIES
    assert (await hall.audited())[-1] == "post.handed_over"
    await hall.refused("post_over", handover.hand_over(hall.uow, hall.asks(ADMIN), old, ZHAO))


async def test_a_tap_delivered_twice_hands_over_once(hall: Hall) -> None:
    old = await number(hall, "secretary")
    await handover.hand_over(hall.uow, hall.asks(ADMIN), old, CHEN)
    change = await handover.hand_over(hall.uow, hall.asks(ADMIN, again=True), old, CHEN)
    assert change.person.id == CHEN
    assert (await hall.audited()).count("post.handed_over") == 1


async def test_two_handovers_of_one_post_at_the_same_moment_one_wins(hall: Hall) -> None:
    old = await number(hall, "secretary")
    both = [handover.hand_over(hall.uow, hall.asks(ADMIN), old, person) for person in (CHEN, ZHAO)]
    outcomes = await hall.at_once(*both)
    assert [one.code for one in outcomes if isinstance(one, DomainError)] == ["post_over"]
    assert len((await held(hall))["secretary"]) == 1


async def test_a_post_is_not_handed_to_who_holds_it(hall: Hall) -> None:
    for person in (CHEN, ZHAO):
        await handover.give(hall.uow, hall.asks(ADMIN), BRANCH, person, "deputy")
    old = await number(hall, "deputy")
    for person in (CHEN, ZHAO):
        step = handover.hand_over(hall.uow, hall.asks(ADMIN), old, person)
        await hall.refused("post_held_already", step)
    assert (await held(hall))["deputy"] == {CHEN, ZHAO}


@pytest.mark.parametrize(
    ("unit", "person", "kind", "code"),
    [
        (BRANCH, SUN, "deputy", "post_unfit"),
        (BRANCH, GUEST, "deputy", "post_unfit"),
        (FIRST, ZHAO, "group_leader", "post_unfit"),
        (BRANCH, CHEN, "organiser", "post_unfit"),
        (BRANCH, CHEN, "king", "post_unfit"),
        (BRANCH, 999, "deputy", "not_found"),
        (999, CHEN, "deputy", "not_found"),
    ],
)
async def test_what_does_not_fit_is_refused(hall: Hall, unit: int, person: int, kind: str, code: str) -> None:
    """Left, not a party member, of another group, no post of a branch, no post at all, nobody, nowhere."""
    await hall.refused(code, handover.give(hall.uow, hall.asks(ADMIN), unit, person, kind))
    await hall.refused(code, post.proposal(hall.uow, hall.asks(ADMIN), unit, person, kind))


async def test_the_branch_gives_its_groups_their_leaders_and_itself_nothing(hall: Hall) -> None:
    change = await handover.give(hall.uow, hall.asks(LI_CHAT), FIRST, WANG, "group_leader")
    assert change.unit.id == FIRST
    asks = hall.asks
    await hall.refused("not_allowed", handover.give(hall.uow, asks(LI_CHAT), BRANCH, CHEN, "deputy"))
    own = await number(hall, "secretary")
    await hall.refused("not_allowed", handover.end(hall.uow, asks(LI_CHAT), own))
    await hall.refused("not_allowed", handover.hand_over(hall.uow, asks(LI_CHAT), own, CHEN))


async def test_a_member_looks_and_changes_nothing(hall: Hall) -> None:
    await hall.share(OF_CHEN)
    found = await post.of_unit(hall.uow, hall.asks(PHONE), BRANCH)
    assert not found.giver
    assert len(found.held) == 2
    await hall.refused("not_allowed", handover.give(hall.uow, hall.asks(PHONE), BRANCH, CHEN, "secretary"))
    await hall.refused("unknown_account", post.overview(hall.uow, hall.asks(777)))


async def test_every_screen_can_be_shown_in_both_languages(hall: Hall) -> None:
    units = await post.overview(hall.uow, hall.asks(ADMIN))
    assert isinstance(units, Units)
    assert [one.id for one in units.units] == [TOWN, BRANCH, FIRST, SECOND]
    old = await number(hall, "secretary")
    opened = await post.of_unit(hall.uow, hall.asks(ADMIN), BRANCH)
    people = await post.candidates(hall.uow, hall.asks(ADMIN), BRANCH, 0)
    assert [one.id for one in people.people] == [LI, WANG, ZHAO, CHEN]
    heirs = await post.successors(hall.uow, hall.asks(ADMIN), old, 0)
    which = await post.proposal(hall.uow, hall.asks(ADMIN), BRANCH, CHEN)
    sure = await post.proposal(hall.uow, hall.asks(ADMIN), BRANCH, CHEN, "deputy")
    over = await post.ending(hall.uow, hall.asks(ADMIN), old)
    handed = await post.ending(hall.uow, hall.asks(ADMIN), old, CHEN)
    for say in map(TEXTS.speech, LANGUAGES):
        shown = [view.overview(units, say), view.overview(opened, say), view.candidates(people, say)]
        shown += [
            view.candidates(heirs, say),
            view.proposal(which, say),
            view.proposal(sure, say),
            view.card(over, say),
        ]
        shown += [view.question(over, say), view.question(handed, say)]
        shown += [view.done(sure, "given", say), view.done(over, "ended", say), view.done(handed, "handed", say)]
        assert all(one.text and one.keyboard is not None for one in shown)


async def test_each_sees_what_is_theirs_first(hall: Hall) -> None:
    await hall.share(OF_CHEN)
    own = await post.overview(hall.uow, hall.asks(PHONE))
    assert isinstance(own, UnitPosts)
    assert own.unit.id == BRANCH
    below = await post.overview(hall.uow, hall.asks(LI_CHAT))
    assert isinstance(below, Units)
    assert [one.id for one in below.units] == [BRANCH, FIRST, SECOND]
