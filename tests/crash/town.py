"""A town of branches as the test finds it: people on the roster, a meeting in each branch that takes check-ins now."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clock import to_ms
from bot.domain.meeting import rules as meeting_type
from bot.domain.meeting.draft import Draft, Span
from bot.domain.people.binding import BindingTerms
from bot.domain.request import Request
from bot.installation import rules_of
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.services.installation import sample
from bot.services.people import invite, roster
from bot.storage.connection import Row
from bot.storage.unit_of_work import UnitOfWork
from tests.process import ROOT, TOKEN, ZONE
from tests.world.publishing import publish_draft

TERMS = BindingTerms(ZONE, timedelta(hours=72), wrong_links=5)
RULES = rules_of(ROOT / "config", "meetings", meeting_type.read)
BOT_ID = int(TOKEN.partition(":")[0])
ACCOUNT = "INSERT INTO account (id, person_id, language, bound_at, bound_by) VALUES ($1, $2, 'zh', $3, 'link')"
PEOPLE = """
SELECT person.id, person.name, person.retired, unit.id AS unit_id, unit.name AS unit,
  (SELECT kind FROM post WHERE post.person_id = person.id) AS post
FROM person JOIN unit ON unit.id = person.unit_id ORDER BY person.id"""
SESSION = "SELECT session.id FROM session WHERE meeting_id = $1"


@dataclass(frozen=True, slots=True)
class Villager:
    """`caller`: called today's meeting and gets no message about it.

    `link`: the token of the secretary's personal link; a member is bound already and has none.
    """

    phone: Phone
    person_id: int
    branch: "Branch"
    may_be_remote: bool
    caller: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """Its meeting that takes check-ins now. `remote`: that meeting can be attended from elsewhere."""

    unit_id: int
    name: str
    session_id: int
    place: str
    remote: bool


@dataclass(frozen=True, slots=True)
class Town:
    members: list[Villager]
    secretaries: list[Villager]


def roster_file(branches: int) -> bytes:
    maker = sample.RosterMaker()
    for number in range(1, branches + 1):
        maker.branch(f"示例镇党委/第{number}村党支部", 11, sector="村")
    return sample.as_csv([{**line, "语言": "zh"} for line in maker.lines])


async def found(uow: UnitOfWork, telegram: Telegram, branches: int, chance: random.Random) -> Town:
    """Everyone has pressed Start once; members are bound, secretaries have a link that they have not opened yet."""
    await roster.apply(uow, None, roster.RosterFile(roster_file(branches), "roster.csv", ZONE))
    town = Town([], [])
    async with uow.reading() as cx:
        people = await cx.fetch(PEOPLE)
    for unit_id in dict.fromkeys(row["unit_id"] for row in people):
        await _branch(uow, telegram, town, [row for row in people if row["unit_id"] == unit_id])
    for villager in [*town.members, *town.secretaries]:
        await villager.phone.start()
    for crowd in (town.members, town.secretaries):
        chance.shuffle(crowd)
    return town


async def _branch(uow: UnitOfWork, telegram: Telegram, town: Town, people: list[Row]) -> None:
    phones = {row["id"]: telegram.add_user(row["name"]) for row in people}
    members = [row for row in people if row["post"] != "secretary"]
    async with uow.begin() as work:
        at = to_ms(work.now)
        await work.executemany(ACCOUNT, [(phones[row["id"]].id, row["id"], at) for row in members])
        await work.commit()
    deputy = next(row for row in members if row["post"] == "deputy")
    branch = await _meeting(uow, deputy, phones[deputy["id"]].id)
    for row in people:
        remote = branch.remote and bool(row["retired"])
        if row["post"] == "secretary":
            link = (await invite.create_personal(uow, None, row["id"], TERMS)).token
            town.secretaries.append(Villager(phones[row["id"]], row["id"], branch, remote, link=link))
        else:
            caller = row["id"] == deputy["id"]
            town.members.append(Villager(phones[row["id"]], row["id"], branch, remote, caller))


async def _meeting(uow: UnitOfWork, deputy: Row, account_id: int) -> Branch:
    """In every second branch one that can be attended from elsewhere. The bot is not up yet: the messages wait."""
    now = uow.clock.now()
    remote = deputy["unit_id"] % 2 == 0
    kind = next(one for one in RULES.type if one.code == ("assembly" if remote else "life"))
    place = f"{deputy['unit']}会场"
    starts = now.replace(microsecond=0) + timedelta(minutes=20)
    draft = Draft(
        unit_id=deputy["unit_id"],
        type=kind.code,
        title=kind.zh,
        spans=(Span(starts=starts, ends=starts + timedelta(minutes=90)),),
        place=place,
        host_id=deputy["id"],
        ways=tuple(kind.ways),
    )
    called = await publish_draft(uow, Request(BOT_ID, account_id, now, ZONE), RULES, draft)
    async with uow.reading() as cx:
        (session,) = await cx.fetch(SESSION, called.id)
    return Branch(deputy["unit_id"], deputy["unit"], session["id"], place, remote)


def next_week(number: int) -> datetime:
    """When the secretary's own meeting is: another hour and minute for each."""
    day = (datetime.now(ZONE) + timedelta(days=7)).replace(hour=9, minute=0, second=0, microsecond=0)
    return day + timedelta(minutes=7 * number)
