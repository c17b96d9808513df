"""A rating that is about to close: one line to the whole electorate, the same whoever has voted."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import KEY_TAG, NewRating, Source, Subject, fingerprint, voters_of
from bot.domain.rating.vote import BallotDraft
from bot.domain.reminder import rules
from bot.domain.reminder.line import RatingLine
from bot.services.rating import vote as rating_vote
from bot.storage import actor as actors
from bot.storage.installation import audit
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.elector import Elector
from tests.clock import local
from tests.installation import CONFIG
from tests.services.rating.ratings import questions
from tests.services.reminder.reminders import Reminders, lines_of, text_of
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch

PUBLIC = "c9" * 32
DAYS = [date(2026, 11, 25) + timedelta(days=count) for count in range(10)]


async def opened(world: World, branch: Branch, closes: str, people: Sequence[int]) -> int:
    async with world.uow.begin() as work:
        ends = local(closes)
        made = await ratings.add(
            work,
            NewRating(
                branch.id, Subject.UNIT, "年度测评", questions(1), ends, source=Source.LIST, groups=frozenset(Voters)
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


async def test_the_day_before_to_everybody_in_the_same_words(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    reminders.at("2026-11-25", "10:00")
    people = branch.people
    rating = await opened(world, branch, "2026-11-30 18:00", people)
    ballot = BallotDraft(rating, fingerprint(PUBLIC)[:KEY_TAG], (0,))
    await world.act(people[0], rating_vote.vote, ballot, keys=None)
    said = await reminders.morning("2026-11-29")
    own = {person: lines_of(RatingLine, lines) for person, lines in said.items()}
    assert {person for person, lines in own.items() if lines} == set(people)
    assert len({str(lines) for lines in own.values() if lines}) == 1
    text = text_of(own[people[0]])
    assert "明天（11月30日周一） 18:00 截止" in text.replace("  ", " ")
    assert "已经投过票" in text
    assert "tomorrow" in text_of(own[people[1]], "en").lower()


async def test_once_and_on_a_day_off_too(world: World, branch: Branch, reminders: Reminders) -> None:
    """29 November 2026 is a Sunday."""
    reminders.at("2026-11-25", "10:00")
    await opened(world, branch, "2026-11-30 18:00", branch.people)
    assert await reminders.mornings(DAYS[1:], "rating") == {"2026-11-29": set(branch.people)}


async def test_opened_late_it_is_said_on_the_day_of_closing(world: World, branch: Branch, reminders: Reminders) -> None:
    reminders.at("2026-11-25", "10:00")
    await opened(world, branch, "2026-11-26 18:00", branch.people)
    assert await reminders.mornings(DAYS[1:], "rating") == {"2026-11-26": set(branch.people)}


async def test_opened_and_closing_on_one_day_nothing_is_said(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    reminders.at("2026-11-25", "10:00")
    await opened(world, branch, "2026-11-25 18:00", branch.people)
    assert await reminders.mornings(DAYS, "rating") == {}


async def test_void_or_ended_nothing_is_said(world: World, branch: Branch, reminders: Reminders) -> None:
    reminders.at("2026-11-25", "10:00")
    rating = await opened(world, branch, "2026-11-30 18:00", branch.people)
    await reminders.plan()
    await world.run("UPDATE rating SET state = 'void' WHERE id = $1 RETURNING id", rating)
    assert await reminders.mornings(DAYS[1:], "rating") == {}


def test_it_can_never_be_switched_off() -> None:
    text = (CONFIG / "reminders.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="rating's reminder"):
        rules.read(text.replace('"term"]', '"term", "rating"]'))
