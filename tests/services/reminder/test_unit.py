"""Probations and terms that end: 30 days before, to the organisation member or whoever stands in for one."""

from datetime import date, timedelta

import pytest

from bot.services.people import post_change
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.reminder.reminder_stage import Reminded, reminded, text_of

PROBATIONER = "UPDATE person SET standing = 'probationary', joined_on = $2 WHERE id = $1"
TERM = "UPDATE post SET ended_on = $3 WHERE person_id = $1 AND kind = $2"


@pytest.fixture
async def one(database: Database) -> Reminded:
    return await reminded(database)


async def test_a_probation_ends_to_the_organisation_member(one: Reminded) -> None:
    """It ends on 8 January 2027; 30 days before is Wednesday, 9 December."""
    organiser = one.house.members[3]
    await one.hall.post(organiser, one.house.unit, "organisation")
    await one.hall.run(PROBATIONER, one.owner, "2026-01-08")
    one.at("2026-11-25", "10:00")
    days = [date(2026, 11, 26) + timedelta(days=count) for count in range(30)]
    assert await one.mornings(days, "probation") == {"2026-12-09": {organiser}}


async def test_an_organisation_member_without_an_account_hears_nothing_and_the_secretary_does(one: Reminded) -> None:
    organiser = await one.hall.person("组织委员", one.house.unit, account=False)
    await one.hall.post(organiser, one.house.unit, "organisation")
    await one.hall.run(PROBATIONER, one.owner, "2026-01-08")
    await one.hall.run(TERM, one.house.deputy, "deputy", "2027-01-08")
    one.at("2026-11-25", "10:00")
    await one.plan()
    rows = await one.hall.rows("SELECT kind, person_id FROM reminder WHERE kind IN ('probation', 'term') ORDER BY kind")
    assert [(row["kind"], row["person_id"]) for row in rows] == [
        ("probation", one.house.secretary),
        ("term", one.house.secretary),
    ]
    said = await one.morning("2026-12-09")
    assert [line["kind"] for line in said[one.house.secretary]] == ["probation", "term"]


async def test_else_to_the_secretary_on_the_working_day_before(one: Reminded) -> None:
    """30 days before 5 January is Sunday, 6 December."""
    await one.hall.run(PROBATIONER, one.owner, "2026-01-05")
    one.at("2026-11-25", "10:00")
    said = await one.morning("2026-12-04")
    [line] = [line for line in said[one.house.secretary] if line["kind"] == "probation"]
    assert "一支部预备党员党员0的预备期32 天后（2027年1月5日）期满" in text_of([line])
    assert "In 32 days" in text_of([line], "en")


async def test_the_29th_of_february_ends_on_the_28th(one: Reminded) -> None:
    await one.hall.run(PROBATIONER, one.owner, "2028-02-29")
    one.at("2029-01-20", "10:00")
    said = await one.morning("2029-01-29")
    assert [line["ends"] for line in said[one.house.secretary] if line["kind"] == "probation"] == ["2029-02-28"]


async def test_voted_in_meanwhile_or_gone_it_is_silent(one: Reminded) -> None:
    await one.hall.run(PROBATIONER, one.owner, "2026-01-08")
    [(account, rows)] = await one.half_past_eight("2026-12-09")
    await one.hall.run("UPDATE person SET standing = 'full' WHERE id = $1", one.owner)
    assert await one.compose(account, rows) is None
    await one.hall.run(PROBATIONER, one.owner, "2026-01-08")
    await one.hall.run("UPDATE person SET left_on = '2026-12-01' WHERE id = $1", one.owner)
    assert await one.compose(account, rows) is None


async def test_who_comes_to_the_system_within_the_last_30_days_is_said_at_once(one: Reminded) -> None:
    await one.hall.run(PROBATIONER, one.owner, "2026-01-08")
    one.at("2026-12-28", "10:00")
    await one.plan()
    assert set(await one.morning("2026-12-29")) >= {one.house.secretary}
    assert "probation" not in str(await one.mornings([date(2026, 12, 30)], "probation"))
    await one.hall.run("DELETE FROM reminder")
    one.at("2027-01-11", "08:00")
    await one.plan()
    assert await one.hall.rows("SELECT id FROM reminder WHERE kind = 'probation'") == []


async def test_a_term_ends_and_its_successor_hears_of_what_he_takes_over(one: Reminded) -> None:
    """Until 31 December: 30 days before is Tuesday, 1 December. Who succeeds on a Sunday hears on Monday."""
    await one.hall.run(TERM, one.house.deputy, "deputy", "2027-01-01")
    one.at("2026-11-25", "10:00")
    days = [date(2026, 11, 26) + timedelta(days=count) for count in range(10)]
    heard = await one.mornings(days, "term")
    assert heard == {"2026-12-01": {one.house.secretary}}
    successor = one.house.members[3]
    [post] = await one.hall.rows("SELECT id FROM post WHERE kind = 'secretary' AND unit_id = $1", one.house.unit)
    asked = one.hall.ask(one.house.above)
    await post_change.hand_over(one.hall.uow, asked, post["id"], successor)
    assert await one.mornings([date(2026, 12, 6), date(2026, 12, 7)], "term") == {"2026-12-07": {successor}}


async def test_a_term_that_was_lengthened_or_ended_is_silent(one: Reminded) -> None:
    await one.hall.run(TERM, one.house.deputy, "deputy", "2027-01-01")
    rows = dict(await one.half_past_eight("2026-12-01"))[account := ACCOUNTS + one.house.secretary]
    data = await one.compose(account, rows)
    assert data is not None
    assert "一支部的副书记副书记，任期30 天后（12月31日周四）到期" in text_of(data["lines"])
    await one.hall.run(TERM, one.house.deputy, "deputy", "2027-06-01")
    rest = await one.compose(account, rows)
    assert rest is None or "term" not in {line["kind"] for line in rest["lines"]}
