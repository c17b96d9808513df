"""Determines who is expected at a meeting, and checks that the people named in a draft may be."""

from datetime import date

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.draft import AudienceKind, Draft
from bot.domain.meeting.model import Invitee
from bot.domain.person import Person
from bot.domain.post import SECRETARIAL, PostKind
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.meeting import people

LEADING = (PostKind.SECRETARY, PostKind.GROUP_LEADER, PostKind.DEPUTY)
RECORDING = (PostKind.ORGANISATION, PostKind.PUBLICITY)


async def expected(cx: Connection, unit: Unit, draft: Draft, day: date) -> list[Person]:
    """The audience without guests. DomainError: not_found (group), not_allowed (someone of another unit)."""
    if draft.audience is AudienceKind.COMMITTEE:
        return await people.of_committee(cx, unit, day)
    if draft.audience is AudienceKind.CHOSEN:
        return await _own(cx, draft.people, unit, day, outside=False)
    if draft.audience is AudienceKind.GROUP:
        return await people.of_unit(cx, await group_of(cx, unit, draft.group_id), day)
    return await people.of_unit(cx, unit, day)


async def guests(cx: Connection, unit: Unit, draft: Draft, day: date) -> list[Person]:
    """The guests, who are outside participants of the roster. DomainError("not_allowed") for anyone else."""
    return await _own(cx, draft.guests, await roster_unit(cx, unit), day, outside=True)


async def _own(cx: Connection, ids: tuple[int, ...], unit: Unit, day: date, *, outside: bool) -> list[Person]:
    """Those of the people who are still on the roster. DomainError("not_allowed") for someone of another unit."""
    wanted = await people.named(cx, ids, day)
    found = await people.inside(cx, ids, unit.path, day)
    if len(found) != len(wanted) or any(one.standing.outside is not outside for one in found):
        raise DomainError("not_allowed", action="call_meeting")
    return found


async def group_of(cx: Connection, unit: Unit, group_id: int | None) -> Unit:
    """The group of a unit with that id. DomainError("not_found") for any other id."""
    group = await units.get(cx, group_id) if group_id is not None else None
    if group is None or group.kind is not UnitKind.GROUP or group.parent_id != unit.id:
        raise DomainError("not_found")
    return group


async def groups(cx: Connection, unit: Unit) -> list[Unit]:
    """The groups of a branch."""
    below = await units.below(cx, unit.path)
    return [one for one in below if one.kind is UnitKind.GROUP and one.parent_id == unit.id]


async def roster_unit(cx: Connection, unit: Unit) -> Unit:
    """The unit whose roster people are chosen from: a group's branch, otherwise the unit itself."""
    if unit.kind is UnitKind.GROUP and unit.parent_id is not None:
        return await actor.unit(cx, unit.parent_id)
    return unit


async def invitees(cx: Connection, unit: Unit, draft: Draft, day: date) -> list[Invitee]:
    """The people to invite, each with the vote of that day. DomainError("meeting_nobody") for an empty audience."""
    own = {one.id: Invitee(one.id, one.standing.votes) for one in await expected(cx, unit, draft, day)}
    outside = [Invitee(one.id, False, guest=True) for one in await guests(cx, unit, draft, day) if one.id not in own]
    if not own:
        raise DomainError("meeting_nobody")
    return [*own.values(), *outside]


async def may_lead(cx: Connection, asker: Actor, unit: Unit, ids: list[int | None], day: date) -> None:
    """Refuse a host or recorder who is not the asker, on the unit's roster, or the holder of a post in it.

    DomainError("not_allowed").
    """
    wanted = {one for one in ids if one is not None} - ({asker.person.id} if asker.person else set())
    if not wanted:
        return
    known = {one.id for one in await people.inside(cx, wanted, (await roster_unit(cx, unit)).path, day)}
    known |= {holder for _, holder in await people.posts(cx, unit.id, day)}
    if not wanted <= known:
        raise DomainError("not_allowed", action="call_meeting")


async def leading(cx: Connection, asker: Actor, unit: Unit, day: date) -> tuple[int | None, int | None]:
    """The host and the recorder where nobody chooses others.

    Host: the asker if they hold a leading post there, else the holder of one. Recorder: the organisation or publicity
    member.
    """
    own = asker.person_id
    held = await people.posts(cx, unit.id, day)
    leads = any(post.unit_id == unit.id and post.kind in SECRETARIAL | {PostKind.GROUP_LEADER} for post in asker.posts)
    host = own if leads else _holder(held, LEADING) or own
    others = [(kind, holder) for kind, holder in held if holder != host]
    return host, _holder(others, RECORDING) or own or host


def _holder(held: list[tuple[PostKind, int]], kinds: tuple[PostKind, ...]) -> int | None:
    return next((holder for wanted in kinds for kind, holder in held if kind is wanted), None)
