"""Erasing a person who has left."""

from datetime import date

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import NewRating, Source, State, Subject, Turnout
from bot.domain.rating.result import record
from bot.services.installation.audit import verify
from bot.services.people.forget import forget
from bot.storage.installation import audit
from bot.storage.rating import store as ratings
from tests.clock import TODAY
from tests.world import World
from tests.world.meeting import attended, call_meeting
from tests.world.village import BRANCH, LI, SUN, settle

DAYS = 300
OVER = date(2026, 11, 6)
"""300 days after the tenth of January."""


@pytest.fixture
async def village(world: World) -> World:
    """孙已走, who has left, came to a meeting, asked for leave and was in a form."""
    await settle(world, LI, SUN)
    await attended(world, await call_meeting(world, BRANCH, [LI, SUN]), LI, SUN)
    async with world.uow.begin() as work:
        await work.execute(
            "INSERT INTO leave (meeting_id, person_id, reason, state, asked_at) VALUES (1, 6, '住院', 'asked', 0)"
        )
        await work.execute(
            "INSERT INTO conversation VALUES (1006, 'leave', 'reason', 3, '{\"reason\":\"孙已走住院\"}', 0)"
        )
        await work.commit()
    return world


async def test_what_names_the_person_is_gone_and_what_was_attended_stays(village: World) -> None:
    assert await forget(village.uow, "P6", TODAY, DAYS) == SUN
    [person] = await village.rows("SELECT * FROM person WHERE id = 6")
    assert person["name"] == "#6"
    assert [person[name] for name in ("number", "phone", "joined_on", "language", "left_reason")] == [None] * 5
    assert person["left_on"] == "2026-01-10"
    assert await village.rows("SELECT person_id FROM attendance ORDER BY person_id") == [
        {"person_id": LI},
        {"person_id": SUN},
    ]
    assert await village.rows("SELECT id FROM account") == [{"id": 1001}]
    assert await village.rows("SELECT reason FROM leave") == [{"reason": ""}]
    assert await village.rows("SELECT name FROM conversation") == []
    assert await village.rows("SELECT ended_on FROM post WHERE person_id = 6") == [{"ended_on": "2026-01-10"}]


async def rated(village: World, person: int | None, subject: Subject, title: str) -> int:
    """A rating about that person that is closed and in the record."""
    async with village.uow.begin() as work:
        made = await ratings.add(
            work,
            NewRating(
                BRANCH,
                subject,
                title,
                (),
                work.now,
                source=Source.LIST,
                groups=frozenset({Voters.MEMBERS}),
                person_id=person,
            ),
            work.now,
        )
        turnout = Turnout(7, 6, 6, 0)
        await ratings.counted(work, made, work.now, turnout, "{}", "ab")
        await ratings.move(work, made, State.COUNTED, State.CLOSED)
        found = await ratings.get(work, made)
        assert found is not None
        await audit.add(work, work.now, "rating.closed", None, record(found, turnout, "{}", [], "ab"))
        await work.commit()
    return made


async def test_a_rating_about_the_person_has_the_name_no_more_and_its_result_still_stands(village: World) -> None:
    own = await rated(village, SUN, Subject.PERSON, "孙已走")
    other = await rated(village, LI, Subject.PERSON, "李树林")
    motion = await rated(village, None, Subject.MOTION, "同意修路")
    await forget(village.uow, "P6", TODAY, DAYS)
    titles = {row["id"]: row["title"] for row in await village.rows("SELECT id, title FROM rating")}
    assert titles == {own: "#6", other: "李树林", motion: "同意修路"}
    assert (await verify(village.uow)).fault is None


async def test_the_record_says_it_by_id_without_the_name(village: World) -> None:
    await forget(village.uow, "P6", TODAY, DAYS)
    [entry] = await village.rows("SELECT kind, data FROM audit")
    assert entry == {"kind": "person.forgotten", "data": '{"person":6}'}
    assert (await verify(village.uow)).fault is None


@pytest.mark.parametrize(
    ("number", "today", "code"),
    [
        ("P9", TODAY, "no_such_number"),
        ("P1", TODAY, "still_here"),
        ("P6", date(2026, 1, 9), "still_here"),
        ("P6", date(2026, 11, 5), "kept_until"),
    ],
)
async def test_someone_here_or_not_long_gone_is_refused_and_nothing_changes(
    village: World, number: str, today: date, code: str
) -> None:
    await village.refused(code, forget(village.uow, number, today, DAYS))


async def test_on_the_day_the_time_is_over_it_is_done(village: World) -> None:
    assert await forget(village.uow, "P6", OVER, DAYS) == SUN


async def test_a_second_time_the_number_is_not_known_any_more(village: World) -> None:
    await forget(village.uow, "P6", TODAY, DAYS)
    await village.refused("no_such_number", forget(village.uow, "P6", TODAY, DAYS))


async def test_evidence_that_was_handed_in_is_the_units_and_stays(village: World) -> None:
    async with village.uow.begin() as work:
        await work.execute(
            """INSERT INTO rectify_item (id, unit_id, problem, measure, owner_id, horizon, starts_on, due_on,
            first_due_on, state, entered_at) VALUES (1, 2, '问题', '措施', 6, 'near', '2025-01-01', '2025-02-01',
            '2025-02-01', 'handed_in', 0)"""
        )
        await work.executemany(
            "INSERT INTO rectify_evidence (item_id, kind, words, given_by, given_at, handed_in_at) "
            "VALUES (1, 'text', $1, 6, 0, $2)",
            [("办好了", 1), ("还没交", None)],
        )
        await work.execute(
            "INSERT INTO rectify_extension (item_id, until_on, reason, state, asked_by, asked_at) "
            "VALUES (1, '2025-03-01', '住院', 'agreed', 6, 0)"
        )
        await work.commit()
    await forget(village.uow, "P6", TODAY, DAYS)
    assert await village.rows("SELECT words FROM rectify_evidence") == [{"words": "办好了"}]
    assert await village.rows("SELECT reason, until_on FROM rectify_extension") == [
        {"reason": "", "until_on": "2025-03-01"}
    ]
