"""Probations and terms that end: 30 days before, to the organisation member or whoever stands in for one."""

from datetime import date, timedelta

from bot.domain.reminder.line import EndingLine
from bot.domain.reminder.model import Kind
from bot.services.people import post_change
from tests.services.reminder.reminders import Reminders, kinds_of, lines_of, text_of
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.people import add_person, give_posts

PROBATIONER = "UPDATE person SET standing = 'probationary', joined_on = $2 WHERE id = $1"
TERM = "UPDATE post SET ended_on = $3 WHERE person_id = $1 AND kind = $2"


async def test_a_probation_ends_to_the_organisation_member(world: World, branch: Branch, reminders: Reminders) -> None:
    """It ends on 8 January 2027; 30 days before is Wednesday, 9 December."""
    organiser = branch.members[3]
    await give_posts(world, (organiser, branch.id, "organisation"))
    await world.run(PROBATIONER, reminders.owner, "2026-01-08")
    reminders.at("2026-11-25", "10:00")
    days = [date(2026, 11, 26) + timedelta(days=count) for count in range(30)]
    assert await reminders.mornings(days, "probation") == {"2026-12-09": {organiser}}


async def test_an_organisation_member_without_an_account_hears_nothing_and_the_secretary_does(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    organiser = await add_person(world, "组织委员", branch.id, account=False)
    await give_posts(world, (organiser, branch.id, "organisation"))
    await world.run(PROBATIONER, reminders.owner, "2026-01-08")
    await world.run(TERM, branch.deputy, "deputy", "2027-01-08")
    reminders.at("2026-11-25", "10:00")
    await reminders.plan()
    rows = await world.rows("SELECT kind, person_id FROM reminder WHERE kind IN ('probation', 'term') ORDER BY kind")
    assert [(row["kind"], row["person_id"]) for row in rows] == [
        ("probation", branch.secretary),
        ("term", branch.secretary),
    ]
    said = await reminders.morning("2026-12-09")
    assert kinds_of(said[branch.secretary]) == ["probation", "term"]


async def test_else_to_the_secretary_on_the_working_day_before(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    """30 days before 5 January is Sunday, 6 December."""
    await world.run(PROBATIONER, reminders.owner, "2026-01-05")
    reminders.at("2026-11-25", "10:00")
    said = await reminders.morning("2026-12-04")
    [line] = lines_of(EndingLine, said[branch.secretary])
    assert line.kind is Kind.PROBATION
    assert "一支部预备党员党员0的预备期32 天后（2027年1月5日）期满" in text_of([line])
    assert "In 32 days" in text_of([line], "en")


async def test_the_29th_of_february_ends_on_the_28th(world: World, branch: Branch, reminders: Reminders) -> None:
    await world.run(PROBATIONER, reminders.owner, "2028-02-29")
    reminders.at("2029-01-20", "10:00")
    said = await reminders.morning("2029-01-29")
    assert [line.ends for line in lines_of(EndingLine, said[branch.secretary])] == [date(2029, 2, 28)]


async def test_voted_in_meanwhile_or_gone_it_is_silent(world: World, reminders: Reminders) -> None:
    await world.run(PROBATIONER, reminders.owner, "2026-01-08")
    [(account, rows)] = (await reminders.half_past_eight("2026-12-09")).items()
    await world.run("UPDATE person SET standing = 'full' WHERE id = $1", reminders.owner)
    assert await reminders.compose(account, rows) is None
    await world.run(PROBATIONER, reminders.owner, "2026-01-08")
    await world.run("UPDATE person SET left_on = '2026-12-01' WHERE id = $1", reminders.owner)
    assert await reminders.compose(account, rows) is None


async def test_who_comes_to_the_system_within_the_last_30_days_is_said_at_once(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    await world.run(PROBATIONER, reminders.owner, "2026-01-08")
    reminders.at("2026-12-28", "10:00")
    await reminders.plan()
    assert set(await reminders.morning("2026-12-29")) >= {branch.secretary}
    assert "probation" not in str(await reminders.mornings([date(2026, 12, 30)], "probation"))
    await world.run("DELETE FROM reminder")
    reminders.at("2027-01-11", "08:00")
    await reminders.plan()
    assert await world.rows("SELECT id FROM reminder WHERE kind = 'probation'") == []


async def test_a_term_ends_and_its_successor_hears_of_what_he_takes_over(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    """Until 31 December: 30 days before is Tuesday, 1 December. Who succeeds on a Sunday hears on Monday."""
    await world.run(TERM, branch.deputy, "deputy", "2027-01-01")
    reminders.at("2026-11-25", "10:00")
    days = [date(2026, 11, 26) + timedelta(days=count) for count in range(10)]
    heard = await reminders.mornings(days, "term")
    assert heard == {"2026-12-01": {branch.secretary}}
    successor = branch.members[3]
    [post] = await world.rows("SELECT id FROM post WHERE kind = 'secretary' AND unit_id = $1", branch.id)
    await world.act(branch.above, post_change.hand_over, post["id"], successor)
    assert await reminders.mornings([date(2026, 12, 6), date(2026, 12, 7)], "term") == {"2026-12-07": {successor}}


async def test_a_term_that_was_lengthened_or_ended_is_silent(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    await world.run(TERM, branch.deputy, "deputy", "2027-01-01")
    rows = (await reminders.half_past_eight("2026-12-01"))[account := ACCOUNTS + branch.secretary]
    message = await reminders.compose(account, rows)
    assert message is not None
    assert "一支部的副书记副书记，任期30 天后（12月31日周四）到期" in text_of(message.lines)
    await world.run(TERM, branch.deputy, "deputy", "2027-06-01")
    rest = await reminders.compose(account, rows)
    assert rest is None or "term" not in kinds_of(rest.lines)
