"""The town with a meeting that is on, and one thing of each kind that a button can name."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.clock import to_ms
from bot.domain.grading.scheme_part import Step as Grading
from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import NewRating, Rating, Role, Source, State, Subject
from bot.sandbox.phone import Phone
from bot.services.people import roster_upload
from bot.services.rating import recover as rating_key
from bot.services.rectification import importing as rectification_importing
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.elector import Elector
from tests.e2e.forgery.town import (
    ADMINISTRATOR,
    EAST,
    GUEST,
    HEAD,
    ITEMS,
    ROLES,
    ROSTER,
    STRANGER,
    TARGET,
    UNBOUND,
    VOTERS,
    WAITING_ACCOUNT,
    asks,
    call,
    item_of,
    number,
    one,
    series_of,
    write,
)
from tests.e2e.grading import graded
from tests.e2e.grading.graded import case_at
from tests.e2e.rating.opening import elector_of, opened
from tests.e2e.system import System, has_started
from tests.services.rating.ratings import questions


@dataclass(frozen=True, slots=True)
class Facts:
    """Ids of the eastern branch's things."""

    unit: int
    above: int
    group: int
    meeting: int
    session: int
    person: int
    account: int
    unbound: int
    guest: int
    member: int
    member_account: int
    post: int
    upload: int
    items: int
    item: int
    draft: int
    milestone: int
    attachable: int
    handed_in: int
    extension: int
    series: int
    exemption: int
    round: int
    case: int
    case_own: int
    case_rated: int
    case_assessed: int
    case_decision: int
    case_decided: int
    case_over: int
    case_final: int
    notice: int
    objection: int
    month: int
    rating: int
    key_tag: str
    rating_prepared: int
    rating_run: int
    rating_ended: int
    rating_closed: int
    waiting: int = WAITING_ACCOUNT


@dataclass(frozen=True, slots=True)
class Town:
    system: System
    phones: dict[str, Phone]
    facts: Facts


async def build(system: System) -> Town:
    """Everyone has a phone. What the bot wants to tell stays in the outbox, so that rows change by taps alone."""
    await system.server.delivery.stop(0.0)
    system.server.scheduler.pause()
    await system.import_roster(ROSTER.encode())
    await system.bind(*ROLES.values(), TARGET, GUEST)
    phones = {role: system.people[number] for role, number in ROLES.items()}
    phones |= {STRANGER: system.telegram.add_user("路人"), ADMINISTRATOR: system.telegram.add_user("管理员")}
    for phone in phones.values():
        has_started(phone)
    await write(system, "INSERT INTO account (id, administrator_since) VALUES ($1, 1)", phones[ADMINISTRATOR].id)
    await write(system, "UPDATE person SET left_on = '2026-11-01' WHERE number = $1", ROLES["gone"])
    facts = await _things(system, phones["secretary"])
    system.clock.forward(days=1, minutes=62)
    return Town(system, phones, facts)


async def _things(system: System, secretary: Phone) -> Facts:
    uow, at = system.server.uow, to_ms(system.clock.now())
    person, unbound = await number(system, TARGET), await number(system, UNBOUND)
    own = await number(system, ROLES["secretary"])
    meeting, series_id = await call(system, secretary, ROLES["recorder"]), await series_of(system, secretary)
    await write(
        system, "INSERT INTO leave (meeting_id, person_id, reason, state, asked_at) "
        "VALUES ($1, $2, '病了', 'asked', $3)", meeting, person, at,
    )  # fmt: skip
    await write(
        system, "INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at) "
        "VALUES ($1, '2026-01-01', '2026-12-31', '住院', $2, $3)", unbound, own, at,
    )  # fmt: skip
    await write(
        system, "INSERT INTO pending_binding (account_id, person_id, way, asked_at) VALUES ($1, $2, 'link', $3)",
        WAITING_ACCOUNT, unbound, at,
    )  # fmt: skip
    new = f"{HEAD}R90,新来的,{EAST},,预备党员,,\n".encode()
    folder = system.settings.data_dir / "imports"
    shown = await roster_upload.show(uow, asks(system, secretary), folder, new, "r.csv")
    items = await rectification_importing.show(
        uow, asks(system, secretary), system.server.installation, folder, ITEMS.encode(), "i.csv"
    )
    assert shown.upload is not None
    assert items.upload is not None
    east = await one(system, "SELECT id FROM unit WHERE place = $1", EAST)
    member = await number(system, ROLES["member"])
    item, draft = await item_of(system, east, member, "open"), await item_of(system, east, member, "draft")
    milestone = "INSERT INTO rectify_milestone (item_id, title, due_on) VALUES ($1, '中期', '2026-12-10')"
    await write(system, milestone, item)
    handed_in, later = await item_of(system, east, person, "handed_in"), await item_of(system, east, person, "open")
    await write(
        system, "INSERT INTO rectify_evidence (item_id, kind, words, given_by, given_at, handed_in_at) "
        "VALUES ($1, 'text', '办好了', $2, $3, $3)", handed_in, person, at,
    )  # fmt: skip
    await write(
        system, "INSERT INTO rectify_extension (item_id, until_on, reason, state, asked_by, asked_at) "
        "VALUES ($1, '2027-02-01', '人手少', 'asked', $2, $3)", later, person, at,
    )  # fmt: skip
    above = await one(system, "SELECT parent_id FROM unit WHERE id = $1", east)
    case = await case_at(system, above, east, Grading.SURVEY)
    to_publish, over, hanging, final = [
        await case_at(system, above, east, step)
        for step in (Grading.DECISION, Grading.NOTICE, Grading.NOTICE, Grading.FINAL)
    ]
    await graded.decided(system, to_publish)
    await graded.decided(system, over, date(2026, 11, 1))
    notice = await graded.decided(system, hanging, date(2027, 1, 1))
    await graded.done(system, final)
    rating = await rating_of(system, east)
    return Facts(
        unit=east,
        above=above,
        round=await one(system, "SELECT round_id FROM grade_case WHERE id = $1", case),
        case=case,
        case_own=await case_at(system, above, east, Grading.SELF_ASSESSMENT),
        case_rated=await case_at(system, above, east, Grading.RATING),
        case_assessed=await case_at(system, above, east, Grading.ASSESSMENT),
        case_decision=await case_at(system, above, east, Grading.DECISION),
        case_decided=to_publish,
        case_over=over,
        case_final=final,
        notice=notice,
        objection=await graded.objected(system, notice),
        month=await graded.month_scored(system, east),
        group=await one(system, "SELECT group_id FROM person WHERE id = $1", person),
        meeting=meeting,
        session=await one(system, "SELECT id FROM session WHERE meeting_id = $1", meeting),
        person=person,
        account=system.people[TARGET].id,
        unbound=unbound,
        guest=await number(system, GUEST),
        member=member,
        member_account=system.people[ROLES["member"]].id,
        post=await one(system, "SELECT id FROM post WHERE person_id = $1", await number(system, ROLES["recorder"])),
        upload=shown.upload,
        items=items.upload,
        item=item,
        draft=draft,
        milestone=await one(system, "SELECT id FROM rectify_milestone"),
        attachable=await number(system, ROLES["liaison"]),
        handed_in=handed_in,
        extension=await one(system, "SELECT id FROM rectify_extension"),
        series=series_id,
        exemption=await one(system, "SELECT id FROM exemption"),
        rating=rating.id,
        key_tag=rating.key_tag,
        rating_prepared=await rating_in(system, east, State.SUBMITTED),
        rating_run=await rating_in(system, east, State.OPEN),
        rating_ended=await rating_in(system, east, State.ENDED),
        rating_closed=await rating_in(system, east, State.CLOSED),
    )


async def rating_of(system: System, unit: int) -> Rating:
    """One that is open."""
    voters = [system.people[ROLES[role]].id for role in VOTERS]
    uow = system.server.uow
    keys = await rating_key.folder(uow, system.settings.ballot_key_dir)
    return await opened(uow, keys, unit, [await elector_of(uow, account) for account in voters], days=30)


async def rating_in(system: System, unit: int, state: State) -> int:
    """One in that state with paper, which the liaison supervises and the leader tells; UNBOUND may get a paper."""
    now = system.clock.now()
    bound = [await elector_of(system.server.uow, system.people[ROLES[role]].id) for role in VOTERS]
    subject = Subject.MOTION if state is State.SUBMITTED else Subject.UNIT
    waits = Elector(await number(system, UNBOUND), Voters.MEMBERS, "list", None, None, paper=False)
    async with system.server.uow.begin() as work:
        made = await ratings.add(
            work,
            NewRating(
                unit,
                subject,
                f"年度测评（{state.value}）",
                questions(1),
                now + timedelta(days=7),
                source=Source.LIST,
                groups=frozenset(Voters),
                comment=True,
                paper=True,
            ),
            now,
        )
        await ratings.appoint(work, made, await number(system, ROLES["liaison"]), await number(system, ROLES["leader"]))
        if state is not State.SUBMITTED:
            for role, who in ((Role.SUPERVISOR, "liaison"), (Role.TELLER, "leader")):
                person = await number(system, ROLES[who])
                await ratings.replace(work, made, role, person, system.people[ROLES[who]].id)
            await elector.add(work, made, [*bound, waits])
        await work.execute("UPDATE rating SET state = $2 WHERE id = $1", made, state.value)
        await work.commit()
    return made
