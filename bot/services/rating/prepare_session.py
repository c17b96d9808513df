"""What the steps of preparing a rating share: the open form, its lists, and what the card says beside the plan."""

from datetime import date, timedelta

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.grading.case import Case
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Named as Name
from bot.domain.grading.scheme_part import Step as Stage
from bot.domain.grading.scheme_part import Voters
from bot.domain.grading.schemes import Schemes
from bot.domain.meeting.calling import Choices, Named, named, page_of, searched
from bot.domain.permission import Action, may, require
from bot.domain.person import Person
from bot.domain.rating.electorate import GROUPS
from bot.domain.rating.model import Subject, voters_of
from bot.domain.rating.prepare import Facts, Plan, PreparationDraft, Step
from bot.domain.rating.rules import RatingRules
from bot.domain.request import Request
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.services.conversation import Form
from bot.services.form_session import FormSession
from bot.services.meeting.calling import acted_for
from bot.services.rating import grading_ballots
from bot.services.rating.electorate import Scope, rating_people
from bot.services.rectification.entry_session import fit_owner, likely_owners
from bot.storage.connection import Connection
from bot.storage.grading import store as grading
from bot.storage.meeting import store as meeting
from bot.storage.rating import electorate as storage
from bot.storage.rating.electorate import RatingMeeting

NAME = "rating"
NEAR = timedelta(days=14)
"""A meeting whose participants vote is at most so far away."""


class PreparationSession(FormSession[PreparationDraft]):
    """One step of the form that prepares a rating."""

    name = NAME
    draft = PreparationDraft

    async def unit(self) -> Unit:
        """Return the unit that the rating is prepared for, authorised once more. DomainError: not_found,
        not_allowed."""
        return await prepared(self.work, self.asker, self.given.plan.unit_id)

    async def require_rated(self, unit: Unit, person_id: int) -> Person:
        """Return the person to be rated, who has to be of the unit. DomainError("rated_unfit", unit)."""
        fit = await fit_owner(self.work, unit, person_id, self.today)
        if fit is None:
            raise DomainError("rated_unfit", unit=unit.name)
        return fit

    async def require_meeting(self, unit: Unit, meeting_id: int) -> None:
        """Check that the unit's participants in the meeting can vote; 0 is no meeting.

        DomainError("rating_meeting_unfit").
        """
        if meeting_id and meeting_id not in {one.id for one in await near_meetings(self.work, unit, self.request)}:
            raise DomainError("rating_meeting_unfit")

    async def card(self, plan: Plan) -> Form:
        """Go on to the card, as a new message."""
        plan = await self.fitted(plan)
        return await self.go(Step.CARD, plan=plan, facts=await self.facts(plan), choices=Choices())

    async def fitted(self, plan: Plan) -> Plan:
        """Return the plan as the grading round demands. DomainError: not_found, not_allowed."""
        unit = await prepared(self.work, self.asker, plan.unit_id)
        case = await case_of(self.work, unit)
        scheme = await scheme_of(self.work, self.installation.schemes, unit, case)
        return await fitted(self.work, plan, unit, case, scheme, self.today)

    async def turned(self, plan: Plan) -> Form:
        """Show the card in place, with the plan that one of its buttons changed.
        DomainError("rating_groups_wanted")."""
        asked, plan = plan, await self.fitted(plan)
        if plan == self.given.plan and asked != plan:
            raise DomainError("rating_groups_wanted")
        return await self.stay(plan=plan, facts=await self.facts(plan))

    async def facts(self, plan: Plan) -> Facts:
        """Gather what the card says beside the plan."""
        unit = await prepared(self.work, self.asker, plan.unit_id)
        rules, case = self.installation.rating, await case_of(self.work, unit)
        scheme = await scheme_of(self.work, self.installation.schemes, unit, case)
        who = await fit_owner(self.work, unit, plan.person_id, self.today) if plan.person_id else None
        held = await meeting.get(self.work, plan.meeting_id) if plan.meeting_id else None
        scope = Scope(plan.subject, plan.voters, plan.meeting_id or None, plan.person_id or None)
        people = await rating_people(self.work, scope, unit, rules, self.request.now, self.today)
        return Facts(
            unit=unit.name,
            person=who.name if who else "",
            meeting=held.title if held else "",
            majority=_named(rules, plan.majority),
            majorities=tuple(one.code for one in rules.majorities),
            electors=len(people.electors),
            least=rules.least,
            indicators=len(scheme.indicators),
            in_round=case is not None and plan.subject is Subject.UNIT,
        )

    async def listed(self, step: Step, page: int = 0, search: str = "") -> Choices:
        """Return a page of the units, or of those who can be rated, office holders first. DomainError: owner_unknown,
        nobody_called (name)."""
        return searched(await self._options(step), page, search)

    async def _options(self, step: Step) -> list[Named]:
        if step is Step.UNIT:
            return named(await preparable(self.work, self.asker))
        return named(await likely_owners(self.work, await self.unit(), self.today))

    async def meetings(self) -> Choices:
        """List the unit's meetings whose participants can be the electorate."""
        unit = await self.unit()
        found = await near_meetings(self.work, unit, self.request)
        zone = self.request.zone
        options = [Named(id=one.id, name=f"{one.starts.astimezone(zone):%m-%d %H:%M} {one.title}") for one in found]
        return page_of(options, 0)


async def prepared(cx: Connection, asker: Actor, unit_id: int) -> Unit:
    """Return the unit whose id came in a button, where the asker may prepare ratings. DomainError: not_found,
    not_allowed."""
    unit = await actor.unit(cx, unit_id)
    require(asker, Action.PREPARE_RATING, unit)
    if unit.kind is UnitKind.GROUP:
        raise DomainError("not_allowed", action=Action.PREPARE_RATING.value)
    return unit


async def preparable(cx: Connection, asker: Actor) -> list[Unit]:
    """List the units where the asker may prepare ratings; a group has none, its branch has."""
    found = await acted_for(cx, asker) if asker.posts else []
    return [one for one in found if one.kind is not UnitKind.GROUP and may(asker, Action.PREPARE_RATING, one)]


async def near_meetings(cx: Connection, unit: Unit, request: Request) -> list[RatingMeeting]:
    """List the unit's meetings of the days around today."""
    return await storage.meetings(cx, unit.id, request.now - NEAR, request.now + NEAR)


async def case_of(cx: Connection, unit: Unit) -> Case | None:
    """Return the unit's open grading case while it is at the rating."""
    cases = await grading.of_unit(cx, unit.id)
    return cases[0] if cases and cases[0].step is Stage.RATING else None


async def require_unrated(cx: Connection, case_id: int | None) -> None:
    """Check that the case has no result yet, so that nobody chooses among several. DomainError("rating_case_rated")."""
    if case_id is not None and await grading_ballots.held(cx, case_id) is not None:
        raise DomainError("rating_case_rated")


async def fitted(cx: Connection, plan: Plan, unit: Unit, case: Case | None, scheme: Scheme, today: date) -> Plan:
    """Return a plan that asks the groups which the scheme of the round wants, as far as the unit has anybody in
    them."""
    if case is None or plan.subject is not Subject.UNIT:
        return plan
    groups = await peopled(cx, unit, today)
    need = grading_ballots.wanted(scheme) & groups
    if not need <= plan.voters:
        plan = plan.but(groups="masses" if need <= GROUPS["masses"] else "all")
    apart = (grading_ballots.fed(scheme) & groups) - {Voters.MEMBERS}
    return plan.but(split=True) if apart else plan


async def peopled(cx: Connection, unit: Unit, today: date) -> set[Voters]:
    """Return the groups of which the unit has anybody."""
    return {voters_of(one.person.standing) for one in await storage.candidates(cx, unit, today)}


async def scheme_of(cx: Connection, schemes: Schemes, unit: Unit, case: Case | None) -> Scheme:
    """Return the unit's scheme; a round keeps the one that it began with."""
    return await grading.scheme(cx, case.digest) if case is not None else schemes.of(unit.sector)


def _named(rules: RatingRules, code: str) -> Name | None:
    """Return the name of a majority."""
    found = rules.majority(code)
    return Name(code=found.code, zh=found.zh, en=found.en) if found else None
