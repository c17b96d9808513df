"""A rating that is about to close: one line to the whole electorate, the same whoever has voted."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import NewRating, Source, Subject, fingerprint, voters_of
from bot.domain.reminder import rules
from bot.services.rating import vote as rating_vote
from bot.storage import actor as actors
from bot.storage.connection import Database
from bot.storage.installation import audit
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.elector import Elector
from tests.services.attendance.attendance_branch import ACCOUNTS, ROOT
from tests.services.rating.rating_booth import slip_of
from tests.services.rating.rating_stage import asked
from tests.services.reminder.reminder_stage import Reminded, reminded, text_of

PUBLIC = "c9" * 32
DAYS = [date(2026, 11, 25) + timedelta(days=count) for count in range(10)]


@pytest.fixture
async def one(database: Database) -> Reminded:
    return await reminded(database)


async def opened(one: Reminded, closes: str, people: Sequence[int]) -> int:
    async with one.hall.uow.begin() as work:
        ends = datetime.fromisoformat(closes).replace(tzinfo=one.hall.zone).astimezone(UTC)
        made = await ratings.add(
            work,
            NewRating(
                one.house.unit, Subject.UNIT, "年度测评", asked(1), ends, source=Source.LIST, groups=frozenset(Voters)
            ),
            work.now,
        )
        found = []
        for person in people:
            actor = await actors.load(work, ACCOUNTS + person, date(2026, 11, 25))
            assert actor is not None
            assert actor.person is not None
            found.append(
                Elector(person, voters_of(actor.person.standing), "list", None, ACCOUNTS + person, paper=False)
            )
        await elector.add(work, made, found)
        facts = {"rating": made, "fingerprint": fingerprint(PUBLIC)}
        entry = await audit.add(work, work.now, "rating.opened", None, facts)
        await ratings.opened(work, made, work.now, PUBLIC, entry.sequence)
        await work.commit()
    return made


async def test_the_day_before_to_everybody_in_the_same_words(one: Reminded) -> None:
    one.at("2026-11-25", "10:00")
    people = one.house.people
    rating = await opened(one, "2026-11-30T18:00", people)
    slip = await slip_of(one.hall.uow, rating, (0,))
    await rating_vote.vote(one.hall.uow, one.hall.ask(people[0]), slip, keys=None)
    said = await one.morning("2026-11-29")
    own = {person: [line for line in lines if line["kind"] == "rating"] for person, lines in said.items()}
    assert {person for person, lines in own.items() if lines} == set(people)
    assert len({str(lines) for lines in own.values() if lines}) == 1
    text = text_of(own[people[0]])
    assert "明天（11月30日周一） 18:00 截止" in text.replace("  ", " ")
    assert "已经投过票" in text
    assert "tomorrow" in text_of(own[people[1]], "en").lower()


async def test_once_and_on_a_day_off_too(one: Reminded) -> None:
    """29 November 2026 is a Sunday."""
    one.at("2026-11-25", "10:00")
    await opened(one, "2026-11-30T18:00", one.house.people)
    assert await one.mornings(DAYS[1:], "rating") == {"2026-11-29": set(one.house.people)}


async def test_opened_late_it_is_said_on_the_day_of_closing(one: Reminded) -> None:
    one.at("2026-11-25", "10:00")
    await opened(one, "2026-11-26T18:00", one.house.people)
    assert await one.mornings(DAYS[1:], "rating") == {"2026-11-26": set(one.house.people)}


async def test_opened_and_closing_on_one_day_nothing_is_said(one: Reminded) -> None:
    one.at("2026-11-25", "10:00")
    await opened(one, "2026-11-25T18:00", one.house.people)
    assert await one.mornings(DAYS, "rating") == {}


async def test_void_or_ended_nothing_is_said(one: Reminded) -> None:
    one.at("2026-11-25", "10:00")
    rating = await opened(one, "2026-11-30T18:00", one.house.people)
    await one.plan()
    await one.hall.run("UPDATE rating SET state = 'void' WHERE id = $1 RETURNING id", rating)
    assert await one.mornings(DAYS[1:], "rating") == {}


def test_it_can_never_be_switched_off() -> None:
    text = (ROOT / "config" / "reminders.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="rating's reminder"):
        rules.read(text.replace('"term"]', '"term", "rating"]'))
