"""The invitation to vote: to each elector who has an account, in the same words."""

from typing import Any

from bot.domain.clock import to_ms
from bot.domain.rating.model import Rating
from bot.services import actor
from bot.storage.connection import Connection
from bot.storage.grading import store as grading
from bot.storage.meeting import people as meeting_people
from bot.storage.outbox import BULK, Parcel
from bot.storage.rating.elector import Listed

__all__ = ["content", "parcel"]


async def content(cx: Connection, rating: Rating, electors: int) -> dict[str, Any]:
    """What it says, whoever gets it, but for `doubt`."""
    unit = await actor.unit(cx, rating.unit_id)
    proposed, proposed_en = await _proposed(cx, rating.case_id)
    names = await meeting_people.names(cx, [rating.supervisor_id, rating.teller_id])
    return {
        "rating": rating.id,
        "seal": rating.seal,
        "code": rating.code,
        "unit": unit.name,
        "title": rating.title,
        "subject": rating.subject.value,
        "closes": to_ms(rating.closes_at),
        "supervisor": names.get(rating.supervisor_id or 0, ""),
        "teller": names.get(rating.teller_id or 0, ""),
        "electors": electors,
        "proposed": proposed,
        "proposed_en": proposed_en,
    }


def parcel(rating: Rating, content: dict[str, Any], one: Listed) -> Parcel | None:
    """None for whoever has no account. One for each account, and another when the supervisor has confirmed it."""
    if one.bound is None:
        return None
    doubt = one.elector.account_id != one.bound
    key = f"rating.invite:{rating.id}:{one.bound}{':doubt' if doubt else ''}"
    return Parcel(key, one.bound, "rating.invite", content | {"doubt": doubt}, priority=BULK)


async def _proposed(cx: Connection, case_id: int | None) -> tuple[str, str]:
    """The grade that the unit proposes for itself, in Chinese and English; empty where there is none."""
    case = await grading.get(cx, case_id) if case_id is not None else None
    if case is None or case.proposed is None:
        return "", ""
    scheme = await grading.scheme(cx, case.digest)
    return scheme.grade_name(case.proposed, "zh"), scheme.grade_name(case.proposed, "en")
