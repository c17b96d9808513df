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
from tests.e2e.stage import Stage, has_started
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
    stage: Stage
    phones: dict[str, Phone]
    facts: Facts


async def build(stage: Stage) -> Town:
    """Everyone has a phone. What the bot wants to tell stays in the outbox, so that rows change by taps alone."""
    await stage.server.delivery.stop(0.0)
    stage.server.scheduler.pause()
    await stage.import_roster(ROSTER.encode())
    await stage.bind(*ROLES.values(), TARGET, GUEST)
    phones = {role: stage.people[number] for role, number in ROLES.items()}
    phones |= {STRANGER: stage.telegram.add_user("路人"), ADMINISTRATOR: stage.telegram.add_user("管理员")}
    for phone in phones.values():
        has_started(phone)
    await write(stage, "INSERT INTO account (id, administrator_since) VALUES ($1, 1)", phones[ADMINISTRATOR].id)
    await write(stage, "UPDATE person SET left_on = '2026-11-01' WHERE number = $1", ROLES["gone"])
    facts = await _things(stage, phones["secretary"])
    stage.clock.forward(days=1, minutes=62)
    return Town(stage, phones, facts)


async def _things(stage: Stage, secretary: Phone) -> Facts:
    uow, at = stage.server.uow, to_ms(stage.clock.now())
    person, unbound = await number(stage, TARGET), await number(stage, UNBOUND)
    own = await number(stage, ROLES["secretary"])
    meeting, series_id = await call(stage, secretary, ROLES["recorder"]), await series_of(stage, secretary)
    await write(
        stage, "INSERT INTO leave (meeting_id, person_id, reason, state, asked_at) "
        "VALUES ($1, $2, '病了', 'asked', $3)", meeting, person, at,
    )  # fmt: skip
    await write(
        stage, "INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at) "
        "VALUES ($1, '2026-01-01', '2026-12-31', '住院', $2, $3)", unbound, own, at,
    )  # fmt: skip
    await write(
        stage, "INSERT INTO pending_binding (account_id, person_id, way, asked_at) VALUES ($1, $2, 'link', $3)",
        WAITING_ACCOUNT, unbound, at,
    )  # fmt: skip
    new = f"{HEAD}R90,新来的,{EAST},,预备党员,,\n".encode()
    folder = stage.settings.data_dir / "imports"
    shown = await roster_upload.show(uow, asks(stage, secretary), folder, new, "r.csv")
    items = await rectification_importing.show(
        uow, asks(stage, secretary), stage.server.installation, folder, ITEMS.encode(), "i.csv"
    )
    assert shown.upload is not None
    assert items.upload is not None
    east, member = await one(stage, "SELECT id FROM unit WHERE place = $1", EAST), await number(stage, ROLES["member"])
    item, draft = await item_of(stage, east, member, "open"), await item_of(stage, east, member, "draft")
    await write(stage, "INSERT INTO rectify_milestone (item_id, title, due_on) VALUES ($1, '中期', '2026-12-10')", item)
    handed_in, later = await item_of(stage, east, person, "handed_in"), await item_of(stage, east, person, "open")
    await write(
        stage, "INSERT INTO rectify_evidence (item_id, kind, words, given_by, given_at, handed_in_at) "
        "VALUES ($1, 'text', '办好了', $2, $3, $3)", handed_in, person, at,
    )  # fmt: skip
    await write(
        stage, "INSERT INTO rectify_extension (item_id, until_on, reason, state, asked_by, asked_at) "
        "VALUES ($1, '2027-02-01', '人手少', 'asked', $2, $3)", later, person, at,
    )  # fmt: skip
    above = await one(stage, "SELECT parent_id FROM unit WHERE id = $1", east)
    case = await case_at(stage, above, east, Grading.SURVEY)
    to_publish, over, hanging, final = [
        await case_at(stage, above, east, step)
        for step in (Grading.DECISION, Grading.NOTICE, Grading.NOTICE, Grading.FINAL)
    ]
    await graded.decided(stage, to_publish)
    await graded.decided(stage, over, date(2026, 11, 1))
    notice = await graded.decided(stage, hanging, date(2027, 1, 1))
    await graded.done(stage, final)
    rating = await rating_of(stage, east)
    return Facts(
        unit=east,
        above=above,
        round=await one(stage, "SELECT round_id FROM grade_case WHERE id = $1", case),
        case=case,
        case_own=await case_at(stage, above, east, Grading.SELF_ASSESSMENT),
        case_rated=await case_at(stage, above, east, Grading.RATING),
        case_assessed=await case_at(stage, above, east, Grading.ASSESSMENT),
        case_decision=await case_at(stage, above, east, Grading.DECISION),
        case_decided=to_publish,
        case_over=over,
        case_final=final,
        notice=notice,
        objection=await graded.objected(stage, notice),
        month=await graded.month_scored(stage, east),
        group=await one(stage, "SELECT group_id FROM person WHERE id = $1", person),
        meeting=meeting,
        session=await one(stage, "SELECT id FROM session WHERE meeting_id = $1", meeting),
        person=person,
        account=stage.people[TARGET].id,
        unbound=unbound,
        guest=await number(stage, GUEST),
        member=member,
        member_account=stage.people[ROLES["member"]].id,
        post=await one(stage, "SELECT id FROM post WHERE person_id = $1", await number(stage, ROLES["recorder"])),
        upload=shown.upload,
        items=items.upload,
        item=item,
        draft=draft,
        milestone=await one(stage, "SELECT id FROM rectify_milestone"),
        attachable=await number(stage, ROLES["liaison"]),
        handed_in=handed_in,
        extension=await one(stage, "SELECT id FROM rectify_extension"),
        series=series_id,
        exemption=await one(stage, "SELECT id FROM exemption"),
        rating=rating.id,
        key_tag=rating.key_tag,
        rating_prepared=await rating_in(stage, east, State.SUBMITTED),
        rating_run=await rating_in(stage, east, State.OPEN),
        rating_ended=await rating_in(stage, east, State.ENDED),
        rating_closed=await rating_in(stage, east, State.CLOSED),
    )


async def rating_of(stage: Stage, unit: int) -> Rating:
    """One that is open."""
    voters = [stage.people[ROLES[role]].id for role in VOTERS]
    uow = stage.server.uow
    keys = await rating_key.folder(uow, stage.settings.ballot_key_dir)
    return await opened(uow, keys, unit, [await elector_of(uow, account) for account in voters], days=30)


async def rating_in(stage: Stage, unit: int, state: State) -> int:
    """One in that state with paper, which the liaison supervises and the leader tells; UNBOUND may get a paper."""
    now = stage.clock.now()
    bound = [await elector_of(stage.server.uow, stage.people[ROLES[role]].id) for role in VOTERS]
    subject = Subject.MOTION if state is State.SUBMITTED else Subject.UNIT
    waits = Elector(await number(stage, UNBOUND), Voters.MEMBERS, "list", None, None, paper=False)
    async with stage.server.uow.begin() as work:
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
        await ratings.appoint(work, made, await number(stage, ROLES["liaison"]), await number(stage, ROLES["leader"]))
        if state is not State.SUBMITTED:
            for role, who in ((Role.SUPERVISOR, "liaison"), (Role.TELLER, "leader")):
                person = await number(stage, ROLES[who])
                await ratings.replace(work, made, role, person, stage.people[ROLES[who]].id)
            await elector.add(work, made, [*bound, waits])
        await work.execute("UPDATE rating SET state = $2 WHERE id = $1", made, state.value)
        await work.commit()
    return made
