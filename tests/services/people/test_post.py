"""Posts given, ended, handed over, and by whom they are not."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.post import PostKind
from bot.services.installation.audit import verify
from bot.services.menu import COMMANDS, WITH_DUTIES
from bot.services.people import post, post_change
from bot.services.people.post import PostChange, UnitPage, UnitPosts
from bot.views.people import post as view
from tests.installation import EN, ZH
from tests.services.people.binding import ADMINISTRATOR, PHONE, at_once, share_number
from tests.services.people.menu import menus
from tests.world import World
from tests.world.messages import recipients
from tests.world.record import audit_kinds
from tests.world.village import BRANCH, CHEN, FIRST, GUEST, LI, SECOND, SUN, TOWN, WANG, ZHAO

OF_CHEN = "+8613900000004"


async def held(village: World, unit: int = BRANCH) -> dict[str, set[int]]:
    found = await village.act(ADMINISTRATOR, post.of_unit, unit)
    by_kind: dict[str, set[int]] = {}
    for one in found.held:
        by_kind.setdefault(one.post.kind.value, set()).add(one.post.person_id)
    return by_kind


async def number(village: World, kind: str, unit: int = BRANCH) -> int:
    found = await village.act(ADMINISTRATOR, post.of_unit, unit)
    return next(one.post.id for one in found.held if one.post.kind.value == kind)


async def test_posts_as_they_stand_today(village: World) -> None:
    assert await held(village) == {"secretary": {LI}, "organisation": {WANG}}
    assert await held(village, SECOND) == {"group_leader": {ZHAO}}


async def test_a_post_is_given_from_today_and_its_holder_hears_of_it(village: World) -> None:
    await share_number(village, OF_CHEN)
    change = await village.act(ADMINISTRATOR, post_change.give, BRANCH, CHEN, "publicity")
    assert (change.person.id, change.kind) == (CHEN, PostKind.PUBLICITY)
    assert (await held(village))["publicity"] == {CHEN}
    assert await recipients(village, "post.given") == [PHONE]
    rows = await village.rows("SELECT started_on FROM post WHERE kind = 'publicity' AND person_id = $1", CHEN)
    assert rows[0]["started_on"] == "2026-11-25"
    assert (await audit_kinds(village))[-1] == "post.given"
    assert (await verify(village.uow)).fault is None


async def test_giving_what_is_held_already_changes_nothing(village: World) -> None:
    for _ in range(2):
        await village.act(ADMINISTRATOR, post_change.give, BRANCH, CHEN, "deputy")
    assert (await audit_kinds(village)).count("post.given") == 1


async def test_several_deputies_but_one_secretary(village: World) -> None:
    for person in (CHEN, ZHAO):
        await village.act(ADMINISTRATOR, post_change.give, BRANCH, person, "deputy")
    taken = await village.refused("post_taken", village.act(ADMINISTRATOR, post_change.give, BRANCH, CHEN, "secretary"))
    assert taken.data == {"name": "李树林"}
    assert (await held(village))["deputy"] == {CHEN, ZHAO}
    assert (await held(village))["secretary"] == {LI}


async def test_two_secretaries_at_the_same_moment_one_is_given(village: World) -> None:
    await village.act(ADMINISTRATOR, post_change.end, await number(village, "secretary"))
    both = [village.act(ADMINISTRATOR, post_change.give, BRANCH, person, "secretary") for person in (CHEN, ZHAO)]
    outcomes = await at_once(village, *both)
    assert len([one for one in outcomes if isinstance(one, PostChange)]) == 1
    assert [one.code for one in outcomes if isinstance(one, DomainError)] == ["post_taken"]
    assert len((await held(village))["secretary"]) == 1


async def test_an_ended_post_gives_nothing_from_today(village: World) -> None:
    old = await number(village, "secretary")
    await village.act(ADMINISTRATOR, post_change.end, old)
    assert "secretary" not in await held(village)
    assert await recipients(village, "post.ended") == [LI]
    assert (await menus(village, LI))[-1] == COMMANDS
    await village.refused("post_over", village.act(ADMINISTRATOR, post_change.end, old))
    await village.refused("not_allowed", village.act(LI, post.candidates, FIRST, 0))


async def test_a_handover_ends_one_and_gives_the_other(village: World) -> None:
    await share_number(village, OF_CHEN)
    old = await number(village, "secretary")
    change = await village.act(ADMINISTRATOR, post_change.hand_over, old, CHEN)
    assert change.earlier is not None
    assert (change.earlier.id, change.person.id) == (LI, CHEN)
    assert (await held(village))["secretary"] == {CHEN}
    assert (await recipients(village, "post.ended"), await recipients(village, "post.given")) == ([LI], [PHONE])
    assert (await menus(village, PHONE))[-1] == WITH_DUTIES
    assert (await audit_kinds(village))[-1] == "post.handed_over"
    await village.refused("post_over", village.act(ADMINISTRATOR, post_change.hand_over, old, ZHAO))


async def test_a_tap_delivered_twice_hands_over_once(village: World) -> None:
    old = await number(village, "secretary")
    await village.act(ADMINISTRATOR, post_change.hand_over, old, CHEN)
    change = await post_change.hand_over(village.uow, village.request(ADMINISTRATOR, again=True), old, CHEN)
    assert change.person.id == CHEN
    assert (await audit_kinds(village)).count("post.handed_over") == 1


async def test_two_handovers_of_one_post_at_the_same_moment_one_wins(village: World) -> None:
    old = await number(village, "secretary")
    both = [village.act(ADMINISTRATOR, post_change.hand_over, old, person) for person in (CHEN, ZHAO)]
    outcomes = await at_once(village, *both)
    assert [one.code for one in outcomes if isinstance(one, DomainError)] == ["post_over"]
    assert len((await held(village))["secretary"]) == 1


async def test_a_post_is_not_handed_to_who_holds_it(village: World) -> None:
    for person in (CHEN, ZHAO):
        await village.act(ADMINISTRATOR, post_change.give, BRANCH, person, "deputy")
    old = await number(village, "deputy")
    for person in (CHEN, ZHAO):
        step = village.act(ADMINISTRATOR, post_change.hand_over, old, person)
        await village.refused("post_held_already", step)
    assert (await held(village))["deputy"] == {CHEN, ZHAO}


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
async def test_what_does_not_fit_is_refused(village: World, unit: int, person: int, kind: str, code: str) -> None:
    """Left, not a party member, of another group, no post of a branch, no post at all, nobody, nowhere."""
    await village.refused(code, village.act(ADMINISTRATOR, post_change.give, unit, person, kind))
    await village.refused(code, village.act(ADMINISTRATOR, post.proposal, unit, person, kind))


async def test_the_branch_gives_its_groups_their_leaders_and_itself_nothing(village: World) -> None:
    change = await village.act(LI, post_change.give, FIRST, WANG, "group_leader")
    assert change.unit.id == FIRST
    await village.refused("not_allowed", village.act(LI, post_change.give, BRANCH, CHEN, "deputy"))
    own = await number(village, "secretary")
    await village.refused("not_allowed", village.act(LI, post_change.end, own))
    await village.refused("not_allowed", village.act(LI, post_change.hand_over, own, CHEN))


async def test_a_member_looks_and_changes_nothing(village: World) -> None:
    await share_number(village, OF_CHEN)
    found = await village.act(PHONE, post.of_unit, BRANCH)
    assert not found.giver
    assert len(found.held) == 2
    await village.refused("not_allowed", village.act(PHONE, post_change.give, BRANCH, CHEN, "secretary"))
    await village.refused("unknown_account", village.act(777, post.overview))


async def test_every_screen_can_be_shown_in_both_languages(village: World) -> None:
    units = await village.act(ADMINISTRATOR, post.overview)
    assert isinstance(units, UnitPage)
    assert [one.id for one in units.units] == [TOWN, BRANCH, FIRST, SECOND]
    old = await number(village, "secretary")
    opened = await village.act(ADMINISTRATOR, post.of_unit, BRANCH)
    people = await village.act(ADMINISTRATOR, post.candidates, BRANCH, 0)
    assert [one.id for one in people.people] == [LI, WANG, ZHAO, CHEN]
    heirs = await village.act(ADMINISTRATOR, post.successors, old, 0)
    which = await village.act(ADMINISTRATOR, post.proposal, BRANCH, CHEN)
    sure = await village.act(ADMINISTRATOR, post.proposal, BRANCH, CHEN, "deputy")
    over = await village.act(ADMINISTRATOR, post.proposed_end, old)
    handed = await village.act(ADMINISTRATOR, post.proposed_end, old, CHEN)
    for say in (ZH, EN):
        shown = [view.overview(units, say), view.overview(opened, say), view.candidates(people, say)]
        shown += [
            view.candidates(heirs, say),
            view.proposal(which, say),
            view.proposal(sure, say),
            view.card(over, say),
        ]
        shown += [view.question(over, say), view.question(handed, say)]
        shown += [view.done(sure, say, what="given"), view.done(over, say, what="ended")]
        shown.append(view.done(handed, say, what="handed"))
        assert all(one.text and one.keyboard is not None for one in shown)


async def test_each_sees_what_is_theirs_first(village: World) -> None:
    await share_number(village, OF_CHEN)
    own = await village.act(PHONE, post.overview)
    assert isinstance(own, UnitPosts)
    assert own.unit.id == BRANCH
    below = await village.act(LI, post.overview)
    assert isinstance(below, UnitPage)
    assert [one.id for one in below.units] == [BRANCH, FIRST, SECOND]
